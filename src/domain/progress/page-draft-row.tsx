// A row as it stands on the page: what was typed before what is saved, and what it lacks.
import type { Report, ReportRow } from "./model-report.ts";
import type { Autosave } from "./page-autosave.tsx";

export interface FillProps {
  row: ReportRow;
  report: Report;
  save: Autosave;
}

/** What stands in a field: what was typed, else what is saved. */
export const shownOf = <K extends "nextStep" | "nextPerson" | "nextDue" | "confidence" | "percent" | "percentReason">(
  { row, save }: Pick<FillProps, "row" | "save">,
  field: K,
): ReportRow[K] => (save.drafts[row.id]?.change[field] as ReportRow[K] | undefined) ?? row[field];

/** What a row lacks by what the server knows, and what has been typed since. */
export const lackingIn = (row: ReportRow, save: Autosave) =>
  save.drafts[row.id]?.change.progress || save.drafts[row.id]?.change.unchanged
    ? row.missing.filter((lack) => lack.code !== "row.text")
    : row.missing;
