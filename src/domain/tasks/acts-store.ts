// SQL of what acts leave beside the task: changes of its deadline and close-outs.
import { type Selectable, sql } from "kysely";
import type { CloseOutTable, Db, DeadlineChangeTable } from "../tables.ts";
import { rowsOf } from "./store.ts";

type Names<Keys extends string> = Record<Keys, string | null>;

export type ChangeRow = Selectable<DeadlineChangeTable>;
export type CloseRow = Selectable<CloseOutTable>;

export type ToldChange = ChangeRow & Names<"asked_name" | "asked_unit" | "opinion_name" | "outcome_name">;
export type ToldClose = CloseRow &
  Names<"asked_name" | "asked_unit" | "first_name" | "second_name" | "publish_name" | "outcome_name" | "reopen_name">;

/** Most of each kind that one task shows. */
const shown = 50;

/** Changes of deadlines that were asked for, the newest first, as they are known now or were at an instant. */
export async function changesOf(
  db: Db,
  programmeId: string,
  taskId: string,
  asOf: string | null,
): Promise<ToldChange[]> {
  const { rows } = await sql<ToldChange>`
    select c.*, asked.name as asked_name, unit.short_name as asked_unit, opinion.name as opinion_name, decided.name as outcome_name
    from deadline_change c
    left join person asked on asked.id = c.asked_by left join unit on unit.id = c.asked_unit_id
    left join person opinion on opinion.id = c.opinion_by left join person decided on decided.id = c.outcome_by
    where c.programme_id = ${programmeId} and c.task_id = ${taskId} and c.asked_at < ${asOf ?? "infinity"}
    order by c.asked_at desc, c.id desc limit ${shown}`.execute(db);
  return rows;
}

/** Close-outs that were asked for, the newest first. */
export async function closeOutsOf(
  db: Db,
  programmeId: string,
  taskId: string,
  asOf: string | null,
): Promise<ToldClose[]> {
  const { rows } = await sql<ToldClose>`
    select c.*, asked.name as asked_name, unit.short_name as asked_unit, first.name as first_name, second.name as second_name,
      publisher.name as publish_name, decided.name as outcome_name, reopener.name as reopen_name
    from close_out c
    left join person asked on asked.id = c.asked_by left join unit on unit.id = c.asked_unit_id
    left join person first on first.id = c.first_by left join person second on second.id = c.second_by
    left join person publisher on publisher.id = c.publish_by left join person decided on decided.id = c.outcome_by
    left join person reopener on reopener.id = c.reopen_by
    where c.programme_id = ${programmeId} and c.task_id = ${taskId} and c.asked_at < ${asOf ?? "infinity"}
    order by c.asked_at desc, c.id desc limit ${shown}`.execute(db);
  return rows;
}

/** The changes that are under way, by task. */
export async function openChanges(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
): Promise<Map<string, ChangeRow>> {
  const rows = await db
    .selectFrom("deadline_change")
    .selectAll()
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`task_id = any(${taskIds}::uuid[])`)
    .where("outcome", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.task_id, row]));
}

/** The newest close-out of each task, under way or over. */
export async function newestCloseOuts(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
): Promise<Map<string, CloseRow>> {
  const { rows } = await sql<CloseRow>`select distinct on (task_id) * from close_out
    where programme_id = ${programmeId} and task_id = any(${taskIds}::uuid[])
    order by task_id, asked_at desc, id desc`.execute(db);
  return new Map(rows.map((row) => [row.task_id, row]));
}

/** Writes changes of deadlines, new ones and those that have gone a step further. */
export async function saveChanges(tx: Db, rows: readonly ChangeRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into deadline_change select * from ${rowsOf("deadline_change", rows)}
    on conflict (programme_id, id) do update set opinion = excluded.opinion, opinion_note = excluded.opinion_note,
      opinion_by = excluded.opinion_by, opinion_at = excluded.opinion_at, outcome = excluded.outcome,
      outcome_note = excluded.outcome_note, outcome_by = excluded.outcome_by, outcome_at = excluded.outcome_at,
      stood_for = excluded.stood_for`.execute(tx);
}

/** Writes close-outs, new ones and those that have gone a step further. */
export async function saveCloseOuts(tx: Db, rows: readonly CloseRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into close_out select * from ${rowsOf("close_out", rows)}
    on conflict (programme_id, id) do update set first_by = excluded.first_by, first_at = excluded.first_at,
      first_note = excluded.first_note, second_by = excluded.second_by, second_at = excluded.second_at,
      second_note = excluded.second_note, check_how = excluded.check_how, check_finding = excluded.check_finding,
      publish_from = excluded.publish_from, publish_until = excluded.publish_until, publish_where = excluded.publish_where,
      publish_by = excluded.publish_by, outcome = excluded.outcome, outcome_note = excluded.outcome_note,
      outcome_by = excluded.outcome_by, outcome_at = excluded.outcome_at, reopen_because = excluded.reopen_because,
      reopen_note = excluded.reopen_note, reopen_by = excluded.reopen_by, reopen_at = excluded.reopen_at,
      stood_for = excluded.stood_for`.execute(tx);
}

/** Gives milestones another day. */
export async function moveMilestones(
  tx: Db,
  moved: readonly { programmeId: string; id: string; dueOn: string }[],
  at: string,
): Promise<void> {
  if (moved.length === 0) return;
  await sql`update milestone m set due_on = n.due_on, changed_at = ${at}, version = m.version + 1
    from unnest(${moved.map((one) => one.programmeId)}::uuid[], ${moved.map((one) => one.id)}::uuid[],
      ${moved.map((one) => one.dueOn)}::date[]) as n (programme_id, id, due_on)
    where m.programme_id = n.programme_id and m.id = n.id`.execute(tx);
}
