// What a light was before weighs in it: held at yellow for a cycle after recovery, or decided otherwise by people. Domain reference 1.6.
import { daysBetween } from "../../kernel/clock.ts";
import type { Light, LightReason } from "./model.ts";

export interface LightBefore {
  light: Light;
  because: readonly LightReason[];
}

/** A light that people decided. Towards better it has been approved, and stands only while facts are no worse than then. */
export interface LightOverride {
  light: Light;
  /** The automatic light when it was decided. */
  from: Light;
  reason: string;
  /** The last day on which it stands. */
  until: string;
  by: string;
}

/** Worse lights have the higher rank; grey ones are not judged. */
export const lightRank: Readonly<Record<Light, number>> = { grey: 0, green: 0, yellow: 1, red: 2 };

const find = (because: readonly LightReason[], code: LightReason["code"]) => because.find((one) => one.code === code);

/** The light that facts alone gave, where people decided another. */
export function automaticOf({ light, because }: LightBefore): Light {
  const override = find(because, "light.override");
  return (override?.facts.automatic as Light | undefined) ?? light;
}

/** Since which day the automatic light has been worse than green; `null` while it is not. */
export function sinceOf(before: LightBefore | undefined): string | null {
  if (!before || lightRank[automaticOf(before)] === 0) return null;
  const since = before.because.find((one) => typeof one.facts.since === "string")?.facts.since;
  // Lights judged before the day was noted: some earlier day.
  return (since as string | undefined) ?? "";
}

/**
 * What a light that is green by its facts recovers from: since when it was worse, and until when it is held already.
 * Whom another version of the rule judges better has not caught up, so that nothing is held then.
 */
export function standingBefore(before: LightBefore | undefined, today: string, version: string) {
  const since = sinceOf(before);
  if (!before || since === null || since === today) return null;
  const until = find(before.because, "light.held")?.facts.until;
  if (typeof until === "string") return { since, heldUntil: until };
  const judgedBy = before.because.find((one) => typeof one.facts.version === "string")?.facts.version;
  return judgedBy !== undefined && judgedBy !== version ? null : { since, heldUntil: null };
}

/** The last day of one cycle from a day: that of the reporting round when there is one, else a calendar month later. */
export function endOfCycle(today: string, cycleEndsOn: string | null): string {
  if (cycleEndsOn && cycleEndsOn > today) return cycleEndsOn;
  const [year, month, day] = today.split("-").map(Number) as [number, number, number];
  const daysOfNext = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, daysOfNext))).toISOString().slice(0, 10);
}

/** The light as people decided it, with the automatic one beside it; what no longer weighs leaves the automatic light. */
export function overridden<J extends LightBefore>(
  automatic: J,
  override: LightOverride | undefined,
  today: string,
): { light: Light; because: LightReason[] } {
  const { light, because } = automatic;
  if (!override || override.until < today || !weighs(light, override)) return { light, because: [...because] };
  const { reason, until, by } = override;
  const told: LightReason = {
    code: "light.override",
    facts: { light: override.light, automatic: light, reason, until, by },
  };
  return { light: override.light, because: [told, ...because] };
}

/** Towards worse it weighs while facts alone would say better; towards better only while they say nothing worse than then. */
const weighs = (automatic: Light, { light, from }: LightOverride): boolean =>
  lightRank[light] > lightRank[from]
    ? lightRank[light] > lightRank[automatic]
    : lightRank[light] < lightRank[automatic] && lightRank[automatic] <= lightRank[from];

/** The reasons of a light as they read on a day: how long something is overdue grows with the calendar and is not written down each night. */
export const reasonsOn = (because: readonly LightReason[], today: string): LightReason[] =>
  because.map(({ code, facts }) => ({
    code,
    facts:
      typeof facts.dueOn === "string"
        ? { ...older, ...facts, days: daysLate(facts.dueOn, today) }
        : { ...older, ...facts },
  }));

// Reasons written before thresholds could be chosen do not name them.
const older = { yellowGap: 10, redGap: 30 };

const daysLate = (dueOn: string, today: string) => Math.max(1, daysBetween(dueOn, today));

/** Do two lists of reasons say the same? The number of days, which the calendar tells, is left out. */
export const sameReasons = (a: readonly LightReason[], b: readonly LightReason[]): boolean =>
  a.length === b.length && a.every((one, index) => sameReason(one, b[index] as LightReason));

function sameReason(a: LightReason, b: LightReason): boolean {
  if (a.code !== b.code) return false;
  const told = ({ facts }: LightReason) => Object.keys(facts).filter((name) => name !== "days");
  const names = told(a);
  return names.length === told(b).length && names.every((name) => a.facts[name] === b.facts[name]);
}
