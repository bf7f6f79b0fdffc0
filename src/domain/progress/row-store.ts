// SQL of the rows of reports: one for each task, unit and round.
import { type Selectable, sql } from "kysely";
import type { Db, ReportRowTable } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import type { RowReview } from "./model.ts";
import { rowInScope } from "./store.ts";

export type RowRecord = Selectable<ReportRowTable>;

/** Rows given as one parameter, with the types of the columns of their table. */
const rowsOf = (table: "report_row" | "unit_report", rows: readonly object[]) =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;

export interface NewReport {
  programme_id: string;
  id: string;
  round_id: string;
  unit_id: string;
  changed_at: string;
}

export interface NewRow {
  programme_id: string;
  id: string;
  round_id: string;
  report_id: string;
  task_id: string;
  unit_id: string;
  part: string;
  group_id: string | null;
  ordinal: number;
  own_duty: string | null;
  changed_at: string;
}

/** One statement for all: rows that are there already stay as they are. */
export async function insertReports(tx: Db, reports: readonly NewReport[]): Promise<void> {
  if (reports.length === 0) return;
  await sql`insert into unit_report (programme_id, id, round_id, unit_id, state, changed_at)
    select programme_id, id, round_id, unit_id, 'notStarted', changed_at from ${rowsOf("unit_report", reports)}
    on conflict do nothing`.execute(tx);
}

export async function reportsOfRound(tx: Db, programmeId: string, roundId: string) {
  return tx
    .selectFrom("unit_report")
    .select(["id", "unit_id as unitId", "state"])
    .where("programme_id", "=", programmeId)
    .where("round_id", "=", roundId)
    .execute();
}

/** @returns how many were new */
export async function insertRows(tx: Db, rows: readonly NewRow[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < rows.length; from += 2500) {
    const result = await sql`insert into report_row
        (programme_id, id, round_id, report_id, task_id, unit_id, part, group_id, ordinal, own_duty, changed_at)
      select programme_id, id, round_id, report_id, task_id, unit_id, part, group_id, ordinal, own_duty, changed_at
      from ${rowsOf("report_row", rows.slice(from, from + 2500))}
      on conflict do nothing`.execute(tx);
    added += Number(result.numAffectedRows ?? 0n);
  }
  return added;
}

/** Rows without a word whose task or part is no longer asked for are released; those asked for again are owed again. */
export async function releaseRows(
  tx: Db,
  at: { programmeId: string; roundId: string; at: string },
  asked: readonly { reportId: string; taskId: string }[],
): Promise<number> {
  const wanted = sql`(select (x->>0)::uuid as report_id, (x->>1)::uuid as task_id
    from json_array_elements(${JSON.stringify(asked.map((one) => [one.reportId, one.taskId]))}::json) x)`;
  const released =
    await sql`update report_row w set released_at = ${at.at}, changed_at = ${at.at}, version = w.version + 1
    where w.programme_id = ${at.programmeId} and w.round_id = ${at.roundId} and w.released_at is null
      and w.entry = 'empty' and w.review = 'open'
      and (w.report_id, w.task_id) not in (select report_id, task_id from ${wanted} v)`.execute(tx);
  await sql`update report_row w set released_at = null, changed_at = ${at.at}, version = w.version + 1
    where w.programme_id = ${at.programmeId} and w.round_id = ${at.roundId} and w.released_at is not null
      and (w.report_id, w.task_id) in (select report_id, task_id from ${wanted} v)`.execute(tx);
  return Number(released.numAffectedRows ?? 0n);
}

export async function findRows(
  db: Db,
  programmeId: string,
  reportId: string,
): Promise<(RowRecord & { groupName: string | null; changedByName: string | null; reviewerName: string | null })[]> {
  return db
    .selectFrom("report_row as w")
    .leftJoin("unit as g", "g.id", "w.group_id")
    .leftJoin("person as p", "p.id", "w.changed_by")
    .leftJoin("person as v", "v.id", "w.reviewed_by")
    .selectAll("w")
    .select(["g.short_name as groupName", "p.name as changedByName", "v.name as reviewerName"])
    .where("w.programme_id", "=", programmeId)
    .where("w.report_id", "=", reportId)
    .orderBy(sql`case w.part when 'lead' then 0 else 1 end`)
    .orderBy("w.ordinal")
    .orderBy("w.id")
    .execute();
}

export interface EarlierRow {
  taskId: string;
  roundId: string;
  period: string;
  progress: string | null;
  nextStep: string | null;
  nextPerson: string | null;
  nextDue: string | null;
  confidence: number | null;
  problems: unknown;
}

/** What a unit last submitted of each task, in rounds opened before an instant. */
export async function findEarlier(
  db: Db,
  at: { programmeId: string; unitId: string; taskIds: readonly string[]; before: string | null; roundId: string },
): Promise<EarlierRow[]> {
  return db
    .selectFrom("report_row as w")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "w.programme_id").onRef("d.id", "=", "w.round_id"),
    )
    .distinctOn("w.task_id")
    .select([
      "w.task_id as taskId",
      "w.round_id as roundId",
      "d.period",
      "w.progress",
      "w.next_step as nextStep",
      "w.next_person as nextPerson",
      "w.next_due as nextDue",
      "w.confidence",
      "w.problems",
    ])
    .where("w.programme_id", "=", at.programmeId)
    .where(sql<boolean>`w.task_id = any(${at.taskIds}::uuid[])`)
    .where("w.unit_id", "=", at.unitId)
    .where("w.round_id", "<>", at.roundId)
    .where("w.submitted_at", "is not", null)
    .where(sql<boolean>`d.opened_at < ${at.before ?? "infinity"}`)
    .orderBy("w.task_id")
    .orderBy("d.opened_at", "desc")
    .execute();
}

/** What filling in, submitting and reviewing change. */
const savedColumns = [
  "entry",
  "review",
  "progress",
  "percent",
  "percent_reason",
  "problems",
  "next_step",
  "next_person",
  "next_due",
  "confidence",
  "planned_percent",
  "derived_percent",
  "submitted_at",
  "remark",
  "remarked_at",
  "reviewed_by",
  "answered",
  "approved",
  "revised_count",
  "version",
  "changed_at",
  "changed_by",
] as const satisfies readonly (keyof RowRecord)[];

/** Saves rows of a report that this transaction holds, as they stand in memory. */
export async function saveRows(tx: Db, rows: readonly RowRecord[]): Promise<void> {
  if (rows.length === 0) return;
  const slim = rows.map((row) =>
    Object.fromEntries((["programme_id", "id", ...savedColumns] as const).map((column) => [column, row[column]])),
  );
  const assignments = savedColumns.map((column) => sql`${sql.ref(column)} = v.${sql.ref(column)}`);
  await sql`update report_row w set ${sql.join(assignments)} from ${rowsOf("report_row", slim)} v
    where w.programme_id = v.programme_id and w.id = v.id`.execute(tx);
}

/** The review state of every row of a report, whoever reviews it. */
export async function findReviews(tx: Db, programmeId: string, reportId: string): Promise<RowReview[]> {
  const rows = await tx
    .selectFrom("report_row")
    .select("review")
    .where("programme_id", "=", programmeId)
    .where("report_id", "=", reportId)
    .execute();
  return rows.map((row) => row.review as RowReview);
}

/** Corrections that were not submitted before the unlocking ended are taken back: what was approved stands again. */
export async function restoreApproved(
  tx: Db,
  at: { programmeId: string; reportId: string; at: string },
): Promise<void> {
  await sql`update report_row w set review = 'accepted', entry = approved->>'entry', problems = approved->'kept',
      percent_reason = approved->>'percentReason', progress = approved->>'progress', percent = (approved->>'percent')::smallint, next_step = approved->>'nextStep',
      next_person = approved->>'nextPerson', next_due = (approved->>'nextDue')::date,
      confidence = (approved->>'confidence')::smallint, changed_at = ${at.at}, version = w.version + 1
    where w.programme_id = ${at.programmeId} and w.report_id = ${at.reportId}
      and w.approved is not null and w.review in ('open', 'returned')`.execute(tx);
}

/** What units reported of one task, the latest round first; drafts that were never submitted are the unit's own. */
export async function findTaskRows(db: Db, at: { programmeId: string; taskId: string; limit: number }) {
  return db
    .selectFrom("report_row as w")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "w.programme_id").onRef("d.id", "=", "w.round_id"),
    )
    .innerJoin("unit as u", "u.id", "w.unit_id")
    .selectAll("w")
    .select(["d.period", "u.short_name as unitName"])
    .where("w.programme_id", "=", at.programmeId)
    .where("w.task_id", "=", at.taskId)
    .where("w.review", "in", ["pending", "accepted"])
    .orderBy("d.opened_at", "desc")
    .orderBy(sql`case w.part when 'lead' then 0 else 1 end`)
    .orderBy("u.sort_key")
    .limit(at.limit)
    .execute();
}

export interface MissedCycles {
  id: string;
  missedCycles: number;
  /** The period of the latest that was missed. */
  lastMissed: string | null;
  /** The due day of the round that is open now. */
  cycleEndsOn: string | null;
}

/**
 * Cycles in a row that the leads of tasks have missed: rounds past their due day without a report, since the last one that
 * had one. Where several units lead, the report of one will do.
 */
export async function countMissed(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
  today: string,
): Promise<MissedCycles[]> {
  const { rows } = await sql<MissedCycles>`
    with owed as (
      select w.task_id, d.due_on, d.period, bool_or(w.submitted_at is not null) as came
      from report_row w join reporting_round d on d.programme_id = w.programme_id and d.id = w.round_id
      where w.programme_id = ${programmeId} and w.task_id = any(${taskIds}::uuid[])
        and w.part = 'lead' and w.released_at is null
      group by w.task_id, w.round_id, d.due_on, d.period
    ), last_came as (select task_id, max(due_on) as due_on from owed where came group by task_id)
    select o.task_id as id,
      (count(*) filter (where missed))::int as "missedCycles",
      (array_agg(o.period order by o.due_on desc) filter (where missed))[1] as "lastMissed",
      min(o.due_on) filter (where o.due_on >= ${today}) as "cycleEndsOn"
    from (select o.*, not o.came and o.due_on < ${today}
        and (l.due_on is null or o.due_on > l.due_on) as missed
      from owed o left join last_came l on l.task_id = o.task_id) o
    group by o.task_id`.execute(db);
  return rows;
}

/** Tasks that a round asks for. */
export async function tasksOfRound(db: Db, programmeId: string, roundId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("report_row")
    .select("task_id as id")
    .distinct()
    .where("programme_id", "=", programmeId)
    .where("round_id", "=", roundId)
    .execute();
  return rows.map((row) => row.id);
}

/** The reports that rows belong to, as far as the reader may open them. */
export async function findOrigins(db: Db, programmeId: string, rowIds: readonly string[], scope: LedgerScope) {
  return db
    .selectFrom("report_row as w")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "w.programme_id").onRef("d.id", "=", "w.round_id"),
    )
    .innerJoin("unit as u", "u.id", "w.unit_id")
    .select(["w.id", "w.round_id as roundId", "w.report_id as reportId", "d.title", "u.short_name as unitName"])
    .where("w.programme_id", "=", programmeId)
    .where(sql<boolean>`w.id = any(${rowIds}::uuid[])`)
    .where(rowInScope(scope))
    .execute();
}

export interface EvidenceRow {
  id: string;
  unitId: string;
  groupId: string | null;
  review: RowReview;
  state: string;
  submittedAt: string | null;
}

/** What decides about the evidence of rows. */
export async function findEvidenceRows(db: Db, programmeId: string, rowIds: readonly string[]): Promise<EvidenceRow[]> {
  const rows = await db
    .selectFrom("report_row as w")
    .innerJoin("unit_report as r", (join) =>
      join.onRef("r.programme_id", "=", "w.programme_id").onRef("r.id", "=", "w.report_id"),
    )
    .select([
      "w.id",
      "w.unit_id as unitId",
      "w.group_id as groupId",
      "w.review",
      "r.state",
      "r.submitted_at as submittedAt",
    ])
    .where("w.programme_id", "=", programmeId)
    .where(sql<boolean>`w.id = any(${rowIds}::uuid[])`)
    .execute();
  return rows as EvidenceRow[];
}

/** How rows are called in lists of other modules. */
export async function findNamedRows(db: Db, programmeId: string, rowIds: readonly string[]) {
  return db
    .selectFrom("report_row as w")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "w.programme_id").onRef("d.id", "=", "w.round_id"),
    )
    .innerJoin("task as t", (join) =>
      join.onRef("t.programme_id", "=", "w.programme_id").onRef("t.id", "=", "w.task_id"),
    )
    .innerJoin("unit as u", "u.id", "w.unit_id")
    .select([
      "w.id",
      "w.round_id as roundId",
      "w.report_id as reportId",
      "d.title as round",
      "u.short_name as unit",
      "t.short_title as task",
      "w.review",
    ])
    .where("w.programme_id", "=", programmeId)
    .where(sql<boolean>`w.id = any(${rowIds}::uuid[])`)
    .execute();
}
