// Many tasks worked off in the background: some hundreds in each transaction, with the outcome of each beside it, so that nothing is done twice.
import { z } from "zod";
import { defineWorker, type Outcome } from "../../../jobs/worker.ts";
import { type Language, ownCall } from "../../../kernel/call.ts";
import { isoOf } from "../../../kernel/clock.ts";
import { actorOfPerson } from "../../accounts/service.ts";
import type { Db } from "../../tables.ts";
import { bulkKind, carryOut } from "./bulk.ts";
import { bookOfRows } from "./bulk-book.ts";
import { wordsOfAct } from "./bulk-rules.ts";
import * as store from "./bulk-store.ts";
import { bulkActs, mostAtOnce } from "./model-bulk.ts";

const Order = z.object({
  programmeId: z.uuid(),
  act: z.enum(bulkActs),
  given: z.record(z.string(), z.unknown()),
  language: z.enum(["zh", "en"]),
});
type Order = z.infer<typeof Order>;

interface Asked {
  id: string;
  input: Order;
  personId: string | null;
  at: number;
  zone: string;
}

export const bulkWorker = defineWorker({
  kind: bulkKind,
  zh: "批量办理任务",
  en: "Act on many tasks",
  shown: true,
  input: Order,
  keepDays: 30,
  async run(job) {
    const { programmeId, act, given } = job.input;
    for (let left = true; left; )
      await job.step(async (tx) => {
        const rows = await store.waitingRows(tx as Db, programmeId, job.id, mostAtOnce);
        left = rows.length === mostAtOnce;
        if (rows.length === 0) return undefined;
        // What the person may do is asked again each time: duties end while a job goes on.
        const call = await callOf(tx as Db, { ...job, at: job.now() });
        const told = await carryOut(tx as Db, call, programmeId, act, given, rows);
        const kept = told.map((row, index) => ({ ...row, position: rows[index]?.position as number }));
        await store.saveOutcomes(tx as Db, programmeId, job.id, kept);
        const { total, judged, done } = await store.countRows(tx as Db, programmeId, job.id);
        return { done: judged, total, ...wordsOf(job.input, judged, done, 0) };
      });
    return leave(job.db as Db, { ...job, at: job.now() });
  },
  onCancelled: (tx, job) => leave(tx as Db, job),
});

const callOf = async (db: Db, { personId, at, zone, input }: Asked) => ({
  ...ownCall(await actorOfPerson(db, personId ?? "", isoOf(at)), at, zone, "tasks.actOnTasks"),
  language: input.language as Language,
});

/** The last word and the file: each task with what came of it. */
async function leave(db: Db, job: Asked): Promise<Outcome> {
  const { programmeId, act, language } = job.input;
  const { total, judged, done } = await store.countRows(db, programmeId, job.id);
  const rows = await store.rowsOfJob(db, programmeId, job.id);
  const { title, bytes } = await bookOfRows(db, await callOf(db, job), programmeId, act, language, rows);
  const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { ...wordsOf(job.input, judged, done, total - judged), file: { name: title, mediaType, bytes } };
}

function wordsOf({ act }: Order, judged: number, done: number, left: number) {
  const { zh, en } = wordsOfAct(act);
  const refused = judged - done;
  return {
    zh: [
      `“${zh}”：已办理 ${done} 项`,
      ...(refused > 0 ? [`未能办理 ${refused} 项`] : []),
      ...(left > 0 ? [`未办 ${left} 项，已办理的保留`] : []),
    ].join("，"),
    en: [
      `“${en}”: ${done} done`,
      ...(refused > 0 ? [`${refused} not possible`] : []),
      ...(left > 0 ? [`${left} left; what was done stays`] : []),
    ].join(", "),
  };
}
