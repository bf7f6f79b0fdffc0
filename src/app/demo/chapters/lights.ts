// Chapter: the lights follow the calendar every month, lately every week; the running server does it every day.

import type { Db } from "../../../domain/tables.ts";
import { judgeLightsOf } from "../../../domain/tasks/jobs.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { monthsAfter } from "../calendar.ts";
import type { Chapter } from "../stage.ts";

export const lightsChapter: Chapter = {
  name: "lights",
  write({ calendar, cast }) {
    const judge = async (tx: Db, at: number) => {
      for (const pilot of cast.pilots.values()) await judgeLightsOf(tx, pilot.programmeId, at, calendar.zone);
    };
    const often = dayAfter(calendar.today, -8 * 7);
    for (let months = 1, day = calendar.first; day < often; months += 1) {
      day = monthsAfter(calendar.first, months);
      calendar.plan(day, 5, judge);
    }
    for (let day = often; day < calendar.today; day = dayAfter(day, 7)) calendar.plan(day, 5, judge);
    calendar.plan(calendar.today, 5, judge);
  },
};
