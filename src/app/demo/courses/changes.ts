// Course: what is filled in changes with the years and with people.
import { dayAfter } from "../../../kernel/clock.ts";
import { nextWorkingDay } from "../calendar.ts";
import { namesFrom } from "../people-names.ts";
import { type Course, officeMinute } from "../stage.ts";
import { planEdit } from "../task-acts.ts";

const goals = [
  "完成全部年度节点并形成阶段总结",
  "推动首批成果落地见效",
  "扩大试点覆盖面并开展评估",
  "形成可复制经验1项",
];

export const changes: Course = {
  name: "changes",
  plan(stage, pilot, tasks, from) {
    const { random, calendar } = stage;
    const nameOf = namesFrom(random.of("names"));
    for (const task of tasks) {
      if (!task.begunOn) continue;
      for (let year = Number(from.slice(0, 4)) + 1; year <= Number(calendar.today.slice(0, 4)); year += 1) {
        const day = nextWorkingDay(`${year}-01-${String(random.between(6, 24)).padStart(2, "0")}`);
        if (!random.chance(0.55) || day <= task.begunOn) continue;
        const annualGoal = `${year}年：${random.pick(goals)}（演示数据）`;
        planEdit(stage, pilot, task, { day, minute: officeMinute(random) }, { annualGoal });
      }
      if (!random.chance(0.15)) continue;
      const day = nextWorkingDay(dayAfter(task.begunOn, random.between(60, 420)));
      const change = { leader: `${nameOf()}（分管负责人）`, contact: `${nameOf()} 内线 ${random.between(8001, 8999)}` };
      planEdit(stage, pilot, task, { day, minute: officeMinute(random) }, change);
    }
  },
};
