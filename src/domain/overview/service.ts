// The overview: figures of the ledger and goals of the plan put together, now or as of a day, as far as the reader sees them.
import type { Call } from "../../kernel/call.ts";
import { dayAfter, endOfDay } from "../../kernel/clock.ts";
import { meetingsToCome } from "../meetings/service.ts";
import { listGoals, listParticipants, openProgramme } from "../pilot/service.ts";
import { roundsToCome } from "../progress/standing.ts";
import { monthDays } from "../ratings/rules.ts";
import type { Db } from "../tables.ts";
import { figuresAt, type StandingFigures, standingFigures } from "../tasks/figures.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { delivery } from "./delivery.ts";
import type { DueItem, Overview, PlaceFigures } from "./model.ts";
import { daysAhead, dueList, groupLines, placeLight, sumUp, trendMonths, trendOf, visitAt } from "./rules.ts";
import * as store from "./store.ts";

/** The most days of one list that are told. */
const listed = 100;

interface At {
  programmeId: string;
  asOf?: string | undefined;
}

export async function getOverview(db: Db, call: Call, query: At): Promise<Overview> {
  const programme = await openProgramme(db, call, query.programmeId);
  const today = query.asOf ?? call.today;
  const at = { programmeId: programme.id, asOf: query.asOf };
  const ahead = { from: today, to: dayAfter(today, daysAhead) };
  const units = await listParticipants(db, call, at.programmeId, ["district", "platform"]);
  const standing = await standingFigures(db, call, {
    ...at,
    unitIds: units.map((unit) => unit.id),
    next: ahead,
    limit: listed,
  });
  const { lights, ...implementation } = sumUp(standing.groups);
  const trend = await trendUntil(db, call, at, today, standing.plan);
  const before = trend.at(-2);
  return {
    programmeId: programme.id,
    title: programme.title,
    day: today,
    whole: ledgerScope(call.actor, programme.officeUnitId).all,
    implementation: {
      ...implementation,
      before: before
        ? {
            day: before.day,
            implemented: before.implemented,
            rate: before.rate,
            closed: before.closed,
            closeOutRate: before.closeOutRate,
          }
        : null,
    },
    lights,
    goals: await listGoals(db, call, at),
    trend,
    groups: groupLines(standing.groups),
    late: dueOf(standing.late, today),
    next: {
      ...dueOf(standing.next, today),
      until: ahead.to,
      rounds: await roundsToCome(db, call, at, ahead),
      meetings: await meetingsToCome(db, call, at, ahead),
    },
    delivery: await delivery(db, call, at, standing, programme.officeUnitId),
    places: placesOf(units, standing.carried),
  } as Overview;
}

/** The trend of the last months; its last point is the day itself, which has been counted already. */
async function trendUntil(db: Db, call: Call, at: At, today: string, now: StandingFigures["plan"]) {
  const days = monthDays(today, trendMonths);
  const before = days.slice(0, -1).map((day) => endOfDay(day, call.zone));
  const held = await figuresAt(db, call, at, before);
  return trendOf(days, [...held, ...now.map((sum) => ({ from: before.length, to: days.length, ...sum }))]);
}

/** Tasks at work and milestones, by day. */
function dueOf({ tasks, milestones }: StandingFigures["late"], today: string) {
  const found = [...tasks.items.map((task) => ({ ...task, title: null })), ...milestones.items];
  const items = found.map(
    ({ number, ordinal, title, ...one }) =>
      ({ ...one, number: number ?? String(ordinal), milestone: title }) as Omit<DueItem, "days">,
  );
  return { tasks: tasks.total, milestones: milestones.total, items: dueList(items, today, listed) };
}

/** Districts and platforms that take part, also those without a task, with what they carry. */
const placesOf = (
  units: Awaited<ReturnType<typeof listParticipants>>,
  carried: StandingFigures["carried"],
): PlaceFigures[] =>
  units.map(({ id, ...unit }) => {
    const { lead, support, late, lights } = carried.get(id) ?? { lead: 0, support: 0, late: 0, lights: {} };
    return { ...unit, unitId: id, lead, support, late, lights, light: placeLight(lights) } as PlaceFigures;
  });

/** Notes that the reader has the overview open; tells when that was before. */
export async function visitOverview(tx: Db, call: Call, input: { programmeId: string }) {
  const programme = await openProgramme(tx, call, input.programmeId);
  const held = await store.findVisit(tx, programme.id, call.actor.personId);
  const visit = visitAt(held ?? null, call.atIso);
  await store.keepVisit(tx, programme.id, call.actor.personId, visit);
  return { since: visit.beforeAt };
}
