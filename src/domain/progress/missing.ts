// What a row lacks before it can be submitted, in words; the page shows it beside the row, the server refuses by it.
import { type Facts, fill } from "../../kernel/errors.ts";
import { type MissingKind, missingKinds, type OwingPart, type RowEntry, requestBlanks } from "./model.ts";
import type { Missing } from "./model-report.ts";

export interface RowFacts {
  part: OwingPart;
  entry: RowEntry;
  released: boolean;
  progress: string | null;
  percent: number | null;
  percentReason: string | null;
  plannedPercent: number | null;
  derivedPercent: number | null;
  problems: readonly { kind: string; what: string; toUnitId: string | null; dueOn: string | null }[];
  nextStep: string | null;
  /** Returned and not touched since? */
  unanswered: boolean;
}

/** Percent as it counts: set by hand, else from milestones; none for a cooperating unit. */
export const percentOf = (row: Pick<RowFacts, "part" | "percent" | "derivedPercent">): number | null =>
  row.part === "support" ? null : (row.percent ?? row.derivedPercent);

/** 是否达序时: has the task come as far as its plan asks by now? Null where nothing is planned. */
export function isOnSchedule(row: Pick<RowFacts, "part" | "percent" | "derivedPercent" | "plannedPercent">) {
  const percent = percentOf(row);
  return percent === null || row.plannedPercent === null ? null : percent >= row.plannedPercent;
}

/** Everything that a row lacks; empty when it may be submitted. */
export function missingIn(row: RowFacts): Missing[] {
  if (row.released && row.entry === "empty") return [];
  const missing: Missing[] = [];
  const lacks = (code: MissingKind, facts: Facts = {}) => {
    const { zh, en } = missingKinds[code];
    missing.push({ code, zh: fill(zh, facts, "zh"), en: fill(en, facts, "en") });
  };
  if (row.unanswered) lacks("row.unanswered");
  if (row.entry === "empty") {
    lacks("row.text");
    return missing;
  }
  if (row.part === "lead" && row.percent !== null && !row.percentReason?.trim()) lacks("row.percent-reason");
  if (isOnSchedule(row) === false && !row.nextStep?.trim() && row.problems.length === 0)
    lacks("row.behind", { planned: row.plannedPercent ?? 0, percent: percentOf(row) ?? 0 });
  let place = 0;
  for (const problem of row.problems) {
    if (problem.kind !== "request") continue;
    place += 1;
    if (!problem.toUnitId) lacks("row.request", { place, what: requestBlanks.toUnit });
    if (!problem.dueOn) lacks("row.request", { place, what: requestBlanks.due });
  }
  return missing;
}

/** What of a row counts as its values, for corrections after approval. */
export interface RowValues {
  progress: string | null;
  percent: number | null;
  nextStep: string | null;
  nextPerson: string | null;
  nextDue: string | null;
  confidence: number | null;
  problems: string;
}

/** How many values differ from those that were approved. */
export const revisedFrom = (approved: RowValues | null, now: RowValues): number =>
  approved
    ? (Object.keys(now) as (keyof RowValues)[]).filter((field) => (approved[field] ?? null) !== now[field]).length
    : 0;
