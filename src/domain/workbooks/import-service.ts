// A workbook on its way in: read apart, compared with the ledger row by row, and written only when it is asked for.
import { createHash } from "node:crypto";
import type { ReplyFile } from "../../http/http.ts";
import type { Call } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import type { Upload } from "../../kernel/contract.ts";
import { newId } from "../../kernel/ids.ts";
import { FileFault } from "../../workbook/file-fault.ts";
import type { ReadBook } from "../../workbook/read-rows.ts";
import { readWorkbook } from "../../workbook/read-workbook.ts";
import { recordEvent } from "../audit/service.ts";
import { matchUnits } from "../organisations/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { mostTasks, type TaskSummary } from "../tasks/model.ts";
import { tasksAtVersions } from "../tasks/versions.ts";
import { applyRows } from "./apply-rows.ts";
import { type FileRow, keyOf } from "./file-rows.ts";
import { type LedgerAhead, ledgerNow, withLedgerAhead } from "./ledger-ahead.ts";
import { markedBook } from "./marked-book.ts";
import {
  type ImportId,
  type ImportOptions,
  type ImportReport,
  type Mapping,
  maxRows,
  mostPlaces,
  workbookFault,
} from "./model.ts";
import { type OpenTable, openTable, reportOf } from "./open-table.ts";
import { namesIn } from "./read-cell.ts";
import { type Decided, decideRows } from "./rules.ts";
import { factsFor, fileOf } from "./service.ts";
import * as store from "./store.ts";
import { signatureOf } from "./table-head.ts";
import type { Language } from "./task-cells.ts";

interface At {
  programmeId: string;
}

/** Reads the file in a thread of its own, before the transaction opens. */
export async function readUpload({ file }: { file: Upload }): Promise<{ book: ReadBook }> {
  try {
    return { book: await readWorkbook(file.bytes) };
  } catch (error) {
    if (error instanceof FileFault) throw workbookFault(`workbook.file-${error.reason}`, error.facts);
    throw error;
  }
}

/** The same for an import: the ledger is read meanwhile. */
export async function prepareImport(
  { programmeId, file }: At & { file: Upload },
  db: Db,
  call: Call,
): Promise<{ book: ReadBook; ahead: LedgerAhead | null }> {
  const [{ book }, ahead] = await withLedgerAhead(db, call, programmeId, () => readUpload({ file }));
  return { book, ahead };
}

/** Files kept for their marked copies: so many of each person, so many days. */
const keptFiles = 5;
const keptDays = 7;

/**
 * Compares a workbook with the ledger and, unless it is a dry run, writes what is good.
 * @throws Fault `workbook.not-all-good` where something is wrong and not only the good rows are asked for
 */
export async function importTasks(
  tx: Db,
  call: Call,
  input: At & ImportOptions & { file: Upload; book: ReadBook; ahead: LedgerAhead | null },
): Promise<ImportReport> {
  const dryRun = input.dryRun === "true";
  const programme = await openProgramme(tx, call, input.programmeId);
  const table = await tableOf(tx, programme.id, input.book, input.mapping ?? null);
  if (table.needsMapping && !dryRun) throw workbookFault("workbook.needs-mapping");
  if (input.mapping && !table.needsMapping)
    await store.keepMapping(tx, {
      programmeId: programme.id,
      signature: digestOf(table.head.headings),
      mapping: input.mapping,
      by: call.actor.personId,
      at: call.atIso,
    });
  const importId = newId(call.at) as ImportId;
  const kept = { programmeId: programme.id, id: importId, fileName: input.file.name, content: input.file.bytes };
  const mapping = input.mapping ?? null;
  const by = { by: call.actor.personId, at: call.atIso };
  await store.keepImport(tx, { ...kept, mapping, ...by }, keptFiles, isoOf(call.at - keptDays * 86_400_000));
  const decided = await decideTable(tx, call, programme, table, input.ahead);
  const report = reportOf(table, decided, { importId, dryRun, fileName: input.file.name });
  if (dryRun) return report;
  const { errors, conflicts } = report;
  if (input.onlyGood !== "true" && errors.length + conflicts.length > 0)
    throw workbookFault(
      "workbook.not-all-good",
      { errors: errors.length, conflicts: conflicts.length },
      errors
        .slice(0, mostPlaces)
        .map(({ row, column, code, zh, en, cell }) => ({ path: cell, row, column, code, zh, en })),
    );
  const written = await applyRows(tx, call, programme, decided.rows);
  await recordEvent(tx, call, {
    kind: "workbook.imported",
    programmeId: programme.id,
    subject: { kind: "workbook", id: importId },
    after: { fileName: input.file.name, ...written.counts },
  });
  return { ...report, written: written.counts, results: written.results };
}

const digestOf = (headings: readonly string[]) => createHash("sha256").update(signatureOf(headings)).digest("hex");

/** The table in the file, its columns as given, as remembered for these headings, or as guessed. */
async function tableOf(db: Db, programmeId: string, book: ReadBook, given: Mapping | null): Promise<OpenTable> {
  const found = openTable(book, given);
  if (!found) throw workbookFault("workbook.file-without-table");
  const table =
    given || found.mapping === "own"
      ? found
      : (openTable(book, null, await store.findMapping(db, programmeId, digestOf(found.head.headings))) ?? found);
  if (table.rows.length > maxRows)
    throw workbookFault("workbook.file-too-complex", { what: "数据行 rows", limit: maxRows });
  return table;
}

/** More different names than this are no list of units. */
const mostNames = 3_000;

async function decideTable(
  db: Db,
  call: Call,
  programme: { id: string; issuer: string | null; officeUnitId: string },
  table: OpenTable,
  ahead: LedgerAhead | null = null,
): Promise<Decided> {
  if (table.needsMapping) return { rows: [], dropped: [], errors: [], notices: [] };
  const tasks = await ledgerNow(db, call, programme.id, ahead);
  const names = namesIn(table.rows);
  if (names.size > mostNames)
    throw workbookFault("workbook.file-too-complex", { what: "不同的单位名称 names of units", limit: mostNames });
  return decideRows(table.rows, {
    headings: table.head.headings,
    tasks,
    exported: await exportedVersions(db, call, programme.id, table.rows, tasks),
    units: await matchUnits(db, [...names], { programmeId: programme.id, government: programme.issuer }),
    actor: call.actor,
    officeUnitId: programme.officeUnitId,
  });
}

/** Tasks as they were when the file was exported, where they have changed since. */
async function exportedVersions(
  db: Db,
  call: Call,
  programmeId: string,
  rows: readonly FileRow[],
  tasks: readonly TaskSummary[],
): Promise<Map<string, TaskSummary>> {
  const now = new Map(tasks.map((task) => [task.id as string, task.version]));
  const wanted = rows.flatMap(({ key }) => {
    const version = key && now.get(key.taskId);
    return key && version !== undefined && version !== null && key.version < version ? [key] : [];
  });
  const past = new Map<string, TaskSummary>();
  for (let from = 0; from < wanted.length; from += mostTasks)
    for (const task of await tasksAtVersions(db, call, { programmeId, wanted: wanted.slice(from, from + mostTasks) }))
      past.set(keyOf(task.id, task.version), task);
  return past;
}

/** The rows of a late import again, with notes where they are wrong now. */
export async function exportMarked(
  db: Db,
  call: Call,
  query: At & { importId: string; language: Language },
): Promise<ReplyFile> {
  const programme = await openProgramme(db, call, query.programmeId);
  const kept = await store.findImport(db, programme.id, query.importId, call.actor.personId);
  if (!kept) throw workbookFault("workbook.import-absent");
  const file = { name: kept.fileName, bytes: new Uint8Array(kept.content) };
  const { book } = await readUpload({ file });
  const table = await tableOf(db, programme.id, book, kept.mapping);
  const decided = await decideTable(db, call, programme, table);
  const facts = await factsFor(db, call, query);
  const suffix = { zh: "标注", en: "marked" }[query.language];
  const name = `${kept.fileName.replace(/\.[^.]*$/, "")}-${suffix}.xlsx`;
  return fileOf(name, markedBook(facts, table, decided), query.language);
}
