// Jobs as people see them: the starter and the office of the programme; for all others there is no such job.
import { recordEvent } from "../../domain/audit/service.ts";
import { personNames } from "../../domain/organisations/recipients.ts";
import { isOfficeOf } from "../../domain/pilot/rules.ts";
import { programmesOf } from "../../domain/pilot/service.ts";
import type { Db } from "../../domain/tables.ts";
import { ReplyFile } from "../../http/http.ts";
import * as jobs from "../../jobs/jobs.ts";
import type { ListedJob } from "../../jobs/list-store.ts";
import { workersByKind } from "../../jobs/worker.ts";
import type { Call } from "../../kernel/call.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { type Job, type JobQuery, jobFault, jobStates } from "./model.ts";

interface At {
  jobId: string;
}

async function reachOf(db: Db, call: Call) {
  const programmes = await programmesOf(db, call);
  const mine = programmes.filter((programme) => isOfficeOf(call.actor, programme));
  return { personId: call.actor.personId, programmeIds: mine.map((programme) => programme.id) };
}

async function load(db: Db, call: Call, { jobId }: At): Promise<ListedJob> {
  const job = await jobs.findJob(db, await reachOf(db, call), jobId);
  if (!job) throw jobFault("job.absent");
  return job;
}

export async function listJobs(db: Db, call: Call, query: JobQuery) {
  const sorts = [{ by: "madeAt" as const, down: true }];
  const [madeAt, id] = query.after ? (readMark(sorts, query.after, 2) as [string, string]) : [];
  const after = madeAt && id ? { madeAt, id } : null;
  const wanted = { states: query.state, limit: query.limit };
  const { items, total } = await jobs.findJobs(db, await reachOf(db, call), wanted, after);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  const more = items.length > page.length && last;
  return { items: await present(db, call, page), total, next: more ? markOf(sorts, [last.madeAt, last.id]) : null };
}

export async function getJob(db: Db, call: Call, at: At): Promise<Job> {
  const [job] = await present(db, call, [await load(db, call, at)]);
  return job as Job;
}

export async function getJobResult(db: Db, call: Call, at: At): Promise<ReplyFile> {
  const job = await load(db, call, at);
  const file = await jobs.findResult(db, job.id);
  if (!file) throw jobFault("job.no-file");
  return new ReplyFile(file.name, file.mediaType, file.content);
}

/** Ends a job that waits; one at work ends after its present step, and what was done stays done. */
export async function cancelJob(tx: Db, call: Call, at: At): Promise<Job> {
  const job = await load(tx, call, at);
  if (!(await jobs.askCancel(tx, job.id, call.atIso))) throw jobFault("job.ended", { state: jobStates[job.state] });
  await record(tx, call, job, "job.cancel");
  return getJob(tx, call, at);
}

/** Gives a failed job another round of tries; it goes on after the last step that was kept. */
export async function retryJob(tx: Db, call: Call, at: At): Promise<Job> {
  const job = await load(tx, call, at);
  if (!(await jobs.askRetry(tx, job.id, call.atIso))) throw jobFault("job.not-failed", { state: jobStates[job.state] });
  await record(tx, call, job, "job.retry");
  return getJob(tx, call, at);
}

const record = (tx: Db, call: Call, job: ListedJob, kind: string) =>
  recordEvent(tx, call, {
    kind,
    programmeId: job.programmeId,
    subject: { kind: "job", id: job.id },
    before: { state: job.state, done: job.done },
    after: { kind: job.kind },
  });

async function present(db: Db, call: Call, rows: readonly ListedJob[]): Promise<Job[]> {
  const names = await personNames(
    db,
    rows.flatMap((row) => row.personId ?? []),
  );
  return rows.map((row) => {
    const worker = workersByKind().get(row.kind);
    const { zh, en, cancelAsked, personId, ...job } = row;
    return {
      ...job,
      title: { zh: worker?.zh ?? row.kind, en: worker?.en ?? row.kind },
      cancelling: cancelAsked && row.state === "running",
      words: zh === null && en === null ? null : { zh: zh ?? en ?? "", en: en ?? zh ?? "" },
      personName: personId ? (names.get(personId) ?? null) : null,
      mine: personId === call.actor.personId,
      abilities: {
        cancel: row.state === "waiting" || (row.state === "running" && !cancelAsked),
        retry: row.state === "failed",
      },
    } as Job;
  });
}
