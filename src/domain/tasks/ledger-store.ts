// SQL of the ledger as a list: who sees which tasks, filters, order, pages and groups, now or as of a past instant.
import { type RawBuilder, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import type { Sort } from "../../kernel/page-of.ts";
import type { Db } from "../tables.ts";
import {
  type lights,
  type Milestone,
  sectionMark,
  type TaskFilter,
  type TaskGrouping,
  type TaskQuery,
  type TaskUnit,
  taskStates,
  without,
} from "./model.ts";
import type { PartCounts, PartFilter } from "./model-parts.ts";
import type { PlanState } from "./model-plan.ts";
import { type LedgerScope, openStates } from "./rules.ts";
import {
  heldLink,
  isImplemented,
  milestonesOfTask,
  partCountsOfTask,
  planStateOf,
  taskSource,
  unitsOfTask,
} from "./store.ts";

/** Which tasks of which programme, seen by whom, on which day. */
export interface Reading {
  programmeId: string;
  scope: LedgerScope;
  /** The instant as of which the ledger is read; `null`: now. */
  asOf: string | null;
  /** The day that decides what is late. */
  today: string;
  /** The zone in which days begin. */
  zone: string;
}

/** What a list reads of each task. */
export interface ListedTask {
  id: string;
  ordinal: number;
  number: string | null;
  path: string[];
  text: string;
  shortTitle: string;
  state: string;
  light: string;
  maturity: number;
  inForceOn: string | null;
  plannedPercent: number | null;
  progressPercent: number;
  dueText: string | null;
  dueOn: string | null;
  firstDueOn: string | null;
  startsOn: string | null;
  groupId: string | null;
  groupName: string | null;
  annualGoal: string | null;
  expectedOutcome: string | null;
  leader: string | null;
  contact: string | null;
  needsNational: boolean;
  isPublic: boolean;
  planState: PlanState;
  kind: string;
  parentId: string | null;
  parts: PartCounts | null;
  stateSince: string;
  reviewOn: string | null;
  dueChanges: number;
  units: TaskUnit[];
  milestones?: Milestone[];
  version: number;
  changedAt: string;
}

/** Ids of the tasks these units have a part in. Read from the links, so that a unit with few tasks costs as few rows. */
const tasksOfUnits = ({ programmeId, asOf }: Reading, unitIds: readonly string[], part: string | null) => sql`
  select tu.task_id from task_unit tu where tu.programme_id = ${programmeId}
    and tu.unit_id = any(${unitIds}::uuid[]) and ${heldLink(asOf)} ${part ? sql`and tu.part = ${part}` : sql``}`;

const hasUnit = (reading: Reading, unitIds: readonly string[], part: string | null) =>
  sql<boolean>`t.id in (${tasksOfUnits(reading, unitIds, part)})`;

/** Not `not exists`: beside another condition it would be answered from the links of all programmes. */
const hasNoUnit = ({ programmeId, asOf }: Reading, part: string) => sql<boolean>`t.id not in (
  select tu.task_id from task_unit tu where tu.programme_id = ${programmeId} and tu.part = ${part} and ${heldLink(asOf)})`;

const unitFilter = (reading: Reading, wanted: readonly string[], part: "lead" | "support") => {
  const ids = wanted.filter((id) => id !== without);
  if (ids.length === wanted.length) return hasUnit(reading, ids, part);
  return sql<boolean>`(${hasUnit(reading, ids, part)} or ${hasNoUnit(reading, part)})`;
};

const groupFilter = (wanted: readonly string[]) => {
  const ids = wanted.filter((id) => id !== without);
  const named = sql<boolean>`t.group_id = any(${ids}::uuid[])`;
  return ids.length === wanted.length ? named : sql<boolean>`(${named} or t.group_id is null)`;
};

/** Driven by the reader's own groups and links, never by a walk over the programme. */
function inScope(reading: Reading): RawBuilder<boolean> {
  const { all, groupIds, unitIds } = reading.scope;
  if (all) return sql<boolean>`true`;
  const ofGroups = sql<boolean>`t.group_id = any(${groupIds}::uuid[])`;
  if (unitIds.length === 0) return ofGroups;
  if (groupIds.length === 0) return hasUnit(reading, unitIds, null);
  return sql<boolean>`t.id in (
    select t.id from ${taskSource(reading.asOf)} where t.programme_id = ${reading.programmeId} and ${ofGroups}
    union ${tasksOfUnits(reading, unitIds, null)})`;
}

// The mark stands in the text of the statement: as a parameter it would make two equal expressions look different.
const section = sql<string>`array_to_string(t.path, ${sql.lit(sectionMark)})`;
const dueOrNever = sql`coalesce(t.due_on, date '9999-12-31')`;

const position = (codes: object, column: RawBuilder<unknown>) =>
  sql`array_position(${Object.keys(codes)}::text[], ${column})`;

const worstFirst = { red: 1, yellow: 1, green: 1, grey: 1 } satisfies Record<keyof typeof lights, 1>;

const sortExpressions: Record<string, RawBuilder<unknown>[]> = {
  ordinal: [sql`t.ordinal`],
  dueOn: [dueOrNever],
  light: [position(worstFirst, sql`t.light`)],
  state: [position(taskStates, sql`t.state`)],
  maturity: [sql`t.maturity`],
  progress: [sql`t.progress_percent`],
  // Tasks without a group come last, units of equal name stay apart.
  group: [sql`coalesce(g.sort_key, ${"\uffff"}) collate "C"`, sql`coalesce(t.group_id::text, '')`],
  changedAt: [sql`t.changed_at`],
};

/** Sort columns, always ended by the plan's own order so that pages never overlap. */
export function keyColumns(sorts: readonly Sort[]): KeyColumn[] {
  const named = sorts.flatMap(({ by, down }) =>
    (sortExpressions[by] ?? []).map((expression) => ({ expression, down })),
  );
  const down = named[0]?.down ?? false;
  return [...named, { expression: sql`t.ordinal`, down }, { expression: sql`t.id`, down }];
}

/**
 * Which parts a reader gets who did not say: those that the own units lead or support, where the own units are all that the
 * reader sees; none where the reader has the ledger of an office or a group, which stays that of the plan.
 */
const partsFor = ({ scope }: Reading, query: Partial<TaskFilter>): PartFilter =>
  query.parts ?? (query.parent ? "with" : scope.all || scope.groupIds.length > 0 ? "without" : "own");

function partFilter(reading: Reading, query: Partial<TaskFilter>): RawBuilder<boolean> {
  const parts = partsFor(reading, query);
  if (parts === "with") return sql<boolean>`true`;
  if (parts === "only") return sql<boolean>`t.parent_id is not null`;
  if (parts === "places") return sql<boolean>`t.kind = 'place'`;
  if (parts === "without" || reading.scope.unitIds.length === 0) return sql<boolean>`t.kind = 'plan'`;
  const { programmeId, asOf, scope } = reading;
  return sql<boolean>`(t.kind = 'plan' or t.id in (select tu.task_id from task_unit tu
    where tu.programme_id = ${programmeId} and tu.unit_id = any(${scope.unitIds}::uuid[]) and tu.part <> 'guide'
      and ${heldLink(asOf)}))`;
}

/** Is it among the tasks of a ledger that was asked for without a word on parts? */
export const isListed = (reading: Reading) => partFilter(reading, {});

/** Changes of deadlines that were allowed from the beginning of a day on; a change of scope alone moves no day. */
export const allowedChanges = ({ programmeId, asOf, zone }: Reading, from: string) => sql`(
  select dc.task_id from deadline_change dc where dc.programme_id = ${programmeId} and dc.outcome = 'allowed'
    and dc.outcome_at >= ${from}::date::timestamp at time zone ${zone} ${asOf ? sql`and dc.outcome_at < ${asOf}` : sql``}
    and (dc.to_due is not null or dc.milestones <> '[]'))`;

/** Suspended, and the day has come on which somebody looks at it again. */
export const isReviewDue = ({ today }: Reading) => sql<boolean>`(t.state = 'suspended' and t.review_on <= ${today})`;

/** Tasks of a programme that somebody may see and a query asks for. */
export function filtered(db: Db, reading: Reading, query: Partial<TaskFilter>) {
  return db
    .selectFrom(taskSource(reading.asOf))
    .where("t.programme_id", "=", reading.programmeId)
    .where(inScope(reading))
    .where(partFilter(reading, query))
    .$if(Boolean(query.parent), (q) => q.where("t.parent_id", "=", query.parent ?? ""))
    .$if(Boolean(query.status), (q) => q.where("t.state", "in", query.status ?? []))
    .$if(Boolean(query.light), (q) => q.where("t.light", "in", query.light ?? []))
    .$if(Boolean(query.maturity), (q) => q.where("t.maturity", "in", (query.maturity ?? []).map(Number)))
    .$if(Boolean(query.group), (q) => q.where(groupFilter(query.group ?? [])))
    .$if(Boolean(query.lead), (q) => q.where(unitFilter(reading, query.lead ?? [], "lead")))
    .$if(Boolean(query.support), (q) => q.where(unitFilter(reading, query.support ?? [], "support")))
    .$if(Boolean(query.unit), (q) => q.where(hasUnit(reading, query.unit ?? [], null)))
    .$if(Boolean(query.plan), (q) => q.where(planStateOf(reading.programmeId, reading.asOf), "in", query.plan ?? []))
    .$if(Boolean(query.section), (q) => q.where(section, "=", query.section === without ? "" : (query.section ?? "")))
    .$if(Boolean(query.dueFrom || query.dueTo), (q) =>
      q
        .where(sql<boolean>`${dueOrNever} between ${query.dueFrom ?? "0001-01-01"} and ${query.dueTo ?? "9999-12-30"}`)
        .where("t.due_on", "is not", null),
    )
    .$if(Boolean(query.late), (q) =>
      q.where(sql<boolean>`${dueOrNever} < ${reading.today}`).where("t.state", "in", [...openStates]),
    )
    .$if(Boolean(query.implemented), (q) => q.where(isImplemented(reading.today)))
    .$if(Boolean(query.reviewDue), (q) => q.where(isReviewDue(reading)))
    .$if(Boolean(query.rescheduledFrom), (q) =>
      q.where(sql<boolean>`t.id in ${allowedChanges(reading, query.rescheduledFrom ?? "")}`),
    )
    .$if(Boolean(query.q), (q) => {
      const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
      return q.where(sql<boolean>`(t.text ilike ${like} or t.short_title ilike ${like} or t.number = ${query.q})`);
    });
}

/** How many tasks a query asks for. */
export async function countFiltered(db: Db, reading: Reading, query: Partial<TaskFilter>): Promise<number> {
  const base = filtered(db, reading, query).select(({ fn }) => fn.countAll<number>().as("total"));
  return (await base.executeTakeFirstOrThrow()).total;
}

/** One page of the ledger and one row more, each with its sort values. */
export async function findTasks(
  db: Db,
  reading: Reading,
  query: TaskQuery,
  mark: readonly MarkValue[] | null,
): Promise<(ListedTask & { mark: MarkValue[] })[]> {
  const { asOf } = reading;
  const columns = keyColumns(query.sort);
  return filtered(db, reading, query)
    .leftJoin("unit as g", "g.id", "t.group_id")
    .select([
      "t.id",
      "t.ordinal",
      "t.number",
      "t.path",
      "t.text",
      "t.short_title as shortTitle",
      "t.state",
      "t.light",
      "t.maturity",
      "t.in_force_on as inForceOn",
      "t.planned_percent as plannedPercent",
      "t.progress_percent as progressPercent",
      "t.due_text as dueText",
      "t.due_on as dueOn",
      "t.first_due_on as firstDueOn",
      "t.starts_on as startsOn",
      "t.group_id as groupId",
      "g.short_name as groupName",
      "t.annual_goal as annualGoal",
      "t.expected_outcome as expectedOutcome",
      "t.leader",
      "t.contact",
      "t.needs_national as needsNational",
      "t.is_public as isPublic",
      "t.version",
      "t.changed_at as changedAt",
      planStateOf(reading.programmeId, asOf).as("planState"),
      "t.kind",
      "t.parent_id as parentId",
      partCountsOfTask(asOf).as("parts"),
      "t.state_since as stateSince",
      "t.review_on as reviewOn",
      "t.due_changes as dueChanges",
      unitsOfTask(asOf).as("units"),
      sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"),
    ])
    .$if(Boolean(query.with), (q) => q.select(milestonesOfTask(asOf).as("milestones")))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
}

/** How many tasks the reader sees, by state and light. */
export async function countTasks(db: Db, reading: Reading, query: Pick<Partial<TaskFilter>, "parts">) {
  return filtered(db, reading, query)
    .select(["t.state", "t.light", sql<number>`count(*)`.as("count")])
    .groupBy(["t.state", "t.light"])
    .execute();
}

/** How many tasks are in one group, by light. */
export interface GroupRow {
  /** `null`: tasks without one. */
  key: string | null;
  /** The name of a unit. */
  name: string | null;
  light: string;
  count: number;
}

/** Groups in the order in which the ledger shows them. */
export async function groupTasks(
  db: Db,
  reading: Reading,
  by: TaskGrouping,
  query: Partial<TaskFilter>,
): Promise<GroupRow[]> {
  const base = filtered(db, reading, query);
  const figures = ["t.light", sql<number>`count(*)`.as("count")] as const;
  if (by === "lead" || by === "support")
    return base
      .leftJoin("task_unit as tu", (join) =>
        join
          .onRef("tu.programme_id", "=", "t.programme_id")
          .onRef("tu.task_id", "=", "t.id")
          .on("tu.part", "=", by)
          .on(heldLink(reading.asOf)),
      )
      .leftJoin("unit as u", "u.id", "tu.unit_id")
      .select(["u.id as key", "u.short_name as name", ...figures])
      .groupBy(["u.id", "u.short_name", "u.sort_key", "t.light"])
      .orderBy(sql`u.sort_key collate "C" nulls last, u.id`)
      .execute();
  if (by === "group")
    return base
      .leftJoin("unit as u", "u.id", "t.group_id")
      .select(["u.id as key", "u.short_name as name", ...figures])
      .groupBy(["u.id", "u.short_name", "u.sort_key", "t.light"])
      .orderBy(sql`u.sort_key collate "C" nulls last, u.id`)
      .execute();
  const [key, order] = {
    section: [sql<string | null>`nullif(${section}, '')`, sql`min(t.ordinal)`],
    state: [sql<string>`t.state`, position(taskStates, sql`t.state`)],
    light: [sql<string>`t.light`, position(worstFirst, sql`t.light`)],
  }[by] as [RawBuilder<string | null>, RawBuilder<unknown>];
  return base
    .select([key.as("key"), sql<null>`null`.as("name"), ...figures])
    .groupBy([sql`1`, "t.light"])
    .orderBy(order)
    .execute();
}
