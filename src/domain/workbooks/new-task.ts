// A row that means no task of the ledger yet: what is needed to enter it, and what is wrong with it.
import type { UnitMatch } from "../organisations/unit-lookup.ts";
import { sectionMark, type TaskChange, type TaskPart } from "../tasks/model.ts";
import type { CellFault } from "./cell-places.ts";
import { dayOf } from "./cell-values.ts";
import { workbookColumns } from "./columns.ts";
import type { FileRow } from "./file-rows.ts";
import type { WorkbookField } from "./model.ts";
import { type KnownUnits, readCell } from "./read-cell.ts";

export interface NewTask {
  number: string | null;
  path: string[];
  text: string;
  dueText: string | null;
  dueOn: string | null;
  units: { unitId: string; part: TaskPart }[];
  /** Its other fields. */
  change: TaskChange;
}

type Told = [field: WorkbookField | null, fault: CellFault][];

/** `fresh` is null where something is wrong. */
export function decideNewTask(row: FileRow, units: KnownUnits): { fresh: NewTask | null; faults: Told; notices: Told } {
  const faults: Told = [];
  const notices: Told = [];
  const values = new Map<WorkbookField, string | boolean | null | readonly UnitMatch[]>();
  for (const [field, cell] of row.cells) {
    if (workbookColumns[field].taken === "never" || (cell.text === "" && cell.kind === "empty")) continue;
    const read = readCell(cell, field, units);
    if ("fault" in read) faults.push([field, read.fault]);
    else {
      values.set(field, read.value.value);
      if (read.value.notice) notices.push([field, read.value.notice]);
    }
  }
  const textOf = (field: WorkbookField) => (values.get(field) as string | undefined) ?? null;
  const text = textOf("text");
  if (!text && !faults.some(([field]) => field === "text")) faults.push(["text", { code: "workbook.empty" }]);
  if (values.has("state") && values.get("state") !== "draft")
    notices.push(["state", { code: "workbook.enters-as-draft" }]);
  const due = dueOf(row, textOf("dueText"), textOf("dueOn"));
  const startsOn = textOf("startsOn");
  if (startsOn && due.dueOn && startsOn > due.dueOn)
    faults.push(["startsOn", { code: "workbook.due-before-start", facts: { due: due.dueOn } }]);
  if (!text || faults.length > 0) return { fresh: null, faults, notices };
  const change: Record<string, unknown> = {};
  for (const [field, value] of values) {
    const { edits } = workbookColumns[field];
    if (edits && value !== null) change[edits] = value;
  }
  const path = textOf("section") ?? row.section ?? "";
  return {
    fresh: {
      number: textOf("number"),
      path: path.split(sectionMark).flatMap((part) => part.trim() || []),
      text,
      ...due,
      units: (["lead", "support"] as const).flatMap((part) =>
        ((values.get(part) as readonly UnitMatch[] | undefined) ?? []).map(({ unitId }) => ({ unitId, part })),
      ),
      change: change as TaskChange,
    },
    faults,
    notices,
  };
}

/** The due day, and how it was written; a date in the column for words is both. */
function dueOf(row: FileRow, written: string | null, on: string | null): Pick<NewTask, "dueText" | "dueOn"> {
  const cell = row.cells.get("dueText");
  const meant = cell && written ? (dayOf(cell, "last")?.day ?? null) : null;
  const isNumber = cell?.kind === "number" && meant !== null;
  return { dueText: isNumber ? meant : written, dueOn: on ?? meant };
}
