// Order by pinyin as a text that any database sorts alike, whatever its own collation (DESIGN 7: ordering by pinyin).

const first = 0x4e00;
const last = 0x9fff;
/** Longest name that counts for the order, in characters. */
const counted = 24;

/** Words in which a character is read unlike alone: 重 chóng, 长 cháng, 朝 cháo, 厦 xià; written with one read so. */
const readings: readonly (readonly [RegExp, string])[] = [
  [/重(?=庆)/g, "虫"],
  [/长(?=寿|沙|春|江|安|治|乐|宁|兴|嘉)/g, "常"],
  [/朝(?=阳)/g, "潮"],
  [/厦(?=门)/g, "夏"],
];

let ranks: Uint16Array | undefined;

/** The place of each common Chinese character in pinyin order, asked once of the runtime's collation (some 70 ms). */
function pinyinRanks(): Uint16Array {
  if (ranks) return ranks;
  const { compare } = new Intl.Collator("zh-CN-u-co-pinyin");
  const characters = Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
  characters.sort(compare);
  ranks = new Uint16Array(characters.length);
  for (const [rank, character] of characters.entries()) ranks[character.charCodeAt(0) - first] = rank;
  return ranks;
}

/**
 * A key whose plain order is the pinyin order of the texts: letters and digits first, then Chinese characters.
 * @returns five hexadecimal digits a character, for the first 24 characters
 */
export function pinyinKey(text: string): string {
  const table = pinyinRanks();
  let key = "";
  let read = text.normalize("NFKC").toLowerCase();
  for (const [written, alike] of readings) read = read.replace(written, alike);
  for (const character of [...read].slice(0, counted)) {
    const code = character.codePointAt(0) as number;
    const place = code >= first && code <= last ? 0x20000 + (table[code - first] as number) : Math.min(code, 0x1ffff);
    key += place.toString(16).padStart(5, "0");
  }
  return key;
}
