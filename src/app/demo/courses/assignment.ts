// Course: the office gives each task its working group, settles how the tasks will fare, and issues them in waves.
import { editTask, moveTask } from "../../../domain/tasks/service.ts";
import { daysAfter, nextWorkingDay } from "../calendar.ts";
import { type Character, type Course, officeMinute, type PlayedTask, planOn } from "../stage.ts";

/** How many of a hundred tasks fare how; the rest goes as it should. */
const shares: readonly [Character, number][] = [
  ["overlooked", 2.4],
  ["waiting", 3.6],
  ["unbegun", 4.8],
  ["stuck", 4.5],
  ["slipping", 30],
];

/** Days after the plan on which the office issues tasks, and the share of tasks issued by then. */
const waves: readonly [days: number, share: number][] = [
  [8, 0.35],
  [29, 0.7],
  [64, 1],
];

export const assignment: Course = {
  name: "assignment",
  plan(stage, pilot, tasks, from) {
    const { random } = stage;
    castCharacters(random.shuffled(tasks));
    for (const [index, task] of random.shuffled(tasks).entries()) {
      const change = {
        groupId: pilot.groupIds[task.part] ?? null,
        needsNational: random.chance(0.18),
        isPublic: random.chance(0.6),
      };
      const day = nextWorkingDay(daysAfter(from, random.between(1, 5)));
      const office = () => pilot.office;
      planOn(stage, pilot, task, { day, minute: officeMinute(random) }, office, (tx, call, at) =>
        editTask(tx, call, { ...at, ...change } as Parameters<typeof editTask>[2]),
      );
      if (task.character === "waiting") continue;
      const wave = waves.find(([, share]) => index < tasks.length * share) ?? waves[0];
      task.issuedOn = nextWorkingDay(daysAfter(from, wave?.[0] ?? 8));
      const minute = 9 * 60 + 30 + Math.floor(index / 4);
      planOn(stage, pilot, task, { day: task.issuedOn, minute }, office, (tx, call, at) =>
        moveTask(tx, call, at, "issue"),
      );
    }
  },
};

/** A few tasks of the plan go badly, in a number that follows from how many there are. */
function castCharacters(tasks: readonly PlayedTask[]): void {
  let next = 0;
  for (const [character, share] of shares) {
    const count = tasks.length < 10 ? 0 : Math.round((tasks.length * share) / 100);
    for (const task of tasks.slice(next, next + count)) task.character = character;
    next += count;
  }
}
