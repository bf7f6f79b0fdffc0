// SQL of the register of ministries: entries with their tasks and letters, what a list needs, and tasks that nobody has taken up.
import { type RawBuilder, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import type { Db } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import type { EntryQuery, EntryState, NewLetter, Outcome, RequestKind } from "./model.ts";
import { activeStates } from "./rules.ts";

export interface EntryRow {
  id: string;
  number: number;
  ministry: string;
  kind: RequestKind;
  what: string;
  clause: string | null;
  leadUnitId: string;
  leadName: string;
  department: string | null;
  contact: string | null;
  state: EntryState;
  outcome: Outcome | null;
  replyNumber: string | null;
  replyOn: string | null;
  reply: string | null;
  followUpOn: string | null;
  stateSince: string;
  tasks: { id: string; number: string | null; title: string; state: string }[];
  version: number;
  changedAt: string;
}

const tasksOfEntry = sql<EntryRow["tasks"]>`coalesce((
  select json_agg(json_build_object('id', t.id, 'number', t.number, 'title', t.short_title, 'state', t.state)
    order by t.ordinal, t.id)
  from ministry_task mt join task t on t.programme_id = mt.programme_id and t.id = mt.task_id
  where mt.programme_id = e.programme_id and mt.entry_id = e.id and mt.until_at = 'infinity'), '[]')`;

const selected = (db: Db, programmeId: string) =>
  db
    .selectFrom("ministry_entry as e")
    .innerJoin("unit as l", "l.id", "e.lead_unit_id")
    .where("e.programme_id", "=", programmeId)
    .select([
      "e.id",
      "e.number",
      "e.ministry",
      "e.kind",
      "e.what",
      "e.clause",
      "e.lead_unit_id as leadUnitId",
      "l.short_name as leadName",
      "e.department",
      "e.contact",
      "e.state",
      "e.outcome",
      "e.reply_number as replyNumber",
      "e.reply_on as replyOn",
      "e.reply",
      "e.follow_up_on as followUpOn",
      "e.state_since as stateSince",
      tasksOfEntry.as("tasks"),
      "e.version",
      "e.changed_at as changedAt",
    ]);

export async function findEntry(db: Db, programmeId: string, id: string): Promise<EntryRow | undefined> {
  return (await selected(db, programmeId).where("e.id", "=", id).executeTakeFirst()) as EntryRow | undefined;
}

export async function findTitles(db: Db, programmeId: string, ids: readonly string[]) {
  const rows = await selected(db, programmeId).where(sql<boolean>`e.id = any(${ids}::uuid[])`).execute();
  return rows as EntryRow[];
}

export interface Reading {
  programmeId: string;
  today: string;
  unitIds: readonly string[];
  scope: LedgerScope;
}

/** Tasks of the reader's part of the ledger, driven by the own units and groups. */
const ownTasks = ({ programmeId, scope }: Reading) => sql`
  select tu.task_id from task_unit tu where tu.programme_id = ${programmeId} and tu.until_at = 'infinity'
    and tu.unit_id = any(${scope.unitIds}::uuid[])
  union select t.id from task t where t.programme_id = ${programmeId} and t.group_id = any(${scope.groupIds}::uuid[])`;

function seen(reading: Reading): RawBuilder<boolean> {
  if (reading.scope.all) return sql<boolean>`true`;
  return sql<boolean>`(e.lead_unit_id = any(${reading.unitIds}::uuid[]) or e.id in (
    select mt.entry_id from ministry_task mt
    where mt.programme_id = ${reading.programmeId} and mt.until_at = 'infinity' and mt.task_id in (${ownTasks(reading)})))`;
}

const isLate = (today: string) =>
  sql<boolean>`e.follow_up_on < ${today} and e.state = any(${[...activeStates]}::text[])`;
const sortExpressions: Record<string, RawBuilder<unknown>> = {
  number: sql`e.number`,
  followUpOn: sql`coalesce(e.follow_up_on, date '9999-12-31')`,
  ministry: sql`e.ministry`,
  changedAt: sql`e.changed_at`,
};
const isOver = sql`(e.state in ('answered', 'withdrawn'))::int`;

/** What has to be seen to first, by its day, unless asked otherwise. */
export function keyColumns(sorts: EntryQuery["sort"]): KeyColumn[] {
  const named = sorts.flatMap(({ by, down }) => {
    const expression = sortExpressions[by];
    return expression ? [{ expression, down }] : [];
  });
  const usual = [isOver, sql`coalesce(e.follow_up_on, date '9999-12-31')`].map((expression) => ({
    expression,
    down: false,
  }));
  const first = named.length > 0 ? named : usual;
  return [...first, { expression: sql`e.number`, down: first[0]?.down ?? false }];
}

export async function findEntries(
  db: Db,
  reading: Reading,
  query: EntryQuery,
  mark: readonly MarkValue[] | null,
): Promise<{ items: (EntryRow & { mark: MarkValue[] })[]; total: number }> {
  const columns = keyColumns(query.sort);
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const base = selected(db, reading.programmeId)
    .where(seen(reading))
    .$if(query.state !== undefined, (q) => q.where("e.state", "in", query.state ?? []))
    .$if(query.kind !== undefined, (q) => q.where("e.kind", "=", query.kind ?? ""))
    .$if(query.task !== undefined, (q) =>
      q.where(sql<boolean>`e.id in (select mt.entry_id from ministry_task mt where mt.programme_id = ${reading.programmeId}
        and mt.task_id = ${query.task} and mt.until_at = 'infinity')`),
    )
    .$if(Boolean(query.late), (q) => q.where(isLate(reading.today)))
    .$if(Boolean(query.q), (q) =>
      q.where(sql<boolean>`(e.what ilike ${like} or e.ministry ilike ${like} or e.reply_number ilike ${like})`),
    );
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
  return { items: items as unknown as (EntryRow & { mark: MarkValue[] })[], total };
}

export async function countEntries(db: Db, reading: Reading) {
  return db
    .selectFrom("ministry_entry as e")
    .where("e.programme_id", "=", reading.programmeId)
    .where(seen(reading))
    .select([
      "e.state",
      "e.outcome",
      sql<number>`count(*)`.as("count"),
      sql<number>`count(*) filter (where ${isLate(reading.today)})`.as("late"),
    ])
    .groupBy(["e.state", "e.outcome"])
    .execute();
}

/** Tasks of the reader that need national authority and stand in no entry, given-up ones not counted; tasks that are over are none. */
export async function findUncovered(db: Db, reading: Reading, limit: number) {
  const base = db
    .selectFrom("task as t")
    .where("t.programme_id", "=", reading.programmeId)
    .where("t.needs_national", "=", true)
    .where("t.state", "not in", ["closed", "ended"])
    .$if(!reading.scope.all, (q) => q.where(sql<boolean>`t.id in (${ownTasks(reading)})`))
    .where(
      sql<boolean>`not exists (select 1 from ministry_task mt
        join ministry_entry e on e.programme_id = mt.programme_id and e.id = mt.entry_id
        where mt.programme_id = t.programme_id and mt.task_id = t.id and mt.until_at = 'infinity' and e.state <> 'withdrawn')`,
    );
  const { total } = await base.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await base
    .select([
      "t.id",
      "t.number",
      "t.short_title as title",
      sql<string[]>`array(select u.short_name from task_unit tu join unit u on u.id = tu.unit_id
        where tu.programme_id = t.programme_id and tu.task_id = t.id and tu.part = 'lead' and tu.until_at = 'infinity'
        order by tu.position)`.as("leads"),
    ])
    .orderBy("t.ordinal")
    .limit(limit)
    .execute();
  return { items, total };
}

export async function findLetters(db: Db, programmeId: string, id: string): Promise<(NewLetter & { id: string })[]> {
  return db
    .selectFrom("ministry_letter")
    .select(["id", "document_number as documentNumber", "sent_on as sentOn", "about"])
    .where("programme_id", "=", programmeId)
    .where("entry_id", "=", id)
    .orderBy("sent_on")
    .orderBy("id")
    .execute();
}

export async function nextNumber(tx: Db, programmeId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`ministry ${programmeId}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom("ministry_entry")
    .select(({ fn }) => fn.max("number").as("last"))
    .where("programme_id", "=", programmeId)
    .executeTakeFirstOrThrow();
  return (row.last ?? 0) + 1;
}

export interface EntryFields {
  ministry: string;
  kind: string;
  what: string;
  clause: string | null;
  lead_unit_id: string;
  department: string | null;
  contact: string | null;
  follow_up_on: string | null;
}

export async function insertEntry(
  tx: Db,
  row: EntryFields & {
    programme_id: string;
    id: string;
    number: number;
    state: string;
    state_since: string;
    made_at: string;
    changed_at: string;
    changed_by: string;
  },
): Promise<void> {
  await tx.insertInto("ministry_entry").values(row).execute();
}

export type EntryPatch = Partial<EntryFields> & {
  state?: EntryState;
  state_since?: string;
  outcome?: string | null;
  reply_number?: string | null;
  reply_on?: string | null;
  reply?: string | null;
  changed_at: string;
  changed_by: string;
};

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveEntry(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: EntryPatch,
): Promise<boolean> {
  const result = await tx
    .updateTable("ministry_entry")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The tasks an entry is about from now on; former links end and stay in the past. */
export async function setTasks(
  tx: Db,
  programmeId: string,
  id: string,
  taskIds: readonly string[],
  at: string,
): Promise<void> {
  await tx
    .updateTable("ministry_task")
    .set({ until_at: sql`greatest(since_at, ${at}::timestamptz)` })
    .where("programme_id", "=", programmeId)
    .where("entry_id", "=", id)
    .where("until_at", "=", "infinity")
    .where(sql<boolean>`task_id <> all(${taskIds}::uuid[])`)
    .execute();
  await sql`insert into ministry_task (programme_id, entry_id, task_id, since_at)
    select ${programmeId}::uuid, ${id}::uuid, x, ${at}::timestamptz from unnest(${taskIds}::uuid[]) x
    where not exists (select 1 from ministry_task mt where mt.programme_id = ${programmeId} and mt.entry_id = ${id}
      and mt.task_id = x and mt.until_at = 'infinity')
    on conflict (programme_id, entry_id, task_id, since_at) do update set until_at = 'infinity'`.execute(tx);
}

export async function insertLetter(
  tx: Db,
  row: {
    programme_id: string;
    entry_id: string;
    id: string;
    document_number: string;
    sent_on: string;
    about: string;
    recorded_at: string;
    recorded_by: string;
  },
): Promise<void> {
  await tx.insertInto("ministry_letter").values(row).execute();
}
