// What a round asks of whom: units and tasks by the ledger as it stands, written in a handful of statements however many there are.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { type OwingRow, unitsOwing } from "../tasks/owing.ts";
import { openStates } from "../tasks/rules.ts";
import { mostTasks, type OwingPart, type RoundState } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import type { TaskSelection } from "./model-round.ts";
import * as rows from "./row-store.ts";
import * as store from "./store.ts";

/** Kinds of units that report; a collective name is nobody, groups and the office review. */
const silent: readonly string[] = ["collective", "group", "office", "specialGroup", "government"];

export interface Owing {
  tasks: number;
  /** One for each task and unit; a unit that leads and supports answers as the lead. */
  rows: {
    taskId: string;
    ordinal: number;
    groupId: string | null;
    unitId: string;
    part: OwingPart;
    ownDuty: string | null;
  }[];
  units: ReadonlyMap<string, { name: string; lead: number; support: number }>;
  collective: string[];
  tasksWithout: number;
}

/** Who would owe what, by the ledger as it stands. */
export async function owingFor(
  db: Db,
  call: Call,
  programmeId: string,
  wish: { filter: TaskSelection; parts: readonly OwingPart[] },
): Promise<Owing> {
  const found = await unitsOwing(db, {
    programmeId,
    states: wish.filter.states ?? openStates,
    groupIds: wish.filter.groupIds,
    section: wish.filter.section,
    taskIds: wish.filter.taskIds,
    parts: wish.parts,
    today: call.today,
    zone: call.zone,
  });
  return sortOut(found);
}

function sortOut(found: readonly OwingRow[]): Owing {
  const tasks = new Set(found.map((row) => row.taskId));
  if (tasks.size > mostTasks) throw progressFault("round.too-many", { tasks: tasks.size, limit: mostTasks });
  const collective = new Set<string>();
  const units = new Map<string, { name: string; lead: number; support: number }>();
  const asked = new Map<string, Owing["rows"][number]>();
  for (const { taskId, ordinal, groupId, unitId, unitName, unitKind, part, ownDuty } of found) {
    if (!unitId || (part !== "lead" && part !== "support")) continue;
    if (silent.includes(unitKind ?? "")) {
      if (unitKind === "collective") collective.add(unitName ?? "");
      continue;
    }
    const key = `${taskId} ${unitId}`;
    if (asked.has(key)) continue;
    asked.set(key, { taskId, ordinal, groupId, unitId, part, ownDuty });
    const unit = units.get(unitId) ?? { name: unitName ?? "", lead: 0, support: 0 };
    unit[part] += 1;
    units.set(unitId, unit);
  }
  const all = [...asked.values()];
  const answered = new Set(all.map((row) => row.taskId));
  return { tasks: tasks.size, rows: all, units, collective: [...collective], tasksWithout: tasks.size - answered.size };
}

/**
 * Makes reports and rows for everybody who owes something now, and releases rows that nobody asks for any more. What is
 * there already stays; a report that has been submitted gets no new rows.
 */
export async function followLedger(tx: Db, call: Call, round: store.RoundRow, known?: Owing) {
  const { programme_id: programmeId, id: roundId } = round;
  const wish = { filter: round.filter as TaskSelection, parts: round.parts as OwingPart[] };
  const owing = known ?? (await owingFor(tx, call, programmeId, wish));
  const at = { programme_id: programmeId, round_id: roundId, changed_at: call.atIso };
  const held = new Map((await rows.reportsOfRound(tx, programmeId, roundId)).map((report) => [report.unitId, report]));
  const fresh = [...owing.units.keys()]
    .filter((unitId) => !held.has(unitId))
    .map((unitId) => ({ ...at, id: newId(call.at), unit_id: unitId }));
  await rows.insertReports(tx, fresh);
  for (const report of fresh) held.set(report.unit_id, { id: report.id, unitId: report.unit_id, state: "notStarted" });
  const wanted = owing.rows.map((row) => ({ row, report: held.get(row.unitId) as { id: string; state: string } }));
  const added = await rows.insertRows(
    tx,
    wanted
      .filter(({ report }) => ["notStarted", "drafting", "returned"].includes(report.state))
      .map(({ row, report }) => ({
        ...at,
        id: newId(call.at),
        report_id: report.id,
        task_id: row.taskId,
        unit_id: row.unitId,
        part: row.part,
        group_id: row.groupId,
        ordinal: row.ordinal,
        own_duty: row.ownDuty,
      })),
  );
  const asked = wanted.map(({ row, report }) => ({ reportId: report.id, taskId: row.taskId }));
  const released =
    held.size > fresh.length ? await rows.releaseRows(tx, { programmeId, roundId, at: call.atIso }, asked) : 0;
  return { units: owing.units.size, tasks: owing.tasks, added, released };
}

/** Opens a round: from now on its units owe their reports. `known`: who owes what, where it has just been read. */
export async function openRound(tx: Db, call: Call, round: store.RoundRow, known?: Owing): Promise<void> {
  const made = await followLedger(tx, call, round, known);
  await store.saveRound(
    tx,
    { programmeId: round.programme_id, id: round.id, version: round.version },
    {
      state: "open" satisfies RoundState,
      opened_at: call.atIso,
      changed_at: call.atIso,
      changed_by: call.actor.personId,
    },
  );
  await recordEvent(tx, call, {
    kind: "round.open",
    programmeId: round.programme_id,
    subject: { kind: "round", id: round.id, version: round.version + 1 },
    before: { state: round.state },
    after: { state: "open", title: round.title, dueOn: round.due_on, units: made.units, rows: made.added },
  });
}
