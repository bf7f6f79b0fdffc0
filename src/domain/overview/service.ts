// The overview: figures of the ledger and goals of the plan put together, now or as of a day, as far as the reader sees them.
import type { Call } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import { meetingsToCome } from "../meetings/service.ts";
import { listGoals, listParticipants, openProgramme } from "../pilot/service.ts";
import { roundsToCome } from "../progress/standing.ts";
import { monthDays } from "../ratings/rules.ts";
import type { Db } from "../tables.ts";
import { figuresAt, groupFigures, openMilestones, unitFigures } from "../tasks/figures.ts";
import type { TaskQuery } from "../tasks/model.ts";
import { ledgerScope, openStates } from "../tasks/rules.ts";
import { listTasks } from "../tasks/service.ts";
import { delivery } from "./delivery.ts";
import type { DueItem, Overview, PlaceFigures } from "./model.ts";
import {
  addCounts,
  daysAhead,
  dueList,
  groupLines,
  placeLight,
  sumUp,
  trendMonths,
  trendOf,
  visitAt,
} from "./rules.ts";
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
  const groups = await groupFigures(db, call, at);
  const { lights, ...implementation } = sumUp(groups);
  const trend = await trendBefore(db, call, at, today);
  const before = trend.at(-2);
  const ahead = { from: today, to: dayAfter(today, daysAhead) };
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
    groups: groupLines(groups),
    late: await due(db, call, at, { from: "1900-01-01", to: dayAfter(today, -1) }, today),
    next: {
      ...(await due(db, call, at, ahead, today)),
      until: ahead.to,
      rounds: await roundsToCome(db, call, at, ahead),
      meetings: await meetingsToCome(db, call, at, ahead),
    },
    delivery: await delivery(db, call, at, programme.officeUnitId),
    places: await places(db, call, at),
  } as Overview;
}

/** The trend of the last months; the present stands for the day itself when no past day is asked for. */
async function trendBefore(db: Db, call: Call, at: At, today: string) {
  const days = monthDays(today, trendMonths);
  const instants = days.map((day) => endOfDay(day, call.zone));
  if (!at.asOf) instants[instants.length - 1] = "infinity";
  return trendOf(days, await figuresAt(db, call, at, instants));
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Tasks at work and milestones due between two days, by day. */
async function due(db: Db, call: Call, at: At, days: { from: string; to: string }, today: string) {
  const query: TaskQuery & { programmeId: string } = {
    programmeId: at.programmeId,
    asOf: at.asOf,
    status: [...openStates],
    dueFrom: days.from,
    dueTo: days.to,
    sort: [{ by: "dueOn", down: false }],
    limit: listed,
  };
  const tasks = await listTasks(db, call, query);
  const milestones = await openMilestones(db, call, at, days, listed);
  const items: Omit<DueItem, "days">[] = [
    ...tasks.items.map((task) => ({
      taskId: task.id,
      number: task.number ?? String(task.ordinal),
      taskTitle: task.shortTitle,
      light: task.light,
      milestone: null,
      dueOn: task.dueOn ?? days.to,
    })),
    ...milestones.items.map((one) => ({
      taskId: one.taskId as DueItem["taskId"],
      number: one.number ?? String(one.ordinal),
      taskTitle: one.taskTitle,
      light: one.light as DueItem["light"],
      milestone: one.title,
      dueOn: one.dueOn,
    })),
  ];
  return { tasks: tasks.total, milestones: milestones.total, items: dueList(items, today, listed) };
}

/** Districts and platforms that take part, also those without a task, with what they carry. */
async function places(db: Db, call: Call, at: At): Promise<PlaceFigures[]> {
  const kinds = ["district", "platform"] as const;
  const units = await listParticipants(db, call, at.programmeId, kinds);
  // What a district carries of divided tasks is its work as any other.
  const carried = await unitFigures(db, call, { ...at, kind: [...kinds], parts: "with", sort: [], limit: 1000 });
  const byId = new Map(carried.items.map((one) => [one.unitId as string, one]));
  return units.map(({ id, ...unit }) => {
    const one = byId.get(id);
    const lights = one ? addCounts(one.leadLights, one.supportLights) : {};
    return {
      ...unit,
      unitId: id,
      lead: one?.lead ?? 0,
      support: one?.support ?? 0,
      late: one?.late ?? 0,
      lights,
      light: placeLight(lights),
    } as PlaceFigures;
  });
}

/** Notes that the reader has the overview open; tells when that was before. */
export async function visitOverview(tx: Db, call: Call, input: { programmeId: string }) {
  const programme = await openProgramme(tx, call, input.programmeId);
  const held = await store.findVisit(tx, programme.id, call.actor.personId);
  const visit = visitAt(held ?? null, call.atIso);
  await store.keepVisit(tx, programme.id, call.actor.personId, visit);
  return { since: visit.beforeAt };
}
