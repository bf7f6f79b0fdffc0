// Chapter: the lights follow the calendar every other week, lately every week; the running server does it every day.
import type { Db } from "../../../domain/tables.ts";
import { judgeLightsOf } from "../../../domain/tasks/jobs.ts";
import { daysAfter } from "../calendar.ts";
import type { Chapter } from "../stage.ts";

export const lightsChapter: Chapter = {
  name: "lights",
  write({ calendar, cast }) {
    const judge = async (tx: Db, at: number) => {
      for (const pilot of cast.pilots.values()) await judgeLightsOf(tx, pilot.programmeId, at, calendar.zone);
    };
    const often = daysAfter(calendar.today, -8 * 7);
    for (let day = daysAfter(calendar.first, 7); day < calendar.today; day = daysAfter(day, day < often ? 14 : 7))
      calendar.plan(day, 5, judge);
    calendar.plan(calendar.today, 5, judge);
  },
};
