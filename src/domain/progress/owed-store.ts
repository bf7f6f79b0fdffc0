// SQL of what somebody owes by reports: to fill in, to review, to unlock, to lock.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface OwedReport {
  programmeId: string;
  id: string;
  roundId: string;
  title: string;
  unitName: string;
  state: string;
  remark: string | null;
  dueOn: string;
  unlockedUntil: string | null;
  total: number;
  filled: number;
  pending: number;
  sinceAt: string;
}

const joined = (db: Db, programmeIds: readonly string[]) =>
  db
    .selectFrom("unit_report as r")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "r.programme_id").onRef("d.id", "=", "r.round_id"),
    )
    .innerJoin("unit as u", "u.id", "r.unit_id")
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("report_row as w")
          .select([
            sql<number>`count(*)`.as("total"),
            sql<number>`count(*) filter (where w.entry <> 'empty')`.as("filled"),
            sql<number>`count(*) filter (where w.review = 'pending')`.as("pending"),
          ])
          .whereRef("w.programme_id", "=", "r.programme_id")
          .whereRef("w.report_id", "=", "r.id")
          .where("w.released_at", "is", null)
          .as("c"),
      (join) => join.onTrue(),
    )
    .select([
      "r.programme_id as programmeId",
      "r.id",
      "r.round_id as roundId",
      "d.title",
      "u.short_name as unitName",
      "r.state",
      "r.remark",
      "d.due_on as dueOn",
      "r.unlocked_until as unlockedUntil",
      "c.total",
      "c.filled",
      "c.pending",
      "r.changed_at as sinceAt",
    ])
    .where(sql<boolean>`r.programme_id = any(${programmeIds}::uuid[])`);

/** Reports of these units that are with them, or wait for review; the most urgent first. */
export async function reportsOfUnits(
  db: Db,
  programmeIds: readonly string[],
  unitIds: readonly string[],
  limit: number,
): Promise<OwedReport[]> {
  return joined(db, programmeIds)
    .where(sql<boolean>`r.unit_id = any(${unitIds}::uuid[])`)
    .where("r.state", "in", ["notStarted", "drafting", "returned", "submitted"])
    .where("c.total", ">", 0)
    .orderBy(sql`r.state = 'submitted'`)
    .orderBy(sql`coalesce(r.unlocked_until, d.due_on)`)
    .orderBy("r.id")
    .limit(limit)
    .execute();
}

/** Reports with rows that wait for one of these groups; `ofOffice`: for nobody but the office of these units. */
export async function reportsToReview(
  db: Db,
  programmeIds: readonly string[],
  by: { groupIds: readonly string[]; officeUnitIds: readonly string[]; personIds: readonly string[] },
  limit: number,
): Promise<OwedReport[]> {
  return joined(db, programmeIds)
    .where("r.state", "in", ["submitted", "returned"])
    .where(sql<boolean>`(r.submitted_by is null or r.submitted_by <> all(${by.personIds}::uuid[]))`)
    .where(
      sql<boolean>`exists (select 1 from report_row w where w.programme_id = r.programme_id and w.report_id = r.id
        and w.review = 'pending' and (w.group_id = any(${by.groupIds}::uuid[]) or (w.group_id is null and exists
          (select 1 from programme p where p.id = r.programme_id and p.office_unit_id = any(${by.officeUnitIds}::uuid[])))))`,
    )
    .orderBy("r.last_submitted_at")
    .orderBy("r.id")
    .limit(limit)
    .execute();
}

/** Locked reports whose units ask to be unlocked. */
export async function reportsToUnlock(
  db: Db,
  programmeIds: readonly string[],
  officeUnitIds: readonly string[],
  limit: number,
): Promise<OwedReport[]> {
  return joined(db, programmeIds)
    .innerJoin("programme as p", "p.id", "r.programme_id")
    .where(sql<boolean>`p.office_unit_id = any(${officeUnitIds}::uuid[])`)
    .where("r.unlock_asked_at", "is not", null)
    .orderBy("r.unlock_asked_at")
    .orderBy("r.id")
    .limit(limit)
    .execute();
}

/** Units that have a report in a round, and the groups that review one; for those who are to be told. */
export async function unitsOfRounds(db: Db, roundIds: readonly string[]) {
  return db
    .selectFrom("unit_report as r")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "r.programme_id").onRef("d.id", "=", "r.round_id"),
    )
    .select(["d.id as roundId", "d.title", "d.due_on as dueOn", "r.unit_id as unitId", "r.id", "r.state"])
    .where(sql<boolean>`r.round_id = any(${roundIds}::uuid[])`)
    .execute();
}

export async function sidesOfReports(db: Db, reportIds: readonly string[]) {
  return db
    .selectFrom("unit_report as r")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "r.programme_id").onRef("d.id", "=", "r.round_id"),
    )
    .innerJoin("unit as u", "u.id", "r.unit_id")
    .select([
      "r.programme_id as programmeId",
      "r.id",
      "r.round_id as roundId",
      "r.unit_id as unitId",
      "u.short_name as unitName",
      "d.title",
      "d.due_on as dueOn",
      "r.unlocked_until as unlockedUntil",
      sql<(string | null)[]>`coalesce((select json_agg(distinct w.group_id) from report_row w
        where w.programme_id = r.programme_id and w.report_id = r.id and w.review = 'pending'), '[]')`.as("groupIds"),
    ])
    .where(sql<boolean>`r.id = any(${reportIds}::uuid[])`)
    .execute();
}
