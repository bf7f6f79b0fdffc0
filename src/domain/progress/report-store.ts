// SQL of units' reports: one for each unit and round.
import { type Selectable, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import { type DayRead, rowsAt } from "../../kernel/rows-at.ts";
import type { Db, ReportRowTable, UnitReportTable } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import type { ReportQuery } from "./model-report.ts";
import { inScope, rowInScope } from "./store.ts";

export type ReportTableRow = Selectable<UnitReportTable>;
export type ReportRecord = ReportTableRow & {
  unitName: string;
  submittedByName: string | null;
  groupIds: (string | null)[];
};

const groupsOfReport = sql<(string | null)[]>`coalesce((select json_agg(distinct w.group_id) from report_row w
  where w.programme_id = r.programme_id and w.report_id = r.id), '[]')`;

const selected = (db: Db, programmeId: string, asOf: string | null = null) =>
  db
    .selectFrom(rowsAt<ReportTableRow>("unit_report", asOf).as("r"))
    .innerJoin("unit as u", "u.id", "r.unit_id")
    .leftJoin("person as p", "p.id", "r.submitted_by")
    .selectAll("r")
    .select(["u.short_name as unitName", "p.name as submittedByName", groupsOfReport.as("groupIds")])
    .where("r.programme_id", "=", programmeId);

export async function findReport(
  db: Db,
  at: { programmeId: string; roundId: string; reportId: string },
): Promise<ReportRecord | undefined> {
  return selected(db, at.programmeId)
    .where("r.round_id", "=", at.roundId)
    .where("r.id", "=", at.reportId)
    .executeTakeFirst();
}

/** Holds a report until the transaction ends, so that nobody fills in what is being submitted or reviewed. */
export async function holdReport(tx: Db, programmeId: string, reportId: string): Promise<void> {
  await sql`select id from unit_report where programme_id = ${programmeId} and id = ${reportId}
    for no key update`.execute(tx);
}

export type ReportPatch = Partial<Omit<ReportTableRow, "programme_id" | "id" | "round_id" | "unit_id" | "version">>;

/** @param version null: filling in begins, which is no new version of the report that others would have to look at */
export async function saveReport(
  tx: Db,
  at: { programmeId: string; id: string },
  version: number | null,
  patch: ReportPatch,
): Promise<void> {
  await tx
    .updateTable("unit_report")
    .set({ ...patch, ...(version === null ? {} : { version: version + 1 }) })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .execute();
}

const sortExpressions = {
  unit: sql`u.sort_key collate "C"`,
  submittedAt: sql`coalesce(r.submitted_at, 'infinity')`,
};

export interface ListedReport extends ReportRecord {
  total: number;
  filled: number;
  pending: number;
  accepted: number;
  returned: number;
  mark: MarkValue[];
}

/**
 * Reports of a round by unit, one row more than the page; of rows, those in scope are counted. On a past day too, who sees a
 * report is judged by the rows it has today.
 */
export async function findReports(
  db: Db,
  round: { programmeId: string; id: string; dueOn: string },
  query: ReportQuery,
  { asOf, today }: DayRead,
  scope: LedgerScope,
  mark: readonly MarkValue[] | null,
): Promise<{ items: ListedReport[]; total: number }> {
  const named = query.sort.map((sort) => ({ expression: sortExpressions[sort.by], down: sort.down }));
  const down = named[0]?.down ?? false;
  const columns: KeyColumn[] = [
    ...(named.length > 0 ? named : [{ expression: sortExpressions.unit, down }]),
    { expression: sql`r.id`, down },
  ];
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const base = selected(db, round.programmeId, asOf)
    .where("r.round_id", "=", round.id)
    .where(inScope(scope))
    .$if(query.state !== undefined, (q) => q.where("r.state", "in", query.state ?? []))
    .$if(query.late !== undefined, (q) =>
      q.where(
        sql<boolean>`(r.submitted_on > ${round.dueOn} or (r.submitted_on is null and ${round.dueOn}::date < ${today}::date))`,
      ),
    )
    .$if(query.waiting !== undefined, (q) =>
      q.where(sql<boolean>`exists (select 1 from ${rowsAt("report_row", asOf)} w where w.programme_id = r.programme_id
        and w.round_id = r.round_id and w.report_id = r.id and w.review = 'pending' and ${rowInScope({ ...scope, unitIds: [] })})`),
    )
    .$if(Boolean(query.q), (q) => q.where("u.short_name", "ilike", like));
  const { total } = await base.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const items = await base
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom(rowsAt<Selectable<ReportRowTable>>("report_row", asOf).as("w"))
          .select([
            sql<number>`count(*)`.as("total"),
            sql<number>`count(*) filter (where w.entry <> 'empty')`.as("filled"),
            sql<number>`count(*) filter (where w.review = 'pending')`.as("pending"),
            sql<number>`count(*) filter (where w.review = 'accepted')`.as("accepted"),
            sql<number>`count(*) filter (where w.review = 'returned')`.as("returned"),
          ])
          .whereRef("w.programme_id", "=", "r.programme_id")
          .whereRef("w.round_id", "=", "r.round_id")
          .whereRef("w.report_id", "=", "r.id")
          .where("w.released_at", "is", null)
          .where(rowInScope(scope))
          .as("c"),
      (join) => join.onTrue(),
    )
    .select(["c.total", "c.filled", "c.pending", "c.accepted", "c.returned"])
    .select(sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items: items as ListedReport[], total };
}

/** Reports whose unlocking ends before a day. */
export async function unlockedBefore(db: Db, programmeId: string, day: string): Promise<ReportTableRow[]> {
  return db
    .selectFrom("unit_report")
    .selectAll()
    .where("programme_id", "=", programmeId)
    .where("unlocked_until", "<", day)
    .orderBy("id")
    .execute();
}

/** Locks all reports of a round that are not locked yet; how each stood is kept. */
export async function lockReports(
  tx: Db,
  at: { programmeId: string; roundId: string },
  by: { at: string; by: string },
): Promise<{ id: string; unitId: string; version: number; was: string }[]> {
  return tx
    .updateTable("unit_report")
    .set({
      settled_as: sql`state`,
      state: "locked",
      unlocked_until: null,
      version: sql`version + 1`,
      changed_at: by.at,
      changed_by: by.by,
    })
    .where("programme_id", "=", at.programmeId)
    .where("round_id", "=", at.roundId)
    .where("state", "<>", "locked")
    .returning(["id", "unit_id as unitId", "version", sql<string>`settled_as`.as("was")])
    .execute();
}

/** Units that have not submitted, by name. */
export async function findMissing(
  db: Db,
  at: { programmeId: string; roundId: string },
  scope: LedgerScope,
): Promise<{ id: string; unitId: string }[]> {
  return db
    .selectFrom("unit_report as r")
    .select(["r.id", "r.unit_id as unitId"])
    .where("r.programme_id", "=", at.programmeId)
    .where("r.round_id", "=", at.roundId)
    .where("r.state", "in", ["notStarted", "drafting", "returned"])
    .where(inScope(scope))
    .orderBy("r.id")
    .execute();
}

/** Whose these reports are. */
export async function audiencesOf(db: Db, programmeId: string, ids: readonly string[]) {
  return db
    .selectFrom("unit_report as r")
    .select(["r.id", "r.unit_id as unitId", groupsOfReport.as("groupIds")])
    .where("r.programme_id", "=", programmeId)
    .where(sql<boolean>`r.id = any(${ids}::uuid[])`)
    .execute();
}
