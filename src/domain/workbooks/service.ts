// The ledger on its way out as workbooks: as it is seen, as an empty template, and what changed between two days.

import { ReplyFile } from "../../http/http.ts";
import type { Call } from "../../kernel/call.ts";
import type { CellToWrite } from "../../workbook/sheet-to-write.ts";
import { workbookMediaType, writeWorkbook } from "../../workbook/write-workbook.ts";
import { listUnits } from "../organisations/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { changesBetween } from "../tasks/changes/changes.ts";
import { mostTasks, type TaskPage, type TaskQuery } from "../tasks/model.ts";
import { listTasks } from "../tasks/service.ts";
import { changeRows, changesTable } from "./changes-book.ts";
import { workbookColumns, workbookFieldNames } from "./columns.ts";
import { bookOf, fieldsFor, type LedgerBookFacts, ledgerTable, rowFor, type UnitLists } from "./ledger-book.ts";
import { type ExportQuery, workbookWords } from "./model.ts";
import type { Language } from "./task-cells.ts";

interface At {
  programmeId: string;
}

/** Tasks fetched at once for an export: larger pages are hardly quicker and take more memory. */
const exportPage = 200;

/** The ledger as a workbook; pages of tasks are fetched while the client takes what came before. */
export async function exportTasks(db: Db, call: Call, query: At & ExportQuery): Promise<ReplyFile> {
  const { columns, language, ...asked } = query;
  const filter: TaskQuery & At = { ...asked, limit: exportPage, with: undefined, after: undefined };
  const facts = await factsFor(db, call, query);
  // Asked before anything is sent, so that a refusal is still told as one.
  const first = await listTasks(db, call, filter);
  const fields = fieldsFor(columns);
  const pages = (async function* () {
    for await (const page of taskPages(db, call, filter, first))
      yield page.map((task): CellToWrite[] => rowFor(task, fields, language));
  })();
  const remark = {
    zh: `共 ${first.total} 项${asked.asOf ? `，截至 ${asked.asOf}` : ""}；${call.actor.name} 于 ${call.today} 导出。`,
    en: `${first.total} tasks${asked.asOf ? ` as of ${asked.asOf}` : ""}; exported by ${call.actor.name} on ${call.today}.`,
  };
  const book = bookOf({ ...facts, remarks: [remark[language]] }, [ledgerTable(facts, fields, pages)]);
  const name = { zh: "台账", en: "ledger" }[language];
  return fileOf(`${facts.title}-${name}-${asked.asOf ?? call.today}.xlsx`, book, language);
}

/** Pages of tasks by the marks of the list, one ahead of what has been taken. */
export async function* taskPages(
  db: Db,
  call: Call,
  query: TaskQuery & At,
  first?: TaskPage,
): AsyncGenerator<TaskPage["items"]> {
  let page = first ?? (await listTasks(db, call, query));
  while (true) {
    // Fetched while the one before is written; when the reader leaves meanwhile, nobody waits for it any more.
    const next = page.next ? listTasks(db, call, { ...query, after: page.next }) : null;
    next?.catch(() => {});
    yield page.items;
    if (!next) return;
    page = await next;
  }
}

export async function exportTemplate(db: Db, call: Call, query: At & { language: Language }): Promise<ReplyFile> {
  const facts = await factsFor(db, call, query);
  const fields = fieldsFor(workbookFieldNames.filter((field) => workbookColumns[field].taken !== "never"));
  const table = ledgerTable(facts, fields, []);
  // In a template everything is to be filled in.
  const columns = table.columns.map((column) => ({ ...column, isFixed: false }));
  const name = { zh: "台账模板", en: "ledger-template" }[query.language];
  return fileOf(`${name}.xlsx`, bookOf(facts, [{ ...table, columns }]), query.language);
}

export const fileOf = (name: string, book: ReturnType<typeof bookOf>, language: Language) =>
  new ReplyFile(name, workbookMediaType, writeWorkbook(book, workbookWords.author[language]));

export async function factsFor(db: Db, call: Call, query: At & { language: Language }): Promise<LedgerBookFacts> {
  const programme = await openProgramme(db, call, query.programmeId);
  const { title, demo } = programme;
  return { title, demo, remarks: [], language: query.language, lists: await unitLists(db, call) };
}

/** Living units by their short names; more than this many no one looks through. */
const mostUnits = 1_000;

async function unitLists(db: Db, call: Call): Promise<UnitLists> {
  const units: string[] = [];
  const groups: string[] = [];
  let after: string | undefined;
  do {
    const page = await listUnits(db, call, { sort: [], limit: 200, ...(after ? { after } : {}) });
    for (const unit of page.items)
      if (unit.endedOn === null) (unit.kind === "group" ? groups : units).push(unit.shortName);
    after = page.next ?? undefined;
  } while (after && units.length < mostUnits);
  return { units, groups };
}

/** What changed between two days, a line for each field; added and dropped tasks have one line. */
export async function exportChanges(
  db: Db,
  call: Call,
  query: At & { from: string; to: string; language: Language },
): Promise<ReplyFile> {
  const { language, from, to } = query;
  const facts = await factsFor(db, call, query);
  const asked = { programmeId: query.programmeId, from, to, sort: [], limit: mostTasks };
  const first = await changesBetween(db, call, asked);
  const pages = (async function* () {
    let page = first;
    while (true) {
      yield page.items.flatMap((task) => changeRows(task, language));
      if (!page.next) return;
      page = await changesBetween(db, call, { ...asked, after: page.next });
    }
  })();
  const { added, changed, dropped } = first.counts;
  const remark = {
    zh: `${from} 至 ${to}：新增 ${added} 项，有变化 ${changed} 项，撤下 ${dropped} 项；${call.actor.name} 于 ${call.today} 导出。`,
    en: `${from} to ${to}: ${added} added, ${changed} changed, ${dropped} dropped; exported by ${call.actor.name} on ${call.today}.`,
  };
  const table = changesTable({ ...facts, remarks: [remark[language]] }, pages);
  const book = {
    ...bookOf(facts, [table]),
    papers: [{ name: workbookWords.paperSheet[language], lines: [facts.title, remark[language]] }],
  };
  const name = { zh: "台账变化", en: "ledger-changes" }[language];
  return fileOf(`${name}-${from}-${to}.xlsx`, book, language);
}
