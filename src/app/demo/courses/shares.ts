// Course: for some tasks the office writes down what each cooperating unit has to do of its own.

import { assignUnits, getTask } from "../../../domain/tasks/service.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { nextWorkingDay } from "../calendar.ts";
import { type Course, callAs, officeMinute } from "../stage.ts";
import { actOn } from "../task-acts.ts";

const shares = [
  "负责本领域政策衔接和条款解释（演示数据）",
  "负责数据归集、核验和按月报送（演示数据）",
  "提供首批应用场景并组织企业参与（演示数据）",
  "落实资金和人员保障（演示数据）",
  "负责辖区内企业宣传动员和问题收集（演示数据）",
];

export const ownShares: Course = {
  name: "own shares",
  plan(stage, pilot, tasks) {
    const { random, calendar } = stage;
    for (const task of tasks) {
      if (!task.begunOn || !random.chance(0.15)) continue;
      const duties = random.shuffled(shares);
      const day = nextWorkingDay(dayAfter(task.begunOn, random.between(5, 200)));
      calendar.plan(day, officeMinute(random), async (tx, at) => {
        if (task.resting) return;
        const call = callAs(pilot.office, at, calendar);
        const held = await getTask(tx, call, { programmeId: pilot.programmeId, taskId: task.id });
        const units = held.units.map(({ unitId, part }, index) => ({
          unitId,
          part,
          ownDuty: part === "support" ? (duties[index % duties.length] as string) : null,
        }));
        await actOn({ ...stage, tx }, pilot, task, pilot.office, at, (handle, own, where) =>
          assignUnits(handle, own, { ...where, units }),
        );
      });
    }
  },
};
