// What happens to every batch of tasks that enters a ledger, in the order in which one thing follows from another.
import { assignment } from "./courses/assignment.ts";
import { breakdown } from "./courses/breakdown.ts";
import { changes } from "./courses/changes.ts";
import { progress } from "./courses/progress.ts";
import { ratings } from "./courses/ratings.ts";
import { ownShares } from "./courses/shares.ts";
import { signing } from "./courses/signing.ts";
import type { Course, Pilot, PlayedTask, Stage } from "./stage.ts";

/** A module that adds to the life of a task adds its course here. */
const courses: readonly Course[] = [assignment, signing, breakdown, ownShares, progress, changes, ratings];

/** Plans everything that will happen to these tasks from a day on. */
export function setCourses(stage: Stage, pilot: Pilot, tasks: readonly PlayedTask[], from: string): void {
  for (const course of courses)
    course.plan({ ...stage, random: stage.random.of(`${course.name} ${from}`) }, pilot, tasks, from);
}
