// SQL of jobs as people look at them: lists, one job, its file, asking for its end or another try, and forgetting.
import { sql } from "kysely";
import type { AnyDb } from "../kernel/call.ts";
import { type JobRow, wake } from "./job-store.ts";

/** Whose jobs: those a person asked for, and all of some programmes. */
export interface JobReach {
  personId: string;
  programmeIds: readonly string[];
}

export interface ListedJob extends JobRow {
  hasFile: boolean;
}

const columns = sql`j.id, j.programme_id as "programmeId", j.kind, j.state, j.run_at as "runAt", j.tries,
  j.cancel_asked_at is not null as "cancelAsked", j.done, j.total, j.word_zh as zh, j.word_en as en, j.fault,
  j.person_id as "personId", j.made_at as "madeAt", j.started_at as "startedAt", j.finished_at as "finishedAt",
  exists (select 1 from job_result r where r.job_id = j.id) as "hasFile"`;

const within = (reach: JobReach) =>
  sql`j.shown and (j.person_id = ${reach.personId} or j.programme_id = any (${reach.programmeIds}::uuid[]))`;

export async function findJob(db: AnyDb, reach: JobReach, id: string): Promise<ListedJob | undefined> {
  const { rows } = await sql<ListedJob>`select ${columns} from job j where j.id = ${id} and ${within(reach)}`.execute(
    db,
  );
  return rows[0];
}

/** Newest first, one row more than asked for. */
export async function findJobs(
  db: AnyDb,
  reach: JobReach,
  query: { states: readonly string[] | undefined; limit: number },
  after: { madeAt: string; id: string } | null,
): Promise<{ items: ListedJob[]; total: number }> {
  const states = query.states ? sql`and j.state = any (${query.states}::text[])` : sql``;
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from job j where ${within(reach)} ${states}`.execute(db);
  const items = await sql<ListedJob>`select ${columns} from job j where ${within(reach)} ${states}
    ${after ? sql`and (j.made_at, j.id) < (${after.madeAt}, ${after.id})` : sql``}
    order by j.made_at desc, j.id desc limit ${query.limit + 1}`.execute(db);
  return { items: items.rows, total: rows[0]?.total ?? 0 };
}

/** How many jobs of a kind a person has open, for limits. */
export async function countOpen(db: AnyDb, kind: string, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from job
    where person_id = ${personId} and kind = ${kind} and state in ('waiting', 'running')`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function findResult(db: AnyDb, jobId: string) {
  const { rows } = await sql<{ name: string; mediaType: string; content: Uint8Array }>`
    select name, media_type as "mediaType", content from job_result where job_id = ${jobId}`.execute(db);
  return rows[0];
}

/** A job that waits ends at once; one at work is told and ends after its step. */
export async function askCancel(tx: AnyDb, id: string, at: string): Promise<boolean> {
  const { rows } = await sql`update job set cancel_asked_at = coalesce(cancel_asked_at, ${at}),
      finished_at = case when state = 'waiting' then ${at}::timestamptz end,
      state = case when state = 'waiting' then 'cancelled' else state end
    where id = ${id} and state in ('waiting', 'running') returning id`.execute(tx);
  return rows.length === 1;
}

/** Another round of tries for a job that failed; it goes on from its last mark. */
export async function askRetry(tx: AnyDb, id: string, at: string): Promise<boolean> {
  const { rows } =
    await sql`update job set state = 'waiting', run_at = ${at}, tries = 0, cancel_asked_at = null, finished_at = null, fault = null
    where id = ${id} and state = 'failed' returning id`.execute(tx);
  if (rows.length === 1) await wake(tx);
  return rows.length === 1;
}

export async function deleteOld(db: AnyDb, filesBefore: string, jobsBefore: string): Promise<number> {
  const files = await sql`delete from job_result where job_id in
    (select job_id from job_result where kept_until < ${filesBefore} limit 2000)`.execute(db);
  const jobs = await sql`delete from job where id in
    (select id from job where finished_at < ${jobsBefore} limit 5000)`.execute(db);
  return Number(files.numAffectedRows ?? 0) + Number(jobs.numAffectedRows ?? 0);
}
