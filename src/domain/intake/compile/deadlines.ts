// When something is due: the ways plans write a deadline, and the last day each of them means.
import type { Deadline, DeadlineKind } from "./draft.ts";

interface Pattern {
  kind: DeadlineKind;
  expression: RegExp;
}

const year = "(?:20\\d\\d年|今年|明年)";
const before = "(?:之|以)?前";

/** Tried together from left to right; the longest form of a date comes first. */
const dated: Pattern[] = [
  {
    kind: "relative",
    expression:
      /(?:印发|发布|施行|实施|公布|批复|批准|下达|签订)(?:之日|后|之后)?起?\d{1,3}(?:个工作日|日|天|个月|月|年)(?:之|以)?内/,
  },
  { kind: "date", expression: new RegExp(`${year}?\\d{1,2}月\\d{1,2}日${before}`) },
  { kind: "date", expression: new RegExp(`(?:到|至)?${year}\\d{1,2}月(?:底|末)?(?:${before})?`) },
  {
    kind: "date",
    expression: new RegExp(`\\d{1,2}月(?:底${before}|末${before}|底|末|中旬${before}|上旬${before}|${before})`),
  },
  {
    kind: "date",
    expression: new RegExp(
      `(?:到|至)?${year}(?:年底|底|末|上半年|下半年|第?[一二三四1-4]季度)(?:末|底)?(?:${before})?`,
    ),
  },
  { kind: "date", expression: /(?:到|至)20\d\d年/ },
  { kind: "date", expression: new RegExp(`20\\d\\d年${before}`) },
  { kind: "date", expression: /(?:今年|明年)(?:底|内)(?:之|以)?前?|年底前/ },
];

/** Words that set no date but answer when; only in a deadline cell or bracket, since prose uses them for the work itself. */
const standing =
  /^(?:并|且)?(?:长期|持续|常态化|分阶段|按进度|按时序|按计划|每年|每季度|每月|全年|同步|适时|立即|即时)[^,;。]{0,12}$/;

const datedText = new RegExp(dated.map((pattern) => `(?:${pattern.expression.source})`).join("|"), "g");

/** Words in front of a date that make it a report of the past or the start of a period. */
const notADeadline = /(?:截至|截止|截|自|从|以来|比|较)$/;

/**
 * Deadlines written in prose (folded text), left to right.
 *
 * Dates after 截至, 自 and the like are reports of the past and are left out; 持续推进 counts only in a cell or bracket.
 */
export function deadlinesInProse(text: string, offset: number): Deadline[] {
  const found: Deadline[] = [];
  if (!/[年月内]/.test(text)) return found;
  for (const match of text.matchAll(datedText)) {
    const at = match.index;
    if (notADeadline.test(text.slice(Math.max(0, at - 2), at))) continue;
    const after = text.slice(at + match[0].length, at + match[0].length + 2);
    if (/^(?:至|到|—|-|以来|起)/.test(after)) continue;
    const bounded = /[前底末内]$|半年$|季度$/.test(match[0]) || /^(?:到|至)/.test(match[0]);
    if (!bounded || /[-—至到]$/.test(text.slice(Math.max(0, at - 1), at))) continue;
    found.push({
      kind: kindOf(match[0]),
      text: match[0],
      by: null,
      source: { start: offset + at, end: offset + at + match[0].length },
    });
  }
  return found;
}

/** Is the phrase (a cell, or one part of a bracket, folded) nothing but a deadline? */
export function isDeadline(phrase: string): boolean {
  const core = phrase
    .replace(/^(?:于|在|并|力争|确保|争取|原则上)/, "")
    .replace(/(?:完成|落实|实施|推进|建成|取得.{1,8}|见效|出台)$/, "");
  if (standing.test(phrase.trim()) || /^20\d\d(?:年)?(?:[-—~至到]20\d\d年?)?$/.test(core)) return true;
  const first = core.match(datedText)?.[0];
  if (!first && !/^20\d\d年\d{1,2}月\d{0,2}日?$/.test(core)) return false;
  return core.length - (first?.length ?? core.length) <= 8;
}

/** A whole deadline cell or the deadline part of a bracket, as written. */
export function deadlineOf(phrase: string, start: number): Deadline {
  const first = phrase.match(datedText)?.[0];
  return {
    kind: first ? kindOf(first) : /20\d\d/.test(phrase) ? "date" : "standing",
    text: phrase,
    by: null,
    source: { start, end: start + phrase.length },
  };
}

/**
 * The last day a deadline means, YYYY-MM-DD, or null where no day follows from the words.
 *
 * `documentDate` (YYYY-MM-DD) gives the year of a month written alone: the first such month not before it.
 */
export function lastDay(text: string, documentDate: string | null): string | null {
  const documentYear = documentDate ? Number(documentDate.slice(0, 4)) : null;
  const written = /20\d\d(?=年|$|[-—~至到])/g;
  const years = [...text.matchAll(written)].map((match) => Number(match[0]));
  const named =
    years.at(-1) ?? (/今年/.test(text) ? documentYear : /明年/.test(text) && documentYear ? documentYear + 1 : null);
  const month = /(\d{1,2})月(?:(\d{1,2})日)?/.exec(text);
  if (/内$/.test(text) && !/年内/.test(text)) return null;
  if (month) {
    const m = Number(month[1]);
    if (m < 1 || m > 12) return null;
    const own = named ?? yearOfMonth(m, documentDate);
    if (own === null) return null;
    if (month[2]) return iso(own, m, Math.min(Number(month[2]), monthDays(own, m)));
    if (/上旬/.test(text)) return iso(own, m, 10);
    if (/中旬/.test(text)) return iso(own, m, 20);
    const opensMonth = /\d月(?:之|以)?前/.test(text);
    if (!opensMonth) return iso(own, m, monthDays(own, m));
    return m === 1 ? iso(own - 1, 12, 31) : iso(own, m - 1, monthDays(own, m - 1));
  }
  const own = named ?? (/年底|年内|年末/.test(text) ? documentYear : null);
  if (own === null) return null;
  const quarter = /([一二三四1-4])季度/.exec(text)?.[1];
  if (quarter) {
    const q = "一二三四".includes(quarter) ? "一二三四".indexOf(quarter) + 1 : Number(quarter);
    return iso(own, q * 3, monthDays(own, q * 3));
  }
  if (/上半年/.test(text)) return iso(own, 6, 30);
  if (/20\d\d年(?:之|以)?前/.test(text)) return iso(own - 1, 12, 31);
  return iso(own, 12, 31);
}

function kindOf(text: string): DeadlineKind {
  return dated[0]?.expression.test(text) ? "relative" : "date";
}

function yearOfMonth(month: number, documentDate: string | null): number | null {
  if (!documentDate) return null;
  const [y, m] = documentDate.split("-").map(Number);
  if (y === undefined || m === undefined) return null;
  return month < m ? y + 1 : y;
}

function monthDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(Math.max(1, day)).padStart(2, "0")}`;
}
