// Title, issuing body, document number, date and basis of a plan, from the places GB/T 9704 gives them (版头, 标题, 署名, 成文日期).
import type { PlanText, Range } from "./blocks.ts";
import type { Basis } from "./draft.ts";
import { limits } from "./limits.ts";
import { numberingOf, numeralValue } from "./numbering.ts";

export interface DocumentHead {
  title: string | null;
  issuer: string | null;
  documentNumber: string | null;
  date: string | null;
  basis: Basis[];
  /** Paragraphs that are head and signature, by block index: no body text. */
  headBlocks: ReadonlySet<number>;
}

interface Line extends Range {
  index: number;
  /** Folded, blanks removed at both ends. */
  text: string;
}

const genre =
  "(?:方案|意见|措施|办法|规划|计划|细则|规定|条例|纲要|要点|清单|分工|通知|决定|批复|行动|制度|政策|指引|任务书|决议|公告|通告|函|规程|标准|章程|协议)";
const titleEnd = new RegExp(`${genre}(?:[([][^()[\\]]{1,30}[)\\]]){0,2}$`);
const documentNumber =
  /^[\u4e00-\u9fff]{1,16}(?:字|发|函|办|规|通|文|令|公告|改|委)?[\u4e00-\u9fff]{0,6}[[(](?:19|20)\d\d[\])]第?\d{1,5}号$/;
const writtenDay = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const writtenDayChinese =
  /^([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/;
const labelledLine = /^([\u4e00-\u9fff]{2,8}):\s?(.{1,80})$/;

/** Read the head of the document; every field is null where the text does not give it. */
export function readHead(document: PlanText, folded: string): DocumentHead {
  const lines = linesOf(document, folded);
  const bodyAt = lines.findIndex((line) => (numberingOf(line.text)?.rank ?? 99) <= 6);
  const annexAt = lines.findIndex((line, at) => at >= 5 && /^附件\s?[\d一二三]?$/.test(line.text));
  const ends = [bodyAt, annexAt, limits.headBlocks].filter((at) => at >= 0);
  const head = lines.slice(0, Math.min(...ends));
  const used = new Set<number>();
  const signature = signatureOf(head, used) ?? signatureOf(lines.slice(-12), used);
  const notice = noticeOf(head);
  const own = ownTitle(head, document.text, notice, used);
  const title = own ?? notice ?? null;
  const labelled = metadataOf(head);
  const number = numberOf(head, used) ?? labelled.get("number") ?? null;
  return {
    title,
    issuer: signature?.issuer ?? labelled.get("issuer") ?? issuerFromTitle(head),
    documentNumber: number === null ? null : writtenNumber(number, lines, document.text),
    date: signature?.date ?? dayUnderTitle(head) ?? labelled.get("date") ?? null,
    basis: basisOf(head, document.text, folded),
    headBlocks: used,
  };
}

function linesOf(document: PlanText, folded: string): Line[] {
  const lines: Line[] = [];
  document.blocks.forEach((block, index) => {
    if (block.kind !== "paragraph") return;
    lines.push({
      index,
      start: block.start,
      end: block.end,
      text: folded.slice(block.start, Math.min(block.end, block.start + limits.searchedParagraph)).trim(),
    });
  });
  return lines;
}

/** YYYY-MM-DD from 2021年8月4日 or 二〇二一年八月四日 (folded), or null for anything else. */
export function dayOf(text: string): string | null {
  const compact = text.replace(/\s/g, "");
  const arabic = writtenDay.exec(compact);
  const chinese = arabic ? null : writtenDayChinese.exec(compact);
  const found = arabic ?? chinese;
  if (!found) return null;
  const year = arabic
    ? Number(found[1])
    : Number([...(found[1] ?? "")].map((char) => "〇一二三四五六七八九".indexOf(char.replace(/[○零]/, "〇"))).join(""));
  const month = numeralValue(found[2] ?? "");
  const day = numeralValue(found[3] ?? "");
  if (!month || !day || month > 12 || day > 31 || !Number.isInteger(year)) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The issuing body above the date that stands alone on its line. */
function signatureOf(lines: Line[], used: Set<number>): { issuer: string; date: string } | null {
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    const date = line ? dayOf(line.text) : null;
    if (!line || !date) continue;
    const names: string[] = [];
    const indexes: number[] = [];
    for (let above = i - 1; above >= 0 && names.length < 8; above -= 1) {
      const candidate = lines[above];
      if (
        !candidate ||
        candidate.text.length > 60 ||
        /[。:;!?,]$|[。;]|^[([]/.test(candidate.text) ||
        numberingOf(candidate.text)
      )
        break;
      const goesOn = /^(?:工作|领导|专班|办公室|部际|联席)/.test(names[0] ?? "");
      if ((titleEnd.test(candidate.text) && !goesOn) || documentNumber.test(candidate.text)) break;
      names.unshift(candidate.text.replace(/\((?:代章|章|盖章|印章)\)/g, ""));
      indexes.push(candidate.index);
    }
    if (names.length === 0) continue;
    for (const index of [...indexes, line.index]) used.add(index);
    return { issuer: joinNames(names), date };
  }
  return null;
}

function joinNames(names: string[]): string {
  let joined = "";
  names.forEach((name, i) => {
    const words = name.split(/\s{1,8}/).filter((word) => word !== "");
    const several = words.length > 1 && words.every((word) => word.length >= 3);
    const text = several ? words.join("、") : words.join("");
    const before = names[i - 1] ?? "";
    const separate = i > 0 && /(?:部|委|局|厅|署|会|院|行|办公室|政府|总局|委员会|社|中心)$/.test(before.trim());
    joined += (separate ? "、" : "") + text;
  });
  return joined;
}

/** The title in 现将《…》印发给你们 or 《…》已经…同意,现印发给你们. */
function noticeOf(head: Line[]): string | null {
  for (const line of head) {
    if (!/印发|转发|发布|下发/.test(line.text)) continue;
    const found = /(?:现将)?《([^《》]{2,120})》.{0,60}(?:印发|转发|发布|下发)/.exec(line.text.slice(0, 600));
    if (found?.[1] && !/关于印发《/.test(line.text.slice(0, found.index + 1))) return found[1];
  }
  return null;
}

function ownTitle(head: Line[], text: string, notice: string | null, used: Set<number>): string | null {
  let best: { value: string; score: number; lines: Line[] } | null = null;
  for (let i = 0; i < head.length; i += 1) {
    for (let count = 1; count <= 3 && i + count <= head.length; count += 1) {
      const group = head.slice(i, i + count);
      if (!group.every((line, at) => canBeTitle(line, at < count - 1))) break;
      const folded = group.map((line) => line.text).join("");
      if (!titleEnd.test(folded) || folded.length > 120 || folded.length < 5) continue;
      const issued = /^.{2,30}关于(?:印发|转发).{2,100}的通知$/.test(folded);
      const same = notice !== null && squeeze(notice) === squeeze(folded);
      const value = group.map((line) => text.slice(line.start, line.end).trim()).join("");
      const score =
        (same ? 8 : 0) +
        (issued ? 0 : 4) +
        (/通知$/.test(folded) ? -2 : 0) +
        i / 1_000 +
        (count > 1 ? (startsMidTitle(group) ? -6 : 0.5) : 0);
      if (best === null || score > best.score) best = { value, score, lines: group };
    }
  }
  if (!best) return null;
  for (const line of best.lines) used.add(line.index);
  const inner = /关于(?:印发|转发)[《]?(.{2,100}?)[》]?的通知$/.exec(best.value);
  if (inner?.[1] && notice === null) return inner[1];
  return notice !== null && best.score < 8 && (inner || /^附件/.test(best.value)) ? notice : best.value;
}

/** A title of one line with a full title before it is two titles, not one. */
function startsMidTitle(group: Line[]): boolean {
  return group.slice(0, -1).some((line) => titleEnd.test(line.text) && !/[、和与]$/.test(line.text));
}

function canBeTitle(line: Line, open: boolean): boolean {
  if (line.text.length > 80 || line.text.length < 2 || /[。;!?:]$|[。;]|^[(]|^附件/.test(line.text)) return false;
  if (dayOf(line.text) || documentNumber.test(line.text.replace(/\s/g, "")) || labelledLine.test(line.text))
    return false;
  return open ? !/(?:委员会|人民政府|办公厅|办公室|政府|文件)$/.test(line.text) || /关于/.test(line.text) : true;
}

function squeeze(text: string): string {
  return text
    .replace(/[\s“”"'‘’〈〉《》]/g, "")
    .replace(/[((]/g, "(")
    .replace(/[))]/g, ")");
}

function numberOf(head: Line[], used: Set<number>): string | null {
  for (const line of head.slice(0, 30)) {
    const first = line.text.split(/\s{2,}|签发人/)[0]?.replace(/\s/g, "") ?? "";
    if (!documentNumber.test(first)) continue;
    used.add(line.index);
    return first;
  }
  return null;
}

/** The number with the brackets it is written with. */
function writtenNumber(folded: string, lines: Line[], text: string): string {
  for (const line of lines.slice(0, limits.headBlocks)) {
    const at = line.text.indexOf(folded);
    if (at >= 0) return text.slice(line.start + at, line.start + at + folded.length);
  }
  return folded;
}

const metadata: { field: "number" | "issuer" | "date"; label: RegExp }[] = [
  { field: "number", label: /^(?:发文字号|文号|政策文号|发文文号|文件编号|发布文号)$/ },
  { field: "issuer", label: /^(?:发文机关|发布机构|发文单位|发布单位|制定机关|颁布单位|印发机关|发布机关|制发机关)$/ },
  {
    field: "date",
    label: /^(?:成文日期|发文日期|印发日期|发布日期|公布日期|颁布日期|生成日期|发布时间|发文时间)$/,
  },
];

function metadataOf(head: Line[]): Map<"number" | "issuer" | "date", string> {
  const found = new Map<"number" | "issuer" | "date", string>();
  for (const line of head.slice(0, 30)) {
    const pair = labelledLine.exec(line.text);
    const field = metadata.find((one) => one.label.test(pair?.[1] ?? ""))?.field;
    const value = pair?.[2]?.trim();
    if (!field || !value || found.has(field)) continue;
    if (field === "date") {
      const day = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(value);
      if (day) found.set("date", `${day[1]}-${day[2]?.padStart(2, "0")}-${day[3]?.padStart(2, "0")}`);
    } else found.set(field, value.replace(/\s/g, ""));
  }
  return found;
}

function dayUnderTitle(head: Line[]): string | null {
  for (const line of head) {
    const inner =
      /^[([](.{6,14}日)(?:[^()[\]]{0,20})[)\]]$/.exec(line.text)?.[1] ??
      /^(\d{4}年\d{1,2}月\d{1,2}日)印发$/.exec(line.text)?.[1];
    const day = inner ? dayOf(inner) : null;
    if (day) return day;
  }
  return null;
}

function issuerFromTitle(head: Line[]): string | null {
  for (const line of head.slice(0, 12)) {
    const found = /^(.{2,30}?(?:政府|办公厅|办公室|委员会|国务院|部|局|厅|委))关于/.exec(line.text);
    if (found?.[1]) return found[1];
  }
  return null;
}

/** Titles and numbers that the preamble cites as what the plan stands on. */
function basisOf(head: Line[], text: string, folded: string): Basis[] {
  const found: Basis[] = [];
  const seen = new Set<string>();
  for (const line of head) {
    if (line.text.length < 20 || /^现将《/.test(line.text)) continue;
    const words = folded.slice(line.start, Math.min(line.end, line.start + limits.searchedParagraph));
    for (const match of words.matchAll(/《([^《》]{2,160})》(?:[(]([^()]{2,120})[)])?/g)) {
      const cited = /[\u4e00-\u9fff]{1,16}\[(?:19|20)\d\d\]第?\d{1,5}号/.exec(match[2] ?? "");
      const before = words.slice(Math.max(0, match.index - 40), match.index);
      if (
        !cited &&
        !/(?:根据|按照|依据|落实|贯彻|遵照|执行|依照|[》、和及])\s?$/.test(before.replace(/[^\u4e00-\u9fff》、]/g, ""))
      )
        continue;
      if (
        /^\s{0,2}(?:已经|印发|现印发)/.test(
          words.slice(match.index + match[0].length, match.index + match[0].length + 12),
        )
      )
        continue;
      const start = line.start + match.index;
      const numberAt = cited ? start + match[0].length - 1 - (match[2]?.length ?? 0) + cited.index : 0;
      const title = text.slice(start + 1, start + 1 + (match[1]?.length ?? 0));
      if (seen.has(title)) continue;
      seen.add(title);
      found.push({
        title,
        number: cited ? text.slice(numberAt, numberAt + cited[0].length) : null,
        source: { start, end: start + match[0].length },
      });
    }
  }
  return found;
}
