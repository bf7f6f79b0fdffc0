// Acting on tasks of the made-up history: as somebody of the cast, at an instant, one task or many, keeping their versions.

import type { Db } from "../../domain/tables.ts";
import type { ActInputs } from "../../domain/tasks/act-inputs.ts";
import { actOnOne } from "../../domain/tasks/acts.ts";
import { editTasks } from "../../domain/tasks/edit.ts";
import type { TaskRowOutcome } from "../../domain/tasks/model-rows.ts";
import type { StepAct } from "../../domain/tasks/rules.ts";
import type { ActResult } from "../../domain/tasks/service.ts";
import type { Actor } from "../../kernel/access.ts";
import type { Call } from "../../kernel/call.ts";
import { callAs, type Pilot, type PlayedTask, personOf, type Stage } from "./stage.ts";

/** What a service does with one task of the version that the cast last saw. */
export type TaskService = (
  tx: Db,
  call: Call,
  at: { programmeId: string; taskId: string; version: number },
) => Promise<ActResult>;

/** Does something with a task, as somebody of the cast, and keeps what came of it. */
export async function actOn(
  stage: Stage,
  pilot: Pilot,
  task: PlayedTask,
  actor: Actor,
  at: number,
  act: TaskService,
): Promise<void> {
  const where = { programmeId: pilot.programmeId, taskId: task.id, version: task.version };
  const done = await act(stage.tx, callAs(actor, at, stage.calendar), where);
  task.version = done.version;
  task.milestones = [...done.milestones];
}

/** Plans an act on a task for a day; who acts is settled when it is carried out. */
export function planOn(
  stage: Stage,
  pilot: Pilot,
  task: PlayedTask,
  when: { day: string; minute: number },
  actor: () => Actor,
  act: TaskService,
): void {
  stage.calendar.plan(when.day, when.minute, async (tx, at) => {
    if (!task.resting) await actOn({ ...stage, tx }, pilot, task, actor(), at, act);
  });
}

/** Keeps what became of many tasks at once; a history in which one of them was refused is a mistake. */
export function keepAll(tasks: readonly PlayedTask[], outcomes: readonly TaskRowOutcome[]): void {
  for (const [index, { task, outcome, messages }] of outcomes.entries()) {
    const played = tasks[index];
    if (!played || !task || (outcome !== "saved" && outcome !== "unchanged")) throw new Error(messages?.zh ?? outcome);
    played.version = task.version;
  }
}

/** Edits of several tasks of a pilot in one go. */
export async function editAll(
  { tx, calendar }: Stage,
  pilot: Pilot,
  actor: Actor,
  at: number,
  edits: readonly { task: PlayedTask; change: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  const tasks = edits.map((one) => one.task);
  const rows = edits.map(({ task, change }) => ({ taskId: task.id, version: task.version, change }));
  const call = callAs(actor, at, calendar);
  keepAll(tasks, await editTasks(tx, call, { programmeId: pilot.programmeId, edits: rows }));
}

/** Plans what a lead unit fills in for its task; a resting task is left as it is. */
export function planEdit(
  stage: Stage,
  pilot: Pilot,
  task: PlayedTask,
  when: { day: string; minute: number },
  change: Readonly<Record<string, unknown>>,
): void {
  stage.calendar.plan(when.day, when.minute, async (tx, at) => {
    if (task.resting) return;
    await editAll({ ...stage, tx }, pilot, personOf(stage.cast, task.lead), at, [{ task, change }]);
  });
}

/** A step of a task's course, without reading the task again. */
export const stepOf =
  <Act extends StepAct>(act: Act, input: ActInputs[Act]): TaskService =>
  async (tx, call, { programmeId, taskId, version }) => {
    const { task } = await actOnOne(tx, call, programmeId, act, { taskId, version, input });
    return { version: task.version, milestones: task.milestones };
  };
