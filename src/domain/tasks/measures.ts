// How parts count in the progress of the task above them (record 0027): beside its own milestones, each by its weight.
import type { LightFacts } from "./light.ts";
import { type TaskToJudge, toJudge } from "./light-now.ts";
import type { PartStanding } from "./model-parts.ts";

type Measure = LightFacts["milestones"][number];

/** Weights are told in hundredths, so that a part may be reached to any percent. */
const whole = 100;

/**
 * What a task is measured by: its milestones, and each part as two pieces due on its day, one reached and one not.
 * Example: a milestone of weight 1 that is reached and a part of weight 1 at 40 % make 70 %.
 */
export function measuresOf(task: {
  due_on: string | null;
  milestones: readonly Measure[];
  parts: readonly PartStanding[];
}): Measure[] {
  if (task.parts.length === 0) return [...task.milestones];
  const own = task.milestones.map((milestone) => ({ ...milestone, weight: milestone.weight * whole }));
  return [...own, ...task.parts.flatMap((part) => piecesOf(part, task.due_on))];
}

/** The latest day there is: a part without any day is never behind. */
const never = "2199-12-31";

function piecesOf(part: PartStanding, parentDue: string | null): Measure[] {
  const percent = part.state === "closed" ? whole : part.percent;
  const dueOn = part.dueOn ?? parentDue ?? never;
  const pieces = [
    { weight: part.weight * percent, reachedOn: dueOn },
    { weight: part.weight * (whole - percent), reachedOn: null },
  ];
  return pieces.filter(({ weight }) => weight > 0).map((piece) => ({ title: part.shortTitle, dueOn, ...piece }));
}

/** A task as its light is judged, with its parts. */
export const measured = (
  task: Parameters<typeof toJudge>[0] & { due_on: string | null; parts: readonly PartStanding[] },
): TaskToJudge => toJudge({ ...task, milestones: measuresOf(task) });
