// Who does what, read from one bracket, one 责任单位 line or one table cell: units with their stated role, deadlines, rules stated once.
import type { Range } from "./blocks.ts";
import { deadlineOf, isDeadline } from "./deadlines.ts";
import type { Deadline } from "./draft.ts";
import { bareLabelAt, labelAt, labelRole, type StatedRole, verbAtEnd, verbInside } from "./duty-words.ts";
import { limits } from "./limits.ts";
import { type AddedUnits, addedUnitsOf, type LeadRule, leadRuleOf } from "./standing-rules.ts";
import {
  joinLevels,
  type NamedPiece,
  openEnd,
  openEndIsComplete,
  type Piece,
  pieces,
  restoreTails,
  splitAtConjunctions,
  trimPiece,
} from "./unit-list.ts";
import { looksLikeUnit } from "./unit-names.ts";

export interface Mention extends Range {
  /** As written, or with its shared tail restored; folded. */
  name: string;
  role: StatedRole;
  /** Which comma group of its statement? Starts at 0. */
  group: number;
  starred: boolean;
  /** Is the name exactly what stands in the range? */
  written: boolean;
}

export type Doubt = "conjunction" | "unclosed" | "noRole" | "leadUnsaid" | "strangeUnit";

export interface Duties {
  mentions: Mention[];
  openEnded: Range | null;
  deadlines: Deadline[];
  leadRule: LeadRule | null;
  added: AddedUnits[];
  doubts: Doubt[];
  /** Did a verb or label give a role, so that the text is about duties at all? */
  stated: boolean;
  /** Members that read like units, and members in all. */
  likely: number;
  members: number;
}

/** 会同有关部门 names nobody, like 等有关部门. */
const genericPartners =
  /^(?:有关|相关|各有关|各相关|其他|其它|省有关|市有关|区有关|市级有关|省级有关)(?:部门|单位|方面|部委)$/;

interface Reading extends Duties {
  group: number;
}

/**
 * Read the folded text `whole`, which starts at `offset`, as a statement of duties.
 *
 * `role` is what the place itself says (the column of a table, 责任单位 on a line); null where only the words can say.
 * Nothing is refused here: the caller judges by `stated`, `likely` and `members` whether this was a duty statement.
 */
export function readDuties(whole: string, offset: number, role: StatedRole | null): Duties {
  const text = whole.slice(0, limits.bracketLength);
  const reading: Reading = {
    mentions: [],
    openEnded: null,
    deadlines: [],
    leadRule: null,
    added: [],
    doubts: [],
    stated: role !== null,
    likely: 0,
    members: 0,
    group: 0,
  };
  for (const part of labelledParts(text)) {
    const partRole = part.label === null ? role : part.label;
    if (part.label !== null) reading.stated = true;
    if (partRole === "ignored") continue;
    const body = text.slice(part.start, part.end);
    if (partRole === "due") {
      const piece = trimPiece(
        body.replace(/[;。,]+\s*$/, ""),
        0,
        body.replace(/[;。,]+\s*$/, "").length,
        offset + part.start,
        "start",
      );
      if (piece) reading.deadlines.push(deadlineOf(piece.text, piece.start));
      continue;
    }
    for (const statement of statements(body, offset + part.start)) readStatement(statement, partRole, reading);
  }
  const { group: _group, ...duties } = reading;
  return duties;
}

interface LabelledPart extends Range {
  label: StatedRole | "due" | "ignored" | null;
}

function labelledParts(text: string): LabelledPart[] {
  const parts: LabelledPart[] = [{ label: null, start: 0, end: text.length }];
  const labels = [...text.matchAll(labelAt), ...text.matchAll(bareLabelAt)].sort((a, b) => a.index - b.index);
  for (const match of labels) {
    const words = match[1] ?? "";
    const blankLabel = /\s$/.test(match[0]) && !match[0].includes(":");
    const known = labelRole(words);
    if (known === null || (blankLabel && match.index > 0)) continue;
    const last = parts.at(-1);
    if (last) last.end = match.index;
    parts.push({ label: known, start: match.index + match[0].length, end: text.length });
  }
  return parts.filter((part) => part.start < part.end);
}

function statements(text: string, offset: number): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (let i = 0; i <= text.length; i += 1) {
    if (i < text.length && text[i] !== ";" && text[i] !== "。") continue;
    const piece = trimPiece(text, from, i, offset, "start");
    if (piece) found.push(piece);
    from = i + 1;
  }
  return found;
}

function readStatement(statement: Piece, role: StatedRole | null, reading: Reading): void {
  const added = addedUnitsOf(statement.text, statement.start);
  if (added) {
    reading.added.push(added);
    return;
  }
  const cut = pieces(statement.text, statement.start);
  const list = joinLevels(cut, statement.text, statement.start);
  const pending: { piece: Piece; group: number }[] = [];
  const firstMention = reading.mentions.length;
  const startGroup = reading.group;
  let verbSeen: StatedRole | null = null;
  for (let i = 0; i < list.length; i += 1) {
    const piece = list[i];
    if (!piece) continue;
    if (piece.after === "," || piece.after === ";") reading.group += 1;
    if (/^(?:下同|以下同|不再[^,]{0,4}列出?|同上)$/.test(piece.text)) continue;
    const rule = leadRuleOf(piece.text);
    if (rule) {
      reading.leadRule = rule;
      continue;
    }
    if (isDeadline(piece.text)) {
      const before = reading.deadlines.at(-1);
      if (before && before.source.end + 2 >= piece.start && piece.after === ",") {
        const start = before.source.start;
        reading.deadlines[reading.deadlines.length - 1] = deadlineOf(
          statement.text.slice(start - statement.start, piece.end - statement.start),
          start,
        );
      } else reading.deadlines.push(deadlineOf(piece.text.replace(/完成$/, ""), piece.start));
      continue;
    }
    for (const { unit, verb } of withVerbs(piece)) {
      if (unit) {
        const closing = openEnd(unit.text);
        if (closing === null) pending.push({ piece: unit, group: reading.group });
        else i = closeList(list, i, unit, closing, pending, reading);
      }
      if (!verb) continue;
      reading.stated = true;
      verbSeen = verb;
      const own = role === "lead" && verb !== "lead" ? pending.filter((one) => one.group === reading.group) : pending;
      const rest = pending.filter((one) => !own.includes(one));
      if (rest.length > 0) settle(rest, role ?? "lead", reading);
      settleByVerb(own, verb, role, reading, firstMention);
      pending.length = 0;
    }
  }
  if (pending.length > 0) {
    const led = verbSeen !== null && reading.mentions.slice(firstMention).some((mention) => mention.role === "lead");
    if (verbSeen === null && role === null) reading.doubts.push("noRole");
    settle(pending, verbSeen === null ? (role ?? "responsible") : led ? "support" : (role ?? "responsible"), reading);
  }
  reading.group = Math.max(reading.group, startGroup) + 1;
}

/** 等有关部门 ends the list; where its own words hold a 、, the next pieces belong to it. Returns the last piece used up. */
function closeList(
  list: Piece[],
  at: number,
  unit: Piece,
  closing: number,
  pending: { piece: Piece; group: number }[],
  reading: Reading,
): number {
  const left = trimPiece(unit.text, 0, closing, unit.start, unit.after);
  if (left) pending.push({ piece: left, group: reading.group });
  let end = unit.end;
  let used = at;
  const joint = /^(等[^、,]{0,14}?(?:部门|单位|机构|企业))(?:以及|和|及|与)(.{2,40})$/.exec(unit.text.slice(closing));
  if (joint?.[1] && joint[2] && looksLikeUnit(joint[2])) {
    const further = trimPiece(unit.text, unit.text.length - joint[2].length, unit.text.length, unit.start, ",");
    if (further) pending.push({ piece: further, group: reading.group });
    reading.openEnded = { start: unit.start + closing, end: unit.start + closing + joint[1].length };
    return at;
  }
  const whole = list[at];
  if (whole && whole.end === unit.end && !openEndIsComplete(unit.text.slice(closing))) {
    for (let next = list[used + 1]; next?.after === "、"; next = list[used + 1]) {
      used += 1;
      const verb = verbAtEnd(next.text);
      end = next.start + (verb?.rest ?? next.text.length);
      if (verb) {
        settleByVerb(pending.splice(0), verb.role, null, reading, 0);
        reading.stated = true;
      }
      if (openEndIsComplete(next.text) || verb) break;
    }
  }
  reading.openEnded = { start: unit.start + closing, end };
  return used;
}

/** A piece as units with the verbs behind them: 市科技局牵头市财政局配合 gives two of each. */
function withVerbs(piece: Piece): { unit: Piece | null; verb: StatedRole | null }[] {
  const found: { unit: Piece | null; verb: StatedRole | null }[] = [];
  const ending = verbAtEnd(piece.text);
  let text = piece.text.slice(0, ending?.rest ?? piece.text.length);
  let start = piece.start;
  let after = piece.after;
  for (const match of text.slice(0, limits.unitName * 2).matchAll(verbInside)) {
    const from = start - piece.start;
    const left = piece.text.slice(from, match.index);
    const right = piece.text.slice(match.index + match[0].length, ending?.rest ?? piece.text.length);
    if (!looksLikeUnit(left.replace(/^由/, "")) || !looksLikeUnit(right)) continue;
    const unit = trimPiece(piece.text, from, match.index, piece.start, after);
    found.push({ unit, verb: verbAtEnd(match[0])?.role ?? null });
    start = piece.start + match.index + match[0].length;
    text = right;
    after = ",";
  }
  const unit = trimPiece(piece.text, start - piece.start, ending?.rest ?? piece.text.length, piece.start, after);
  found.push({ unit, verb: ending?.role ?? null });
  return found;
}

function settleByVerb(
  list: { piece: Piece; group: number }[],
  verb: StatedRole,
  role: StatedRole | null,
  reading: Reading,
  firstMention: number,
): void {
  const groups = new Set(list.map((one) => one.group));
  const leadless = !reading.mentions.slice(firstMention).some((mention) => mention.role !== "support");
  if (verb === "support" && groups.size > 1 && leadless && role !== "support") {
    const firstGroup = list[0]?.group;
    reading.doubts.push("leadUnsaid");
    settle(
      list.filter((one) => one.group === firstGroup),
      "lead",
      reading,
    );
    settle(
      list.filter((one) => one.group !== firstGroup),
      "support",
      reading,
    );
    return;
  }
  settle(list, verb, reading);
}

function settle(list: { piece: Piece; group: number }[], role: StatedRole, reading: Reading): void {
  const separate: { piece: Piece; group: number }[] = [];
  for (const { piece, group } of list) {
    for (const part of splitAtConjunctions(withoutOpening(piece))) separate.push({ piece: part, group });
  }
  const closing = reading.openEnded && /^等.{0,6}部门$/.test(textOfOpenEnd(list, reading)) ? "等部门" : null;
  const named = restoreTails(
    separate.map((one) => one.piece),
    closing,
  );
  const first = reading.mentions.length;
  let jointRole: StatedRole | null = null;
  named.forEach((piece, i) => {
    if (piece.after === "会同" && genericPartners.test(piece.text)) {
      reading.openEnded ??= { start: piece.start, end: piece.end };
      return;
    }
    const mention = mentionOf(piece, role, separate[i]?.group ?? 0);
    const joined = piece.after === "会同";
    if (joined && role === "lead") reading.doubts.push("conjunction");
    // 立法技术规范(试行)(二): the bodies before 会同 lead, those behind it take part.
    if (joined && (role === "responsible" || role === "shared")) {
      for (const before of reading.mentions.slice(first)) before.role = "lead";
      jointRole = "support";
    }
    if (jointRole) mention.role = jointRole;
    reading.members += 1;
    if (piece.restored !== null || looksLikeUnit(mention.name)) reading.likely += 1;
    reading.mentions.push(mention);
  });
}

function textOfOpenEnd(list: { piece: Piece; group: number }[], reading: Reading): string {
  const last = list.at(-1)?.piece;
  return last && reading.openEnded && reading.openEnded.start === last.end ? "等部门" : "";
}

function withoutOpening(piece: Piece): Piece {
  const opening =
    /^(?:分别由|具体由|再由|并由|由|请|其中|以及|及|和|与|并)(?=[\u4e00-\u9fff*★☆]{2})/.exec(piece.text)?.[0] ?? "";
  const kept = piece.text.slice(opening.length);
  if (opening === "" || (opening !== "由" && !looksLikeUnit(kept))) return piece;
  return {
    ...piece,
    start: piece.start + opening.length,
    text: kept,
    after: opening === "和" || opening === "及" ? "和" : piece.after,
  };
}

function mentionOf(piece: NamedPiece, role: StatedRole, group: number): Mention {
  let { start, end, text } = piece;
  let stated = role;
  const mark = /[([]\s?(牵头|牵头单位|主办|主责|配合|配合单位|协办|指导)\s?[)\]]$/.exec(text);
  if (mark) {
    stated = /牵头|主/.test(mark[1] ?? "") ? "lead" : /指导/.test(mark[1] ?? "") ? "guide" : "support";
    text = text.slice(0, mark.index);
    end = start + text.length;
  }
  const stray = /[)\]]+$/.exec(text)?.[0].length ?? 0;
  if (stray > 0 && !/[([]/.test(text)) {
    text = text.slice(0, text.length - stray);
    end -= stray;
  }
  const front = /^["“]?[*★☆]+["”]?\s?/.exec(text)?.[0].length ?? 0;
  const back = /\s?["“]?[*★☆]+["”]?$/.exec(text)?.[0].length ?? 0;
  start += front;
  end -= back;
  text = text.slice(front, text.length - back);
  return {
    start,
    end,
    name: (piece.restored ?? text).replace(/\s+/g, ""),
    role: stated,
    group,
    starred: front + back > 0,
    written: piece.restored === null,
  };
}
