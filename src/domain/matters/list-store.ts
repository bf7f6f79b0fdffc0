// SQL of matters as a list: who sees which, filters, order, pages and counts.
import { type RawBuilder, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import { type DayRead, rowsAt } from "../../kernel/rows-at.ts";
import type { Db } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import type { MatterFilter, MatterQuery } from "./model.ts";
import { pendingStates, unansweredStates } from "./rules.ts";
import { type MatterRow, selected } from "./store.ts";

export interface Reading extends DayRead {
  programmeId: string;
  /** Units the reader belongs to or acts for: seen is what any of them has a part in. */
  unitIds: readonly string[];
  /** Units whose matters the reader handles. */
  actsFor: readonly string[];
  /** The part of the ledger the reader sees: matters about its tasks are seen too. */
  scope: LedgerScope;
}

/** Driven by the reader's own units, never by a walk over the programme; on a past day too, by the units and tasks of today. */
function seen({ programmeId, unitIds, scope }: Reading): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`;
  const own = (column: "from_unit_id" | "to_unit_id") => sql`
    select o.id from matter o where o.programme_id = ${programmeId} and o.${sql.ref(column)} = any(${unitIds}::uuid[])`;
  return sql<boolean>`m.id in (${own("from_unit_id")} union ${own("to_unit_id")}
    union select r.matter_id from matter_referral r
      where r.programme_id = ${programmeId} and r.from_unit_id = any(${unitIds}::uuid[])
    union select mt.matter_id from matter_task mt join task_unit tu
      on tu.programme_id = mt.programme_id and tu.task_id = mt.task_id and tu.until_at = 'infinity'
      where mt.programme_id = ${programmeId} and tu.unit_id = any(${scope.unitIds}::uuid[])
    union select mt.matter_id from matter_task mt join task t on t.programme_id = mt.programme_id and t.id = mt.task_id
      where mt.programme_id = ${programmeId} and t.group_id = any(${scope.groupIds}::uuid[]))`;
}

const isPending = sql<boolean>`m.state = any(${[...pendingStates]}::text[])`;
const isUnanswered = sql<boolean>`m.state = any(${[...unansweredStates]}::text[])`;
const isToAnswer = ({ actsFor }: Reading) =>
  sql<boolean>`m.to_unit_id = any(${actsFor}::uuid[]) and m.state in ('open', 'accepted')`;
const isAsked = ({ actsFor }: Reading) => sql<boolean>`m.from_unit_id = any(${actsFor}::uuid[])`;
const isLate = ({ today }: Reading) => sql<boolean>`m.due_on < ${today} and ${isUnanswered}`;

function filtered(db: Db, reading: Reading, query: Partial<MatterFilter>) {
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  return selected(db, reading.programmeId, reading.asOf)
    .where(seen(reading))
    .$if(query.side === "toAnswer", (q) => q.where(isToAnswer(reading)))
    .$if(query.side === "asked", (q) => q.where(isAsked(reading)))
    .$if(query.state !== undefined, (q) => q.where("m.state", "in", query.state ?? []))
    .$if(query.origin !== undefined, (q) => q.where("m.origin_kind", "=", query.origin ?? ""))
    .$if(query.unit !== undefined, (q) =>
      q.where(sql<boolean>`(m.from_unit_id = ${query.unit} or m.to_unit_id = ${query.unit})`),
    )
    .$if(query.fromUnit !== undefined, (q) => q.where("m.from_unit_id", "=", query.fromUnit ?? ""))
    .$if(query.toUnit !== undefined, (q) => q.where("m.to_unit_id", "=", query.toUnit ?? ""))
    .$if(query.task !== undefined, (q) =>
      q.where(sql<boolean>`m.id in (select mt.matter_id from matter_task mt
        where mt.programme_id = ${reading.programmeId} and mt.task_id = ${query.task})`),
    )
    .$if(Boolean(query.late), (q) => q.where(isLate(reading)))
    .$if(Boolean(query.q), (q) => q.where(sql<boolean>`(m.what ilike ${like} or m.answer ilike ${like})`));
}

const isOver = sql`(m.state in ('settled', 'withdrawn'))::int`;
const dueOrNever = sql`coalesce(m.due_on, date '9999-12-31')`;
const sortExpressions: Record<string, RawBuilder<unknown>> = {
  number: sql`m.number`,
  dueOn: dueOrNever,
  changedAt: sql`m.changed_at`,
};

/** What is pending first, by its day, unless asked otherwise; the number ends every order so that pages never overlap. */
export function keyColumns(sorts: MatterQuery["sort"]): KeyColumn[] {
  if (sorts.length === 0) return [isOver, dueOrNever, sql`m.number`].map((expression) => ({ expression, down: false }));
  const named = sorts.flatMap(({ by, down }) => {
    const expression = sortExpressions[by];
    return expression ? [{ expression, down }] : [];
  });
  return [...named, { expression: sql`m.number`, down: named[0]?.down ?? false }];
}

export async function findMatters(
  db: Db,
  reading: Reading,
  query: MatterQuery,
  mark: readonly MarkValue[] | null,
): Promise<{ items: (MatterRow & { mark: MarkValue[] })[]; total: number }> {
  const columns = keyColumns(query.sort);
  const base = filtered(db, reading, query);
  const { total } = await base
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const items = await base
    .select(sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items: items as unknown as (MatterRow & { mark: MarkValue[] })[], total };
}

/** How many are pending and how many late. */
export async function countStanding(db: Db, reading: Reading): Promise<{ pending: number; late: number }> {
  const { rows } = await sql<{ pending: number; late: number }>`
    select (count(*) filter (where ${isPending}))::int as pending, (count(*) filter (where ${isLate(reading)}))::int as late
    from ${rowsAt("matter", reading.asOf)} m where m.programme_id = ${reading.programmeId} and ${seen(reading)}`.execute(
    db,
  );
  return rows[0] ?? { pending: 0, late: 0 };
}

/** Matters of one unit by side and state, and how many are late. */
export async function countOfUnit(db: Db, reading: Reading, unitId: string) {
  const { rows } = await sql<{ answers: boolean; state: string; count: number; late: number }>`
    select m.to_unit_id = ${unitId} as answers, m.state, count(*)::int as count,
      (count(*) filter (where ${isLate(reading)}))::int as late
    from ${rowsAt("matter", reading.asOf)} m
    where m.programme_id = ${reading.programmeId} and ${isPending} and ${seen(reading)}
      and (m.from_unit_id = ${unitId} or m.to_unit_id = ${unitId})
    group by 1, 2`.execute(db);
  return rows;
}

export interface CountRow {
  state: string;
  count: number;
  late: number;
  toAnswer: number;
  asked: number;
}

export async function countMatters(db: Db, reading: Reading): Promise<CountRow[]> {
  return filtered(db, reading, {})
    .clearSelect()
    .select([
      "m.state",
      sql<number>`count(*)`.as("count"),
      sql<number>`count(*) filter (where ${isLate(reading)})`.as("late"),
      sql<number>`count(*) filter (where ${isToAnswer(reading)})`.as("toAnswer"),
      sql<number>`count(*) filter (where ${isAsked(reading)} and ${isPending})`.as("asked"),
    ])
    .groupBy("m.state")
    .execute();
}
