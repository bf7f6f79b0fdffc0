// What supervision does by itself each working day: reminders and urging, orders by rule. Safe twice and in several processes.
import { type Call, ownCall } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { programActor } from "../accounts/model.ts";
import type { NewEvent } from "../audit/model.ts";
import { recordEvents } from "../audit/service.ts";
import { isWorkingDay } from "../pilot/calendar.ts";
import type { Db } from "../tables.ts";
import type { TaskState } from "../tasks/model.ts";
import { reachOf } from "./reach.ts";
import {
  currentReminderRule,
  type DueStep,
  dueStepOn,
  handlingUnits,
  remindedStates,
  taskHandlers,
} from "./reminder-rules.ts";
import * as reminders from "./reminder-store.ts";
import { settingsOf } from "./settings.ts";
import { inTransaction } from "./transactions.ts";
import { reminderTold } from "./urging.ts";

/** Reminders written in one transaction. */
const batch = 500;

/**
 * Reminds of what is due and urges what is overdue, on the day of `at`.
 * @returns how many reminders were sent
 */
export async function sendReminders(db: Db, at: number, zone: string): Promise<number> {
  const call = ownCall(programActor, at, zone, "supervision.sendReminders");
  if (!isWorkingDay(call.today)) return 0;
  let sent = 0;
  for (const programmeId of await reminders.programmeIds(db)) sent += await remindIn(db, call, programmeId);
  return sent;
}

/**
 * The same for one programme alone, also inside a transaction that is open already.
 * @returns how many reminders were sent
 */
export async function sendRemindersOf(db: Db, programmeId: string, at: number, zone: string): Promise<number> {
  const call = ownCall(programActor, at, zone, "supervision.sendReminders");
  return isWorkingDay(call.today) ? remindIn(db, call, programmeId) : 0;
}

async function remindIn(db: Db, call: Call, programmeId: string): Promise<number> {
  const { urgeEvery } = await settingsOf(db, programmeId);
  const officeUnitId = await reminders.officeOf(db, programmeId);
  const due = dueSteps(await reminders.tasksToRemind(db, programmeId, remindedStates), call.today, urgeEvery).map(
    (one) => ({
      ...one,
      units: handlingUnits(taskHandlers[one.task.state as TaskState], {
        leadUnitIds: one.task.leadUnitIds,
        groupIds: one.task.groupId ? [one.task.groupId] : [],
        officeUnitId,
      }),
    }),
  );
  const reach = await reachOf(
    db,
    due.flatMap((one) => one.units),
    call.atIso,
  );
  let sent = 0;
  for (let from = 0; from < due.length; from += batch) {
    const rows = due.slice(from, from + batch).map(
      (one): reminders.NewReminder => ({
        programme_id: programmeId,
        id: newId(call.at),
        subject_kind: one.subjectKind,
        subject_id: one.subjectId,
        task_id: one.task.id,
        title: one.title,
        step: one.step,
        day: one.day,
        due_on: one.dueOn,
        days: one.days,
        rule: currentReminderRule,
        handlers: reach(one.units),
        note: null,
        person_id: null,
        at: call.atIso,
      }),
    );
    sent += await inTransaction(db, (tx) => write(tx, call, programmeId, rows));
  }
  return sent;
}

async function write(tx: Db, call: Call, programmeId: string, rows: readonly reminders.NewReminder[]): Promise<number> {
  const written = await reminders.insertReminders(tx, rows);
  const events = rows
    .filter((row) => written.has(row.id))
    .map(
      (row): NewEvent => ({
        kind: row.step === "overdue" ? "task.urged" : "task.reminded",
        programmeId,
        subject: { kind: "reminder", id: row.id },
        after: reminderTold({
          kind: row.subject_kind,
          subjectId: row.subject_id,
          taskId: row.task_id,
          title: row.title,
          step: row.step,
          dueOn: row.due_on,
          handlers: row.handlers,
        }),
      }),
    );
  if (events.length > 0) await recordEvents(tx, call, events);
  return events.length;
}

interface Due extends DueStep {
  task: reminders.TaskToRemind;
  subjectKind: "task" | "milestone";
  subjectId: string;
  title: string;
  dueOn: string;
}

/** States in which milestones are still the lead units' to reach; while others review, only the task itself is told of. */
const atWork: readonly string[] = ["signed", "inProgress"];

function dueSteps(tasks: readonly reminders.TaskToRemind[], today: string, urgeEvery: number): Due[] {
  // Many tasks share few days, and counting working days walks from day to day.
  const known = new Map<string, DueStep | null>();
  const stepOf = (dueOn: string) => {
    const step = known.get(dueOn);
    if (step !== undefined) return step;
    const made = dueStepOn(dueOn, today, urgeEvery);
    known.set(dueOn, made);
    return made;
  };
  return tasks.flatMap((task) => {
    const due: Due[] = [];
    const own = task.dueOn ? stepOf(task.dueOn) : null;
    if (own && task.dueOn)
      due.push({ ...own, task, subjectKind: "task", subjectId: task.id, title: task.title, dueOn: task.dueOn });
    if (!atWork.includes(task.state)) return due;
    const past = task.milestones.map((one) => one.dueOn).filter((dueOn) => stepOf(dueOn)?.step === "overdue");
    const latest = past.sort().at(-1);
    for (const milestone of task.milestones) {
      // The task's own reminder tells of its last milestone too.
      const step = milestone.dueOn === task.dueOn ? null : stepOf(milestone.dueOn);
      if (!step) continue;
      // Of many that are overdue the latest speaks for all, and the task itself once it is overdue: one urging a turn.
      if (step.step === "overdue" && (own?.step === "overdue" || milestone.dueOn !== latest)) continue;
      due.push({
        ...step,
        task,
        subjectKind: "milestone",
        subjectId: milestone.id,
        title: `${task.title} · ${milestone.title}`,
        dueOn: milestone.dueOn,
      });
    }
    return due;
  });
}
