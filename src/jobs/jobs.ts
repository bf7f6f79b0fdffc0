// Background work as the modules use it: hand it over in the transaction of the change, look at it, ask for its end, forget it.
import type { AnyDb } from "../kernel/call.ts";
import { isoOf } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import * as store from "./job-store.ts";
import * as lists from "./list-store.ts";
import { type AskedBy, type NewJob, workersByKind } from "./worker.ts";

/**
 * Hands work over in the caller's transaction: it is done if and only if the change holds.
 * @returns the id of the job, or of the one that already has this kind and key
 */
export async function enqueue(tx: AnyDb, call: AskedBy, job: NewJob): Promise<string> {
  const worker = workersByKind().get(job.kind);
  if (!worker) throw new Error(`no worker for ${job.kind}: register it in app/modules.ts`);
  const id = await store.insertJob(tx, {
    id: newId(call.at),
    programmeId: job.programmeId,
    kind: job.kind,
    key: job.key,
    input: JSON.stringify(worker.input.parse(job.input)),
    shown: worker.shown,
    runAt: job.at ?? call.atIso,
    personId: call.actor.personId,
    at: call.atIso,
  });
  return id ?? ((await store.findByKey(tx, job.kind, job.key)) as string);
}

/** Days that finished jobs stay readable. */
const keptDays = 30;

/** Forgets files past their day and jobs that ended long ago, some thousands at a time. */
export async function forgetJobs(db: AnyDb, at: number): Promise<number> {
  return lists.deleteOld(db, isoOf(at), isoOf(at - keptDays * 86_400_000));
}

export const { findJob, findJobs, countOpen, findResult, askCancel, askRetry } = lists;
