// The progress light 进度灯: green, yellow, red or grey from facts, with the reasons. Domain reference 1.2 and 1.6.
import { daysBetween } from "../../kernel/clock.ts";
import { endOfCycle, type LightBefore, type LightOverride, overridden, sinceOf, standingBefore } from "./light-past.ts";
import { firstLightRule, type LightRule } from "./light-rule.ts";
import type { Light, LightReason, TaskState } from "./model.ts";

export interface LightFacts {
  state: TaskState;
  startsOn: string | null;
  dueOn: string | null;
  milestones: readonly { title: string; dueOn: string; weight: number; reachedOn: string | null }[];
  today: string;
  /** The thresholds that hold today; without, those the program comes with. */
  rule?: LightRule;
  /** How many reporting cycles in a row went by without the report that is owed, and the day on which the present one ends. */
  reports?: { missedCycles: number; lastMissed: string | null; cycleEndsOn?: string | null } | undefined;
  override?: LightOverride | undefined;
  /** The light as it was last judged: what it recovers from. */
  before?: LightBefore | undefined;
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

/** Is the light of a task in this state decided by its progress? Grey and closed-out ones need no further facts. */
export const isJudged = (state: string): boolean => !(state in resting) && state !== "closed";

/**
 * Decides the light of a task: by its facts, then held at yellow for a cycle after it has caught up, then as people
 * decided otherwise, with the automatic light beside it.
 * Example: planned 60 %, reached 42 % → yellow because the gap of 18 points lies between 10 and 30.
 */
export function progressLight(facts: LightFacts): LightDecision {
  const planned = scheduledPercent(facts);
  const actual = reachedPercent(facts.milestones);
  const rest = resting[facts.state];
  if (rest) return { light: "grey", because: [{ code: rest, facts: {} }], planned, actual };
  if (facts.state === "closed")
    return { light: "green", because: [{ code: "light.closed", facts: {} }], planned, actual };
  const automatic = held(facts, byFacts(facts, planned, actual));
  return { ...overridden(automatic, facts.override, facts.today), planned, actual };
}

interface Judged {
  light: Light;
  because: LightReason[];
}

function byFacts(facts: LightFacts, planned: number | null, actual: number): Judged {
  const rule = facts.rule ?? firstLightRule;
  const { version, yellowGap, redGap } = rule;
  const because: LightReason[] = [];
  let light: Light = "green";
  const since = sinceOf(facts.before) ?? facts.today;
  const worsen = (to: Light, reason: LightReason) => {
    because.push({ ...reason, facts: { ...reason.facts, version, since } });
    if (to === "red" || light === "green") light = to;
  };
  const gap = planned === null ? 0 : planned - actual;
  const gapFacts = { planned: planned ?? 0, actual, gap, yellowGap, redGap };
  if (gap > redGap) worsen("red", { code: "light.gap-red", facts: gapFacts });
  else if (gap >= yellowGap) worsen("yellow", { code: "light.gap-yellow", facts: gapFacts });
  for (const { title, dueOn, reachedOn } of facts.milestones) {
    const days = reachedOn ? 0 : daysBetween(dueOn, facts.today);
    if (days > 0)
      worsen(days > rule.redOverdueDays ? "red" : "yellow", {
        code: "light.milestone-overdue",
        facts: { title, dueOn, days },
      });
  }
  const days = facts.dueOn ? daysBetween(facts.dueOn, facts.today) : 0;
  if (days > 0)
    worsen(days > rule.redOverdueDays ? "red" : "yellow", {
      code: "light.past-due",
      facts: { dueOn: facts.dueOn as string, days },
    });
  const missed = facts.reports?.missedCycles ?? 0;
  if (missed >= rule.yellowMissed)
    worsen(missed >= rule.redMissed ? "red" : "yellow", {
      code: "light.unreported",
      facts: { cycles: missed, lastMissed: facts.reports?.lastMissed ?? "" },
    });
  if (because.length === 0) because.push({ code: "light.on-schedule", facts: { ...gapFacts, version } });
  return { light, because };
}

/** Whoever has caught up keeps yellow for one cycle 黄灯保持; a light that was worse on this very day alone is only corrected. */
function held(facts: LightFacts, now: Judged): Judged {
  const { rule = firstLightRule, today } = facts;
  const before = standingBefore(facts.before, today, rule.version);
  if (!rule.holds || now.light !== "green" || !before) return now;
  const until = before.heldUntil ?? endOfCycle(today, facts.reports?.cycleEndsOn ?? null);
  if (until < today) return now;
  return {
    light: "yellow",
    because: [{ code: "light.held", facts: { until, since: before.since, version: rule.version } }, ...now.because],
  };
}

/** Where the plan should be today: linear between milestones by weight, from the start. Percent, or null without milestones. */
export function scheduledPercent({
  milestones,
  startsOn,
  today,
}: Pick<LightFacts, "milestones" | "startsOn" | "today">): number | null {
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
