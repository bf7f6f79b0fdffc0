// The table of a file with its columns named, and what an import tells about it.
import type { ReadBook, ReadSheet } from "../../workbook/read-rows.ts";
import { fieldOfHeading } from "./columns.ts";
import { type FileRow, fileRows } from "./file-rows.ts";
import type { ImportReport, Mapping, mappingSources, WorkbookField } from "./model.ts";
import type { Decided, DecidedRow } from "./rules.ts";
import { columnsFound, findHead, guessMapping, mappingOf, type TableHead } from "./table-head.ts";

export interface OpenTable {
  sheet: ReadSheet;
  head: TableHead;
  fields: Map<number, WorkbookField>;
  mapping: keyof typeof mappingSources;
  /** No column is known to hold the tasks, and the rows carry no key either. */
  needsMapping: boolean;
  rows: FileRow[];
}

/**
 * The sheet whose head has most known headings; null where no sheet has a head.
 * @param given the mapping a person made now
 * @param remembered the one made for the same headings before
 */
export function openTable(book: ReadBook, given: Mapping | null, remembered: Mapping | null = null): OpenTable | null {
  let best: { sheet: ReadSheet; head: TableHead; score: number } | null = null;
  for (const sheet of book.sheets) {
    const head = findHead(sheet);
    if (!head) continue;
    const known = head.headings.filter((heading) => heading && fieldOfHeading(heading)).length;
    const score = known + (head.keyColumn >= 0 ? 1000 : 0);
    if (!best || score > best.score) best = { sheet, head, score };
  }
  if (!best) return null;
  const { sheet, head } = best;
  const mapping = given ? "given" : head.keyColumn >= 0 ? "own" : remembered ? "remembered" : "proposed";
  const chosen = given ?? (mapping === "remembered" ? remembered : null);
  const fields = chosen ? mappingOf(chosen) : guessMapping(head.headings);
  const needsMapping = ![...fields.values()].includes("text") && head.keyColumn < 0;
  return { sheet, head, fields, mapping, needsMapping, rows: fileRows(sheet, head, fields) };
}

const outcomes = {
  added: "added",
  changed: "saved",
  unchanged: "unchanged",
  conflict: "conflict",
  error: "error",
} as const;

export const outcomeOf = (row: DecidedRow) => outcomes[row.outcome];

/** What is told of a comparison. */
export function reportOf(
  table: OpenTable,
  decided: Decided,
  of: Pick<ImportReport, "importId" | "dryRun" | "fileName">,
): ImportReport {
  const { sheet, head, rows } = table;
  const named = ({ task }: DecidedRow) => ({
    taskId: task?.id as ImportReport["dropped"][number]["taskId"],
    number: task?.number ?? null,
    shortTitle: task?.shortTitle ?? "",
  });
  const below = sheet.rows.filter((row) => row.row > head.row);
  return {
    ...of,
    sheet: sheet.name,
    headRow: head.row,
    rowCount: rows.length,
    mapping: table.mapping,
    needsMapping: table.needsMapping,
    columns: columnsFound(head, table.fields, below),
    added: decided.rows.flatMap(({ row, fresh }) =>
      fresh ? [{ row: row.row, number: fresh.number, text: fresh.text, fields: addedFields(row) }] : [],
    ),
    changed: decided.rows.flatMap((one) =>
      one.outcome === "changed" ? [{ row: one.row.row, ...named(one), fields: one.differences }] : [],
    ),
    conflicts: decided.rows.flatMap((one) =>
      one.conflicts.length > 0 ? [{ row: one.row.row, ...named(one), fields: one.conflicts }] : [],
    ),
    dropped: decided.dropped.map(({ id, ordinal, number, shortTitle }) => ({
      taskId: id,
      ordinal,
      number,
      shortTitle,
    })),
    errors: decided.errors,
    notices: decided.notices,
    unchanged: decided.rows.filter((row) => row.outcome === "unchanged").length,
    written: { added: 0, changed: 0, skipped: 0 },
    results: decided.rows.map((one) => ({
      row: one.row.row,
      outcome: outcomeOf(one),
      taskId: one.task?.id ?? null,
    })),
  };
}

const addedFields = (row: FileRow): ImportReport["added"][number]["fields"] =>
  [...row.cells].flatMap(([field, cell]) =>
    cell.text === "" || field === "text" || field === "number"
      ? []
      : [{ field, cell: "", before: null, after: cell.text }],
  );
