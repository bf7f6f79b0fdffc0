// The course of the year: what happens on which day, gathered from the chapters and played in the order of time.

import { changes } from "./course/changes.ts";
import { closeOuts } from "./course/close-outs.ts";
import { launch } from "./course/launch.ts";
import { lights } from "./course/lights.ts";
import { type Manners, reporting } from "./course/reporting.ts";
import { supervision } from "./course/supervision.ts";
import { together } from "./course/together.ts";
import type { Year } from "./year.ts";

/** What happens on a day, in the order given. */
export interface Happening {
  day: string;
  happens(year: Year): Promise<void>;
}

/** Everything that happens in the year. */
export const wholeYear = (): Happening[] =>
  [launch, reporting(), changes, closeOuts, together, supervision(), lights].flat();

/** The first months alone, in which units fare as told. */
export const firstMonths = (fares: Manners, months: readonly string[]): Happening[] => [
  ...launch,
  ...reporting(fares, months),
];

/** Plays what happens in the order of time, of one day in the order given, until a last day. */
export async function play(year: Year, course: readonly Happening[], until: string): Promise<void> {
  for (const { day, happens } of [...course].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    await year.goTo(day);
    await happens(year);
  }
  await year.goTo(until);
}
