// The words under which an entry is kept and those by which it is sought (decision 0020): groups of up to three letters
// from every place, so that any part of a text is found, two letters at the price of a prefix; readings in pinyin beside them.
import { fold } from "./fold.ts";

/** Raise it when entries are written otherwise than before: they are then all written anew at the next start. */
export const wordsVersion = 1;

/** Longest text that is searched, in letters; what stands behind is not found. */
const longestText = 20_000;
const longestInitials = 8;
const longestReading = 16;
/** Letters of a name that are read in pinyin. */
const readLetters = 40;

/** How each letter of a folded text is read, letters that are not Chinese as themselves. */
export type Readings = (folded: string) => readonly string[];

export interface Findable {
  /** What it is called, its title first. */
  names: readonly string[];
  text: string;
}

export interface FoldedEntry {
  /** Each name on a line of its own, between line breaks. */
  names: string;
  body: string;
  words: Set<string>;
}

const runsOf = (folded: string) => folded.split(/\s+/).filter(Boolean);

function addGroups(words: Set<string>, folded: string): void {
  for (const run of runsOf(folded)) {
    const letters = [...run];
    for (let at = 0; at < letters.length; at += 1)
      words.add((letters[at] as string) + (letters[at + 1] ?? "") + (letters[at + 2] ?? ""));
  }
}

const compact = (folded: string) => [...folded.replaceAll(" ", "")].slice(0, 100).join("");
const firstLetters = (folded: string) => [...(runsOf(folded)[0] ?? "")].slice(0, 3).join("");

/** Is it a letter that has a reading of its own? */
export const isChinese = (letter: string) => /\p{Script=Han}/u.test(letter);

function addReadings(words: Set<string>, folded: string, readings: Readings): void {
  for (const run of runsOf([...folded].slice(0, readLetters).join(""))) {
    const read = readings(run);
    const initials = read.map((one) => String.fromCodePoint(one.codePointAt(0) as number));
    [...run].forEach((letter, at) => {
      if (!isChinese(letter)) return;
      words.add(`i:${initials.slice(at, at + longestInitials).join("")}`);
      words.add(`y:${[...read.slice(at, at + longestInitials).join("")].slice(0, longestReading).join("")}`);
    });
  }
}

const foldNames = (names: readonly string[]) => [...new Set(names.map(fold))].filter(Boolean);
const foldBody = (text: string) => fold(text.length <= longestText ? text : [...text].slice(0, longestText).join(""));

/** An entry as it is kept. */
export function foldEntry(entry: Findable, readings: Readings): FoldedEntry {
  const names = foldNames(entry.names);
  const body = foldBody(entry.text);
  const words = new Set<string>();
  for (const name of names) {
    addGroups(words, name);
    addReadings(words, name, readings);
    words.add(`e:${compact(name)}`);
    words.add(`s:${firstLetters(name)}`);
  }
  addGroups(words, body);
  return { names: names.map((name) => `\n${name}`).join(""), body, words };
}

export interface BodyChange {
  body: string;
  /** Words that the entry no longer has, and those that it has besides. */
  gone: string[];
  added: string[];
}

/**
 * What another text makes of an entry whose names are as before: far fewer words than the entry has, and none is read in
 * pinyin.
 * @param before the text as it was kept, folded
 */
export function changeBody(entry: Findable, before: string): BodyChange {
  const body = foldBody(entry.text);
  const [old, now] = [new Set(runsOf(before)), new Set(runsOf(body))];
  const [gone, added] = [new Set<string>(), new Set<string>()];
  for (const run of old) if (!now.has(run)) addGroups(gone, run);
  for (const run of now) if (!old.has(run)) addGroups(added, run);
  const kept = ` ${[body, ...foldNames(entry.names)].join(" ")} `;
  return { body, gone: [...gone].filter((word) => !standsIn(kept, word)), added: [...added] };
}

/** Is it a group of these runs, each between spaces? One of fewer than three letters only ends a run. */
const standsIn = (runs: string, group: string) => runs.includes([...group].length < 3 ? `${group} ` : group);

/** Most parts of a query that are heeded, the longest. */
const mostTerms = 12;
/** Groups of a long term by which entries are sought; the whole term is compared afterwards. */
const mostGroups = 8;

/** 重庆sw is 重庆 and sw: what may be pinyin stands by itself. */
const beforeOrAfterReading = /(?<=\p{Script=Han})(?=[a-z]{2})|(?<=[a-z]{2})(?=\p{Script=Han})/u;

export interface Sought {
  /** Each must be there; folded, without spaces. */
  terms: readonly string[];
  /** The whole query without spaces, for what is called exactly so. */
  whole: string;
}

/** What a query asks for; no terms when it holds no letter and no digit. */
export function soughtBy(query: string): Sought {
  const folded = fold(query);
  const all = [...new Set(runsOf(folded).flatMap((run) => run.split(beforeOrAfterReading)))];
  const longest = [...all].sort((a, b) => b.length - a.length).slice(0, mostTerms);
  return { terms: all.filter((term) => longest.includes(term)), whole: compact(folded) };
}

const quoted = (word: string) => `'${word.replace(/['\\]/g, "$&$&")}'`;
const both = (parts: readonly string[]) => parts.join(" & ");
const either = (parts: readonly string[]) => (parts.length === 1 ? (parts[0] as string) : `(${parts.join(" | ")})`);

/** May a term be pinyin: initials or whole syllables? */
export const mayBeReading = (term: string) => /^[a-z0-9]{2,}$/.test(term) && /[a-z]/.test(term);

function groupsOf(term: string): string {
  const letters = [...term];
  if (letters.length < 3) return `${quoted(term)}:*`;
  const all = letters.slice(0, -2).map((_, at) => letters.slice(at, at + 3).join(""));
  const step = Math.max(1, Math.ceil(all.length / mostGroups));
  const chosen = all.filter((_, at) => at % step === 0 || at === all.length - 1);
  return both([...new Set(chosen)].map(quoted));
}

const readingOf = (term: string) => [
  `${quoted(`i:${[...term].slice(0, longestInitials).join("")}`)}:*`,
  `${quoted(`y:${[...term].slice(0, longestReading).join("")}`)}:*`,
];

/** The conditions of the three ways to be found, as text of a tsquery. */
export interface Conditions {
  exact: string;
  start: string;
  part: string;
}

/**
 * @param sought at least one term
 * Single letters stand in many words: they only count here when there is nothing longer.
 */
export function conditionsOf(sought: Sought): Conditions {
  const long = sought.terms.filter((term) => [...term].length > 1);
  const telling = long.length > 0 ? long : sought.terms.slice(0, 2);
  const first = sought.terms[0] as string;
  const letters = [...first].slice(0, 3).join("");
  return {
    exact: quoted(`e:${sought.whole}`),
    start: `${quoted(`s:${letters}`)}${[...letters].length < 3 ? ":*" : ""}`,
    part: both(
      telling.map((term) =>
        mayBeReading(term) ? either([`(${groupsOf(term)})`, ...readingOf(term)]) : `(${groupsOf(term)})`,
      ),
    ),
  };
}

/** The reading of one term, as text of a tsquery; `null` where it cannot be one. */
export const readingCondition = (term: string): string | null => (mayBeReading(term) ? either(readingOf(term)) : null);
