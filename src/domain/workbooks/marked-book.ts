// The copy of an imported file with what is wrong marked in its cells and told in a last column; it can be mended and imported.
import type { BookToWrite, CellToWrite, ColumnToWrite, PlainCell } from "../../workbook/sheet-to-write.ts";
import { workbookColumns } from "./columns.ts";
import { bookOf, footerFor, type LedgerBookFacts } from "./ledger-book.ts";
import { type CellPlace, workbookFields, workbookWords } from "./model.ts";
import type { OpenTable } from "./open-table.ts";
import type { Decided } from "./rules.ts";

const dayForm = /^\d{4}-\d\d-\d\d$/;

/** A cell as it was read. */
function plainCell(text: string, kind: string): PlainCell {
  if (text === "") return null;
  if (kind === "d" && dayForm.test(text)) return { day: text };
  if (kind === "n" && String(Number(text)) === text) return Number(text);
  return text;
}

type Remark = Pick<CellPlace, "row" | "column" | "zh" | "en" | "suggestion">;

/** Errors, conflicts and notices as remarks on cells. */
function remarksOf({ errors, notices, rows }: Decided): Remark[] {
  const conflicts = rows.flatMap(({ row, conflicts: found }) =>
    found.map(({ field, exported, now }) => {
      const { zh, en } = workbookFields[field];
      return {
        row: row.row,
        column: (row.cells.get(field)?.column ?? -1) + 1,
        zh: `“${zh}”已被他人修改：导出时为“${exported ?? ""}”，现为“${now ?? ""}”`,
        en: `“${en}” was changed by somebody else: “${exported ?? ""}” when exported, “${now ?? ""}” now`,
        suggestion: now,
      };
    }),
  );
  return [...errors, ...conflicts, ...notices];
}

export function markedBook(facts: LedgerBookFacts, table: OpenTable, decided: Decided): BookToWrite {
  const { language } = facts;
  const { head, sheet, fields } = table;
  const width = head.headings.length;
  const byRow = new Map<number, Remark[]>();
  for (const remark of remarksOf(decided)) {
    const known = byRow.get(remark.row);
    if (known) known.push(remark);
    else byRow.set(remark.row, [remark]);
  }
  const words = (remark: Remark) => `${remark[language]}${remark.suggestion ? ` → ${remark.suggestion}` : ""}`;
  const columns: ColumnToWrite[] = head.headings.map((heading, column) => {
    const field = fields.get(column);
    return {
      heading,
      width: field ? workbookColumns[field].width : 16,
      kind: "text",
      isHidden: column === head.keyColumn,
    };
  });
  columns.push({ heading: workbookWords.problems[language], width: 60, kind: "text" });
  const rows = sheet.rows
    .filter((row) => row.row > head.row)
    .map((row): CellToWrite[] => {
      const remarks = byRow.get(row.row) ?? [];
      const cells = Array.from({ length: width }, (_, column): CellToWrite => {
        const value = plainCell(row.texts[column] ?? "", row.kinds[column] ?? " ");
        const here = remarks.filter((remark) => remark.column === column + 1);
        return here.length > 0 ? { value, note: here.map(words).join("\n") } : value;
      });
      return [...cells, remarks.map(words).join("\n") || null];
    });
  return bookOf(facts, [
    {
      name: workbookWords.ledgerSheet[language],
      columns,
      rows: [rows],
      frozenColumns: Math.min(2, width),
      spareRows: 0,
      paper: "A3",
      hasNotes: true,
      footer: footerFor(facts),
    },
  ]);
}
