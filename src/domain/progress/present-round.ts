// A round as it leaves: its days, how many units stand where as far as the reader sees them, and what may be done with it.
import type { Call } from "../../kernel/call.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { type LedgerScope, ledgerScope } from "../tasks/rules.ts";
import type { ReportState, RoundState } from "./model.ts";
import type { Round } from "./model-round.ts";
import { decideRound } from "./rules.ts";
import * as store from "./store.ts";

interface Programme {
  id: string;
  officeUnitId: string;
}

/** Rounds with their counts, read for all of them at once. */
export async function presentRounds(
  db: Db,
  call: Call,
  programme: Programme,
  rounds: readonly store.RoundRow[],
  asOf: string | null = null,
): Promise<Round[]> {
  const ids = rounds.map((round) => round.id);
  const scope: LedgerScope = ledgerScope(call.actor, programme.officeUnitId);
  const everything: LedgerScope = { all: true, groupIds: [], unitIds: [] };
  const [reports, rows, own] = [
    await store.countReports(db, programme.id, ids, scope, asOf),
    await store.countRows(db, programme.id, ids, scope, asOf),
    call.actor.duties.includes("liaison") ? await store.ownReports(db, programme.id, ids, call.actor.unitIds) : [],
  ];
  const waiting =
    scope.all || !isOfficeOf(call.actor, programme)
      ? reports
      : await store.countReports(db, programme.id, ids, everything);
  return rounds.map((round) => {
    const here = reports.filter((one) => one.roundId === round.id);
    const counted = rows.find((one) => one.roundId === round.id);
    const mine = own.filter((one) => one.roundId === round.id);
    const decisions = decideRound(call.actor, {
      officeUnitId: programme.officeUnitId,
      // Any group of the programme may remind those whose rows it reviews.
      groupIds: scope.groupIds,
      state: round.state as RoundState,
      waiting: waiting.find((one) => one.roundId === round.id && one.state === "submitted")?.count ?? 0,
    });
    const { passDue: _passDue, ...abilities } = decisions;
    return {
      id: round.id,
      programmeId: round.programme_id,
      planId: round.plan_id,
      title: round.title,
      cycle: round.cycle,
      period: round.period,
      periodFrom: round.period_from,
      periodTo: round.period_to,
      opensOn: round.opens_on,
      askedDueOn: round.asked_due_on,
      dueOn: round.due_on,
      firstDueOn: round.first_due_on,
      timelyOn: round.timely_on,
      parts: round.parts,
      filter: round.filter,
      instructions: round.instructions,
      leadDays: round.lead_days,
      leadReason: round.lead_reason,
      state: round.state,
      openedAt: round.opened_at,
      lockedAt: round.locked_at,
      reports: { ...noReports, ...Object.fromEntries(here.map((one) => [one.state, one.count])) },
      timely: {
        onTime: here.reduce((sum, one) => sum + one.onTime, 0),
        owed: here.reduce((sum, one) => sum + one.count, 0),
      },
      rows: {
        total: counted?.total ?? 0,
        filled: counted?.filled ?? 0,
        pending: counted?.pending ?? 0,
        accepted: counted?.accepted ?? 0,
        returned: counted?.returned ?? 0,
        revised: Number(counted?.revised ?? 0),
      },
      ownReportId: mine.length === 1 ? (mine[0]?.id ?? null) : null,
      version: round.version,
      changedAt: round.changed_at,
      abilities: asOf ? {} : abilities,
    } as unknown as Round;
  });
}

const noReports: Record<ReportState, number> = {
  notStarted: 0,
  drafting: 0,
  submitted: 0,
  returned: 0,
  accepted: 0,
  locked: 0,
};
