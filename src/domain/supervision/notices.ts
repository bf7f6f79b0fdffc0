// Which events of supervision concern whom: reminders and urging by their own list of handlers, orders by their units.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import { type OrderGrade, orderGrades } from "./model.ts";
import { type Handler, type ReminderStep, reminderSteps } from "./model-reminder.ts";
import { listedByIds, type OrderRow } from "./store.ts";

type Words = { zh: string; en: string };

interface NoticeTo {
  personIds?: string[];
  unitIds?: string[];
  groupIds?: string[];
  office?: true;
}

interface Notice {
  programmeId: string;
  to: NoticeTo;
  topic: string;
  subject: { kind: string; id: string };
  title: Words;
  href: string;
  dueOn?: string;
  key: string;
}

/** Whom an event of an order is for, and how it is told; `{title}` is grade, number and matter. */
const told: Record<string, { to: ("lead" | "support" | "group" | "office")[]; zh: string; en: string }> = {
  "order.propose": { to: ["office"], zh: "待签发：", en: "To issue: " },
  "order.issue": { to: ["lead", "support"], zh: "请签收：", en: "Please sign: " },
  "order.feedback": { to: ["group", "office"], zh: "请审核反馈：", en: "Feedback to review: " },
  "order.returnFeedback": { to: ["lead"], zh: "反馈退回补充：", en: "Feedback returned: " },
  "order.pass": { to: ["office"], zh: "审核通过，待销单：", en: "Review passed, to be closed: " },
  "order.close": { to: ["lead", "support"], zh: "已销单：", en: "Closed: " },
  "order.settled": {
    to: ["office"],
    zh: "所涉任务均已了结，可销单或撤回：",
    en: "Its tasks are done, close or withdraw: ",
  },
  "order.withdraw": { to: ["lead", "support"], zh: "已撤回：", en: "Withdrawn: " },
};

const reminderKinds = ["task.reminded", "task.urged", "order.urged"];

interface ReminderTold {
  kind: string;
  subjectId: string;
  taskId: string;
  title: string;
  step: ReminderStep;
  dueOn: string | null;
  handlers: Handler[];
}

function ofReminder(event: NewEvent): Notice | null {
  const told = event.after as unknown as ReminderTold | undefined;
  const personIds = told?.handlers.flatMap((handler) => handler.people.map((person) => person.id)) ?? [];
  if (!told || !event.programmeId || personIds.length === 0) return null;
  const step = reminderSteps[told.step];
  const isOrder = told.kind === "order";
  return {
    programmeId: event.programmeId,
    to: { personIds: [...new Set(personIds)] },
    topic: "supervision",
    subject: isOrder ? { kind: "order", id: told.subjectId } : { kind: "task", id: told.taskId },
    title: {
      zh: `${step.zh}：${told.title}${event.note ? `（${event.note}）` : ""}`,
      en: `${step.en}: ${told.title}${event.note ? ` (${event.note})` : ""}`,
    },
    href: isOrder ? `/p/${event.programmeId}/orders/${told.subjectId}` : `/p/${event.programmeId}/tasks/${told.taskId}`,
    ...(told.dueOn ? { dueOn: told.dueOn } : {}),
    key: `reminder:${event.subject.id}`,
  };
}

export const supervisionNotices = {
  kinds: [...reminderKinds, ...Object.keys(told)] as readonly string[],

  async notices(tx: Db, _call: Call, events: readonly NewEvent[]): Promise<Notice[]> {
    const made = events
      .filter((event) => reminderKinds.includes(event.kind))
      .flatMap((event) => ofReminder(event) ?? []);
    const ofOrders = events.filter((event) => event.kind in told && event.programmeId);
    const orders = new Map<string, OrderRow>();
    for (const [programmeId, some] of Map.groupBy(ofOrders, (event) => event.programmeId as string))
      for (const order of await listedByIds(
        tx,
        programmeId,
        some.map((event) => event.subject.id),
      ))
        orders.set(order.id, order);
    for (const event of ofOrders) {
      const order = orders.get(event.subject.id);
      const row = told[event.kind];
      if (!order || !row) continue;
      const to: NoticeTo = {};
      const unitIds = order.units.filter((unit) => row.to.includes(unit.part)).map((unit) => unit.unitId as string);
      if (unitIds.length > 0) to.unitIds = unitIds;
      if (row.to.includes("group") && order.groupIds.length > 0) to.groupIds = order.groupIds;
      if (row.to.includes("office")) to.office = true;
      const grade = orderGrades[order.grade as OrderGrade];
      made.push({
        programmeId: order.programmeId,
        to,
        topic: "supervision",
        subject: { kind: "order", id: order.id },
        title: {
          zh: `${row.zh}${grade.zh} ${order.number ?? ""} ${order.matter}`.replace(/\s+/g, " "),
          en: `${row.en}${grade.en} ${order.number ?? ""} ${order.matter}`.replace(/\s+/g, " "),
        },
        href: `/p/${order.programmeId}/orders/${order.id}`,
        ...(order.dueOn ? { dueOn: order.dueOn } : {}),
        key: `${event.kind}:${order.id}:${event.subject.version ?? 0}`,
      });
    }
    return made;
  },
};
