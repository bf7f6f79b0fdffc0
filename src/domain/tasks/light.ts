// The progress light 进度灯: green, yellow, red or grey from facts, with the reasons. Domain reference 1.6;
// reports enter with the reporting rounds.
import { daysBetween } from "../../kernel/clock.ts";
import type { Light, LightReason, TaskState } from "./model.ts";

/** Thresholds by version of the rule. Percentage points and days; the published practice is in domain reference 1.2 (银川 2025). */
export const lightRules = {
  "2021-1": { yellowGap: 10, redGap: 30, redOverdueDays: 30 },
} as const;

export const currentLightRule = "2021-1";

export interface LightFacts {
  state: TaskState;
  startsOn: string | null;
  dueOn: string | null;
  milestones: readonly { title: string; dueOn: string; weight: number; reachedOn: string | null }[];
  today: string;
}

export interface LightDecision {
  light: Light;
  because: LightReason[];
  /** Scheduled and actual progress, percent; null without milestones. */
  planned: number | null;
  actual: number;
}

const resting: Partial<Record<TaskState, LightReason["code"]>> = {
  draft: "light.not-issued",
  issued: "light.not-signed",
  signed: "light.not-begun",
  suspended: "light.suspended",
  ended: "light.ended",
};

/**
 * Decides the light of a task.
 * Example: planned 60 %, reached 42 % → yellow because the gap of 18 points lies between 10 and 30.
 */
export function progressLight(facts: LightFacts): LightDecision {
  const rule = lightRules[currentLightRule];
  const planned = scheduledPercent(facts);
  const actual = reachedPercent(facts.milestones);
  const rest = resting[facts.state];
  if (rest) return { light: "grey", because: [{ code: rest, facts: {} }], planned, actual };
  if (facts.state === "closed")
    return { light: "green", because: [{ code: "light.closed", facts: {} }], planned, actual };
  const because: LightReason[] = [];
  let light: Light = "green";
  const worsen = (to: Light, reason: LightReason) => {
    because.push(reason);
    if (to === "red" || light === "green") light = to;
  };
  const gap = planned === null ? 0 : planned - actual;
  const gapFacts = { planned: planned ?? 0, actual, gap, version: currentLightRule };
  if (gap > rule.redGap) worsen("red", { code: "light.gap-red", facts: gapFacts });
  else if (gap >= rule.yellowGap) worsen("yellow", { code: "light.gap-yellow", facts: gapFacts });
  for (const milestone of facts.milestones) {
    const days = milestone.reachedOn ? 0 : daysBetween(milestone.dueOn, facts.today);
    if (days > 0)
      worsen(days > rule.redOverdueDays ? "red" : "yellow", {
        code: "light.milestone-overdue",
        facts: { title: milestone.title, days },
      });
  }
  const overdue = facts.dueOn ? daysBetween(facts.dueOn, facts.today) : 0;
  if (overdue > 0)
    worsen(overdue > rule.redOverdueDays ? "red" : "yellow", { code: "light.past-due", facts: { days: overdue } });
  if (because.length === 0) because.push({ code: "light.on-schedule", facts: gapFacts });
  return { light, because, planned, actual };
}

/** Where the plan should be today: linear between milestones by weight, from the start. Percent, or null without milestones. */
export function scheduledPercent({ milestones, startsOn, today }: LightFacts): number | null {
  if (milestones.length === 0) return null;
  const total = milestones.reduce((sum, milestone) => sum + milestone.weight, 0);
  const ordered = [...milestones].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  let done = 0;
  let from = startsOn;
  for (const milestone of ordered) {
    if (milestone.dueOn <= today) {
      done += milestone.weight;
      from = milestone.dueOn;
      continue;
    }
    if (from && from < today)
      done += milestone.weight * (daysBetween(from, today) / Math.max(1, daysBetween(from, milestone.dueOn)));
    break;
  }
  return Math.round((done / total) * 100);
}

/** Weight of the reached milestones, percent. */
export function reachedPercent(milestones: LightFacts["milestones"]): number {
  const total = milestones.reduce((sum, milestone) => sum + milestone.weight, 0);
  const reached = milestones.reduce((sum, milestone) => sum + (milestone.reachedOn ? milestone.weight : 0), 0);
  return total === 0 ? 0 : Math.round((reached / total) * 100);
}

/**
 * The reasons of a light as they read on a day: how long something is overdue grows with the calendar, and is not written
 * down each night. Where the day would give another light, the stored reasons stand until it is judged anew.
 */
export function reasonsOn(
  facts: LightFacts,
  stored: { light: string; because: LightReason[]; planned: number | null },
): LightReason[] {
  const { light, because, planned } = progressLight(facts);
  return light === stored.light && planned === stored.planned ? because : stored.because;
}
