// Chapter: once a week the lights follow the calendar, as the server does every day; and on the last day.
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
    for (let day = daysAfter(calendar.first, 7); day < calendar.today; day = daysAfter(day, 7))
      calendar.plan(day, 5, judge);
    calendar.plan(calendar.today, 5, judge);
  },
};
