// What a workbook of a report says: which rows it changes, and what is wrong, by row and column. Pure; names of units are given.
import { type Facts, fill } from "../../kernel/errors.ts";
import { cellName } from "../../workbook/cell-text.ts";
import { type KindLetter, kindLetters, type ReadBook, type ReadRow, type ReadSheet } from "../../workbook/read-rows.ts";
import { confidencePoints } from "../ratings/model.ts";
import { dayOf, yesNoOf } from "../workbooks/cell-values.ts";
import type { FileCell } from "../workbooks/file-rows.ts";
import { problemKinds } from "./model.ts";
import type { Problem, ReportRow, RowChange } from "./model-report.ts";
import {
  mostPlaces,
  type ProblemColumn,
  problemColumns,
  type SheetColumn,
  type SheetFault,
  type SheetPlace,
  sheetColumns,
  sheetFaults,
} from "./model-sheet.ts";

type Words = Readonly<Record<string, { zh: string; en: string }>>;

interface Head<Field> {
  row: number;
  columns: Map<Field, number>;
}

/** The head of a sheet of ours: the first row near the top that has all of these headings. */
export function findHead<Field extends string>(
  sheet: ReadSheet,
  words: Words,
  needed: readonly Field[],
): Head<Field> | null {
  for (const row of sheet.rows.slice(0, 10)) {
    const columns = new Map<Field, number>();
    for (const [column, text] of row.texts.entries())
      for (const [field, word] of Object.entries(words))
        if (word.zh === text.trim() || word.en === text.trim()) columns.set(field as Field, column);
    if (needed.every((field) => columns.has(field))) return { row: row.row, columns };
  }
  return null;
}

const cellAt = (row: ReadRow, column: number | undefined): FileCell => ({
  column: column ?? 0,
  text: column === undefined ? "" : (row.texts[column] ?? "").replace(/\r\n?/g, "\n").trim(),
  kind: kindLetters[(row.kinds[column ?? 0] ?? " ") as KindLetter],
});

export const numberOf = (row: Pick<ReportRow, "number" | "ordinal">) => row.number ?? String(row.ordinal);

const longest = { progress: 4000, nextStep: 1000, nextPerson: 60, percentReason: 500, what: 500 } as const;

export interface DecidedRow {
  row: number;
  current: ReportRow;
  change: RowChange;
  fields: { field: string; before: string; after: string }[];
}

export interface DecidedSheet {
  rows: DecidedRow[];
  unchanged: number;
  errors: SheetPlace[];
}

/** Names of units that the sheet of problems mentions, to be looked up together. */
export function unitsNamed(book: ReadBook): string[] {
  for (const sheet of book.sheets) {
    const head = findHead<ProblemColumn>(sheet, problemColumns, ["number", "what", "toUnit"]);
    if (head)
      return [
        ...new Set(
          sheet.rows
            .filter((row) => row.row > head.row)
            .map((row) => cellAt(row, head.columns.get("toUnit")).text)
            .filter(Boolean),
        ),
      ];
  }
  return [];
}

/**
 * Compares a workbook with the report as it stands; rows left alone are left alone.
 * @returns null where it is not the workbook of a report
 */
export function decideSheet(
  book: ReadBook,
  rows: readonly ReportRow[],
  units: ReadonlyMap<string, string>,
): DecidedSheet | null {
  const main = book.sheets
    .map((sheet) => ({ sheet, head: findHead<SheetColumn>(sheet, sheetColumns, ["progress", "key"]) }))
    .find((one) => one.head);
  if (!main?.head) return null;
  const errors: SheetPlace[] = [];
  const known = new Map(rows.map((row) => [row.id as string, row]));
  const decided = new Map<string, DecidedRow>();
  for (const read of main.sheet.rows.filter((row) => row.row > (main.head?.row ?? 0))) {
    const fault = tellerOf(errors, main.sheet, read, sheetColumns, main.head);
    const [id = "", version = ""] = cellAt(read, main.head.columns.get("key")).text.split(":");
    if (!id && read.texts.every((text) => text.trim() === "")) continue;
    const current = known.get(id);
    if (!current) fault("key", "sheet.unknown-row");
    else if (decided.has(id)) fault("key", "sheet.twice");
    else decided.set(id, changeOf(read, main.head, current, Number(version), fault));
  }
  problemsIn(book, decided, rows, units, errors);
  const all = [...decided.values()];
  const changed = all.filter((one) => one.fields.length > 0);
  return { rows: changed, unchanged: all.length - changed.length, errors: errors.slice(0, mostPlaces) };
}

type Tell<Field> = (field: Field, code: SheetFault, facts?: Facts) => void;

function tellerOf<Field extends string>(
  errors: SheetPlace[],
  sheet: ReadSheet,
  read: ReadRow,
  words: Words,
  head: Head<Field>,
): Tell<Field> {
  return (field, code, facts = {}) => {
    const column = head.columns.get(field) ?? 0;
    const word = words[field] as { zh: string; en: string };
    const said: Facts = {
      field: { zh: word.zh, en: word.en },
      value: (read.texts[column] ?? "").slice(0, 60),
      ...facts,
    };
    const place = { sheet: sheet.name, row: read.row, column: column + 1, cell: cellName(column, read.row) };
    errors.push({
      ...place,
      code,
      zh: fill(sheetFaults[code].zh, said, "zh"),
      en: fill(sheetFaults[code].en, said, "en"),
    });
  };
}

/** What one row of the sheet changes. */
function changeOf(
  read: ReadRow,
  head: Head<SheetColumn>,
  current: ReportRow,
  version: number,
  fault: Tell<SheetColumn>,
): DecidedRow {
  const decided: DecidedRow = { row: read.row, current, change: {}, fields: [] };
  const take = <F extends keyof RowChange & SheetColumn>(field: F, now: string, then: string, value: RowChange[F]) => {
    if (now === then) return;
    // Whoever exported saw another state; what they meant is theirs to say on the page.
    if (version !== current.version) return fault(field, "sheet.conflict");
    decided.change[field] = value;
    decided.fields.push({ field, before: now, after: then });
  };
  const cell = (field: SheetColumn) => cellAt(read, head.columns.get(field));
  for (const field of ["progress", "nextStep", "nextPerson", "percentReason"] as const) {
    if (!head.columns.has(field)) continue;
    const { text, kind } = cell(field);
    if (kind === "formula") fault(field, "sheet.formula");
    else if (text.length > longest[field]) fault(field, "sheet.too-long", { limit: longest[field] });
    else take(field, current[field] ?? "", text, text || null);
  }
  if (head.columns.has("nextDue")) {
    const due = cell("nextDue");
    const found = due.text === "" ? { day: "" } : dayOf(due, "last");
    if (!found) fault("nextDue", "sheet.bad-day");
    else take("nextDue", current.nextDue ?? "", found.day, found.day || null);
  }
  if (head.columns.has("percent") && current.part === "lead") {
    const { text } = cell("percent");
    const value = text === "" ? null : Number(text.replace(/%$/, ""));
    if (value !== null && !(Number.isInteger(value) && value >= 0 && value <= 100))
      fault("percent", "sheet.bad-percent");
    else
      take(
        "percent",
        current.percent === null ? "" : String(current.percent),
        value === null ? "" : String(value),
        value,
      );
  }
  if (head.columns.has("confidence")) {
    const { text } = cell("confidence");
    const code = Object.entries(confidencePoints).find(([, word]) => word.zh === text || word.en === text)?.[0];
    if (text !== "" && !code) fault("confidence", "sheet.bad-choice");
    else
      take(
        "confidence",
        current.confidence === null ? "" : String(current.confidence),
        code ?? "",
        code ? Number(code) : null,
      );
  }
  const same = cell("unchanged").text;
  if (same !== "" && yesNoOf(same) === null) fault("unchanged", "sheet.bad-choice");
  else if (yesNoOf(same) === true && current.entry !== "unchanged" && !decided.change.progress) {
    if (version !== current.version) fault("unchanged", "sheet.conflict");
    else {
      delete decided.change.progress;
      decided.change.unchanged = true;
      decided.fields = decided.fields.filter((one) => one.field !== "progress");
      decided.fields.push({ field: "unchanged", before: "", after: same });
    }
  }
  return decided;
}

const lineOf = (one: { kind: string; what: string; toUnitId: string | null; dueOn: string | null }) =>
  [one.kind, one.what, one.toUnitId ?? "", one.dueOn ?? ""].join("\u0001");

/** The second sheet holds all problems of all rows: those of a task replace what the row has. */
function problemsIn(
  book: ReadBook,
  decided: ReadonlyMap<string, DecidedRow>,
  rows: readonly ReportRow[],
  units: ReadonlyMap<string, string>,
  errors: SheetPlace[],
): void {
  const found = book.sheets
    .map((sheet) => ({
      sheet,
      head: findHead<ProblemColumn>(sheet, problemColumns, ["number", "kind", "what", "toUnit"]),
    }))
    .find((one) => one.head);
  if (!found?.head) return;
  const { sheet, head } = found;
  const byNumber = new Map(rows.map((row) => [numberOf(row), row]));
  const given = new Map<string, Omit<Problem, "id" | "toUnitName" | "openedAt">[]>();
  for (const read of sheet.rows.filter((row) => row.row > head.row)) {
    const fault = tellerOf(errors, sheet, read, problemColumns, head);
    const cell = (field: ProblemColumn) => cellAt(read, head.columns.get(field));
    const what = cell("what").text;
    const number = cell("number").text;
    if (what === "" && number === "") continue;
    const row = byNumber.get(number);
    const kindText = cell("kind").text;
    const kind = Object.entries(problemKinds).find(([, word]) => word.zh === kindText || word.en === kindText)?.[0];
    const unitName = cell("toUnit").text;
    const due = cell("due").text === "" ? { day: null } : dayOf(cell("due"), "last");
    if (!row) fault("number", "sheet.unknown-number");
    else if (!kind) fault("kind", "sheet.bad-choice");
    else if (what.length > longest.what || what.length < 2) fault("what", "sheet.too-long", { limit: longest.what });
    else if (unitName && !units.has(unitName)) fault("toUnit", "sheet.unknown-unit");
    else if (!due) fault("due", "sheet.bad-day");
    else {
      const list = given.get(row.id) ?? [];
      list.push({
        kind: kind as "problem",
        what,
        toUnitId: unitName ? (units.get(unitName) ?? null) : null,
        dueOn: due.day,
      });
      given.set(row.id, list);
    }
  }
  for (const one of decided.values()) {
    const list = given.get(one.current.id) ?? [];
    const now = one.current.problems.map(lineOf);
    if (now.join("\n") === list.map(lineOf).join("\n")) continue;
    const kept = new Map(one.current.problems.map((problem) => [lineOf(problem), problem.id]));
    one.change.problems = list.map((line) => {
      const id = kept.get(lineOf(line));
      return { ...(id ? { id } : {}), ...line } as never;
    });
    one.fields.push({ field: "problems", before: String(now.length), after: String(list.length) });
  }
}
