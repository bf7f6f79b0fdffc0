// SQL of acts on many tasks: which tasks a filter means, what they are called, and the rows that a job works off.
import { sql } from "kysely";
import type { Db } from "../../tables.ts";
import { filtered, type Reading } from "../ledger-store.ts";
import type { TaskFilter } from "../model.ts";
import type { ToldRow } from "./bulk-rules.ts";
import type { NamedTask } from "./model-bulk.ts";

export interface ChosenRow {
  taskId: string;
  version: number;
}

/** The tasks that a filter means for this reader, in the order of the plan. */
export async function rowsOfFilter(
  db: Db,
  reading: Reading,
  filter: Partial<TaskFilter>,
  most: number,
): Promise<ChosenRow[]> {
  return filtered(db, reading, filter)
    .select(["t.id as taskId", "t.version"])
    .orderBy("t.ordinal")
    .orderBy("t.id")
    .limit(most)
    .execute();
}

/** What tasks are called, as far as this reader may know. */
export async function namesOf(db: Db, reading: Reading, ids: readonly string[]): Promise<Map<string, NamedTask>> {
  if (ids.length === 0) return new Map();
  const rows = await filtered(db, reading, { parts: "with" })
    .select(["t.id", sql<string>`coalesce(t.number, t.ordinal::text)`.as("number"), "t.short_title as shortTitle"])
    .where(sql<boolean>`t.id = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row as NamedTask]));
}

export async function insertRows(
  tx: Db,
  programmeId: string,
  jobId: string,
  rows: readonly ChosenRow[],
): Promise<void> {
  await sql`insert into bulk_row (programme_id, job_id, position, task_id, version)
    select ${programmeId}, ${jobId}, n.position, n.task_id, n.version
    from unnest(${rows.map((row) => row.taskId)}::uuid[], ${rows.map((row) => row.version)}::int[])
      with ordinality as n (task_id, version, position)`.execute(tx);
}

/** The next rows that nothing has been done with. */
export async function waitingRows(
  db: Db,
  programmeId: string,
  jobId: string,
  most: number,
): Promise<(ChosenRow & { position: number })[]> {
  return db
    .selectFrom("bulk_row")
    .select(["position", "task_id as taskId", "version"])
    .where("programme_id", "=", programmeId)
    .where("job_id", "=", jobId)
    .where("outcome", "is", null)
    .orderBy("position")
    .limit(most)
    .execute();
}

export async function saveOutcomes(
  tx: Db,
  programmeId: string,
  jobId: string,
  rows: readonly (ToldRow & { position: number })[],
): Promise<void> {
  await sql`update bulk_row r set outcome = n.outcome, code = n.code, why_zh = n.zh, why_en = n.en
    from unnest(${rows.map((row) => row.position)}::int[], ${rows.map((row) => row.outcome)}::text[],
      ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.messages?.zh ?? null)}::text[],
      ${rows.map((row) => row.messages?.en ?? null)}::text[]) as n (position, outcome, code, zh, en)
    where r.programme_id = ${programmeId} and r.job_id = ${jobId} and r.position = n.position`.execute(tx);
}

/** All rows of a job in their order, those not yet done as waiting. */
export async function rowsOfJob(db: Db, programmeId: string, jobId: string): Promise<ToldRow[]> {
  const rows = await db
    .selectFrom("bulk_row")
    .select(["task_id as taskId", "outcome", "code", "why_zh as zh", "why_en as en"])
    .where("programme_id", "=", programmeId)
    .where("job_id", "=", jobId)
    .orderBy("position")
    .execute();
  return rows.map(({ taskId, outcome, code, zh, en }) => ({
    taskId,
    outcome: (outcome ?? "waiting") as ToldRow["outcome"],
    code,
    messages: zh === null || en === null ? null : { zh, en },
  }));
}

/** How far a job is: rows, rows judged, and of these the ones that were done. */
export async function countRows(
  db: Db,
  programmeId: string,
  jobId: string,
): Promise<{ total: number; judged: number; done: number }> {
  const { rows } = await sql<{ total: number; judged: number; done: number }>`
    select count(*)::int as total, count(outcome)::int as judged,
      (count(*) filter (where outcome = 'saved'))::int as done
    from bulk_row where programme_id = ${programmeId} and job_id = ${jobId}`.execute(db);
  return rows[0] ?? { total: 0, judged: 0, done: 0 };
}
