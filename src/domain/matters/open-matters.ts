// Opening matters: by hand, or by the modules whose records ask for coordination (reports, meetings, replies of ministries).
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvents } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { type MatterOrigin, mostMatters, mostTasksOfMatter } from "./model.ts";
import { matterFault } from "./model-faults.ts";
import * as store from "./store.ts";

export interface MattersToOpen {
  programmeId: string;
  /** `id` is `null` for those asked by hand. */
  origin: { kind: MatterOrigin; id: string | null };
  /** The tasks that all of them are about. */
  taskIds: readonly string[];
  matters: readonly {
    what: string;
    /** A department, district, platform, working group, or the office. */
    toUnitId: string;
    dueOn: string | null;
    fromUnitId: string;
  }[];
}

/**
 * Opens matters and records an event for each. Whether the caller may ask in the name of `fromUnitId` is decided by
 * whoever calls; units, tasks and days are checked here.
 * @returns the ids, in the order given
 * @throws Fault `matter.too-many`, `matter.asks-itself`, `matter.no-such-unit`, `matter.no-such-task`, `matter.due-passed`
 */
export async function openMatters(tx: Db, call: Call, wish: MattersToOpen): Promise<string[]> {
  const { programmeId, origin, matters } = wish;
  if (matters.length === 0) return [];
  if (matters.length > mostMatters) throw matterFault("matter.too-many", { limit: mostMatters });
  const taskIds = [...new Set(wish.taskIds)];
  if (taskIds.length > mostTasksOfMatter) throw matterFault("matter.too-many", { limit: mostTasksOfMatter });
  await refuseUnfit(tx, call, wish, taskIds);
  const first = await store.nextNumber(tx, programmeId);
  const rows = matters.map((matter, index) => ({
    programme_id: programmeId,
    id: newId(call.at),
    number: first + index,
    origin_kind: origin.kind,
    origin_id: origin.id,
    what: matter.what.trim(),
    from_unit_id: matter.fromUnitId,
    to_unit_id: matter.toUnitId,
    due_on: matter.dueOn,
    first_due_on: matter.dueOn,
    state: "open",
    asked_by: call.actor.personId,
    asked_at: call.atIso,
    state_since: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  }));
  await store.insertMatters(tx, rows, taskIds);
  await recordEvents(
    tx,
    call,
    rows.map((row) => ({
      kind: "matter.open",
      programmeId,
      subject: { kind: "matter", id: row.id, version: 1 },
      after: { what: row.what, dueOn: row.due_on, state: row.state, origin: origin.kind },
    })),
  );
  return rows.map((row) => row.id);
}

async function refuseUnfit(
  tx: Db,
  call: Call,
  { programmeId, matters, origin: { kind: origin } }: MattersToOpen,
  taskIds: readonly string[],
): Promise<void> {
  // A meeting may give its convener something to do; that nobody confirms the own answer is kept by the table of acts.
  if (origin !== "meeting" && matters.some((matter) => matter.fromUnitId === matter.toUnitId))
    throw matterFault("matter.asks-itself");
  for (const { dueOn } of matters) refusePast(call, dueOn);
  const unitIds = [...new Set(matters.map((matter) => matter.toUnitId))];
  const known = await store.participants(tx, programmeId, unitIds);
  if (unitIds.some((id) => !known.has(id))) throw matterFault("matter.no-such-unit");
  const tasks = await store.knownTasks(tx, programmeId, taskIds);
  if (taskIds.some((id) => !tasks.has(id))) throw matterFault("matter.no-such-task");
}

/** A day that is over is no due day. */
export function refusePast(call: Call, dueOn: string | null): void {
  if (dueOn !== null && dueOn < call.today) throw matterFault("matter.due-passed", { due: dueOn, today: call.today });
}
