// What is given with an act on many tasks, what stands in for it before it is given, and how outcomes are told: grouped by reason.

import { z } from "zod";
import { dayAfter } from "../../../kernel/clock.ts";
import type { Label } from "../../../kernel/labels.ts";
import { UnitId } from "../../organisations/model.ts";
import type { ActInputs } from "../act-inputs.ts";
import { NewReview, Note, Publication, Reason, Suspension } from "../model-acts.ts";
import type { RowOutcome } from "../model-rows.ts";
import { type StepAct, taskActs } from "../rules.ts";
import { type BulkAct, type BulkOutcome, bulkWords } from "./model-bulk.ts";

/** The furthest that many deadlines are asked to move at once, working days. */
export const furthestLater = 250;

/** The shape of what is given with each act: that of the act on one task, without what differs from task to task. */
export const bulkShapes = {
  issue: Note,
  sign: Note,
  begin: Note,
  requestChange: Reason.extend({ days: z.coerce.number().int().min(1).max(furthestLater) }),
  suspend: Suspension,
  keepSuspended: NewReview,
  resume: Note,
  reviewClose: Note,
  recheckClose: Note,
  publishClose: Publication,
  close: Note,
  returnForMore: Reason,
  assignGroup: z.object({ groupId: UnitId.nullable() }),
} as const satisfies Record<BulkAct, z.ZodObject>;

export type Given = Readonly<Record<string, unknown>>;

/** Fields without which an act is not done. */
export const needsOf = (act: BulkAct): string[] =>
  Object.entries(bulkShapes[act].shape)
    .filter(([, field]) => !field.safeParse(undefined).success)
    .map(([name]) => name);

/** Something that fits, so that tasks can be judged before anybody has given anything. */
export function standIn(act: BulkAct, today: string): Given {
  const review = { note: "—", reviewOn: dayAfter(today, 1) };
  const all: Partial<Record<BulkAct, Given>> = {
    requestChange: { note: "—", days: furthestLater },
    suspend: { ...review, because: "conditions" },
    keepSuspended: review,
    publishClose: { days: 1, where: "—" },
    returnForMore: { note: "—" },
    assignGroup: { groupId: null },
  };
  return all[act] ?? {};
}

/** The act's own input from what was given: many deadlines move by days, and no spot check is made of many at once. */
export function inputOf<Act extends StepAct & BulkAct>(act: Act, given: Given): ActInputs[Act] {
  if (act === "requestChange")
    return { note: given.note, later: given.days, milestones: [] } as unknown as ActInputs[Act];
  if (act === "recheckClose") return { ...given, check: "none" } as unknown as ActInputs[Act];
  return given as unknown as ActInputs[Act];
}

export const wordsOfAct = (act: BulkAct): Pick<Label, "zh" | "en"> =>
  act === "assignGroup" ? bulkWords.assignGroup : taskActs[act];

/** What a row came to, as it is told and kept. */
export interface ToldRow {
  taskId: string;
  outcome: BulkOutcome;
  code: string | null;
  messages: { zh: string; en: string } | null;
}

/** A row's outcome in words; what only tells numbers of versions is said once for all. */
export function toldRow(row: {
  taskId: string;
  outcome: RowOutcome;
  fault: { code: string; zh: string; en: string } | null;
}): ToldRow {
  const { taskId, outcome, fault } = row;
  const plain = ({ zh, en }: Label) => ({ zh, en });
  if (outcome === "unchanged") return { taskId, outcome, code: "bulk.unchanged", messages: plain(bulkWords.unchanged) };
  if (!fault) return { taskId, outcome, code: null, messages: null };
  const messages = outcome === "stale" ? plain(bulkWords.stale) : { zh: fault.zh, en: fault.en };
  return { taskId, outcome, code: fault.code, messages };
}

export interface OutcomeGroup {
  outcome: BulkOutcome;
  code: string | null;
  messages: { zh: string; en: string } | null;
  taskIds: string[];
}

/** More reasons than anybody reads are told as one. */
const mostGroups = 30;

const isDone = ({ outcome }: { outcome: BulkOutcome }) => outcome === "saved";

/** Rows by outcome and reason: what was done first, then the reason that holds for most. */
export function groupOutcomes(rows: readonly ToldRow[]): OutcomeGroup[] {
  const groups = new Map<string, OutcomeGroup>();
  for (const { taskId, outcome, code, messages } of rows) {
    const key = `${outcome} ${code} ${messages?.zh}`;
    const group = groups.get(key) ?? { outcome, code, messages, taskIds: [] };
    group.taskIds.push(taskId);
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort(
    (one, other) => Number(isDone(other)) - Number(isDone(one)) || other.taskIds.length - one.taskIds.length,
  );
  const rest = sorted.splice(mostGroups);
  if (rest.length === 0) return sorted;
  const { zh, en } = bulkWords.others;
  const taskIds = rest.flatMap((group) => group.taskIds);
  return [...sorted, { outcome: "refused", code: "bulk.others", messages: { zh, en }, taskIds }];
}
