// What each row of a file does to the ledger: which task it means, what was changed in it, by whom that may be done, and
// whether somebody else changed the same since the file was exported. Nobody's work is overwritten, nothing is deleted.

import { cellName } from "../../workbook/cell-text.ts";
import { plain } from "../intake/compile/fold.ts";
import type { UnitMatch } from "../organisations/unit-lookup.ts";
import type { TaskChange, TaskPart } from "../tasks/model.ts";
import { type ActorFacts, explainRefusal, ledgerScope, mayDo, mayEditFields, type TaskFacts } from "../tasks/rules.ts";
import { type CellFault, placeOf } from "./cell-places.ts";
import { workbookColumns } from "./columns.ts";
import { type FileCell, type FileRow, keyOf } from "./file-rows.ts";
import type { CellPlace, FieldConflict, FieldDifference, WorkbookField } from "./model.ts";
import { decideNewTask, type NewTask } from "./new-task.ts";
import { codeOf, type KnownUnits, readCell, showsSame } from "./read-cell.ts";
import { type LedgerTask, shownText } from "./task-cells.ts";

export interface ImportFacts {
  /** Headings of the file by column from 0. */
  headings: readonly string[];
  /** Every task of the programme that the actor sees, as it is now. */
  tasks: readonly LedgerTask[];
  /** Tasks as they were exported, by `keyOf`, where that is not how they are now. */
  exported: ReadonlyMap<string, LedgerTask>;
  units: KnownUnits;
  actor: ActorFacts;
  officeUnitId: string;
}

export interface WantedUnit {
  unitId: string;
  part: TaskPart;
  ownDuty: string | null;
}

export interface DecidedRow {
  row: FileRow;
  outcome: "added" | "changed" | "unchanged" | "conflict" | "error";
  task: LedgerTask | null;
  /** Of a new row. */
  fresh: NewTask | null;
  change: TaskChange;
  /** All units of the task anew; null where they stay. */
  units: WantedUnit[] | null;
  differences: FieldDifference[];
  conflicts: FieldConflict[];
}

export interface Decided {
  rows: DecidedRow[];
  dropped: LedgerTask[];
  errors: CellPlace[];
  notices: CellPlace[];
}

/** Decides every row of a file, in its order. */
export function decideRows(rows: readonly FileRow[], facts: ImportFacts): Decided {
  const told: Told = { errors: [], notices: [], headings: facts.headings };
  const find = taskFinder(rows, facts, told);
  const isOffice = ledgerScope(facts.actor, facts.officeUnitId).all;
  const numbers = new Map<string, number>();
  const freshRows = new Map<string, number>();
  const decided = rows.map((row): DecidedRow => {
    noteRow(row, told);
    const found = find(row);
    if (found === "faulty") return rowOf(row, null, "error");
    if (found) return decideKnown(row, found, facts, told);
    if (!isOffice) {
      tell(told, row, null, { code: "workbook.add-not-yours" });
      return rowOf(row, null, "error");
    }
    noteNumber(row, numbers, told);
    const twin = twinOf(row, freshRows);
    if (twin !== undefined) {
      tell(told, row, null, { code: "workbook.row-twice", facts: { row: twin } });
      return rowOf(row, null, "error");
    }
    const { fresh, faults, notices } = decideNewTask(row, facts.units);
    for (const [field, fault] of notices) note(told, row, field, fault);
    for (const [field, fault] of faults) tell(told, row, field, fault);
    return { ...rowOf(row, null, fresh ? "added" : "error"), fresh };
  });
  const seen = new Set(decided.flatMap(({ task }) => task?.id ?? []));
  return {
    rows: decided,
    dropped: facts.tasks.filter((task) => !seen.has(task.id)),
    errors: told.errors,
    notices: told.notices,
  };
}

interface Told {
  errors: CellPlace[];
  notices: CellPlace[];
  headings: readonly string[];
}

const tell = (told: Told, row: FileRow, field: WorkbookField | null, fault: CellFault) =>
  void told.errors.push(placeOf(told.headings, row, field, fault));
const note = (told: Told, row: FileRow, field: WorkbookField | null, fault: CellFault) =>
  void told.notices.push(placeOf(told.headings, row, field, fault));

const rowOf = (row: FileRow, task: LedgerTask | null, outcome: DecidedRow["outcome"]): DecidedRow => ({
  row,
  outcome,
  task,
  fresh: null,
  change: {},
  units: null,
  differences: [],
  conflicts: [],
});

function noteRow(row: FileRow, told: Told): void {
  if (row.isHidden) note(told, row, null, { code: "workbook.hidden-row" });
  for (const [field, cell] of row.cells)
    if (cell.mergedWith) note(told, row, field, { code: "workbook.merged", facts: { row: cell.mergedWith } });
}

function noteNumber(row: FileRow, numbers: Map<string, number>, told: Told): void {
  const number = plain(row.cells.get("number")?.text ?? "");
  if (number === "" || row.cells.get("number")?.mergedWith) return;
  const first = numbers.get(number);
  if (first) note(told, row, "number", { code: "workbook.number-twice", facts: { number, row: first } });
  else numbers.set(number, row.row);
}

/** The earlier new row with the same number and text; it notes this one where there is none. */
function twinOf(row: FileRow, seen: Map<string, number>): number | undefined {
  const text = textKey(row.cells.get("text")?.text ?? "");
  if (text === "") return undefined;
  const key = `${plain(row.cells.get("number")?.text ?? "")} ${text}`;
  const first = seen.get(key);
  if (first === undefined) seen.set(key, row.row);
  return first;
}

const textKey = (text: string) => plain(text);

/** Which task a row means: by its key, else by number and text, else by text. Tells the rows that mean none for sure. */
function taskFinder(rows: readonly FileRow[], facts: ImportFacts, told: Told) {
  const byId = new Map(facts.tasks.map((task) => [task.id as string, task]));
  const byText = new Map<string, LedgerTask[]>();
  for (const task of facts.tasks) {
    const same = byText.get(textKey(task.text));
    if (same) same.push(task);
    else byText.set(textKey(task.text), [task]);
  }
  // A row copied in the spreadsheet carries the key along; the one that still has the task's text keeps it.
  const owners = new Map<string, FileRow>();
  for (const row of rows) {
    const task = row.key && byId.get(row.key.taskId);
    if (!task) continue;
    const owner = owners.get(task.id);
    if (!owner || (hasTextOf(row, task) && !hasTextOf(owner, task))) owners.set(task.id, row);
  }
  const claimed = new Map<string, number>();
  return (row: FileRow): LedgerTask | "faulty" | null => {
    const text = row.cells.get("text")?.text ?? "";
    if (row.key) {
      const task = byId.get(row.key.taskId);
      if (!task) {
        tell(told, row, null, { code: "workbook.absent" });
        return "faulty";
      }
      if (owners.get(task.id) === row || hasTextOf(row, task)) return claim(row, task, claimed, told);
    }
    const same = text === "" ? [] : (byText.get(textKey(text)) ?? []);
    const number = row.cells.get("number")?.text ?? "";
    const numbered = same.filter((task) => (task.number ?? "") === number);
    const meant = numbered.length > 0 ? numbered : same;
    if (meant.length === 0) return null;
    if (meant.length > 1) {
      tell(told, row, "text", { code: "workbook.several-match" });
      return "faulty";
    }
    return claim(row, meant[0] as LedgerTask, claimed, told);
  };
}

const hasTextOf = (row: FileRow, task: LedgerTask) => {
  const cell = row.cells.get("text");
  return !cell || textKey(cell.text) === textKey(task.text);
};

function claim(row: FileRow, task: LedgerTask, claimed: Map<string, number>, told: Told): LedgerTask | "faulty" {
  const first = claimed.get(task.id);
  if (first !== undefined) {
    tell(told, row, null, { code: "workbook.row-twice", facts: { row: first } });
    return "faulty";
  }
  claimed.set(task.id, row.row);
  return task;
}

const taskFacts = (task: LedgerTask, officeUnitId: string): TaskFacts => ({
  officeUnitId,
  state: task.state,
  groupId: task.groupId,
  units: task.units,
  milestoneCount: 0,
  evidenceCount: 0,
  lastDoneBy: {},
});

/** May this person do to this field of this task what its column is for? The table of the ledger decides. */
function refusalOf(field: WorkbookField, task: LedgerTask, facts: ImportFacts): CellFault | null {
  const { taken, edits } = workbookColumns[field];
  const act = taken === "assign" ? "assign" : "edit";
  const may = mayDo(act, facts.actor, taskFacts(task, facts.officeUnitId));
  const decision = may.allowed && edits ? mayEditFields(task.mayEdit, [edits]) : may;
  if (decision.allowed) return null;
  const why = { zh: explainRefusal(decision, "zh"), en: explainRefusal(decision, "en") };
  return { code: "workbook.not-yours", facts: { why, now: shownText(task, field) } };
}

/** Compares a row with its task, field by field. */
function decideKnown(row: FileRow, task: LedgerTask, facts: ImportFacts, told: Told): DecidedRow {
  const decided = rowOf(row, task, "unchanged");
  const base = baseOf(row, task, facts);
  const wanted = new Map<TaskPart, readonly UnitMatch[]>();
  let isFaulty = false;
  const fail = (field: WorkbookField, fault: CellFault) => {
    isFaulty = true;
    tell(told, row, field, fault);
  };
  for (const [field, cell] of row.cells) {
    const compared = compare(cell, field, task, base, row, facts);
    if (compared.is === "same") continue;
    if (compared.is === "notice") note(told, row, field, compared.fault);
    else if (compared.is === "fault") fail(field, compared.fault);
    else if (compared.is === "conflict") decided.conflicts.push(compared.conflict);
    else {
      const { value, notice } = compared.read;
      if (notice) note(told, row, field, notice);
      decided.differences.push({
        field,
        cell: cellName(cell.column, row.row),
        before: shownText(task, field) || null,
        after: compared.read.shown || null,
      });
      const { edits } = workbookColumns[field];
      if (edits) Object.assign(decided.change, { [edits]: value });
      else if (field === "lead" || field === "support") wanted.set(field, (value ?? []) as readonly UnitMatch[]);
    }
  }
  const { startsOn } = decided.change;
  if (startsOn && task.dueOn && startsOn > task.dueOn)
    fail("startsOn", { code: "workbook.due-before-start", facts: { due: task.dueOn } });
  if (wanted.size > 0) decided.units = unitsOf(task, wanted);
  if (isFaulty) decided.outcome = "error";
  else if (decided.conflicts.length > 0) decided.outcome = "conflict";
  else if (decided.differences.length > 0) decided.outcome = "changed";
  return decided;
}

/** The task as the file was exported with it; null where that is not known. */
function baseOf(row: FileRow, task: LedgerTask, facts: ImportFacts): LedgerTask | null {
  if (!row.key || row.key.taskId !== task.id) return task;
  if (row.key.version === task.version) return task;
  return facts.exported.get(keyOf(row.key.taskId, row.key.version)) ?? null;
}

type Compared =
  | { is: "same" }
  | { is: "notice"; fault: CellFault }
  | { is: "fault"; fault: CellFault }
  | { is: "conflict"; conflict: FieldConflict }
  | { is: "change"; read: Extract<ReturnType<typeof readCell>, { value: unknown }>["value"] };

const same: Compared = { is: "same" };

/** One cell against the task as it is (`task`) and as it was exported (`base`). */
function compare(
  cell: FileCell,
  field: WorkbookField,
  task: LedgerTask,
  base: LedgerTask | null,
  row: FileRow,
  facts: ImportFacts,
): Compared {
  const isOurs = row.key !== null;
  if (showsSame(cell, task, field) || (base && showsSame(cell, base, field))) return same;
  // A form of others that leaves a field open does not empty it.
  if (!isOurs && cell.text === "" && cell.kind === "empty") return same;
  const now = shownText(task, field);
  const { taken } = workbookColumns[field];
  if (taken === "never") return { is: "notice", fault: { code: "workbook.read-only", facts: { now } } };
  const read = readCell(cell, field, facts.units);
  if ("fault" in read) return { is: "fault", fault: read.fault };
  const { code } = read.value;
  if (code === codeOf(task, field) || (base && code === codeOf(base, field))) return same;
  if (taken === "act") {
    if (field === "dueText" && readCell(cell, "dueOn", facts.units)) {
      const due = readCell(cell, "dueOn", facts.units);
      if ("value" in due && due.value.code === task.dueOn) return same;
    }
    const fault: CellFault = { code: "workbook.by-act", facts: { now } };
    return { is: isOurs ? "fault" : "notice", fault };
  }
  if (code === "" && (field === "lead" || field === "shortTitle"))
    return { is: "fault", fault: { code: field === "lead" ? "workbook.needs-lead" : "workbook.empty" } };
  if (code === "" && workbookColumns[field].choices?.list === "yesNo")
    return { is: "fault", fault: { code: "workbook.not-yes-no", facts: { value: "" } } };
  const refusal = refusalOf(field, task, facts);
  if (refusal) return { is: "fault", fault: refusal };
  if (base && codeOf(base, field) === codeOf(task, field)) return { is: "change", read: read.value };
  return {
    is: "conflict",
    conflict: {
      field,
      cell: cellName(cell.column, row.row),
      exported: base ? shownText(base, field) || null : null,
      file: read.value.shown || null,
      now: now || null,
    },
  };
}

/** All units anew: the parts that were changed as the file has them, the others and everybody's own duty as they are. */
function unitsOf(task: LedgerTask, wanted: ReadonlyMap<TaskPart, readonly UnitMatch[]>): WantedUnit[] {
  const dutyOf = (unitId: string, part: TaskPart) =>
    task.units.find((unit) => unit.unitId === unitId && unit.part === part)?.ownDuty ?? null;
  const parts: TaskPart[] = ["lead", "support", "guide"];
  return parts.flatMap((part) => {
    const given = wanted.get(part)?.map((unit) => unit.unitId);
    const ids = given ?? task.units.filter((unit) => unit.part === part).map((unit) => unit.unitId as string);
    return ids.map((unitId) => ({ unitId, part, ownDuty: dutyOf(unitId, part) }));
  });
}
