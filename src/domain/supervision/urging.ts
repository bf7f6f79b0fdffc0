// Urging by hand 催办, with a preview of whom it reaches, and the log of reminders.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { recordEvent } from "../audit/service.ts";
import { workingDaysBetween } from "../pilot/calendar.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type TaskState, taskStates } from "../tasks/model.ts";
import { taskFault } from "../tasks/model-faults.ts";
import { isInScope, ledgerScope } from "../tasks/rules.ts";
import { orderStates } from "./model.ts";
import { supervisionFault } from "./model-faults.ts";
import type { Handler, HandlerPart, Reminder, ReminderPage, ReminderQuery, UrgingPreview } from "./model-reminder.ts";
import { openOrder } from "./open-order.ts";
import { reachOf } from "./reach.ts";
import { handlingUnits, mayUrge, orderHandlers, taskHandlers } from "./reminder-rules.ts";
import * as reminders from "./reminder-store.ts";
import * as tasksOf from "./task-store.ts";

/** What is urged: a task or an order, as far as urging has to know it. */
interface Matter {
  programme: OpenProgramme;
  kind: "task" | "order";
  id: string;
  taskId: string;
  title: string;
  state: { zh: string; en: string };
  dueOn: string | null;
  parts: readonly HandlerPart[];
  leadUnitIds: string[];
  groupIds: string[];
}

export async function taskMatter(db: Db, call: Call, at: { programmeId: string; taskId: string }): Promise<Matter> {
  const programme = await openProgramme(db, call, at.programmeId);
  const [task] = await tasksOf.tasksForOrder(db, programme.id, [at.taskId]);
  const groupIds = task?.groupId ? [task.groupId] : [];
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  if (!task || !isInScope(scope, { groupIds, unitIds: task.units.map((unit) => unit.unitId) }))
    throw taskFault("task.absent");
  const { zh, en } = taskStates[task.state as TaskState];
  return {
    programme,
    kind: "task",
    id: task.id,
    taskId: task.id,
    title: task.number ? `${task.number}. ${task.shortTitle}` : task.shortTitle,
    state: { zh, en },
    dueOn: task.dueOn,
    parts: taskHandlers[task.state as TaskState],
    leadUnitIds: task.units.flatMap((unit) => (unit.part === "lead" ? [unit.unitId as string] : [])),
    groupIds,
  };
}

async function orderMatter(db: Db, call: Call, at: { programmeId: string; orderId: string }): Promise<Matter> {
  const { programme, order } = await openOrder(db, call, at);
  const { zh, en } = orderStates[order.state];
  return {
    programme,
    kind: "order",
    id: order.id,
    taskId: order.tasks[0]?.taskId as string,
    title: order.number ?? order.matter,
    state: { zh, en },
    dueOn: order.dueOn,
    parts: orderHandlers[order.state],
    leadUnitIds: order.units.flatMap((unit) => (unit.part === "lead" ? [unit.unitId as string] : [])),
    groupIds: order.groupIds,
  };
}

export const previewTaskUrging = async (db: Db, call: Call, at: { programmeId: string; taskId: string }) =>
  (await judge(db, call, await taskMatter(db, call, at))).preview;
export const previewOrderUrging = async (db: Db, call: Call, at: { programmeId: string; orderId: string }) =>
  (await judge(db, call, await orderMatter(db, call, at))).preview;

type TextOf<T> = T & { text: string };

export const urgeTask = async (tx: Db, call: Call, input: TextOf<{ programmeId: string; taskId: string }>) =>
  urge(tx, call, await taskMatter(tx, call, input), input.text);
export const urgeOrder = async (tx: Db, call: Call, input: TextOf<{ programmeId: string; orderId: string }>) =>
  urge(tx, call, await orderMatter(tx, call, input), input.text);

export async function judge(db: Db, call: Call, matter: Matter) {
  const { programme } = matter;
  const units = handlingUnits(matter.parts, { ...matter, officeUnitId: programme.officeUnitId });
  const handlers = (await reachOf(db, units, call.atIso))(units);
  const lastAt = await reminders.lastUrgedAt(db, programme.id, matter.id);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const decision = mayUrge({
    mayAsk: scope.all || matter.groupIds.some((id) => scope.groupIds.includes(id)),
    what: matter.title,
    state: matter.state,
    handlers,
    lastAt: lastAt === null ? null : Date.parse(lastAt),
    at: call.at,
    say: (at) => sayInstant(at, call.zone),
  });
  return { decision, handlers, preview: { handlers, ability: decision } as UrgingPreview };
}

const sayInstant = (at: number, zone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);

/** Reaches everybody who has to act now, once an hour at most. */
export async function urge(tx: Db, call: Call, matter: Matter, text: string): Promise<Reminder> {
  await reminders.lockSubject(tx, matter.id);
  const { decision, handlers } = await judge(tx, call, matter);
  if (!decision.allowed) throw supervisionFault(decision.code as "urging.none", decision.facts);
  const { programme, kind, id: subjectId, taskId, title, dueOn } = matter;
  const id = newId(call.at);
  await reminders.insertReminders(tx, [
    {
      programme_id: programme.id,
      id,
      subject_kind: kind,
      subject_id: subjectId,
      task_id: taskId,
      title,
      step: "hand",
      day: call.today,
      due_on: dueOn,
      days: dueOn ? workingDaysBetween(call.today, dueOn).days : 0,
      rule: null,
      handlers,
      note: text,
      person_id: call.actor.personId,
      at: call.atIso,
    },
  ]);
  await recordEvent(tx, call, {
    kind: `${kind}.urged`,
    programmeId: programme.id,
    subject: { kind: "reminder", id },
    note: text,
    after: reminderTold({ kind, subjectId, taskId, title, step: "hand", dueOn, handlers }),
  });
  return reminders.findReminder(tx, programme.id, id);
}

/** What the event of a reminder tells: notices are made from it alone. */
export const reminderTold = (told: {
  kind: string;
  subjectId: string;
  taskId: string;
  title: string;
  step: string;
  dueOn: string | null;
  handlers: readonly Handler[];
}): Record<string, unknown> => ({ ...told });

export async function listReminders(
  db: Db,
  call: Call,
  query: ReminderQuery & { programmeId: string },
): Promise<ReminderPage> {
  const programme = await openProgramme(db, call, query.programmeId);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const mark = query.after ? readMark(query.sort, query.after, 2) : null;
  const { items, total } = await reminders.findReminders(db, programme.id, scope, query, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page,
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}
