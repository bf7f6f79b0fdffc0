// Chapter: deadlines are changed on request, one request is refused, two wait; two tasks are suspended, one ends.
import { dayAfter } from "../../../kernel/clock.ts";
import { workingDaysAfter } from "../calendar.ts";
import { freeTasks, isDone, take } from "../free-tasks.ts";
import {
  type Chapter,
  daysAgo,
  groupOf,
  type Pilot,
  type PlayedTask,
  personOf,
  pilotOf,
  type Stage,
} from "../stage.ts";
import { actOn, stepOf } from "../task-acts.ts";

type Answer = "allowed" | "refused" | "advised" | "waiting";

/** On which day, counted back from the present one, a change is asked for, and how far it gets. */
const requests: readonly [daysAgo: number, Answer][] = [
  [205, "allowed"],
  [145, "allowed"],
  [100, "refused"],
  [75, "allowed"],
  [9, "advised"],
  [2, "waiting"],
];

const shownGroup = 0;

export const adjustmentsChapter: Chapter = {
  name: "adjustments",
  write(stage) {
    const { calendar, cast } = stage;
    const pilot = pilotOf(cast, "services");
    for (const [days, answer] of requests) {
      const day = daysAgo(calendar, days);
      calendar.plan(day, 10 * 60 + 5, (tx, at) => askForTime({ ...stage, tx }, pilot, at, day, answer));
    }
    const on = (days: number, act: (task: PlayedTask) => Parameters<typeof actOn>[5], slow: PlayedTask["character"]) =>
      calendar.plan(daysAgo(calendar, days), 15 * 60, async (tx, at) => {
        const [task] = take(behind(pilot, slow), 1);
        if (!task) return;
        task.resting = true;
        await actOn({ ...stage, tx }, pilot, task, pilot.office, at, act(task));
      });
    const national = "须待国家有关部门授权，授权前暂不推进。（演示数据）";
    const reviewOn = daysAgo(calendar, 2);
    on(110, () => stepOf("suspend", { because: "national", reviewOn, note: national }), "stuck");
    const later = dayAfter(calendar.today, 40);
    const unready = "所依托的场所尚在建设，条件不具备。（演示数据）";
    on(62, () => stepOf("suspend", { because: "conditions", reviewOn: later, note: unready }), "slipping");
    const ending = {
      approvedBy: "专项工作组组长（演示数据）",
      basis: "专项工作组第八次会议纪要（演示数据）",
      note: "上级已另行部署，本项不再单独推进。（演示数据）",
    };
    on(85, () => stepOf("end", ending), "slipping");
  },
};

/** Tasks of a kind that are not finished, or of any where there is none. */
function behind(pilot: Pilot, character: PlayedTask["character"]): PlayedTask[] {
  const free = freeTasks(pilot, (task) => !isDone(task)).reverse();
  return [...free.filter((task) => task.character === character), ...free];
}

async function askForTime(stage: Stage, pilot: Pilot, at: number, day: string, answer: Answer): Promise<void> {
  const { cast, calendar } = stage;
  const slow = behind(pilot, "slipping").filter((task) => task.dueOn !== null);
  const [task] = take([...slow.filter((one) => answer !== "waiting" || one.part === shownGroup), ...slow], 1);
  if (!task) return;
  const due = task.dueOn as string;
  const dueOn = dayAfter(due > day ? due : day, 60);
  const note = "相关配套办法征求意见时间延长，申请顺延两个月。（演示数据）";
  task.resting = true;
  const lead = personOf(cast, task.lead);
  await actOn(stage, pilot, task, lead, at, stepOf("requestChange", { dueOn, milestones: [], note }));
  if (answer === "waiting") return;
  const group = { opinion: answer === "refused" ? "oppose" : "support", note: "已核对进展。（演示数据）" } as const;
  calendar.plan(workingDaysAfter(day, 2), 10 * 60, (tx, now) =>
    actOn({ ...stage, tx }, pilot, task, groupOf(cast, task), now, stepOf("adviseChange", group)),
  );
  if (answer === "advised") return;
  calendar.plan(workingDaysAfter(day, 4), 16 * 60, async (tx, now) => {
    const act =
      answer === "allowed"
        ? stepOf("allowChange", { note: "同意顺延。（演示数据）" })
        : stepOf("refuseChange", { note: "时限为方案所定，请倒排工期。（演示数据）" });
    await actOn({ ...stage, tx }, pilot, task, pilot.office, now, act);
    if (answer === "allowed") task.dueOn = dueOn;
    task.resting = false;
  });
}
