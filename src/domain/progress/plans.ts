// Plans by which rounds open by themselves: adding one, pausing, and the periods that come next.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type RoundPlanState, terms } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import type { DueRule, NewRoundPlan, RoundPlan } from "./model-round.ts";
import { owingFor } from "./opening.ts";
import { daysOf, judgeLead, type Period, periodAfter, periodAt } from "./periods.ts";
import * as plans from "./plan-store.ts";
import { insist } from "./refusals.ts";
import { decidePlan, type RoundPlanAct, roundPlanActs } from "./rules.ts";
import type { RoundPlanRow } from "./store.ts";

interface At {
  programmeId: string;
  planId: string;
}

/** More plans than this no office keeps. */
const mostPlans = 100;

export async function listPlans(db: Db, call: Call, query: { programmeId: string }) {
  const programme = await openProgramme(db, call, query.programmeId);
  const rows = await plans.findPlans(db, programme.id, mostPlans);
  return { items: rows.map((row) => present(call, programme, row)), total: rows.length, next: null };
}

export async function getPlan(db: Db, call: Call, at: At): Promise<RoundPlan> {
  const programme = await openProgramme(db, call, at.programmeId);
  const row = await plans.findPlan(db, programme.id, at.planId);
  if (!row) throw progressFault("plan.absent");
  return present(call, programme, row);
}

/** From now on a round opens for every period by itself. */
export async function addPlan(tx: Db, call: Call, input: NewRoundPlan & { programmeId: string }): Promise<RoundPlan> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const facts = { officeUnitId: programme.officeUnitId, state: "active" as const };
  insist({ zh: "建立报送安排", en: `Add a ${terms.roundPlan.en}` }, decidePlan(call.actor, facts).pause);
  const days = daysOf(periodAt(input.cycle, input.startsOn), input);
  const lead = judgeLead({ today: days.opensOn, opensOn: days.opensOn, dueOn: days.dueOn, reason: input.leadReason });
  if (lead.code) throw progressFault(lead.code, lead.facts);
  const owing = await owingFor(tx, call, programme.id, input);
  if (owing.rows.length === 0) throw progressFault("round.nobody-owes");
  const id = newId(call.at);
  await plans.insertPlan(tx, {
    programme_id: programme.id,
    id,
    title: input.title,
    cycle: input.cycle,
    starts_on: input.startsOn,
    ends_on: input.endsOn,
    due: JSON.stringify(input.due),
    open_days: input.openDays,
    timely_days: input.timelyDays,
    parts: input.parts,
    filter: JSON.stringify(input.filter),
    instructions: input.instructions?.trim() || null,
    lead_reason: input.leadReason?.trim() || null,
    state: "active",
    version: 1,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  await recordEvent(tx, call, {
    kind: "roundPlan.add",
    programmeId: programme.id,
    subject: { kind: "roundPlan", id, version: 1 },
    after: { title: input.title, cycle: input.cycle, startsOn: input.startsOn, due: input.due },
  });
  return getPlan(tx, call, { programmeId: programme.id, planId: id });
}

type ActInput = At & { version: number };
export const pausePlan = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "pause");
export const resumePlan = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "resume");
export const endPlan = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "end");

async function act(tx: Db, call: Call, input: ActInput, name: RoundPlanAct): Promise<RoundPlan> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const plan = await plans.findPlan(tx, programme.id, input.planId);
  if (!plan) throw progressFault("plan.absent");
  if (plan.version !== input.version)
    throw kernelFault("version.stale", { current: plan.version, given: input.version });
  const facts = { officeUnitId: programme.officeUnitId, state: plan.state as RoundPlanState };
  insist(roundPlanActs[name], decidePlan(call.actor, facts)[name]);
  const state = roundPlanActs[name].to;
  const at = { programmeId: programme.id, id: plan.id, version: plan.version };
  if (!(await plans.savePlan(tx, at, { state, changed_at: call.atIso, changed_by: call.actor.personId })))
    throw kernelFault("version.stale", { current: plan.version + 1, given: plan.version });
  await recordEvent(tx, call, {
    kind: `roundPlan.${name}`,
    programmeId: programme.id,
    subject: { kind: "roundPlan", id: plan.id, version: plan.version + 1 },
    before: { state: plan.state },
    after: { state },
  });
  return getPlan(tx, call, input);
}

/** How many periods ahead are shown. */
const shownAhead = 3;

function present(call: Call, programme: { officeUnitId: string }, plan: RoundPlanRow): RoundPlan {
  const coming: RoundPlan["coming"] = [];
  const first = plan.starts_on > call.today ? plan.starts_on : call.today;
  for (let period = periodAt(plan.cycle as "month", first); coming.length < shownAhead; ) {
    if (isOver(plan, period)) break;
    const days = rulesOf(plan, period);
    if (days.dueOn >= call.today)
      coming.push({ period: period.key, opensOn: days.opensOn, dueOn: days.dueOn, known: days.known });
    period = periodAfter(plan.cycle as "month", period);
  }
  return {
    id: plan.id,
    title: plan.title,
    cycle: plan.cycle,
    startsOn: plan.starts_on,
    endsOn: plan.ends_on,
    due: plan.due,
    openDays: plan.open_days,
    timelyDays: plan.timely_days,
    parts: plan.parts,
    filter: plan.filter,
    instructions: plan.instructions,
    state: plan.state,
    coming: plan.state === "active" ? coming : [],
    version: plan.version,
    changedAt: plan.changed_at,
    abilities: decidePlan(call.actor, {
      officeUnitId: programme.officeUnitId,
      state: plan.state as RoundPlanState,
    }),
  } as unknown as RoundPlan;
}

const isOver = (plan: RoundPlanRow, period: Period) => plan.ends_on !== null && period.from > plan.ends_on;

const rulesOf = (plan: RoundPlanRow, period: Period) =>
  daysOf(period, { due: plan.due as DueRule, openDays: plan.open_days, timelyDays: plan.timely_days });

/** Periods of a plan whose round should be open on a day and whose due day has not passed. */
export function periodsDue(plan: RoundPlanRow, today: string) {
  const due: { period: Period; days: ReturnType<typeof rulesOf> }[] = [];
  let period = periodAt(plan.cycle as "month", plan.starts_on);
  // A plan that begins years ago has at most a few hundred periods; those before last year's are past in any case.
  const from = periodAt(plan.cycle as "month", `${Number(today.slice(0, 4)) - 1}-01-01`);
  if (from.from > period.from) period = from;
  for (let count = 0; count < 100 && !isOver(plan, period); count += 1) {
    const days = rulesOf(plan, period);
    if (days.opensOn > today && period.from > today) break;
    if (days.opensOn <= today && days.dueOn >= today) due.push({ period, days });
    period = periodAfter(plan.cycle as "month", period);
  }
  return due;
}
