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

/** What of a version lights are judged by. */
export type RuleInForce = Pick<
  RuleRow,
  "name" | "yellowGap" | "redGap" | "redOverdueDays" | "yellowMissed" | "redMissed" | "holds"
>;

export interface StandingOverride {
  taskId: string;
  light: string;
  from: string;
  reason: string;
  until: string;
  madeUnit: string;
  madeBy: string;
}

/** What lights heed of ratings, in one statement: the version that holds on a day, and lights of some tasks decided by people. */
export async function ruleAndOverrides(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
  day: string,
): Promise<{ rule: RuleInForce | null; overrides: StandingOverride[] }> {
  const { rows } = await sql<{ rule: RuleInForce | null; overrides: StandingOverride[] }>`select
    (select json_build_object('name', r.name, 'yellowGap', r.yellow_gap, 'redGap', r.red_gap,
        'redOverdueDays', r.red_overdue_days, 'yellowMissed', r.yellow_missed, 'redMissed', r.red_missed, 'holds', r.holds)
      from light_rule r where r.programme_id = ${programmeId} and r.state = 'set' and r.from_day <= ${day}
      order by r.from_day desc, r.ordinal desc limit 1) as rule,
    coalesce((select json_agg(json_build_object('taskId', o.task_id, 'light', o.light, 'from', o.from_light,
        'reason', o.reason, 'until', o.until_on, 'madeUnit', u.short_name, 'madeBy', p.name))
      from light_override o join person p on p.id = o.made_by join unit u on u.id = o.made_unit_id
      where o.programme_id = ${programmeId} and o.state = 'standing' and o.until_on >= ${day}
        and o.task_id = any(${taskIds}::uuid[])), '[]') as overrides`.execute(db);
  return rows[0] ?? { rule: null, overrides: [] };
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
