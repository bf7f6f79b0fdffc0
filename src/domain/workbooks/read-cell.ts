// What a cell of the file says in the terms of one field: a comparable code, the value to save, the words to show, or a fault.
import type { UnitMatch } from "../organisations/unit-lookup.ts";
import type { TaskPart } from "../tasks/model.ts";
import type { CellFault } from "./cell-places.ts";
import { dayOf, stateOf, unitNamesOf, yesNoOf } from "./cell-values.ts";
import { workbookColumns } from "./columns.ts";
import { type FileCell, tidyText } from "./file-rows.ts";
import { type WorkbookField, workbookWords } from "./model.ts";
import { type LedgerTask, shownText } from "./task-cells.ts";

export interface ReadValue {
  /** Equal values have equal codes. */
  code: string;
  value: string | boolean | null | readonly UnitMatch[];
  shown: string;
  /** Worth telling, though it can be used. */
  notice?: CellFault;
}

export type Reading = { value: ReadValue } | { fault: CellFault };

export type KnownUnits = ReadonlyMap<string, UnitMatch>;

const nothing: ReadValue = { code: "", value: null, shown: "" };
const plainValue = (text: string): Reading => ({ value: { code: text, value: text, shown: text } });

/** Reads a cell; an empty one is the empty value. */
export function readCell(cell: FileCell, field: WorkbookField, units: KnownUnits): Reading {
  const { text, kind } = cell;
  if (kind === "formula") return { fault: { code: "workbook.formula" } };
  if (kind === "error") return { fault: { code: "workbook.error-value", facts: { value: text } } };
  if (text === "") return { value: nothing };
  const { longest, choices } = workbookColumns[field];
  if (longest && text.length > longest)
    return { fault: { code: "workbook.too-long", facts: { length: text.length, limit: longest } } };
  if (field === "startsOn") return readDay(cell, "first");
  if (field === "dueOn") return readDay(cell, "last");
  if (choices?.list === "yesNo") return readYesNo(text);
  if (choices?.list === "unit") return readUnits(text, units);
  if (choices?.list === "group") return readGroup(text, units);
  if (field === "state") return readState(text);
  return plainValue(text);
}

function readDay(cell: FileCell, edge: "first" | "last"): Reading {
  const found = dayOf(cell, edge);
  if (!found) return { fault: { code: "workbook.bad-day", facts: { value: cell.text } } };
  const { day, read } = found;
  const notice: CellFault = { code: "workbook.day-read-as", facts: { value: cell.text, day } };
  return { value: { code: day, value: day, shown: day, ...(read ? { notice } : {}) } };
}

function readYesNo(text: string): Reading {
  const value = yesNoOf(text);
  if (value === null) return { fault: { code: "workbook.not-yes-no", facts: { value: text } } };
  return { value: { code: String(value), value, shown: workbookWords[value ? "yes" : "no"].zh } };
}

function readState(text: string): Reading {
  const state = stateOf(text);
  if (!state) return { fault: { code: "workbook.unknown-state", facts: { value: text } } };
  return { value: { code: state, value: state, shown: text } };
}

function readUnits(text: string, units: KnownUnits): Reading {
  const found: UnitMatch[] = [];
  for (const name of unitNamesOf(text)) {
    const match = units.get(name);
    if (!match) return { fault: { code: "workbook.unit-unknown", facts: { name } } };
    if (!match.exact)
      return {
        fault: {
          code: match.name === name || match.shortName === name ? "workbook.unit-unclear" : "workbook.unit-unknown",
          facts: { name },
          suggestion: match.shortName,
        },
      };
    if (!found.some((unit) => unit.unitId === match.unitId)) found.push(match);
  }
  const shown = found.map((unit) => unit.shortName).join("、");
  return { value: { code: found.map((unit) => unit.unitId).join(" "), value: found, shown } };
}

function readGroup(text: string, units: KnownUnits): Reading {
  const name = text.replace(/\s+/g, "");
  const match = units.get(name);
  if (!match?.exact)
    return { fault: { code: "workbook.unit-unknown", facts: { name }, suggestion: match?.shortName ?? null } };
  if (match.kind !== "group") return { fault: { code: "workbook.not-a-group", facts: { name } } };
  return { value: { code: match.unitId, value: match.unitId, shown: match.shortName } };
}

/** Names that the cells of these rows may hold, each once, to be looked up together. */
export function namesIn(rows: readonly { cells: ReadonlyMap<WorkbookField, FileCell> }[]): Set<string> {
  // Most rows have the same few texts: each is taken apart once.
  const units = new Set<string>();
  const groups = new Set<string>();
  for (const { cells } of rows) {
    for (const field of ["lead", "support"] as const) units.add(cells.get(field)?.text ?? "");
    groups.add(cells.get("group")?.text ?? "");
  }
  const names = [...[...units].flatMap(unitNamesOf), ...[...groups].map((text) => text.replace(/\s+/g, ""))];
  return new Set(names.filter((name) => name !== ""));
}

const idsOf = (task: LedgerTask, part: TaskPart) =>
  task.units
    .filter((unit) => unit.part === part)
    .map((unit) => unit.unitId)
    .join(" ");

/** The code of what a task holds, to be compared with `ReadValue.code`. */
export function codeOf(task: LedgerTask, field: WorkbookField): string {
  switch (field) {
    case "lead":
    case "support":
      return idsOf(task, field);
    case "group":
      return task.groupId ?? "";
    case "state":
      return task.state;
    case "needsNational":
    case "isPublic":
      return String(task[field]);
    default:
      return tidyText(shownText(task, field));
  }
}

/** Does the cell still show what the task shows, in either language of the workbook? */
export function showsSame(cell: FileCell, task: LedgerTask, field: WorkbookField): boolean {
  if (cell.kind === "formula" || cell.kind === "error") return false;
  return cell.text === tidyText(shownText(task, field, "zh")) || cell.text === tidyText(shownText(task, field, "en"));
}
