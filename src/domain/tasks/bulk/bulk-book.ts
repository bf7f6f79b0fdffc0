// The result file of an act on many tasks: a line for each task in the order in which they were chosen, with outcome and reason.
import type { Call, Language } from "../../../kernel/call.ts";
import type { CellToWrite } from "../../../workbook/sheet-to-write.ts";
import { writeWorkbook } from "../../../workbook/write-workbook.ts";
import type { Db } from "../../tables.ts";
import { rowOutcomes } from "../model-rows.ts";
import { readingOf } from "../service.ts";
import { type ToldRow, wordsOfAct } from "./bulk-rules.ts";
import * as store from "./bulk-store.ts";
import { type BulkAct, bulkWords } from "./model-bulk.ts";

export async function bookOfRows(
  db: Db,
  call: Call,
  programmeId: string,
  act: BulkAct,
  language: Language,
  rows: readonly ToldRow[],
): Promise<{ title: string; bytes: Uint8Array }> {
  const { programme, reading } = await readingOf(db, call, { programmeId });
  const names = await store.namesOf(
    db,
    reading,
    rows.map((row) => row.taskId),
  );
  const word = (label: { zh: string; en: string }) => label[language];
  const outcomeOf = ({ outcome }: ToldRow) =>
    word(outcome === "waiting" ? bulkWords.waiting : outcome === "saved" ? bulkWords.done : rowOutcomes[outcome]);
  const lines = rows.map((row): CellToWrite[] => {
    const name = names.get(row.taskId);
    return [name?.number ?? null, name?.shortTitle ?? null, outcomeOf(row), row.messages?.[language] ?? null];
  });
  const title = `${word(wordsOfAct(act))} ${word(bulkWords.sheet)} ${call.today}`;
  const heading = (label: { zh: string; en: string }, width: number) =>
    ({ heading: word(label), width, kind: "text" }) as const;
  const book = {
    tables: [
      {
        name: word(bulkWords.sheet),
        columns: [
          heading(bulkWords.number, 8),
          heading(bulkWords.task, 48),
          heading(bulkWords.outcome, 16),
          heading(bulkWords.why, 72),
        ],
        rows: [lines],
        frozenColumns: 2,
        spareRows: 0,
        paper: "A4" as const,
        footer: `${programme.demo ? "演示数据 · " : ""}${programme.title.replaceAll("&", "&&")} · ${title}`,
      },
    ],
    papers: [],
    lists: {},
    listSheet: "lists",
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeWorkbook(book, "")) pieces.push(piece);
  return { title: `${title}.xlsx`, bytes: Buffer.concat(pieces) };
}
