// How the units of a task stand after one has taken over from another: the successor takes the place, the higher part wins.
import { defineLabels } from "../../kernel/labels.ts";
import { type TaskPart, type TaskState, taskParts } from "./model.ts";

/** What is closed or ended stays in the name of the unit that did it. */
export const settledStates = ["closed", "ended"] as const satisfies readonly TaskState[];

/** How a hand-over is called in a task's story. */
export const handoverEvents = defineLabels({
  "task.handedOver": { zh: "工作交接", en: "Handed over" },
});

/** The longest own duty of a unit in a task. */
const longestDuty = 500;

interface Share {
  unitId: string;
  part: TaskPart;
  ownDuty: string | null;
}

/**
 * The units of a task after `from` has handed over to `to`. The successor stands where the old unit stood, in each of its
 * parts; where it has a part already, the earlier place holds and both duties are kept; a unit that leads does not also
 * cooperate in the same task.
 */
export function handedOver<S extends Share>(units: readonly S[], from: string, to: string): Share[] {
  const result: Share[] = [];
  for (const { unitId, part, ownDuty } of units) {
    const wanted = { unitId: unitId === from ? to : unitId, part, ownDuty };
    const same = result.find((one) => one.unitId === wanted.unitId && one.part === part);
    if (same) same.ownDuty = joined(same.ownDuty, ownDuty);
    else result.push(wanted);
  }
  const parts = Object.keys(taskParts) as TaskPart[];
  const rank = (part: TaskPart) => parts.indexOf(part);
  const best = Math.min(...result.filter((one) => one.unitId === to).map((one) => rank(one.part)));
  const lower = result.filter((one) => one.unitId === to && rank(one.part) > best);
  for (const one of result)
    if (one.unitId === to && rank(one.part) === best)
      one.ownDuty = lower.reduce((duty, share) => joined(duty, share.ownDuty), one.ownDuty);
  return result.filter((one) => !lower.includes(one));
}

function joined(a: string | null, b: string | null): string | null {
  if (!a || !b || a === b) return a || b;
  const both = `${a}；${b}`;
  return both.length > longestDuty ? `${both.slice(0, longestDuty - 1)}…` : both;
}
