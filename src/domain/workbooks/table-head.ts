// Where a sheet's table begins: its row of headings, with heads of two rows joined as 上级/下级, and what each column is.
import { columnLetters } from "../../workbook/cell-text.ts";
import type { ReadRow, ReadSheet } from "../../workbook/read-rows.ts";
import { fieldOfHeading, headingKey, isKeyHeading } from "./columns.ts";
import type { ImportColumn, Mapping, WorkbookField } from "./model.ts";

export interface TableHead {
  /** The lowest row of headings, as the sheet numbers it. */
  row: number;
  /** By column from 0; "" where there is none. */
  headings: string[];
  /** Column from 0 of the hidden key; -1: not one of our files. */
  keyColumn: number;
}

/** Headings stand near the top, below title, unit and date. */
const searched = 30;

/** How many columns of a row are known headings. */
const known = (headings: readonly string[]) =>
  new Set(headings.flatMap((heading) => (heading ? (fieldOfHeading(heading) ?? []) : []))).size;

/** The head of the table: the first of the rows near the top with most known headings; null where no row has two words. */
export function findHead(sheet: ReadSheet): TableHead | null {
  const top = sheet.rows.slice(0, searched);
  let best: { row: number; headings: string[]; known: number } | null = null;
  for (const [index, row] of top.entries()) {
    if (row.texts.filter((text) => text.trim() !== "").length < 2) continue;
    const lower = top[index + 1];
    const both = lower && isLowerHead(sheet, row, lower) ? joined(sheet, row, lower) : null;
    const headings = both ?? row.texts.map(tidy);
    const count = known(headings);
    if (!best || count > best.known) best = { row: both ? row.row + 1 : row.row, headings, known: count };
  }
  if (!best) return null;
  const { row, headings } = best;
  return { row, headings, keyColumn: headings.findIndex(isKeyHeading) };
}

const tidy = (text: string) => text.replace(/\s+/g, " ").trim();

/** Is the next row part of the head? Then a heading is merged across it, and below it more names follow. */
function isLowerHead(sheet: ReadSheet, upper: ReadRow, lower: ReadRow): boolean {
  if (lower.row !== upper.row + 1) return false;
  return (
    sheet.merges.some(
      ({ top, bottom, left, right }) =>
        top === upper.row - 1 && bottom === top && right > left && (upper.texts[left] ?? "").trim() !== "",
    ) && sheet.merges.some(({ top, bottom }) => top === upper.row - 1 && bottom === upper.row)
  );
}

function joined(sheet: ReadSheet, upper: ReadRow, lower: ReadRow): string[] {
  const width = Math.max(upper.texts.length, lower.texts.length);
  const above = Array.from({ length: width }, (_, column) => tidy(upper.texts[column] ?? ""));
  for (const { top, bottom, left, right } of sheet.merges)
    if (top === upper.row - 1 && bottom === top)
      for (let column = left; column <= Math.min(right, width - 1); column += 1) above[column] = above[left] ?? "";
  return above.map((name, column) => {
    const below = tidy(lower.texts[column] ?? "");
    return below && name && below !== name ? `${name}/${below}` : below || name;
  });
}

/** What the headings look like, so that the same form is known again. */
export const signatureOf = (headings: readonly string[]) => headings.map(headingKey).join("|");

/** Field by column from 0, guessed from the headings; each field once, the first column that names it. */
export function guessMapping(headings: readonly string[]): Map<number, WorkbookField> {
  const fields = headings.map((heading) => fieldOfHeading(heading));
  const chosen = new Map<number, WorkbookField>();
  const taken = new Set<WorkbookField>();
  // 责任单位 beside 牵头单位 means the others.
  const exact = headings.findIndex((heading) => headingKey(heading).endsWith("牵头单位"));
  for (const [column, field] of fields.entries()) {
    let meant = field;
    if (meant === "lead" && exact >= 0 && column !== exact) meant = fields.includes("support") ? null : "support";
    if (!meant || taken.has(meant)) continue;
    taken.add(meant);
    chosen.set(column, meant);
  }
  return chosen;
}

export const mappingOf = (given: Mapping): Map<number, WorkbookField> => {
  const taken = new Set<WorkbookField>();
  return new Map(
    Object.entries(given).flatMap(([column, field]): [number, WorkbookField][] => {
      if (taken.has(field)) return [];
      taken.add(field);
      return [[Number(column) - 1, field]];
    }),
  );
};

/** The columns as a person sees them. */
export function columnsFound(
  head: TableHead,
  fields: ReadonlyMap<number, WorkbookField>,
  rows: readonly ReadRow[],
): ImportColumn[] {
  return head.headings.flatMap((heading, column) => {
    if (heading === "" || column === head.keyColumn) return [];
    const sample = rows.find((row) => (row.texts[column] ?? "").trim() !== "")?.texts[column] ?? "";
    return [
      {
        column: column + 1,
        letter: columnLetters(column),
        heading,
        field: fields.get(column) ?? null,
        sample: sample.length > 60 ? `${sample.slice(0, 59)}…` : sample,
      },
    ];
  });
}
