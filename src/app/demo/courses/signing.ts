// Course: lead units sign for what was issued to them, most within the working day that the rules give, some late.
import { moveTask } from "../../../domain/tasks/service.ts";
import { workingDaysAfter } from "../calendar.ts";
import { type Course, officeMinute, personOf } from "../stage.ts";
import { planOn } from "../task-acts.ts";

export const signing: Course = {
  name: "signing",
  plan(stage, pilot, tasks) {
    const { random, cast } = stage;
    for (const task of tasks) {
      if (!task.issuedOn || task.character === "overlooked") continue;
      const late = random.chance(task.character === "steady" ? 0.12 : 0.45);
      const days = late ? random.between(3, 14) : random.between(0, 1);
      task.signedOn = workingDaysAfter(task.issuedOn, days);
      // On the day of issue only after it was issued.
      const minute = days === 0 ? 14 * 60 + random.between(0, 200) : officeMinute(random);
      planOn(
        stage,
        pilot,
        task,
        { day: task.signedOn, minute },
        () => personOf(cast, task.lead),
        (tx, call, at) => moveTask(tx, call, at, "sign"),
      );
    }
  },
};
