// Where a paragraph says who does it: a bracket, a 责任单位 line of its own, or the same words at the end of the line.
import type { Range } from "./blocks.ts";
import { bracketPairs } from "./brackets.ts";
import { type Duties, readDuties } from "./duties.ts";
import { labelAt, labelRole } from "./duty-words.ts";
import { limits, refuseAbove } from "./limits.ts";

export interface DutyStatement extends Range {
  duties: Duties;
  /** A line that starts with its label, a bracket, or a label inside the line. */
  form: "bracket" | "line" | "inline";
}

/** Words without which no bracket is about duties; looked for before anything is read closely. */
const dutyWords = /牵头|负责|责任|配合|参与|指导|落实|实施|承办|主办|协办|单位|部门|职责/;
const endsLikeUnit =
  /(?:委|局|厅|部|办|政府|署|会|行|院|公司|集团|中心|单位|部门|区县|区|县|市|等|社|处|海关)[)\]]?(?:$|[;,])/;

/**
 * Duty statements of one folded paragraph in reading order; ranges are relative to the paragraph, duties are read with `offset`.
 *
 * `belongsToItem`: does the paragraph belong to a numbered item, so that a bracket with nothing but units may be one?
 *
 * @throws CompileRefusal for thousands of duty brackets in one paragraph
 */
export function dutyStatements(text: string, offset: number, belongsToItem: boolean): DutyStatement[] {
  const found: DutyStatement[] = [];
  let end = -1;
  for (const pair of bracketPairs(text)) {
    if (pair.open < end || pair.depth >= limits.bracketDepth) continue;
    if (pair.close - pair.open > limits.bracketLength) continue;
    const content = text.slice(pair.open + 1, pair.close);
    if (!dutyWords.test(content) && !endsLikeUnit.test(content)) continue;
    const duties = readDuties(content, offset + pair.open + 1, null);
    const last = /^[\s。;,.!]*$/.test(text.slice(pair.close + 1, pair.close + 12)) && text.length - pair.close <= 12;
    const opensAfterStop =
      /[。;!?”"\]]\s*$/.test(text.slice(Math.max(0, pair.open - 3), pair.open)) ||
      text.slice(0, pair.open).trim() === "";
    const alone = text.slice(0, pair.open).trim() === "";
    const mayBeBare = last && opensAfterStop && belongsToItem && (!alone || duties.members > 1);
    if (!isAboutDuties(duties, content, mayBeBare)) continue;
    const insideSentence = /^\s*[\u4e00-\u9fff“]/.test(text.slice(pair.close + 1, pair.close + 6)) && !opensAfterStop;
    if (insideSentence && !labelRoleAtStart(content)) continue;
    if (!pair.closed) duties.doubts.push("unclosed");
    refuseAbove("compile.too-many-tasks", found.length, limits.statements);
    end = Math.min(text.length, pair.close + 1);
    found.push({ start: pair.open, end, duties, form: "bracket" });
  }
  const [only] = found;
  if (only && found.length === 1 && describesNoun(text, only)) found.pop();
  const line = labelledLine(text, offset, found);
  return line ? [...found.filter((one) => one.end <= line.start), line] : found;
}

/** A single bracket with the sentence going on behind it tells about a word: 成立专班(市商务局牵头),定期调度. */
function describesNoun(text: string, bracket: DutyStatement): boolean {
  const content = text.slice(bracket.start + 1, bracket.end);
  return /^\s*[,、]\s*[\u4e00-\u9fff“]/.test(text.slice(bracket.end, bracket.end + 8)) && !labelRoleAtStart(content);
}

function isAboutDuties(duties: Duties, content: string, mayBeBare: boolean): boolean {
  if (duties.members === 0) return duties.leadRule !== null || duties.added.length > 0;
  if (/解释$|以下简称|^(?:以下|下)称|^指|^含|^如|^包括|^不含|^除/.test(content.slice(0, 8)) || /负责解释/.test(content))
    return false;
  const labelled = labelRoleAtStart(content);
  if (labelled) return duties.likely * 2 >= duties.members;
  if (!duties.stated) return mayBeBare && duties.likely === duties.members;
  if (duties.doubts.includes("noRole") && duties.likely < duties.members) return false;
  return duties.likely === duties.members || (duties.members >= 4 && duties.likely * 4 >= duties.members * 3);
}

function labelRoleAtStart(content: string): boolean {
  const words = /^\s?([\u4e00-\u9fff]{2,12})\s?(?::|\s)/.exec(content)?.[1];
  const role = words === undefined ? null : labelRole(words);
  return role !== null && role !== "ignored";
}

/** The first 责任单位:… outside brackets, to the end of the paragraph. */
function labelledLine(text: string, offset: number, brackets: DutyStatement[]): DutyStatement | null {
  if (!/(?:单位|部门|责任|牵头|处室|主体|时限|期限|时间)/.test(text)) return null;
  let inside = 0;
  for (const match of text.matchAll(labelAt)) {
    const start = match.index;
    while (inside < brackets.length && (brackets[inside]?.end ?? 0) <= start) inside += 1;
    const bracket = brackets[inside];
    if (bracket && bracket.start <= start) continue;
    const role = labelRole(match[1] ?? "");
    if (role === null || role === "ignored") continue;
    const before = text.slice(Math.max(0, start - 1), start);
    if (start > 0 && !/[。;!?\s”)\]]/.test(before)) continue;
    if (!match[0].includes(":") && start > 0) continue;
    if (text.length - start > limits.bracketLength) continue;
    if (role === "due" && start > 0) continue;
    const duties = readDuties(text.slice(start), offset + start, null);
    if (duties.members === 0 ? duties.deadlines.length === 0 : duties.likely * 2 < duties.members) continue;
    return { start, end: text.length, duties, form: start === 0 ? "line" : "inline" };
  }
  return null;
}
