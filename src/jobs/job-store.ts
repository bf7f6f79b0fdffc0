// SQL of background work. Leases are measured by the database's clock alone, so that processes whose clocks differ never both believe that a job is theirs.
import { sql } from "kysely";
import type { AnyDb } from "../kernel/call.ts";
import type { JobFault, Outcome, Progress } from "./worker.ts";

/** The channel on which processes hear that there is work. */
export const jobChannel = "shidian_job";

export interface JobRow {
  id: string;
  programmeId: string | null;
  kind: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  runAt: string;
  tries: number;
  cancelAsked: boolean;
  done: number;
  total: number | null;
  zh: string | null;
  en: string | null;
  fault: JobFault | null;
  personId: string | null;
  madeAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface ClaimedJob extends JobRow {
  input: unknown;
  mark: unknown;
}

const columns = sql`j.id, j.programme_id as "programmeId", j.kind, j.state, j.run_at as "runAt", j.tries,
  j.cancel_asked_at is not null as "cancelAsked", j.done, j.total, j.word_zh as zh, j.word_en as en, j.fault,
  j.person_id as "personId", j.made_at as "madeAt", j.started_at as "startedAt", j.finished_at as "finishedAt"`;

/** Writes a job down and wakes the processes on commit; `null` when its key is taken. */
export async function insertJob(
  tx: AnyDb,
  job: {
    id: string;
    programmeId: string | null;
    kind: string;
    key: string;
    input: string;
    shown: boolean;
    runAt: string;
    personId: string | null;
    at: string;
  },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into job (id, programme_id, kind, key, input, state, shown, run_at, person_id, made_at)
    values (${job.id}, ${job.programmeId}, ${job.kind}, ${job.key}, ${job.input}, 'waiting', ${job.shown}, ${job.runAt},
      ${job.personId}, ${job.at})
    on conflict (kind, key) do nothing returning id`.execute(tx);
  if (rows.length > 0) await wake(tx);
  return rows[0]?.id ?? null;
}

export async function wake(tx: AnyDb): Promise<void> {
  await sql`select pg_notify(${jobChannel}, '')`.execute(tx);
}

export async function findByKey(db: AnyDb, kind: string, key: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from job where kind = ${kind} and key = ${key}`.execute(db);
  return rows[0]?.id;
}

/** Takes the job that is due first and that nobody holds, or whose holder has not been heard of. */
export async function claimJob(
  db: AnyDb,
  owner: string,
  kinds: readonly string[],
  at: string,
  leaseMs: number,
): Promise<ClaimedJob | undefined> {
  const { rows } = await sql<ClaimedJob>`
    update job j set state = 'running', owner = ${owner}, tries = j.tries + 1,
      lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond', started_at = coalesce(j.started_at, ${at})
    where j.id = (
      select id from job
      where state in ('waiting', 'running') and kind = any (${kinds}::text[])
        and ((state = 'waiting' and run_at <= ${at}) or (state = 'running' and lease_until < clock_timestamp()))
      order by run_at, id limit 1 for update skip locked)
    returning ${columns}, j.input, j.mark`.execute(db);
  return rows[0];
}

/** When the next job is due or a lease runs out, in milliseconds from now; `null`: nothing waits. */
export async function nextDue(db: AnyDb, kinds: readonly string[], at: string): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    select (min(case when state = 'waiting' then extract(epoch from run_at - ${at}::timestamptz)
      else extract(epoch from lease_until - clock_timestamp()) end) * 1000)::float8 as ms
    from job where state in ('waiting', 'running') and kind = any (${kinds}::text[])`.execute(db);
  return rows[0]?.ms ?? null;
}

export interface Hold {
  id: string;
  owner: string;
  tries: number;
}

const held = ({ id, owner, tries }: Hold) =>
  sql`id = ${id} and owner = ${owner} and tries = ${tries} and state = 'running'`;

/** Is the job still this process's, and does anybody want it cancelled? Holding on renews the lease. */
export async function renewLease(db: AnyDb, hold: Hold, leaseMs: number): Promise<"held" | "cancel" | "lost"> {
  const { rows } = await sql<{ cancel: boolean }>`
    update job set lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    where ${held(hold)} returning cancel_asked_at is not null as cancel`.execute(db);
  const [row] = rows;
  if (!row) return "lost";
  return row.cancel ? "cancel" : "held";
}

/** Saves progress if the job is still this process's; `false` undoes the step. */
export async function saveProgress(tx: AnyDb, hold: Hold, progress: Progress): Promise<boolean> {
  const { rows } = await sql`update job set
      done = coalesce(${progress.done ?? null}::int, done),
      total = ${progress.total === undefined ? sql`total` : sql`${progress.total}::int`},
      word_zh = coalesce(${progress.zh ?? null}, word_zh), word_en = coalesce(${progress.en ?? null}, word_en),
      mark = coalesce(${progress.mark === undefined ? null : JSON.stringify(progress.mark)}::jsonb, mark)
    where ${held(hold)} returning id`.execute(tx);
  return rows.length === 1;
}

/** Ends a job that this process holds. */
export async function finishJob(
  tx: AnyDb,
  hold: Hold,
  end: { state: "done" | "failed" | "cancelled"; at: string; words: Outcome; fault: JobFault | null },
): Promise<boolean> {
  const { rows } =
    await sql`update job set state = ${end.state}, finished_at = ${end.at}, owner = null, lease_until = null,
      word_zh = coalesce(${end.words.zh ?? null}, word_zh), word_en = coalesce(${end.words.en ?? null}, word_en),
      fault = ${end.fault ? JSON.stringify(end.fault) : null}::jsonb
    where ${held(hold)} returning id`.execute(tx);
  return rows.length === 1;
}

/** Puts a job back for another try; one that stopped with its process loses no try by it. */
export async function releaseJob(
  db: AnyDb,
  hold: Hold,
  next: { runAt: string; fault: JobFault | null; countsAsTry: boolean },
): Promise<void> {
  await sql`update job set state = 'waiting', owner = null, lease_until = null, run_at = ${next.runAt},
      tries = tries - ${next.countsAsTry ? 0 : 1}::int,
      fault = coalesce(${next.fault ? JSON.stringify(next.fault) : null}::jsonb, fault)
    where ${held(hold)}`.execute(db);
}

export async function insertResult(
  tx: AnyDb,
  result: { jobId: string; name: string; mediaType: string; bytes: Uint8Array; keptUntil: string },
): Promise<void> {
  await sql`insert into job_result (job_id, name, media_type, content, kept_until)
    values (${result.jobId}, ${result.name}, ${result.mediaType}, ${result.bytes}, ${result.keptUntil})
    on conflict (job_id) do update set name = excluded.name, media_type = excluded.media_type,
      content = excluded.content, kept_until = excluded.kept_until`.execute(tx);
}

/** Only where no other process can live (the embedded engine): whatever was under way belongs to a process that is gone. */
export async function releaseAll(db: AnyDb): Promise<void> {
  await sql`update job set lease_until = '-infinity' where state = 'running'`.execute(db);
}
