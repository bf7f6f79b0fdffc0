// What every view of the ledger is given, which views there are, and which filters the address may hold.
import type { Search } from "../../../app/web/search.ts";
import { codesOf, defineLabels } from "../../../kernel/labels.ts";

export const ledgerViews = defineLabels({
  grid: { zh: "表格", en: "Grid" },
  timeline: { zh: "时间线", en: "Timeline" },
  board: { zh: "看板", en: "Board" },
  units: { zh: "按单位", en: "By unit" },
});
export type LedgerView = keyof typeof ledgerViews;

export const ledgerViewOf = (search: Search): LedgerView =>
  codesOf(ledgerViews).find((view) => view === search.view) ?? "grid";

export interface LedgerViewProps {
  programmeId: string;
  /** The address after `?`: filters under the names of the list operation, `asOf`, and what a view keeps of its own. */
  search: Search;
  /** Changes the address; `undefined` takes a name out. */
  onChange: (change: Search) => void;
  /** Shows a task in the sheet beside the view. */
  onShow: (taskId: string) => void;
  /** Opens the page of a task. */
  onOpen: (taskId: string) => void;
  /** The task in the sheet. */
  chosen: string | null;
}

/** Filters that the list operation knows: every view heeds them. */
export const filterNames = [
  "status",
  "light",
  "lead",
  "support",
  "unit",
  "group",
  "plan",
  "maturity",
  "section",
  "dueFrom",
  "dueTo",
  "late",
  "implemented",
  "reviewDue",
  "rescheduledFrom",
  "parts",
  "q",
] as const;

/** The filters and the day in the address, as the list operation takes them. */
export function askedOf(search: Search): Record<string, string> {
  const asked: Record<string, string> = {};
  for (const name of [...filterNames, "asOf"]) {
    const value = search[name];
    if (value) asked[name] = value;
  }
  return asked;
}

/** Filters on the loaded rows of the grid, `hasContact=…`. */
const isOwnFilter = (name: string) => /^has[A-Z]/.test(name);

const isFilter = (name: string) => (filterNames as readonly string[]).includes(name) || isOwnFilter(name);

export const isFiltered = (search: Search): boolean =>
  Object.entries(search).some(([name, value]) => value && isFilter(name));

/** Takes every filter out of the address. */
export const clearedFilters = (search: Search): Search =>
  Object.fromEntries(
    Object.keys(search)
      .filter(isFilter)
      .map((name) => [name, undefined]),
  );
