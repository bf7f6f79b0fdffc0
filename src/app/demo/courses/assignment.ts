// Course: the office gives each task its working group, settles how the tasks will fare, and issues them in waves.

import { actOnMany } from "../../../domain/tasks/acts.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { nextWorkingDay } from "../calendar.ts";
import {
  type Character,
  type Course,
  callAs,
  officeMinute,
  type Pilot,
  type PlayedTask,
  type Stage,
} from "../stage.ts";
import { editAll, keepAll } from "../task-acts.ts";

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
    const edits: (Batch & { change: Record<string, unknown> })[] = [];
    const issues: Batch[] = [];
    for (const [index, task] of random.shuffled(tasks).entries()) {
      const change = {
        groupId: pilot.groupIds[task.part] ?? null,
        needsNational: random.chance(0.18),
        isPublic: random.chance(0.6),
      };
      edits.push({ day: nextWorkingDay(dayAfter(from, random.between(1, 5))), task, change });
      if (task.character === "waiting") continue;
      const wave = waves.find(([, share]) => index < tasks.length * share) ?? waves[0];
      task.issuedOn = nextWorkingDay(dayAfter(from, wave?.[0] ?? 8));
      issues.push({ day: task.issuedOn, task });
    }
    for (const [day, some] of Map.groupBy(edits, (one) => one.day))
      stage.calendar.plan(day, officeMinute(random), (tx, at) =>
        editAll({ ...stage, tx }, pilot, pilot.office, at, some),
      );
    for (const [day, some] of Map.groupBy(issues, (one) => one.day))
      stage.calendar.plan(day, 9 * 60 + 30, (tx, at) =>
        issueAll(
          { ...stage, tx },
          pilot,
          at,
          some.map((one) => one.task),
        ),
      );
  },
};

interface Batch {
  day: string;
  task: PlayedTask;
}

async function issueAll({ tx, calendar }: Stage, pilot: Pilot, at: number, tasks: readonly PlayedTask[]) {
  const rows = tasks.map((task) => ({ taskId: task.id, version: task.version, input: {} }));
  keepAll(tasks, await actOnMany(tx, callAs(pilot.office, at, calendar), pilot.programmeId, "issue", rows));
}

/** A few tasks of the plan go badly, in a number that follows from how many there are. */
function castCharacters(tasks: readonly PlayedTask[]): void {
  let next = 0;
  for (const [character, share] of shares) {
    const count = tasks.length < 10 ? 0 : Math.round((tasks.length * share) / 100);
    for (const task of tasks.slice(next, next + count)) task.character = character;
    next += count;
  }
}
