// Course: after signing, the lead unit names who is in charge, plans milestones and submits the breakdown.

import type { TaskChange } from "../../../domain/tasks/model.ts";
import { moveTask, setMilestones } from "../../../domain/tasks/service.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { monthsAfter, workingDaysAfter } from "../calendar.ts";
import { milestoneSteps } from "../milestone-titles.ts";
import { namesFrom } from "../people-names.ts";
import type { Random } from "../random.ts";
import { type Course, type Pilot, type PlayedTask, personOf } from "../stage.ts";
import { planEdit, planOn } from "../task-acts.ts";

/** How long after the plan a task without a day of its own is meant to run, months. */
const openEnd = 33;

export const breakdown: Course = {
  name: "breakdown",
  plan(stage, pilot, tasks) {
    const { random, cast } = stage;
    const nameOf = namesFrom(random.of("names"));
    for (const task of tasks) {
      if (!task.signedOn || task.character === "unbegun") continue;
      const late = random.chance(task.character === "steady" ? 0.15 : 0.4);
      task.begunOn = workingDaysAfter(task.signedOn, late ? random.between(5, 20) : random.between(1, 3));
      const lead = () => personOf(cast, task.lead);
      const filled = filledIn(task, random, nameOf);
      const milestones = milestonesOf(task, pilot, random);
      const at = (minute: number) => ({ day: task.begunOn as string, minute });
      planEdit(stage, pilot, task, at(10 * 60), filled);
      planOn(stage, pilot, task, at(10 * 60 + 25), lead, (tx, call, where) =>
        setMilestones(tx, call, { ...where, milestones }),
      );
      planOn(stage, pilot, task, at(11 * 60), lead, (tx, call, where) => moveTask(tx, call, where, "begin"));
    }
  },
};

const titles = ["分管副局长", "分管负责人", "副主任", "二级巡视员", "总工程师"];

/** What the lead unit fills in for itself; fictional people and numbers. */
function filledIn(task: PlayedTask, random: Random, nameOf: () => string): TaskChange {
  const subject = task.text.slice(0, 18).replace(/[，。、（].*$/, "");
  return {
    leader: `${nameOf()}（${random.pick(titles)}）`,
    contact: `${nameOf()} 内线 ${random.between(8001, 8999)}`,
    annualGoal: `年内${random.pick(["完成制度设计并启动试点", "形成首批落地成果", "完成平台搭建并上线试运行", "建立工作机制并覆盖重点企业"])}（演示数据）`,
    expectedOutcome: `${random.pick(["形成制度文件1项、典型案例1个", "落地项目不少于2个", "惠及企业50家以上", "办理时限压缩三分之一"])}，“${subject}”取得实效（演示数据）`,
  };
}

/** From the plan's day to the task's own, about evenly, each with a step's title. */
function milestonesOf(task: PlayedTask, pilot: Pilot, random: Random) {
  const end = task.dueOn ?? monthsAfter(pilot.startsOn, openEnd);
  const days = Math.round((Date.parse(end) - Date.parse(pilot.startsOn)) / 86_400_000);
  const count = random.between(4, 6);
  const kept = milestoneSteps.filter((_, step) => step < count - 1 || step === milestoneSteps.length - 1);
  return kept.map((choices, index) => {
    const share = (index + 1) / count;
    const sway = index === count - 1 ? 0 : random.between(-9, 9);
    const dueOn = index === count - 1 ? end : dayAfter(pilot.startsOn, Math.round(days * share) + sway);
    return { title: random.pick(choices), dueOn, weight: 1, reachedOn: null };
  });
}
