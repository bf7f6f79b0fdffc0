// SQL of reminders and urging: records that are written once, who can be reached, settings; and what the daily routine reads.
import { sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import type { Db } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import { areTasksOver } from "./list-store.ts";
import type { OrderGrade, OrderState } from "./model.ts";
import type { Handler, Reminder, ReminderQuery } from "./model-reminder.ts";

export interface NewReminder {
  programme_id: string;
  id: string;
  subject_kind: string;
  subject_id: string;
  task_id: string;
  title: string;
  step: string;
  day: string;
  due_on: string | null;
  days: number;
  rule: string | null;
  handlers: readonly Handler[];
  note: string | null;
  person_id: string | null;
  at: string;
}

/** Writes reminders; those that stand already, by whomever they were sent, are left alone. @returns ids of the new ones */
export async function insertReminders(tx: Db, rows: readonly NewReminder[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const written = await sql<{ id: string }>`
    insert into reminder select * from json_populate_recordset(null::reminder, ${JSON.stringify(rows)}::json)
    on conflict (programme_id, subject_kind, subject_id, step, day) where step <> 'hand' do nothing
    returning id`.execute(tx);
  return new Set(written.rows.map((row) => row.id));
}

/** Urging the same matter is done by one at a time, so that the pause holds. */
export async function lockSubject(tx: Db, subjectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shidian.urging'), hashtext(${subjectId}))`.execute(tx);
}

/** When this was urged by hand last. */
export async function lastUrgedAt(db: Db, programmeId: string, subjectId: string): Promise<string | null> {
  const row = await db
    .selectFrom("reminder")
    .select("at")
    .where("programme_id", "=", programmeId)
    .where("subject_id", "=", subjectId)
    .where(sql<boolean>`step = 'hand'`)
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** A reminder is seen by whoever sees its task. */
const inScope = ({ all, groupIds, unitIds }: LedgerScope) =>
  all
    ? sql<boolean>`true`
    : sql<boolean>`r.task_id in (
        select t.id from task t where t.programme_id = r.programme_id and t.group_id = any(${groupIds}::uuid[])
        union select tu.task_id from task_unit tu where tu.programme_id = r.programme_id
          and tu.unit_id = any(${unitIds}::uuid[]) and tu.until_at = 'infinity')`;

const listed = (db: Db, programmeId: string) =>
  db
    .selectFrom("reminder as r")
    .leftJoin("person as p", "p.id", "r.person_id")
    .where("r.programme_id", "=", programmeId)
    .select([
      "r.id",
      "r.programme_id as programmeId",
      "r.subject_kind as subjectKind",
      "r.subject_id as subjectId",
      "r.task_id as taskId",
      "r.title",
      "r.step",
      "r.due_on as dueOn",
      "r.days",
      "r.rule",
      "r.handlers",
      "r.note",
      "p.name as personName",
      "r.at",
    ]);

export async function findReminder(db: Db, programmeId: string, id: string): Promise<Reminder> {
  return (await listed(db, programmeId).where("r.id", "=", id).executeTakeFirstOrThrow()) as unknown as Reminder;
}

/** Newest first unless asked otherwise, one row more than the page. */
export async function findReminders(
  db: Db,
  programmeId: string,
  scope: LedgerScope,
  query: ReminderQuery,
  mark: readonly MarkValue[] | null,
): Promise<{ items: (Reminder & { mark: MarkValue[] })[]; total: number }> {
  const down = query.sort[0]?.down ?? true;
  const columns: KeyColumn[] = [
    { expression: sql`r.at`, down },
    { expression: sql`r.id`, down },
  ];
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const base = listed(db, programmeId)
    .where(inScope(scope))
    .$if(query.step !== undefined, (q) => q.where(sql<boolean>`r.step = any(${query.step}::text[])`))
    .$if(query.task !== undefined, (q) => q.where(sql<boolean>`r.task_id = any(${query.task}::uuid[])`))
    .$if(query.subject !== undefined, (q) => q.where(sql<boolean>`r.subject_id = any(${query.subject}::uuid[])`))
    .$if(Boolean(query.q), (q) => q.where("r.title", "ilike", like));
  const { total } = await base.clearSelect().select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const items = await base
    .select(sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items: items as unknown as (Reminder & { mark: MarkValue[] })[], total };
}

export interface TaskToRemind {
  id: string;
  state: string;
  title: string;
  dueOn: string | null;
  groupId: string | null;
  leadUnitIds: string[];
  milestones: { id: string; title: string; dueOn: string }[];
}

/** Tasks of which somebody may have to be reminded, with the milestones that are not reached. */
export async function tasksToRemind(db: Db, programmeId: string, states: readonly string[]): Promise<TaskToRemind[]> {
  const { rows } = await sql<TaskToRemind>`
    select t.id, t.state, case when t.number is null then t.short_title else t.number || '. ' || t.short_title end as title,
      t.due_on as "dueOn", t.group_id as "groupId",
      coalesce((select json_agg(tu.unit_id order by tu.position) from task_unit tu where tu.programme_id = t.programme_id
        and tu.task_id = t.id and tu.part = 'lead' and tu.until_at = 'infinity'), '[]') as "leadUnitIds",
      coalesce((select json_agg(json_build_object('id', m.id, 'title', m.title, 'dueOn', m.due_on) order by m.due_on, m.id)
        from milestone m where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped
          and m.reached_on is null), '[]') as milestones
    from task t where t.programme_id = ${programmeId} and t.state = any(${states}::text[])
    order by t.id`.execute(db);
  return rows;
}

export interface StandingRow {
  taskId: string;
  id: string;
  grade: OrderGrade;
  state: OrderState;
  number: string | null;
  dueOn: string | null;
  origin: string;
  version: number;
}

/** Orders of a programme that are proposed or open, once for each of their tasks. */
export async function standingOrders(db: Db, programmeId: string, states: readonly string[]): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ot.task_id as "taskId", o.id, o.grade, o.state, o.number, o.due_on as "dueOn", o.origin, o.version
    from supervision_order o join order_task ot on ot.programme_id = o.programme_id and ot.order_id = o.id
    where o.programme_id = ${programmeId} and o.state = any(${states}::text[])
    order by o.made_at, o.id`.execute(db);
  return rows;
}

/** Which of these situations an order has named before. */
export async function toldBefore(db: Db, programmeId: string, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom("order_reason")
    .select("once")
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`once = any(${keys}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.once));
}

/** The tasks and units of several orders, for those that escalate them. */
export async function partsOf(db: Db, programmeId: string, orderIds: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    taskIds: string[];
    units: { unitId: string; part: string }[];
    requirement: string;
    source: string;
    matter: string;
  }>`select o.id, o.requirement, o.source, o.matter,
      (select json_agg(ot.task_id order by ot.position) from order_task ot
        where ot.programme_id = o.programme_id and ot.order_id = o.id) as "taskIds",
      (select json_agg(json_build_object('unitId', ou.unit_id, 'part', ou.part) order by ou.part, ou.position)
        from order_unit ou where ou.programme_id = o.programme_id and ou.order_id = o.id) as units
    from supervision_order o where o.programme_id = ${programmeId} and o.id = any(${orderIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Orders proposed by rule whose matter has gone: every task at rest or ended, or the order they escalate is done. */
export async function lapsedProposals(
  db: Db,
  programmeId: string,
  states: { orderable: readonly string[]; open: readonly string[] },
  most: number,
): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    select o.id, o.version from supervision_order o
    where o.programme_id = ${programmeId} and o.state = 'proposed' and o.origin = 'rule' and (
      not exists (select 1 from order_task ot join task t on t.programme_id = ot.programme_id and t.id = ot.task_id
        where ot.programme_id = o.programme_id and ot.order_id = o.id and t.state = any(${states.orderable}::text[]))
      or exists (select 1 from supervision_order b where b.programme_id = o.programme_id and b.id = o.predecessor_id
        and b.state <> all(${states.open}::text[])))
    order by o.id limit ${most}`.execute(db);
  return rows;
}

/** Open orders whose tasks are all closed or ended, of which that has not been told yet. */
export async function settledOrders(
  db: Db,
  programmeId: string,
  open: readonly string[],
  most: number,
): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    select o.id, o.version from supervision_order o
    where o.programme_id = ${programmeId} and o.state = any(${open}::text[]) and ${areTasksOver}
      and not exists (select 1 from event e where e.programme_id = o.programme_id and e.subject_id = o.id
        and e.kind = 'order.settled')
    order by o.id limit ${most}`.execute(db);
  return rows;
}

/** What one process does to the orders of a programme by itself, no other does at the same time. */
export async function lockProposing(tx: Db, programmeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shidian.orders'), hashtext(${programmeId}))`.execute(tx);
  // The checks of foreign keys keep the plan they were given while the table was still empty: each row would be read for each.
  await sql`set local plan_cache_mode = force_custom_plan`.execute(tx);
}

export async function findSettings(db: Db, programmeId: string) {
  return db
    .selectFrom("supervision_setting")
    .select([
      "id",
      "urge_every as urgeEvery",
      "issues_itself as issuesItself",
      "number_prefix as numberPrefix",
      "version",
    ])
    .where("programme_id", "=", programmeId)
    .executeTakeFirst();
}

/** Writes the settings over the version that was read (`isFirst`: there were none); `false` when somebody else was first. */
export async function saveSettings(
  tx: Db,
  row: {
    programme_id: string;
    id: string;
    urge_every: number;
    issues_itself: boolean;
    number_prefix: string;
    changed_at: string;
    changed_by: string;
  },
  version: number,
  isFirst: boolean,
): Promise<boolean> {
  const { programme_id, id, ...patch } = row;
  if (isFirst) {
    const made = await tx
      .insertInto("supervision_setting")
      .values({ programme_id, id, ...patch, version: version + 1 })
      .onConflict((conflict) => conflict.column("programme_id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return made !== undefined;
  }
  const result = await tx
    .updateTable("supervision_setting")
    .set({ ...patch, version: version + 1 })
    .where("programme_id", "=", programme_id)
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function programmeIds(db: Db): Promise<string[]> {
  return (await db.selectFrom("programme").select("id").orderBy("id").execute()).map((row) => row.id);
}

/** The office of each programme, for what is done without a caller. */
export async function officeOf(db: Db, programmeId: string): Promise<string> {
  const row = await db
    .selectFrom("programme")
    .select("office_unit_id as id")
    .where("id", "=", programmeId)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** On which tasks these reminders are: who sees the task sees them. */
export async function tasksOfReminders(db: Db, programmeId: string, ids: readonly string[]) {
  return db
    .selectFrom("reminder as r")
    .select(["r.id", "r.task_id as taskId"])
    .where("r.programme_id", "=", programmeId)
    .where(sql<boolean>`r.id = any(${ids}::uuid[])`)
    .execute();
}
