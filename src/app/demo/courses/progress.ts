// Course: milestones are reached, ahead of their day, late, or not at all, and some are planned anew.
import type { Milestone } from "../../../domain/tasks/model.ts";
import { setMilestones } from "../../../domain/tasks/service.ts";
import { dayAfter, daysBetween } from "../../../kernel/clock.ts";
import { nextWorkingDay, workingDaysAfter } from "../calendar.ts";
import type { Random } from "../random.ts";
import { type Course, officeMinute, type Pilot, type PlayedTask, personOf, type Stage } from "../stage.ts";
import { planOn } from "../task-acts.ts";

export const progress: Course = {
  name: "progress",
  plan(stage, pilot, tasks) {
    for (const task of tasks) {
      if (!task.begunOn) continue;
      const random = stage.random.of(String(task.place));
      const stopsAt = task.character === "stuck" ? random.between(0, 1) : 99;
      // Only once the breakdown is there are its days known.
      stage.calendar.plan(task.begunOn, 17 * 60 + 30, async () => reachInTurn(stage, pilot, task, random, stopsAt));
    }
  },
};

function reachInTurn(stage: Stage, pilot: Pilot, task: PlayedTask, random: Random, stopsAt: number): void {
  let from = pilot.startsOn;
  let earliest = dayAfter(task.begunOn as string, 2);
  for (const [index, { dueOn }] of task.milestones.entries()) {
    if (index >= stopsAt) break;
    const span = Math.max(1, daysBetween(from, dueOn));
    const share = task.character === "steady" ? random.between(4, 34) : random.between(65, 112);
    const wanted = dayAfter(from, Math.round((span * share) / 100));
    const reachedOn = nextWorkingDay(wanted > earliest ? wanted : earliest);
    const told = workingDaysAfter(reachedOn, random.between(0, 3));
    planReach(stage, pilot, task, { index, reachedOn, told, minute: officeMinute(random) });
    earliest = dayAfter(told, 5);
    from = dueOn;
  }
  if (task.character !== "steady" && random.chance(0.25)) planReplan(stage, pilot, task, random);
}

interface Reach {
  index: number;
  reachedOn: string;
  /** The day on which it was put into the ledger. */
  told: string;
  minute: number;
}

function planReach(stage: Stage, pilot: Pilot, task: PlayedTask, { index, reachedOn, told, minute }: Reach): void {
  const id = task.milestones[index]?.id;
  planMilestonesOn(stage, pilot, task, { day: told, minute }, (one) => (one.id === id ? { ...one, reachedOn } : one));
}

/** What is not reached yet is moved by some weeks. */
function planReplan(stage: Stage, pilot: Pilot, task: PlayedTask, random: Random): void {
  const day = nextWorkingDay(dayAfter(task.begunOn as string, random.between(120, 380)));
  const weeks = random.between(3, 9);
  planMilestonesOn(stage, pilot, task, { day, minute: officeMinute(random) }, (one) =>
    one.reachedOn ? one : { ...one, dueOn: dayAfter(one.dueOn, weeks * 7) },
  );
}

function planMilestonesOn(
  stage: Stage,
  pilot: Pilot,
  task: PlayedTask,
  when: { day: string; minute: number },
  change: (milestone: Milestone) => Milestone,
): void {
  const lead = () => personOf(stage.cast, task.lead);
  planOn(stage, pilot, task, when, lead, (tx, call, where) =>
    setMilestones(tx, call, { ...where, milestones: task.milestones.map(change) }),
  );
}
