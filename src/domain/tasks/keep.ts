// Tasks that go on in a new version of the plan: their new place and wording, what they take over, and those left behind.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import { recordEvents } from "../audit/service.ts";
import { unitNames } from "../organisations/service.ts";
import { openAsOffice } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import type { LightDecision } from "./light.ts";
import { lightsOf } from "./light-now.ts";
import { measuresOf } from "./measures.ts";
import type { Light, LightReason, TaskPart, TaskState } from "./model.ts";
import type { PlanState, Taken } from "./model-plan.ts";
import { followPlaces } from "./parts-store.ts";
import { differenceOf } from "./rules.ts";
import * as store from "./store.ts";
import { leaveBehind, type NewPlace, placeTasks, type TaskInVersion, tasksOfProgramme } from "./version-store.ts";

/** A task that is there already, and the sentence of the new version under which it goes on. */
export interface Kept {
  held: TaskInVersion;
  task: {
    number: string | null;
    path: readonly string[];
    text: string;
    contentKey: string;
    start: number | null;
    end: number | null;
    dueText: string | null;
    dueOn: string | null;
    units: readonly { unitId: string; part: TaskPart; implied: boolean }[];
  };
  ordinal: number;
  take: readonly Taken[];
  /** An earlier version had dropped it. */
  returns: boolean;
}

/** The first words of a task, for lists and papers; people may change it. */
export const shortTitleOf = (text: string): string => {
  const clause = text.split(/[,\uff0c\u3002;\uff1b\n]/, 1)[0] as string;
  return clause.length > 40 ? `${clause.slice(0, 39)}…` : clause;
};

/**
 * Gives kept tasks their place and wording. Units and due day follow only where a person said so.
 * @returns how many were reworded
 */
export async function keepTasks(
  tx: Db,
  call: Call,
  programmeId: string,
  planVersionId: string,
  kept: readonly Kept[],
): Promise<number> {
  const lights = await lightsOf(
    tx,
    call,
    kept.map(({ held, task, take }) => ({
      programmeId,
      id: held.id,
      state: held.state as TaskState,
      startsOn: held.startsOn,
      dueOn: dueOf(take.includes("due") ? task : held).dueOn,
      milestones: measuresOf({ ...held, due_on: dueOf(take.includes("due") ? task : held).dueOn }),
      before: { light: held.light as Light, because: held.because as LightReason[] },
    })),
  );
  await placeTasks(
    tx,
    programmeId,
    planVersionId,
    kept.map((one) => placeOf(one, lights.get(one.held.id) as LightDecision)),
    { at: call.atIso, by: call.actor.personId },
  );
  await followPlaces(tx, programmeId, { at: call.atIso, by: call.actor.personId });
  const events: NewEvent[] = [];
  for (const one of kept) {
    const trace = traceOf(one);
    if (one.take.includes("units")) await takeUnits(tx, call, programmeId, one, trace);
    if (Object.keys(trace.after).length === 0 && !one.returns) continue;
    const kind = one.returns ? "task.returned" : isReworded(one) ? "task.reworded" : "task.followed";
    events.push({
      kind,
      programmeId,
      subject: { kind: "task", id: one.held.id, version: one.held.version + 1 },
      ...trace,
    });
  }
  await recordEvents(tx, call, events);
  return kept.filter(isReworded).length;
}

/** Marks the tasks that the older version held and the newer does not: they stay, and their story says why nothing follows. */
export async function leaveTasks(tx: Db, call: Call, programmeId: string, olderVersionId: string): Promise<number> {
  const left = await leaveBehind(tx, programmeId, olderVersionId, { at: call.atIso, by: call.actor.personId });
  await recordEvents(
    tx,
    call,
    left.map(({ id, version }) => ({ kind: "task.dropped", programmeId, subject: { kind: "task", id, version } })),
  );
  return left.length;
}

const isReworded = ({ held, task }: Kept) => held.text !== task.text;

interface Trace {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** What of a task its new place changes: words, number, and the due day where it is taken over. */
function traceOf({ held, task, take }: Kept): Trace {
  const now = { text: task.text, number: task.number, ...(take.includes("due") ? dueOf(task) : {}) };
  const trace: Trace = { before: {}, after: {} };
  for (const [field, value] of Object.entries(now)) {
    const old = held[field as keyof typeof now];
    if (old === value) continue;
    trace.before[field] = old;
    trace.after[field] = value;
  }
  return trace;
}

const dueOf = ({ dueText, dueOn }: { dueText: string | null; dueOn: string | null }) => ({ dueText, dueOn });

function placeOf({ held, task, ordinal, take }: Kept, light: LightDecision): NewPlace {
  const due = dueOf(take.includes("due") ? task : held);
  const isOwnTitle = held.shortTitle !== shortTitleOf(held.text);
  return {
    id: held.id,
    ordinal,
    number: task.number,
    path: task.path,
    text: task.text,
    short_title: isOwnTitle ? held.shortTitle : shortTitleOf(task.text),
    content_key: task.contentKey,
    range_start: task.start,
    range_end: task.end,
    due_text: due.dueText,
    due_on: due.dueOn,
    light: light.light,
    light_because: light.because,
    planned_percent: light.planned,
  };
}

/** Units as the new version names them; who stays in the same part keeps the duty that was written for it. */
async function takeUnits(tx: Db, call: Call, programmeId: string, { held, task }: Kept, trace: Trace): Promise<void> {
  const duties = new Map(held.units.map((unit) => [`${unit.part} ${unit.unitId}`, unit.ownDuty]));
  const given = task.units.map((unit) => ({ ...unit, ownDuty: duties.get(`${unit.part} ${unit.unitId}`) ?? null }));
  const { wanted, gone, added } = differenceOf(held.units, given);
  if (gone.length === 0 && added.length === 0) return;
  const link = { programme_id: programmeId, task_id: held.id };
  await store.endUnits(
    tx,
    gone.map(({ unitId, part }) => ({ ...link, unit_id: unitId, part })),
    call.atIso,
  );
  await store.insertUnits(
    tx,
    added.map(({ unitId, part, ownDuty, position, implied }) => ({
      ...link,
      unit_id: unitId,
      part,
      position,
      own_duty: ownDuty,
      implied,
      since_at: call.atIso,
    })),
  );
  const names = await unitNames(
    tx,
    wanted.map((unit) => unit.unitId),
  );
  trace.before.units = held.units.map((unit) => `${unit.part}:${unit.shortName}`);
  trace.after.units = wanted.map((unit) => `${unit.part}:${names.get(unit.unitId) ?? unit.unitId}`);
}

/** The tasks that a new version of the plan may keep, reword or leave behind; for the office of the programme. */
export async function tasksForNextVersion(db: Db, call: Call, programmeId: string) {
  const programme = await openAsOffice(db, call, programmeId);
  const tasks = await tasksOfProgramme(db, programme.id);
  return tasks.map((task) => ({ ...task, planState: planStateOf(task.planVersionId, programme.planVersionId) }));
}

const planStateOf = (planVersionId: string | null, current: string | null): PlanState =>
  planVersionId === null ? "outside" : planVersionId === current ? "inPlan" : "dropped";
