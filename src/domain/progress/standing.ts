// How reporting stands, for the overview: the round at hand with its units, and rounds that come due.
import type { Call } from "../../kernel/call.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import type { ReportState, RoundState } from "./model.ts";
import * as store from "./standing-store.ts";

interface At {
  programmeId: string;
  asOf?: string | undefined;
}

/** Most late units told by name, and most rounds to come. */
const mostLate = 60;
const mostRounds = 20;

export async function readingOf(db: Db, call: Call, { programmeId, asOf }: At): Promise<store.Reading> {
  const programme = await openProgramme(db, call, programmeId);
  return {
    programmeId: programme.id,
    scope: ledgerScope(call.actor, programme.officeUnitId),
    ...dayRead(call, asOf),
  };
}

/** The round at hand and its units, as far as the reader sees them; `null` before the first round has opened. */
export async function roundStanding(db: Db, call: Call, at: At) {
  const reading = await readingOf(db, call, at);
  const round = await store.roundAtHand(db, reading);
  if (!round) return null;
  const units = await store.unitsAtHand(db, reading, round, mostLate);
  const owed = Object.values(units.states).reduce((sum, count) => sum + count, 0);
  return {
    ...round,
    state: round.state as RoundState,
    ...units,
    states: units.states as Partial<Record<ReportState, number>>,
    owed,
  };
}

export async function roundsToCome(db: Db, call: Call, at: At, days: { from: string; to: string }) {
  return store.roundsDue(db, await readingOf(db, call, at), days, mostRounds);
}
