// The course of the year: what happens on which day, gathered from the chapters and played in the order of time.

import { changes } from "./course/changes.ts";
import { closeOuts } from "./course/close-outs.ts";
import { launch } from "./course/launch.ts";
import { reporting } from "./course/reporting.ts";
import { together } from "./course/together.ts";
import type { Year } from "./year.ts";

/** What happens on a day, in the order given. */
export interface Happening {
  day: string;
  happens(year: Year): Promise<void>;
}

export async function playYear(year: Year): Promise<void> {
  const course = [launch, reporting(), changes, closeOuts, together].flat();
  // Of one day, in the order of the chapters: the sort is stable.
  for (const { day, happens } of course.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    await year.goTo(day);
    await happens(year);
  }
  await year.goTo("2022-09-01");
}
