// Letters made alike before they are compared: width, case, accents, brackets. Each letter by itself, so that a part of
// a text always folds to a part of the folded text.

/** Brackets and quotes are dropped, so that 国函〔2021〕37号 is found however its brackets are typed. */
const dropped = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'`]/u;
const kept = /[\p{L}\p{N}]/u;

const known = new Map<string, string>();

/** A letter as it is compared: itself in lower case without marks, a space for what separates, nothing for brackets. */
function foldLetter(letter: string): string {
  const code = letter.codePointAt(0) as number;
  if (code >= 0x4e00 && code <= 0x9fff) return letter;
  const before = known.get(letter);
  if (before !== undefined) return before;
  let folded = "";
  for (const part of letter.normalize("NFKD").toLowerCase().normalize("NFKD"))
    folded += kept.test(part) ? part : dropped.test(part) || /\p{M}/u.test(part) ? "" : " ";
  if (known.size < 20_000) known.set(letter, folded);
  return folded;
}

/** The text as it is compared: runs of letters and digits, one space between them. */
export function fold(text: string): string {
  let folded = "";
  for (const letter of text) folded += foldLetter(letter);
  return folded.replace(/ {2,}/g, " ").trim();
}

export interface FoldedWithPlaces {
  text: string;
  /** For each UTF-16 unit of `text`: where its letter begins and ends in the source, UTF-16 units, end exclusive. */
  starts: number[];
  ends: number[];
}

/** The same with the way back to the source; spaces are not run together. */
export function foldWithPlaces(source: string): FoldedWithPlaces {
  const folded: FoldedWithPlaces = { text: "", starts: [], ends: [] };
  let at = 0;
  for (const letter of source) {
    const part = foldLetter(letter);
    folded.text += part;
    for (let unit = 0; unit < part.length; unit += 1) {
      folded.starts.push(at);
      folded.ends.push(at + letter.length);
    }
    at += letter.length;
  }
  return folded;
}
