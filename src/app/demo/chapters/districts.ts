// Chapter: a task is handed down to some districts, each of which goes its own pace; lately another one, not signed for yet.

import type { TaskQuery } from "../../../domain/tasks/model.ts";
import { cascadeTask } from "../../../domain/tasks/parts.ts";
import { listTasks, moveTask, setMilestones } from "../../../domain/tasks/service.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { workingDaysAfter } from "../calendar.ts";
import { freeTasks, isDone, take } from "../free-tasks.ts";
import {
  type Chapter,
  callAs,
  daysAgo,
  type Pilot,
  type PlayedTask,
  personOf,
  pilotOf,
  type Stage,
  unitIdOf,
} from "../stage.ts";

/** How many of its four milestones each district has reached. */
const paces: readonly [district: string, reached: number][] = [
  ["岚桥区", 2],
  ["栖云区", 4],
  ["鹿鸣区", 3],
  ["松涧区", 0],
];
const steps = ["摸清企业需求", "制定本区方案", "落地首批事项", "总结评估"];

export const districtsChapter: Chapter = {
  name: "districts",
  write(stage) {
    const { calendar, cast } = stage;
    const pilot = pilotOf(cast, "services");
    const day = daysAgo(calendar, 130);
    calendar.plan(day, 14 * 60 + 30, async (tx, at) => {
      const [task] = take(lasting(pilot, dayAfter(calendar.today, 50)), 1);
      if (task) await handDown({ ...stage, tx }, pilot, task, at, day);
    });
    calendar.plan(daysAgo(calendar, 3), 14 * 60 + 30, async (tx, at) => {
      const [task] = take(lasting(pilot, dayAfter(calendar.today, 50)), 1);
      if (task) await cascade({ ...stage, tx }, pilot, task, at, ["岚桥区", "栖云区"]);
    });
  },
};

/** Tasks that run on beyond a day, those that have gone least far first. */
const lasting = (pilot: Pilot, day: string): PlayedTask[] =>
  freeTasks(pilot, (task) => !isDone(task) && task.character === "steady" && (task.dueOn ?? day) >= day).reverse();

async function cascade(stage: Stage, pilot: Pilot, task: PlayedTask, at: number, districts: readonly string[]) {
  const { tx, cast, calendar } = stage;
  const done = await cascadeTask(tx, callAs(pilot.office, at, calendar), {
    programmeId: pilot.programmeId,
    taskId: task.id,
    version: task.version,
    unitIds: districts.map((name) => unitIdOf(cast, name)),
    text: "在本区组织落实，形成至少一个落地事例。（演示数据）",
    startsOn: null,
    dueOn: dayAfter(calendar.today, 45),
    weight: 1,
  } as unknown as Parameters<typeof cascadeTask>[2]);
  // From now on its parts move it too.
  task.version = done.version;
  task.resting = true;
}

async function handDown(stage: Stage, pilot: Pilot, task: PlayedTask, at: number, day: string): Promise<void> {
  const { tx, cast, calendar } = stage;
  await cascade(
    stage,
    pilot,
    task,
    at,
    paces.map(([name]) => name),
  );
  const { programmeId } = pilot;
  const query = { programmeId, parts: "only", parent: task.id, sort: [], limit: 20 } as unknown as TaskQuery & {
    programmeId: string;
  };
  const { items } = await listTasks(tx, callAs(pilot.office, at, calendar), query);
  for (const [index, [district, reached]] of paces.entries()) {
    const part = items.find((one) => one.units.some((unit) => unit.part === "lead" && unit.shortName === district));
    if (!part) continue;
    const lead = () => personOf(cast, district);
    const milestones = steps.map((title, step) => ({
      title: `${title}（演示数据）`,
      dueOn: dayAfter(day, 40 + step * 42),
      weight: 1,
      reachedOn: null as string | null,
    }));
    let where = { programmeId, taskId: part.id as string, version: part.version };
    const at2 = workingDaysAfter(day, 1 + index);
    calendar.plan(at2, 10 * 60, async (handle, now) => {
      const call = callAs(lead(), now, calendar);
      where = { ...where, version: (await moveTask(handle, call, where, "sign")).version };
      const planned = await setMilestones(handle, call, { ...where, milestones });
      where = { ...where, version: planned.version };
      where = { ...where, version: (await moveTask(handle, call, where, "begin")).version };
      for (let step = 0; step < reached; step += 1)
        calendar.plan(workingDaysAfter(dayAfter(day, 30 + step * 32), index), 16 * 60, async (later, then) => {
          const own = callAs(lead(), then, calendar);
          const moved = planned.milestones.map((one, place) => ({
            ...one,
            reachedOn: place <= step ? dayAfter(day, 29 + place * 32) : null,
          }));
          where = { ...where, version: (await setMilestones(later, own, { ...where, milestones: moved })).version };
        });
    });
  }
}
