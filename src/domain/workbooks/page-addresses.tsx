// Addresses of the files that the server makes; the browser fetches them as downloads.
import type { Search } from "../../app/web/search.ts";
import { requestOf } from "../../http/client.ts";
import { codesOf } from "../../kernel/labels.ts";
import { workbooksApi } from "./contract.ts";
import { type WorkbookField, workbookFields } from "./model.ts";

/** Columns of the grid, as they stand in the address of the ledger, and what the workbook has for them. */
const fieldsOfColumn: Record<string, readonly WorkbookField[]> = {
  ordinal: ["number"],
  task: ["text"],
  progress: ["planned", "progress"],
  due: ["dueOn"],
  firstDueOn: [],
};

const asked = [
  "q",
  "status",
  "light",
  "maturity",
  "lead",
  "support",
  "unit",
  "group",
  "section",
  "dueFrom",
  "dueTo",
  "late",
  "asOf",
  "sort",
];

const fieldsOf = (column: string): readonly WorkbookField[] =>
  fieldsOfColumn[column] ?? workbookFieldNames.filter((field) => field === column);

const workbookFieldNames = codesOf(workbookFields);

/** The export of the ledger as it is seen. */
export function exportAddress(programmeId: string, search: Search, language: string): string {
  const columns = search.cols
    ?.split(",")
    .flatMap((part) => fieldsOf(part.split("~")[0] ?? ""))
    .join(",");
  const filters = Object.fromEntries(asked.map((name) => [name, search[name]]));
  return requestOf(workbooksApi.exportTasks, { programmeId, ...filters, language, columns }).url;
}

export const changesAddress = (programmeId: string, { from, to }: Search, language: string) =>
  requestOf(workbooksApi.exportChanges, { programmeId, from, to, language }).url;

export const templateAddress = (programmeId: string, language: string) =>
  requestOf(workbooksApi.exportTemplate, { programmeId, language }).url;

export const markedAddress = (programmeId: string, importId: string, language: string) =>
  requestOf(workbooksApi.exportMarked, { programmeId, importId, language }).url;
