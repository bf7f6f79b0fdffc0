// Acting on many tasks 批量办理: what may be done before, the act itself by the very rules of the single act, and what came of it.
import { placesOf } from "../../../http/http.ts";
import { countOpen, enqueue, findJob } from "../../../jobs/jobs.ts";
import type { Call } from "../../../kernel/call.ts";
import { kernelFault } from "../../../kernel/errors.ts";
import { newId } from "../../../kernel/ids.ts";
import { isOfficeOf } from "../../pilot/rules.ts";
import type { Db } from "../../tables.ts";
import { faultsOfActs, judgeMany, resultsOnMany } from "../acts.ts";
import type { RowResult } from "../change-many.ts";
import { editResults, judgeEdits } from "../edit.ts";
import type { Reading } from "../ledger-store.ts";
import type { StepAct } from "../rules.ts";
import { readingOf } from "../service.ts";
import {
  bulkShapes,
  type Given,
  groupOutcomes,
  inputOf,
  needsOf,
  standIn,
  type ToldRow,
  toldRow,
} from "./bulk-rules.ts";
import * as store from "./bulk-store.ts";
import {
  type BulkAct,
  type BulkFilter,
  type BulkOrder,
  type BulkPreview,
  type BulkQuestion,
  type BulkResult,
  bulkActs,
  mostAtOnce,
  mostInBulk,
  mostNamed,
  mostOpenBulks,
} from "./model-bulk.ts";
import { bulkFault } from "./model-bulk-faults.ts";

/** The kind of job that works off many tasks. */
export const bulkKind = "tasks.bulk";

/** Tasks judged with one reading, so that other requests come in between. */
const judgedAtOnce = 1000;

/** Says of each act, or of one, on how many of these tasks the caller may do it, and why not on the others. Writes nothing. */
export async function previewActs(
  db: Db,
  call: Call,
  input: BulkQuestion & { programmeId: string },
): Promise<BulkPreview> {
  const { programmeId, act, taskIds } = input;
  const { reading } = await readingOf(db, call, { programmeId });
  if ((taskIds === undefined) === (input.filter === undefined)) throw bulkFault("bulk.which");
  const ids = taskIds
    ? [...new Set<string>(taskIds)]
    : (await rowsOf(db, reading, input.filter as BulkFilter)).map((row) => row.taskId);
  const given = act && input.given ? readGiven(act, input.given) : null;
  const rows = new Map<BulkAct, ToldRow[]>((act ? [act] : bulkActs).map((one) => [one, []]));
  for (let from = 0; from < ids.length; from += judgedAtOnce) {
    const some = ids.slice(from, from + judgedAtOnce);
    const judged = act
      ? new Map([[act, await judge(db, call, programmeId, act, some, given)]])
      : await judgeAll(db, call, programmeId, some);
    for (const [one, results] of judged) rows.get(one)?.push(...results);
  }
  const groups = [...rows].map(([one, told]) => ({ act: one, groups: groupOutcomes(told) }));
  const named = act ? groups.flatMap((one) => one.groups.flatMap((group) => group.taskIds.slice(0, mostNamed))) : [];
  const names = await store.namesOf(db, reading, named);
  return {
    total: ids.length,
    acts: groups.map(({ act: one, groups: found }) => ({
      act: one,
      may: found.find((group) => group.outcome === "saved")?.taskIds.length ?? 0,
      reasons: found
        .filter((group) => group.outcome !== "saved")
        .map((group) => ({
          code: group.code ?? group.outcome,
          messages: group.messages ?? { zh: "", en: "" },
          count: group.taskIds.length,
          tasks: act ? namedOf(group.taskIds, names) : [],
        })),
      needs: needsOf(one),
    })),
  };
}

/**
 * Does the act: on few tasks within the request, each with its outcome; on more by a job, which asks for each task again
 * what the person may do then.
 */
export async function actOnTasks(tx: Db, call: Call, input: BulkOrder & { programmeId: string }): Promise<BulkResult> {
  const { programmeId, act } = input;
  const { reading } = await readingOf(tx, call, { programmeId });
  if ((input.rows === undefined) === (input.filter === undefined)) throw bulkFault("bulk.which");
  const given = readGiven(act, input.given);
  const rows = input.rows ?? (await rowsOf(tx, reading, input.filter as BulkFilter));
  if (input.filter && input.count !== undefined && input.count !== rows.length)
    throw bulkFault("bulk.changed", { given: input.count, count: rows.length });
  if (rows.length <= mostAtOnce) {
    const told = await carryOut(tx, call, programmeId, act, given, rows);
    return presentRows(tx, reading, null, told);
  }
  if ((await countOpen(tx, bulkKind, call.actor.personId)) >= mostOpenBulks)
    throw bulkFault("bulk.busy", { limit: mostOpenBulks });
  const jobId = await enqueue(tx, call, {
    kind: bulkKind,
    programmeId,
    key: newId(call.at),
    input: { programmeId, act, given, language: call.language },
  });
  await store.insertRows(tx, programmeId, jobId, rows);
  return presentRows(tx, reading, jobId, await store.rowsOfJob(tx, programmeId, jobId));
}

/** What a job of this kind has come to so far; for whoever asked for it and the office of the programme. */
export async function getBulkResult(
  db: Db,
  call: Call,
  { programmeId, jobId }: { programmeId: string; jobId: string },
): Promise<BulkResult> {
  const { programme, reading } = await readingOf(db, call, { programmeId });
  const programmeIds = isOfficeOf(call.actor, programme) ? [programme.id] : [];
  const job = await findJob(db, { personId: call.actor.personId, programmeIds }, jobId);
  if (job?.kind !== bulkKind || job.programmeId !== programme.id) throw bulkFault("bulk.absent");
  return presentRows(db, reading, jobId, await store.rowsOfJob(db, programmeId, jobId));
}

/** Does an act on some tasks in the transaction it is given. */
export async function carryOut(
  tx: Db,
  call: Call,
  programmeId: string,
  act: BulkAct,
  given: Given,
  rows: readonly store.ChosenRow[],
): Promise<ToldRow[]> {
  const results: RowResult[] =
    act === "assignGroup"
      ? await editResults(
          tx,
          call,
          programmeId,
          rows.map(({ taskId, version }) => ({ taskId, version, change: given })),
        )
      : await resultsOnMany<StepAct>(
          tx,
          call,
          programmeId,
          act,
          rows.map(({ taskId, version }) => ({ taskId, version, input: inputOf(act, given) })),
        );
  return results.map(toldRow);
}

/** What would come of it; before anything is given, with something that fits. */
async function judge(
  db: Db,
  call: Call,
  programmeId: string,
  act: BulkAct,
  taskIds: readonly string[],
  given: Given | null,
): Promise<ToldRow[]> {
  const input = given ?? standIn(act, call.today);
  if (act !== "assignGroup")
    return (await judgeMany<StepAct>(db, call, programmeId, act, taskIds, inputOf(act, input))).map(toldRow);
  const results = await judgeEdits(db, call, programmeId, taskIds, input);
  // Which group is not known yet: that a task has none already says nothing.
  return results.map((row) => toldRow(given || row.fault ? row : { ...row, outcome: "saved" }));
}

async function judgeAll(db: Db, call: Call, programmeId: string, taskIds: readonly string[]) {
  const steps = bulkActs.filter((act) => act !== "assignGroup");
  const faults = await faultsOfActs(db, call, programmeId, taskIds, steps);
  const told = new Map<BulkAct, ToldRow[]>([...faults].map(([act, results]) => [act, results.map(toldRow)]));
  return told.set("assignGroup", await judge(db, call, programmeId, "assignGroup", taskIds, null));
}

async function rowsOf(db: Db, reading: Reading, filter: BulkFilter): Promise<store.ChosenRow[]> {
  const rows = await store.rowsOfFilter(db, reading, filter, mostInBulk + 1);
  if (rows.length === 0) throw bulkFault("bulk.none");
  if (rows.length > mostInBulk) throw bulkFault("bulk.too-many", { count: `>${mostInBulk}`, limit: mostInBulk });
  return rows;
}

/** What was given with the act, in the shape that the act takes. */
function readGiven(act: BulkAct, given: Given): Given {
  const { data, error } = bulkShapes[act].strict().safeParse(given);
  if (!error) return data;
  const places = placesOf(error.issues).map((place) => ({ ...place, path: `given.${place.path}` }));
  throw kernelFault("request.invalid", { fields: places.map((place) => `${place.path} ${place.en}`) }, places);
}

async function presentRows(
  db: Db,
  reading: Reading,
  jobId: string | null,
  rows: readonly ToldRow[],
): Promise<BulkResult> {
  const groups = groupOutcomes(rows);
  const names = await store.namesOf(
    db,
    reading,
    groups.flatMap((group) => group.taskIds.slice(0, mostNamed)),
  );
  return {
    jobId,
    total: rows.length,
    groups: groups.map((group) => ({
      ...group,
      count: group.taskIds.length,
      tasks: namedOf(group.taskIds, names),
    })),
  } as BulkResult;
}

const namedOf = (ids: readonly string[], names: Awaited<ReturnType<typeof store.namesOf>>) =>
  ids.slice(0, mostNamed).flatMap((id) => names.get(id) ?? []);
