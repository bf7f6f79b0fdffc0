// Changing many tasks in one transaction: read and locked at once, each judged by itself, saved at once, one event each.
import type { Call } from "../../kernel/call.ts";
import { type Fault, kernelFault } from "../../kernel/errors.ts";
import { recordEvents } from "../audit/service.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { recordsOf } from "./act-rules.ts";
import { type ChangeRow, type CloseRow, moveMilestones } from "./acts-store.ts";
import { followParts } from "./follow-parts.ts";
import type { LightDecision } from "./light.ts";
import { lightsOf } from "./light-now.ts";
import { sameReasons } from "./light-past.ts";
import { measured } from "./measures.ts";
import { type LightReason, type Milestone, taskParties } from "./model.ts";
import { taskFault } from "./model-faults.ts";
import type { RowOutcome, TaskRowOutcome } from "./model-rows.ts";
import { factsOf, presentSummary } from "./present-task.ts";
import { explainRefusal, ledgerScope, mayDo, sees, type TaskAct, type TaskFacts, taskActs } from "./rules.ts";
import * as store from "./store.ts";

/** A task under change, as it will stand, with what has been done to it so far. */
export interface OpenTask {
  task: store.WholeTask;
  /** The row as it was read. */
  before: Readonly<store.TaskRow>;
  facts: TaskFacts;
  traces: Trace[];
  /** A change of its deadline that is under way, and its newest close-out, where acts asked for them. */
  change?: ChangeRow | undefined;
  closeOut?: CloseRow | undefined;
  /** Milestones that got another day. */
  moved?: readonly Milestone[];
}

interface Trace {
  kind: string;
  version: number;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  note: string | undefined;
}

/**
 * Reads the tasks that the caller may see and holds them until the transaction ends, so that no one else changes them
 * between judging and saving.
 * @param hold `false` where nothing is going to be saved
 */
export async function openTasks(
  tx: Db,
  call: Call,
  programme: OpenProgramme,
  taskIds: readonly string[],
  hold = true,
): Promise<Map<string, OpenTask>> {
  if (hold) await store.lockTasks(tx, programme.id, taskIds);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const open = new Map<string, OpenTask>();
  for (const task of await store.findWholeTasks(tx, programme.id, taskIds, null)) {
    const beside = { change: undefined, closeOut: undefined, today: call.today, zone: call.zone };
    const more = recordsOf({ ...task, ...beside, groupId: task.group_id });
    const facts = { ...factsOf(programme, { ...task, groupId: task.group_id }), more };
    if (sees(scope, facts)) open.set(task.id, { task, before: { ...task }, facts, traces: [] });
  }
  return open;
}

/** May this act be done on the version that was given? Absent and invisible look alike, then staleness, then the table. */
export function refusalOf(call: Call, open: OpenTask | undefined, version: number, act: TaskAct): Fault | null {
  if (!open) return taskFault("task.absent");
  if (open.task.version !== version)
    return kernelFault("version.stale", { current: open.task.version, given: version });
  const decision = mayDo(act, call.actor, open.facts);
  return decision.allowed ? null : refusal(act, decision);
}

/** The refusal of an act in words. */
export function refusal(name: TaskAct, decision: ReturnType<typeof mayDo>, fields: readonly string[] = []): Fault {
  const { zh, en, by } = taskActs[name];
  const act = { zh, en };
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const wanted = fields.length > 0 ? (decision.facts.parties as (typeof by)[number][]) : by;
    const parties = wanted.map((party) => taskParties[party]);
    return taskFault(
      "task.not-yours",
      { act, parties: { zh: parties.map((one) => one.zh).join("、"), en: parties.map((one) => one.en).join(", ") } },
      fields.map((path) => ({ path, code: "task.not-yours", ...taskActs[name] })),
    );
  }
  const why = { zh: explainRefusal(decision, "zh"), en: explainRefusal(decision, "en") };
  return taskFault("task.refused", { act, why });
}

/** Notes what was done to a task: it has a new version from here on. */
export function trace(
  open: OpenTask,
  kind: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  note?: string,
) {
  open.task.version += 1;
  open.traces.push({ kind, version: open.task.version, before, after, note });
}

/** Saves all tasks to which something was done, with the lights that follow, and records the events. */
export async function saveAll(tx: Db, call: Call, tasks: Iterable<OpenTask>): Promise<void> {
  const changed = [...tasks].filter((open) => open.traces.length > 0);
  const lights = await lightsOf(
    tx,
    call,
    changed.map(({ task }) => measured(task)),
  );
  for (const { task } of changed) {
    const light = lights.get(task.id) as LightDecision;
    task.light = light.light;
    // A reason that is told again is the one that stands: it is not written anew.
    if (!sameReasons(light.because, task.light_because as LightReason[])) task.light_because = light.because;
    task.planned_percent = light.planned;
    task.progress_percent = light.actual;
    // As the database does it where another server's clock is ahead.
    if (call.atIso > task.changed_at) task.changed_at = call.atIso;
    task.changed_by = call.actor.personId;
  }
  await store.saveTasks(tx, changed);
  await moveMilestones(
    tx,
    changed.flatMap(({ task, moved = [] }) => moved.map((one) => ({ ...one, programmeId: task.programme_id }))),
    call.atIso,
  );
  await recordEvents(
    tx,
    call,
    changed.flatMap(({ task, traces }) =>
      traces.map(({ kind, version, before, after, note }) => ({
        kind,
        note,
        programmeId: task.programme_id,
        subject: { kind: "task", id: task.id, version },
        before,
        after,
      })),
    ),
  );
  await followParts(
    tx,
    call,
    changed.map((open) => open.task),
  );
}

/** What came of one row: a fault, or whether something was done. */
export interface RowResult {
  taskId: string;
  fault: Fault | null;
  outcome: RowOutcome;
}

export const rowResult = (taskId: string, fault: Fault | null, done: boolean): RowResult => ({
  taskId,
  fault,
  outcome: fault ? outcomeOf(fault) : done ? "saved" : "unchanged",
});

function outcomeOf({ category }: Fault): RowOutcome {
  if (category === "notFound") return "absent";
  if (category === "stale") return "stale";
  return category === "forbidden" || category === "conflict" ? "refused" : "invalid";
}

/** Rows as they are answered, each with its task as it stands after all of them, or with its version alone. */
export function answerRows(
  call: Call,
  results: readonly RowResult[],
  tasks: ReadonlyMap<string, OpenTask>,
  withTasks = true,
) {
  return results.map(({ taskId, fault, outcome }) => {
    const open = tasks.get(taskId);
    return {
      taskId,
      outcome,
      ...(open && withTasks ? { task: presentSummary(call, open.task, open.facts) } : {}),
      ...(fault ? { code: fault.code, messages: { zh: fault.zh, en: fault.en } } : {}),
      ...(fault && fault.places.length > 0 ? { places: fault.places } : {}),
      ...(open && (outcome === "stale" || !withTasks) ? { current: open.task.version } : {}),
    } as TaskRowOutcome;
  });
}
