// Which tasks a chapter may tell a story of: those at work that no other chapter has taken.
import type { Pilot, PlayedTask } from "./stage.ts";

/** Tasks at work of which no story has been told, those first that are nearest to their end. */
export function freeTasks(pilot: Pilot, wanted: (task: PlayedTask) => boolean = () => true): PlayedTask[] {
  return pilot.tasks
    .filter((task) => task.milestones.length > 0 && !task.taken && !task.resting && wanted(task))
    .sort((one, other) => leftOf(one) - leftOf(other) || one.place - other.place);
}

/** Takes some of them for a story. */
export function take(tasks: readonly PlayedTask[], count: number): PlayedTask[] {
  const taken = tasks.slice(0, count);
  for (const task of taken) task.taken = true;
  return taken;
}

/** How many milestones have not been reached. */
export const leftOf = (task: PlayedTask): number => task.milestones.filter((one) => one.reachedOn === null).length;
export const isDone = (task: PlayedTask): boolean => leftOf(task) === 0;
