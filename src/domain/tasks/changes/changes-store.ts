// SQL of what changed in the ledger between two instants: candidates from the history by time, each compared as it stood at both.
import { type RawBuilder, sql } from "kysely";
import { afterMark, type MarkValue, orderOf } from "../../../kernel/page-mark.ts";
import type { Sort } from "../../../kernel/page-of.ts";
import type { Db } from "../../tables.ts";
import { filtered, keyColumns, type Reading } from "../ledger-store.ts";
import type { Milestone, TaskUnit } from "../model.ts";
import type { ChangeKind } from "../model-changes.ts";
import type { PlanState } from "../model-plan.ts";
import { heldLink, milestonesOfTask, unitsOfTask } from "../store.ts";

/** The ledger as one reader reads it at two instants; `planVersionId` is the version of the plan that held. */
export interface Span {
  from: Reading & { planVersionId: string | null };
  to: Reading & { planVersionId: string | null };
}

/** Columns that are compared as they are. */
const compared = [
  "number",
  "path",
  "text",
  "short_title",
  "state",
  "light",
  "maturity",
  "progress_percent",
  "group_id",
  "starts_on",
  "due_text",
  "due_on",
  "annual_goal",
  "expected_outcome",
  "leader",
  "contact",
  "needs_national",
  "is_public",
] as const;

/** A task as it stood at one instant, as far as it is compared. */
export type ComparedTask = Record<(typeof compared)[number], unknown> & {
  path: string[];
  state: string;
  light: string;
  groupName: string | null;
  plan: PlanState;
  units: TaskUnit[];
  milestones: Milestone[];
};

export interface DifferenceRow {
  taskId: string;
  ordinal: number;
  kind: ChangeKind;
  before: ComparedTask | null;
  after: ComparedTask;
  mark: MarkValue[];
}

const row = (alias: "t" | "o") => sql`(${sql.join(compared.map((column) => sql.ref(`${alias}.${column}`)))})`;

const planState = (alias: "t" | "o", planVersionId: string | null) => {
  const held = sql.ref(`${alias}.plan_version_id`);
  return sql<PlanState>`case when ${held} is null then 'outside'
    when ${held} = ${planVersionId}::uuid then 'inPlan' else 'dropped' end`;
};

/** Links and milestones as one value to compare; what a person cannot see of them is left out. */
const linksAt = ({ asOf }: Reading) => sql`array(
  select tu.part || ' ' || tu.unit_id || ' ' || coalesce(tu.own_duty, '') from task_unit tu
  where tu.programme_id = t.programme_id and tu.task_id = t.id and ${heldLink(asOf)} order by tu.part, tu.position)`;

const milestonesAt = ({ asOf }: Reading) => sql`array(
  select row(m.due_on, m.title, m.weight, m.reached_on)::text from milestone_history m
  where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped
    and m.valid_from < ${asOf} and m.valid_to >= ${asOf} order by 1)`;

/** The task as it stood then, for those who saw it then. */
const earlier = (db: Db, { from }: Span) => filtered(db, from, {}).selectAll("t").as("o");

const touched = ({ from, to }: Span) => sql<boolean>`t.id in (
  select h.id from task_history h
  where h.programme_id = ${to.programmeId} and h.valid_from >= ${from.asOf} and h.valid_from < ${to.asOf})`;

const differs = ({ from, to }: Span) => sql<boolean>`(o.id is null
  or ${row("t")} is distinct from ${row("o")}
  or ${planState("t", to.planVersionId)} <> ${planState("o", from.planVersionId)}
  or ${linksAt(to)} <> ${linksAt(from)}
  or ${milestonesAt(to)} <> ${milestonesAt(from)})`;

const kindOf = ({ from, to }: Span) => sql<ChangeKind>`case when o.id is null then 'added'
  when t.state = 'ended' and o.state <> 'ended' then 'dropped'
  when ${planState("t", to.planVersionId)} = 'dropped' and ${planState("o", from.planVersionId)} <> 'dropped'
  then 'dropped' else 'changed' end`;

const differing = (db: Db, span: Span, q: string | undefined) =>
  filtered(db, span.to, { q })
    .leftJoin(earlier(db, span), (join) => join.onRef("o.id", "=", "t.id"))
    .where(touched(span))
    .where(differs(span));

/** How many tasks differ, by kind. */
export async function countDifferences(db: Db, span: Span, q: string | undefined) {
  return differing(db, span, q)
    .select([kindOf(span).as("kind"), sql<number>`count(*)`.as("count")])
    .groupBy(sql`1`)
    .execute();
}

const whole = (alias: "t" | "o", reading: Span["from"], groupName: RawBuilder<unknown>) =>
  sql<ComparedTask>`jsonb_build_object(${sql.join(
    compared.flatMap((column) => [sql.lit(column), sql.ref(`${alias}.${column}`)]),
  )}, 'groupName', ${groupName}, 'plan', ${planState(alias, reading.planVersionId)},
    'units', ${unitsOfTask(reading.asOf)}, 'milestones', ${milestonesOfTask(reading.asOf)})`;

/** One page of them and one more, in the order of the ledger. */
export async function findDifferences(
  db: Db,
  span: Span,
  query: { q?: string | undefined; kind?: readonly ChangeKind[] | undefined; sort: readonly Sort[]; limit: number },
  mark: readonly MarkValue[] | null,
): Promise<DifferenceRow[]> {
  const columns = keyColumns(query.sort);
  const { kind } = query;
  return differing(db, span, query.q)
    .leftJoin("unit as g", "g.id", "t.group_id")
    .leftJoin("unit as og", "og.id", "o.group_id")
    .select([
      "t.id as taskId",
      "t.ordinal",
      kindOf(span).as("kind"),
      sql<ComparedTask | null>`case when o.id is not null then ${whole("o", span.from, sql`og.short_name`)} end`.as(
        "before",
      ),
      whole("t", span.to, sql`g.short_name`).as("after"),
      sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"),
    ])
    .$if(kind !== undefined, (q) => q.where(sql<boolean>`${kindOf(span)} = any(${kind}::text[])`))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
}

/** The version of the plan that held at an instant. */
export async function planVersionAt(db: Db, programmeId: string, at: string): Promise<string | null> {
  const version = await db
    .selectFrom("plan_version")
    .select("id")
    .where("programme_id", "=", programmeId)
    .where("confirmed_at", "<", at)
    .orderBy("ordinal", "desc")
    .limit(1)
    .executeTakeFirst();
  return version?.id ?? null;
}
