// What was typed and has not reached the server yet, kept in the browser so that neither a lost line nor a closed lid loses it.
import type { RowChange } from "./model-report.ts";

/** What is to be saved of one row, and the version it is based on. */
export interface Draft {
  version: number;
  change: RowChange;
}
export type Drafts = Readonly<Record<string, Draft>>;

const keyOf = (personId: string, reportId: string) => `shidian.report.${personId}.${reportId}`;

export function readDrafts(personId: string, reportId: string): Drafts {
  try {
    return JSON.parse(localStorage.getItem(keyOf(personId, reportId)) ?? "{}") as Drafts;
  } catch {
    return {};
  }
}

/** Only what is unsent is kept: nothing official stays behind on a shared computer. */
export function keepDrafts(personId: string, reportId: string, drafts: Drafts): void {
  try {
    if (Object.keys(drafts).length === 0) localStorage.removeItem(keyOf(personId, reportId));
    else localStorage.setItem(keyOf(personId, reportId), JSON.stringify(drafts));
  } catch {
    // A full or forbidden storage leaves the page's own memory, which the badge shows as unsaved.
  }
}
