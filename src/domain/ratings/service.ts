// All ratings of one task, the lights it had, where raters diverge, and the two rates by month; reading only.

import type { Call } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { figuresAt } from "../tasks/figures.ts";
import { automaticOf, reasonsOn } from "../tasks/light-past.ts";
import { firstLightRule } from "../tasks/light-rule.ts";
import { lightStory } from "../tasks/light-story.ts";
import type { Light, LightReason, TaskId } from "../tasks/model.ts";
import { namesOfTasks } from "../tasks/names.ts";
import { openTask } from "../tasks/open-task.ts";
import * as claims from "./claim-store.ts";
import { evidenceOf } from "./evidence-subject.ts";
import type { LightStory, RatesPoint } from "./model.ts";
import type { TaskRatings } from "./model-task.ts";
import { presentClaim, presentConfidence, presentOverride } from "./present.ts";
import { ruleOn } from "./rule-store.ts";
import { decideOnTask, divergentFrom, monthDays, rateOf, spreadOf } from "./rules.ts";
import * as store from "./store.ts";

interface At {
  programmeId: string;
  taskId: string;
  asOf?: string | undefined;
}

/** The most records of a kind that are shown of one task. */
const mostShown = 100;

export async function getRatings(db: Db, call: Call, query: At): Promise<TaskRatings> {
  const { asOf, today: day } = dayRead(call, query.asOf);
  const { programme, task, facts } = await openTask(db, call, query, asOf);
  const stored = { light: task.light as Light, because: task.light_because as LightReason[] };
  const [rule, overrides, confidence, made] = [
    await ruleOn(db, programme.id, day),
    await store.overridesOfTask(db, programme.id, task.id, asOf, mostShown),
    await store.confidenceOfTask(db, programme.id, task.id, asOf, mostShown),
    await claims.claimsOfTask(db, programme.id, task.id, asOf, mostShown),
  ];
  const evidence = await evidenceOf(
    db,
    call,
    programme.id,
    made.map((claim) => claim.id),
  );
  const reader = { call, task: { ...facts, maturity: task.maturity }, past: asOf !== null };
  const newest = new Map(confidence.filter((one) => one.present).map((one) => [one.rater, one.points]));
  return {
    light: {
      light: stored.light,
      automatic: automaticOf(stored),
      because: reasonsOn(stored.because, day),
      ruleName: rule?.name ?? firstLightRule.version,
    },
    overrides: overrides.map((row) => presentOverride(reader, row)),
    confidence: confidence.map(presentConfidence),
    spread: spreadOf([...newest.values()]),
    maturity: task.maturity,
    inForceOn: task.in_force_on,
    implemented: task.maturity >= 1 && task.in_force_on !== null && task.in_force_on <= day && task.state !== "ended",
    claims: made.map((row) => presentClaim(reader, row, evidence)),
    abilities: asOf ? {} : decideOnTask(call.actor, facts),
  } as TaskRatings;
}

/** The lights a task had up to the end of a day, or now. */
export async function listLights(db: Db, call: Call, query: At): Promise<LightStory> {
  const { asOf } = dayRead(call, query.asOf);
  const { programme, task } = await openTask(db, call, query, asOf);
  return (await lightStory(db, programme.id, task.id, asOf)) as LightStory;
}

/** Tasks the reader sees whose raters lie two points or more apart, the widest first. */
export async function listDivergence(
  db: Db,
  call: Call,
  query: { programmeId: string; asOf?: string | undefined; limit: number },
) {
  const { asOf } = dayRead(call, query.asOf);
  const programme = await openProgramme(db, call, query.programmeId);
  const all = await store.presentPoints(db, programme.id, asOf);
  const names = await namesOfTasks(
    db,
    call,
    query,
    all.map((one) => one.taskId),
  );
  const rated = all.filter((one) => names.has(one.taskId));
  const apart = rated.flatMap(({ taskId, points }) => {
    const spread = spreadOf(Object.values(points)) ?? 0;
    const name = names.get(taskId);
    return spread >= divergentFrom && name ? [{ ...name, taskId: taskId as TaskId, spread, points }] : [];
  });
  const items = apart
    .toSorted((a, b) => b.spread - a.spread || a.ordinal - b.ordinal)
    .map(({ ordinal: _ordinal, leadUnit: _lead, ...rest }) => rest);
  return { total: apart.length, rated: rated.length, items: items.slice(0, query.limit) };
}

/** How many tasks `listDivergence` lists, without reading them; for the overview. */
export async function countDivergence(
  db: Db,
  call: Call,
  query: { programmeId: string; asOf?: string | undefined },
): Promise<number> {
  const { asOf } = dayRead(call, query.asOf);
  const programme = await openProgramme(db, call, query.programmeId);
  const ids = await store.divergentTasks(db, programme.id, asOf, divergentFrom);
  return ids.length === 0 ? 0 : (await namesOfTasks(db, call, query, ids)).size;
}

/**
 * 实施率 and 销号率 month by month, of the tasks the reader sees, up to today or a past day. Two figures: neither counts
 * as the other. Months before the first task are left out.
 */
export async function ratesByMonth(
  db: Db,
  call: Call,
  query: { programmeId: string; asOf?: string | undefined; months: number },
): Promise<RatesPoint[]> {
  const days = monthDays(query.asOf ?? call.today, query.months);
  const instants = days.map((day) => endOfDay(day, call.zone));
  if (!query.asOf) instants[instants.length - 1] = "infinity";
  const held = await figuresAt(db, call, query, instants);
  const points = days.map((day, index) => {
    const rows = held.filter((row) => row.from < index + 1 && row.to >= index + 1);
    const sum = (which: (row: (typeof rows)[number]) => boolean) =>
      rows.reduce((total, row) => total + (which(row) ? row.count : 0), 0);
    const total = sum(() => true);
    const implemented = sum((row) => row.implemented);
    const closed = sum((row) => row.closed);
    return {
      day,
      total,
      implemented,
      closed,
      implementationRate: rateOf(total, implemented),
      closeOutRate: rateOf(total, closed),
    };
  });
  const first = points.findIndex((point) => point.total > 0);
  return first < 0 ? [] : points.slice(first);
}

export const listRates = async (db: Db, call: Call, query: Parameters<typeof ratesByMonth>[2]) => ({
  items: await ratesByMonth(db, call, query),
});
