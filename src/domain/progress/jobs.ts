// What happens to rounds by itself: they open on their day, pass their due day, and reports unlocked until a day are locked again.
import { type Call, ownCall } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { programActor } from "../accounts/model.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { judgeAgain } from "./judge-again.ts";
import type { TaskSelection } from "./model-round.ts";
import { openRound, owingFor } from "./opening.ts";
import { judgeLead, periodTitle } from "./periods.ts";
import * as plans from "./plan-store.ts";
import { periodsDue } from "./plans.ts";
import * as reports from "./report-store.ts";
import { restoreApproved } from "./row-store.ts";
import { move } from "./service.ts";
import * as store from "./store.ts";

/**
 * Opens rounds whose day has come, by plan or issued before; lets rounds pass their due day; ends unlockings. Safe to run
 * twice and in two processes: one lock for each programme, and a plan has one round for each period.
 * @returns how many rounds and reports changed
 */
export async function openDueRounds(db: Db, at: number, zone: string): Promise<number> {
  const call = ownCall(programActor, at, zone, "progress.openDueRounds");
  let changed = 0;
  // Programme by programme, so that no transaction holds the work of all of them.
  for (const programmeId of await store.programmesWithRounds(db))
    changed += await db.transaction().execute((tx) => roundsOf(tx, call, programmeId));
  return changed;
}

async function roundsOf(tx: Db, call: Call, programmeId: string): Promise<number> {
  await store.lockRounds(tx, programmeId);
  let changed = 0;
  for (const plan of await plans.activePlans(tx, programmeId)) changed += await planRounds(tx, call, plan);
  for (const round of await store.roundsUnderWay(tx, programmeId)) {
    if (round.state === "planned" && round.opens_on <= call.today) {
      await openRound(tx, call, round);
      changed += 1;
    } else if (round.state === "open" && round.due_on < call.today) {
      await move(tx, call, round, "passDue", { state: "duePassed" });
      await judgeAgain(tx, call, programmeId, { roundId: round.id });
      changed += 1;
    }
  }
  return changed + (await lockAgain(tx, call, programmeId));
}

/** Writes down the rounds that a plan asks for by now; they open with the others. */
async function planRounds(tx: Db, call: Call, plan: store.RoundPlanRow): Promise<number> {
  const due = periodsDue(plan, call.today);
  if (due.length === 0) return 0;
  const made = await plans.periodsOfPlan(tx, plan.programme_id, plan.id);
  let added = 0;
  for (const { period, days } of due.filter((one) => !made.has(one.period.key))) {
    const wish = { filter: plan.filter as TaskSelection, parts: plan.parts as ("lead" | "support")[] };
    if ((await owingFor(tx, call, plan.programme_id, wish)).rows.length === 0) continue;
    const lead = judgeLead({ today: call.today, opensOn: days.opensOn, dueOn: days.dueOn, reason: undefined });
    const row = {
      programme_id: plan.programme_id,
      id: newId(call.at),
      plan_id: plan.id,
      title: `${periodTitle(plan.cycle as "month", period.key).zh}${plan.title}`,
      cycle: plan.cycle,
      period: period.key,
      period_from: period.from,
      period_to: period.to,
      opens_on: days.opensOn,
      asked_due_on: days.askedDueOn,
      due_on: days.dueOn,
      first_due_on: days.dueOn,
      timely_on: days.timelyOn,
      parts: plan.parts,
      filter: JSON.stringify(plan.filter),
      instructions: plan.instructions,
      lead_days: lead.days,
      lead_reason: plan.lead_reason,
      state: "planned",
      version: 1,
      opened_at: null,
      locked_at: null,
      made_at: call.atIso,
      changed_at: call.atIso,
      changed_by: call.actor.personId,
    };
    if (!(await store.insertRound(tx, row))) continue;
    added += 1;
    await recordEvent(tx, call, {
      kind: "round.add",
      programmeId: plan.programme_id,
      subject: { kind: "round", id: row.id, version: 1 },
      after: {
        title: row.title,
        period: row.period,
        opensOn: row.opens_on,
        dueOn: row.due_on,
        leadDays: row.lead_days,
      },
    });
  }
  return added;
}

async function lockAgain(tx: Db, call: Call, programmeId: string): Promise<number> {
  const over = await reports.unlockedBefore(tx, programmeId, call.today);
  for (const report of over) {
    await restoreApproved(tx, { programmeId, reportId: report.id, at: call.atIso });
    const settled = report.state === "drafting" && report.accepted_at ? "accepted" : report.state;
    await reports.saveReport(tx, { programmeId, id: report.id }, report.version, {
      state: "locked",
      settled_as: settled,
      unlocked_until: null,
      changed_at: call.atIso,
      changed_by: null,
    });
    await recordEvent(tx, call, {
      kind: "report.lock",
      programmeId,
      subject: { kind: "report", id: report.id, version: report.version + 1 },
      before: { state: report.state },
      after: { state: "locked", unitId: report.unit_id, roundId: report.round_id },
    });
  }
  return over.length;
}
