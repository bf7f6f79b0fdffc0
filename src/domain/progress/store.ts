// SQL of reporting rounds and of the plans by which they open.
import { type Selectable, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import { rowsAt } from "../../kernel/rows-at.ts";
import type { Db, ReportingRoundTable, ReportRowTable, RoundPlanTable, UnitReportTable } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import type { RoundQuery } from "./model-round.ts";

export type RoundRow = Selectable<ReportingRoundTable>;
export type RoundPlanRow = Selectable<RoundPlanTable>;

/** One process at a time opens, refreshes or locks rounds of a programme. */
export async function lockRounds(tx: Db, programmeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shidian.rounds'), hashtext(${programmeId}))`.execute(tx);
}

type Written<Row, J extends keyof Row> = Omit<Row, J> & { [K in J]: string };

/** @returns false where the plan has a round of this period already */
export async function insertRound(tx: Db, row: Written<RoundRow, "filter">): Promise<boolean> {
  const result = await tx
    .insertInto("reporting_round")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A round as it stands, or stood at an instant. */
export async function findRound(
  db: Db,
  programmeId: string,
  id: string,
  asOf: string | null = null,
): Promise<RoundRow | undefined> {
  return db
    .selectFrom(rowsAt<RoundRow>("reporting_round", asOf).as("d"))
    .selectAll()
    .where("d.programme_id", "=", programmeId)
    .where("d.id", "=", id)
    .executeTakeFirst();
}

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveRound(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: Partial<Omit<RoundRow, "filter">>,
): Promise<boolean> {
  const result = await tx
    .updateTable("reporting_round")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

const sortExpressions = { period: sql`d.period_to`, dueOn: sql`d.due_on` };

/** Rounds, the latest period first unless asked otherwise, one row more than the page. */
export async function findRounds(
  db: Db,
  programmeId: string,
  query: RoundQuery,
  mark: readonly MarkValue[] | null,
): Promise<{ items: (RoundRow & { mark: MarkValue[] })[]; total: number }> {
  const named = query.sort.map((sort) => ({ expression: sortExpressions[sort.by], down: sort.down }));
  const down = named[0]?.down ?? true;
  const columns: KeyColumn[] = [
    ...(named.length > 0 ? named : [{ expression: sortExpressions.period, down }]),
    { expression: sql`d.id`, down },
  ];
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const base = db
    .selectFrom("reporting_round as d")
    .where("d.programme_id", "=", programmeId)
    .$if(query.state !== undefined, (q) => q.where("d.state", "in", query.state ?? []))
    .$if(Boolean(query.q), (q) => q.where("d.title", "ilike", like));
  const { total } = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const items = await base
    .selectAll("d")
    .select(sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items, total };
}

/** Rounds in which something happens by itself, in the order of their opening. */
export async function roundsUnderWay(db: Db, programmeId: string): Promise<RoundRow[]> {
  return db
    .selectFrom("reporting_round")
    .selectAll()
    .where("programme_id", "=", programmeId)
    .where("state", "in", ["planned", "open", "duePassed"])
    .orderBy("opens_on")
    .orderBy("id")
    .execute();
}

/** Programmes that have a plan at work, a round under way, or a report unlocked until a day. */
export async function programmesWithRounds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select programme_id as id from round_plan where state = 'active'
    union select programme_id from reporting_round where state in ('planned', 'open', 'duePassed')
    union select programme_id from unit_report where unlocked_until is not null
    order by id`.execute(db);
  return rows.map((row) => row.id);
}

export interface RoundCounts {
  roundId: string;
  state: string;
  count: number;
  onTime: number;
}

/** Reports in scope; a group's are those with rows of its own. */
export const inScope = ({ all, groupIds, unitIds }: LedgerScope) =>
  all
    ? sql<boolean>`true`
    : sql<boolean>`(r.unit_id = any(${unitIds}::uuid[]) or exists (select 1 from report_row w
        where w.programme_id = r.programme_id and w.report_id = r.id and w.group_id = any(${groupIds}::uuid[])))`;

/** Rows in scope: the own unit's, and those that the own groups review. */
export const rowInScope = ({ all, groupIds, unitIds }: LedgerScope) =>
  all
    ? sql<boolean>`true`
    : sql<boolean>`(w.unit_id = any(${unitIds}::uuid[]) or w.group_id = any(${groupIds}::uuid[]))`;

/** Reports of these rounds by state, with how many came in time. */
export async function countReports(
  db: Db,
  programmeId: string,
  roundIds: readonly string[],
  scope: LedgerScope,
  asOf: string | null = null,
): Promise<RoundCounts[]> {
  return db
    .selectFrom(rowsAt<Selectable<UnitReportTable>>("unit_report", asOf).as("r"))
    .innerJoin(rowsAt<RoundRow>("reporting_round", asOf).as("d"), (join) =>
      join.onRef("d.programme_id", "=", "r.programme_id").onRef("d.id", "=", "r.round_id"),
    )
    .select([
      "r.round_id as roundId",
      "r.state",
      sql<number>`count(*)`.as("count"),
      sql<number>`count(*) filter (where r.submitted_on <= d.timely_on)`.as("onTime"),
    ])
    .where("r.programme_id", "=", programmeId)
    .where(sql<boolean>`r.round_id = any(${roundIds}::uuid[])`)
    .where(inScope(scope))
    .groupBy(["r.round_id", "r.state"])
    .execute();
}

export async function countRows(
  db: Db,
  programmeId: string,
  roundIds: readonly string[],
  scope: LedgerScope,
  asOf: string | null = null,
) {
  return db
    .selectFrom(rowsAt<Selectable<ReportRowTable>>("report_row", asOf).as("w"))
    .select([
      "w.round_id as roundId",
      sql<number>`count(*)`.as("total"),
      sql<number>`count(*) filter (where w.entry <> 'empty')`.as("filled"),
      sql<number>`count(*) filter (where w.review = 'pending')`.as("pending"),
      sql<number>`count(*) filter (where w.review = 'accepted')`.as("accepted"),
      sql<number>`count(*) filter (where w.review = 'returned')`.as("returned"),
      sql<number>`coalesce(sum(w.revised_count), 0)`.as("revised"),
    ])
    .where("w.programme_id", "=", programmeId)
    .where(sql<boolean>`w.round_id = any(${roundIds}::uuid[])`)
    .where("w.released_at", "is", null)
    .where(rowInScope(scope))
    .groupBy("w.round_id")
    .execute();
}

/** The reports that these units have in these rounds. */
export async function ownReports(
  db: Db,
  programmeId: string,
  roundIds: readonly string[],
  unitIds: readonly string[],
): Promise<{ id: string; roundId: string }[]> {
  return db
    .selectFrom("unit_report")
    .select(["id", "round_id as roundId"])
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`round_id = any(${roundIds}::uuid[])`)
    .where(sql<boolean>`unit_id = any(${unitIds}::uuid[])`)
    .orderBy("id")
    .execute();
}

/** How many other rounds each of these units is being asked in. */
export async function openRoundsOf(
  db: Db,
  programmeId: string,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("unit_report as r")
    .innerJoin("reporting_round as d", (join) =>
      join.onRef("d.programme_id", "=", "r.programme_id").onRef("d.id", "=", "r.round_id"),
    )
    .select(["r.unit_id as id", sql<number>`count(*)`.as("count")])
    .where("r.programme_id", "=", programmeId)
    .where(sql<boolean>`r.unit_id = any(${unitIds}::uuid[])`)
    .where("d.state", "in", ["open", "duePassed"])
    .where("r.state", "in", ["notStarted", "drafting", "returned"])
    .groupBy("r.unit_id")
    .execute();
  return new Map(rows.map((row) => [row.id, row.count]));
}
