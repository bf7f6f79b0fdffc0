// SQL of the versions of the light rule.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { RuleState } from "./model.ts";

export interface RuleRow {
  id: string;
  ordinal: number;
  name: string;
  fromDay: string;
  yellowGap: number;
  redGap: number;
  redOverdueDays: number;
  yellowMissed: number;
  redMissed: number;
  holds: boolean;
  reason: string;
  state: RuleState;
  madeBy: string;
  madeAt: string;
  version: number;
}

const rules = (db: Db, programmeId: string) =>
  db
    .selectFrom("light_rule as r")
    .innerJoin("person as p", "p.id", "r.made_by")
    .where("r.programme_id", "=", programmeId)
    .select([
      "r.id",
      "r.ordinal",
      "r.name",
      "r.from_day as fromDay",
      "r.yellow_gap as yellowGap",
      "r.red_gap as redGap",
      "r.red_overdue_days as redOverdueDays",
      "r.yellow_missed as yellowMissed",
      "r.red_missed as redMissed",
      "r.holds",
      "r.reason",
      "r.state",
      "p.name as madeBy",
      "r.made_at as madeAt",
      "r.version",
    ]);

/** All versions, the newest first. */
export async function findRules(db: Db, programmeId: string): Promise<RuleRow[]> {
  return (await rules(db, programmeId).orderBy("r.ordinal", "desc").execute()) as RuleRow[];
}

/** The version that holds on a day: of those in force the latest, of several from one day the last proposed. */
export async function ruleOn(db: Db, programmeId: string, day: string): Promise<RuleRow | undefined> {
  return (await rules(db, programmeId)
    .where("r.state", "=", "set")
    .where("r.from_day", "<=", day)
    .orderBy("r.from_day", "desc")
    .orderBy("r.ordinal", "desc")
    .limit(1)
    .executeTakeFirst()) as RuleRow | undefined;
}

/** Two who propose at once take their numbers one after the other. */
export async function lockRules(tx: Db, programmeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`light_rule ${programmeId}`}, 0))`.execute(tx);
}

export interface NewRuleRow {
  programme_id: string;
  id: string;
  ordinal: number;
  name: string;
  from_day: string;
  yellow_gap: number;
  red_gap: number;
  red_overdue_days: number;
  yellow_missed: number;
  red_missed: number;
  holds: boolean;
  reason: string;
  state: string;
  made_by: string;
  made_at: string;
  changed_at: string;
  changed_by: string;
}

export async function insertRule(tx: Db, row: NewRuleRow): Promise<void> {
  await tx.insertInto("light_rule").values(row).execute();
}

/** Saves a new state of the version that was read; `false` when somebody else was first. */
export async function saveRule(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: { state: string; changed_at: string; changed_by: string },
): Promise<boolean> {
  const result = await tx
    .updateTable("light_rule")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
