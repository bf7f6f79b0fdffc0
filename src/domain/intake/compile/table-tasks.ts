// Tasks in tables: head row, section rows that span the table, rows with number, text, units and deadline.
import type { Range, RowBlock } from "./blocks.ts";
import { deadlineOf } from "./deadlines.ts";
import type { Deadline } from "./draft.ts";
import { type Duties, readDuties } from "./duties.ts";
import { finding } from "./findings.ts";
import { fold, plain } from "./fold.ts";
import { numberingOf } from "./numbering.ts";
import { headingOf, type OutlineReader, unnumberedRank } from "./outline.ts";
import { addedUnitsOf, leadRuleOf } from "./standing-rules.ts";
import { type Column, columnOf, taskColumns } from "./table-columns.ts";
import type { BuiltTask, Stretch, TaskBuilder } from "./task-builder.ts";

interface GridCell extends Range {
  /** Folded, trimmed; empty for dashes. */
  text: string;
}

/** How many rows from the top may hold the head. */
const headRows = 6;

export interface TableReading {
  columns: Column[] | null;
  tasks: BuiltTask[];
}

/**
 * Read the rows of one table; `inherited` are the columns of the table before, for a table that goes on after a page break.
 *
 * Returns the columns found (null for a table without tasks) and the tasks in reading order.
 */
export function readTable(
  rows: RowBlock[],
  folded: string,
  original: string,
  outline: OutlineReader,
  builder: TaskBuilder,
  inherited: Column[] | null,
): TableReading {
  const grid = rows.map((row) => cellsOf(row, folded));
  const head = headOf(grid);
  const width = Math.max(0, ...grid.slice(0, headRows).map((row) => row.length));
  const columns = head?.columns ?? (inherited?.length === width ? inherited : null);
  const tasks: BuiltTask[] = [];
  if (!columns) return { columns: null, tasks };
  readNotes(rows, folded, builder);
  outline.closeUnnumbered();
  const state: RowState = { section: null, repeated: new Map(), last: null };
  for (let i = head?.next ?? 0; i < grid.length; i += 1) {
    const cells = grid[i];
    const row = rows[i];
    if (!cells || !row || cells.every((cell) => cell.text === "") || isHead(cells)) continue;
    const section = sectionOf(cells, columns);
    if (section) {
      enterSection(section, original, outline);
      state.repeated = new Map();
    } else {
      const task = readRow(cells, columns, row, original, outline, builder, state);
      if (task) tasks.push(task);
    }
  }
  return { columns, tasks };
}

interface RowState {
  /** Text of a category column that covers several rows. */
  section: string | null;
  /** Duties of the last row by column, for 同上. */
  repeated: Map<number, Duties>;
  last: BuiltTask | null;
}

function cellsOf(row: RowBlock, folded: string): GridCell[] {
  const cells: GridCell[] = [];
  for (const cell of row.cells) {
    const text = folded.slice(cell.start, cell.end).trim();
    const empty = /^[-—–/\\无]{1,3}$/.test(text);
    cells.push({ start: cell.start, end: cell.end, text: empty ? "" : text });
    for (let extra = 1; extra < Math.min(cell.span ?? 1, 100); extra += 1)
      cells.push({ start: cell.end, end: cell.end, text: "" });
  }
  return cells;
}

function headOf(grid: GridCell[][]): { columns: Column[]; next: number } | null {
  for (let i = 0; i < Math.min(headRows, grid.length); i += 1) {
    const row = grid[i] ?? [];
    const below = grid[i + 1];
    if (below && isHead(below) && row.filter((cell) => cell.text !== "").length > 1) {
      const merged = row.map((cell, at) => (below[at]?.text ? below[at].text : cell.text));
      const columns = taskColumns([...merged, ...below.slice(row.length).map((cell) => cell.text)]);
      if (columns) return { columns, next: i + 2 };
    }
    const columns = taskColumns(row.map((cell) => cell.text));
    if (columns) return { columns, next: i + 1 };
  }
  return null;
}

/** Is the row made of column heads only? */
function isHead(cells: GridCell[]): boolean {
  const words = cells.filter((cell) => cell.text !== "");
  return (
    words.length >= 2 &&
    words.every((cell) => cell.text.length <= 16 && !/[。;、]/.test(cell.text) && columnOf(cell.text) !== null)
  );
}

function readNotes(rows: RowBlock[], folded: string, builder: TaskBuilder): void {
  for (const row of [...rows.slice(0, headRows), ...rows.slice(-3)]) {
    const text = folded.slice(row.start, Math.min(row.end, row.start + 600));
    if (!/注[::]|牵头/.test(text)) continue;
    for (const cell of row.cells) {
      const words = folded.slice(cell.start, Math.min(cell.end, cell.start + 300));
      const rule = /[第首*★☆]|逗号/.test(words) ? leadRuleOf(words) : null;
      if (rule) builder.state(rule);
    }
  }
}

interface SectionRow {
  cell: GridCell;
}

function sectionOf(cells: GridCell[], columns: Column[]): SectionRow | null {
  const filled = cells.map((cell, at) => ({ cell, at })).filter((one) => one.cell.text !== "");
  const only = filled[0];
  if (!only) return null;
  const numbering = numberingOf(only.cell.text);
  const sectional = numbering !== null && numbering.rank < 7 && numbering.length < only.cell.text.length;
  if (filled.length === 1) {
    if (
      /^[\d.]+$/.test(only.cell.text) ||
      /^(?:注|备注|说明)[:\d]/.test(only.cell.text) ||
      /^(?:合计|总计|小计)/.test(only.cell.text)
    )
      return null;
    const column = columns[only.at];
    if (column?.kind === "text" && !sectional && /。|.{40}/.test(only.cell.text)) return null;
    return only.at === 0 || sectional || column?.kind === "number" ? { cell: only.cell } : null;
  }
  const second = filled[1];
  const headed = filled.length === 2 && columns[only.at]?.kind === "number" && second?.at === only.at + 1;
  if (
    headed &&
    second &&
    /^[一二三四五六七八九十]{1,3}[、.]?$|^[(][一二三四五六七八九十]{1,3}[)]$/.test(only.cell.text)
  ) {
    return { cell: { start: only.cell.start, end: second.cell.end, text: `${only.cell.text} ${second.cell.text}` } };
  }
  return null;
}

function enterSection({ cell }: SectionRow, original: string, outline: OutlineReader): void {
  const written = original.slice(cell.start, cell.end).replace(/\s*\|\s*/g, " ");
  const words = fold(written);
  const numbering = numberingOf(words);
  const source = { start: cell.start, end: cell.end };
  if (numbering) outline.enter({ ...headingOf(numbering, words, written, source), kind: "rowGroup" });
  else {
    const title = written.replace(/\s*\n\s*/g, "").replace(/。$/, "");
    outline.enter({ kind: "rowGroup", rank: unnumberedRank, number: null, title, label: title, source });
  }
}

function readRow(
  cells: GridCell[],
  columns: Column[],
  row: RowBlock,
  original: string,
  outline: OutlineReader,
  builder: TaskBuilder,
  state: RowState,
): BuiltTask | null {
  const parts: Range[] = [];
  const deadlines: Deadline[] = [];
  const duties: Duties[] = [];
  const own = new Map<number, Duties>();
  let number: string | null = null;
  let noteRow = false;
  cells.forEach((cell, at) => {
    const column = columns[at];
    if (!column || cell.text === "") return;
    if (column.kind === "number") number = numberOf(cell.text);
    else if (column.kind === "section") state.section = original.slice(cell.start, cell.end).replace(/\s*\n\s*/g, "");
    else if (column.kind === "due") deadlines.push(deadlineOf(cell.text, cell.start));
    else if (column.kind === "text") parts.push({ start: cell.start, end: cell.end });
    else if (column.kind === "units") {
      own.set(at, unitsOf(cell, at, column.role, state));
      duties.push(own.get(at) as Duties);
    }
    if (/^(?:注|备注|说明)[:\d]|^(?:合计|总计|小计)/.test(cell.text)) noteRow = true;
  });
  if (noteRow) return null;
  let merged = mergeDuties(duties);
  const goesOn = parts.length === 0 || (number === null && columns.some((column) => column.kind === "number"));
  if (duties.length > 0) state.repeated = own;
  else if (!goesOn && state.last && state.repeated.size > 0) {
    // A cell merged over several rows stands once, in the first of them.
    merged = mergeDuties([...state.repeated.values()]);
    builder.findings.push(finding("units.from-above", { number: number ?? "" }, { start: row.start, end: row.end }));
  }
  if (parts.length === 0 || (goesOn && merged.members === 0)) {
    if (state.last && parts.length > 0) for (const part of parts) builder.append(state.last, part);
    else if (state.last && merged.members > 0) builder.extend(state.last, merged, row.end);
    return null;
  }
  const ownNumber =
    number === null ? numberingOf(plain(original.slice(parts[0]?.start ?? 0, (parts[0]?.start ?? 0) + 12))) : null;
  if (ownNumber && parts[0]) {
    number = ownNumber.number;
    parts[0] = { start: parts[0].start + ownNumber.length, end: parts[0].end };
  }
  const stretch: Stretch = { parts, duties: merged, deadlines: [...deadlines, ...merged.deadlines] };
  const path = state.section === null ? outline.path() : [...outline.path(), state.section];
  const task = builder.build({
    number,
    parent: null,
    path,
    source: { start: row.start, end: row.end },
    stretches: [stretch],
    tail: null,
  });
  state.last = task;
  return task;
}

function numberOf(text: string): string {
  if (/^\d{1,3}(?:\.\d{1,3}){1,3}$/.test(text)) return text;
  return numberingOf(`${text}、`)?.number ?? text.replace(/[.、)(]/g, "");
}

function unitsOf(cell: GridCell, at: number, role: Duties["mentions"][number]["role"], state: RowState): Duties {
  const before = state.repeated.get(at);
  if (before && /^(?:同上|〃|")$/.test(cell.text)) return before;
  const duties = readDuties(cell.text, cell.start, role);
  for (const line of cell.text.split("\n")) {
    const added = addedUnitsOf(line, cell.start);
    if (added && duties.added.length === 0) duties.added.push(added);
  }
  return duties;
}

function mergeDuties(all: Duties[]): Duties {
  const shift = (duties: Duties, index: number) =>
    duties.mentions.map((mention) => ({ ...mention, group: mention.group + index * 1_000 }));
  return {
    mentions: all.flatMap(shift),
    openEnded: all.find((one) => one.openEnded)?.openEnded ?? null,
    deadlines: all.flatMap((one) => one.deadlines),
    leadRule: all.find((one) => one.leadRule)?.leadRule ?? null,
    added: all.flatMap((one) => one.added),
    doubts: all.flatMap((one) => one.doubts),
    stated: true,
    likely: all.reduce((sum, one) => sum + one.likely, 0),
    members: all.reduce((sum, one) => sum + one.members, 0),
  };
}
