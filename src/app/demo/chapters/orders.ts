// Chapter: orders by hand and by rule, signed, answered, closed, one chain up to red; reminders and urging by the routine.

import { sendRemindersOf } from "../../../domain/supervision/jobs.ts";
import { proposeOrdersOf } from "../../../domain/supervision/order-jobs.ts";
import { proposeOrder, requirementOf } from "../../../domain/supervision/propose.ts";
import { dismissOrder, issueOrder, listOrders } from "../../../domain/supervision/service.ts";
import { urgeTask } from "../../../domain/supervision/urging.ts";
import { freeTasks, isDone } from "../free-tasks.ts";
import { followOrder, type OrderStep } from "../order-steps.ts";
import { type Chapter, callAs, daysAgo, type Pilot, type PlayedTask, pilotOf, type Stage } from "../stage.ts";

interface Told {
  ago: number;
  grade: "blue" | "yellow";
  /** Working days after the issue, and what happens then. */
  after: readonly [days: number, step: OrderStep][];
  on(pilot: Pilot): PlayedTask | undefined;
}

const slow = (pilot: Pilot, wanted: (task: PlayedTask) => boolean = () => true) =>
  freeTasks(pilot, (task) => !isDone(task) && wanted(task)).reverse();
const ledBy = (unit: string) => (pilot: Pilot) => slow(pilot, (task) => task.lead === unit)[0] ?? slow(pilot)[0];

const stories: readonly Told[] = [
  {
    ago: 100,
    grade: "blue",
    after: [
      [1, "sign"],
      [6, "answer"],
      [8, "pass"],
      [9, "close"],
    ],
    on: (pilot) => slow(pilot, (task) => task.character === "slipping")[0],
  },
  {
    ago: 70,
    grade: "yellow",
    after: [
      [1, "sign"],
      [4, "answer"],
      [5, "return"],
      [7, "answer"],
      [9, "pass"],
      [10, "close"],
    ],
    on: (pilot) => slow(pilot, (task) => task.character === "slipping")[1],
  },
  {
    ago: 62,
    grade: "blue",
    after: [
      [2, "sign"],
      [17, "escalate"],
      [19, "sign"],
      [28, "escalate"],
      [29, "sign"],
    ],
    on: (pilot) => slow(pilot, (task) => task.character === "stuck")[0] ?? slow(pilot)[2],
  },
  { ago: 9, grade: "blue", after: [[1, "sign"]], on: ledBy("示例市教育局") },
  {
    ago: 7,
    grade: "yellow",
    after: [
      [1, "sign"],
      [3, "answer"],
    ],
    on: (pilot) => slow(pilot, (task) => task.part === 0)[0],
  },
  { ago: 2, grade: "blue", after: [], on: ledBy("示例市科技局") },
];

export const ordersChapter: Chapter = {
  name: "orders",
  write(stage) {
    const { calendar, cast } = stage;
    const pilot = pilotOf(cast, "services");
    for (const [index, story] of stories.entries()) tell(stage, pilot, story, 10 * 60 + index);
    calendar.plan(daysAgo(calendar, 21), 8 * 60, (tx, at) => byRule({ ...stage, tx }, pilot, at));
    for (const days of [16, 9, 1])
      calendar.plan(daysAgo(calendar, days), 7 * 60, (tx, at) =>
        sendRemindersOf(tx, pilot.programmeId, at, calendar.zone),
      );
    calendar.plan(daysAgo(calendar, 5), 9 * 60 + 15, async (tx, at) => {
      const office = callAs(pilot.office, at, calendar);
      const text = "任务下达已久，请抓紧签收。（演示数据）";
      for (const task of pilot.tasks.filter((one) => one.character === "overlooked"))
        await urgeTask(tx, office, { programmeId: pilot.programmeId, taskId: task.id, text });
    });
  },
};

function tell(stage: Stage, pilot: Pilot, { ago, grade, after, on }: Told, minute: number): void {
  const { calendar } = stage;
  const day = daysAgo(calendar, ago);
  calendar.plan(day, minute, async (tx, at) => {
    const task = on(pilot);
    if (!task) return;
    const office = callAs(pilot.office, at, calendar);
    const wish = {
      programmeId: pilot.programmeId,
      grade,
      important: grade === "yellow",
      source: `试点方案任务第${task.place + 1}项`,
      matter: `${task.text.slice(0, 200)}（演示数据）`,
      reason: "进度落后于计划。（演示数据）",
      requirement: requirementOf(grade),
      taskIds: [task.id],
    } as unknown as Parameters<typeof proposeOrder>[2];
    const { id, version } = await proposeOrder(tx, office, wish);
    const where = { programmeId: pilot.programmeId, orderId: id as string, version };
    followOrder(stage, pilot, task, await issueOrder(tx, office, where), day, after);
  });
}

/** What becomes of the first orders that the routine proposed, in turn. */
const fates: readonly (readonly [number, OrderStep][] | "dismissed")[] = [
  [
    [1, "sign"],
    [4, "answer"],
    [6, "pass"],
    [7, "close"],
  ],
  [
    [1, "sign"],
    [3, "answer"],
    [5, "pass"],
  ],
  "dismissed",
  [[1, "sign"]],
  "dismissed",
];

/** So many wait for the office; all others are dismissed. */
const waiting = 4;

async function byRule(stage: Stage, pilot: Pilot, at: number): Promise<void> {
  const { tx, calendar } = stage;
  const { programmeId } = pilot;
  await proposeOrdersOf(tx, programmeId, at, calendar.zone);
  const office = callAs(pilot.office, at + 3_600_000, calendar);
  const query = { programmeId, state: ["proposed"], sort: [], limit: 50 } as unknown as Parameters<
    typeof listOrders
  >[2];
  const { items } = await listOrders(tx, office, query);
  const tasks = new Map(pilot.tasks.map((task) => [task.id, task]));
  const judged = items.flatMap((order) => {
    const task = tasks.get(order.tasks[0]?.taskId ?? "");
    return task ? [{ order, task }] : [];
  });
  // By place in the plan, because ids differ from one making to the next.
  judged.sort((one, other) => one.task.place - other.task.place);
  for (const [index, found] of judged.slice(0, Math.max(fates.length, judged.length - waiting)).entries()) {
    const fate = fates[index] ?? "dismissed";
    const where = { programmeId, orderId: found.order.id, version: found.order.version };
    if (fate === "dismissed") await dismissOrder(tx, office, { ...where, note: "已约谈，本月再看。（演示数据）" });
    else followOrder(stage, pilot, found.task, await issueOrder(tx, office, where), office.today, fate);
  }
}
