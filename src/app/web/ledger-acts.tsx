// What modules put into the bar of the ledger, a line each: saved views at its beginning, acts such as export at its end.
// A line: lazy(async () => ({ default: (await import("../../domain/<module>/page-….tsx")).NamedExport })),
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Search } from "./search.ts";

export interface LedgerActProps {
  programmeId: string;
  /** The filters, view and day that the reader sees. */
  search: Search;
  onChange: (change: Search) => void;
}

/** What the bar over chosen rows gives to acts of other modules. */
export interface PickedActProps {
  programmeId: string;
  tasks: readonly { id: string; title: string }[];
}

export const pickedActs: readonly LazyExoticComponent<ComponentType<PickedActProps>>[] = [
  lazy(async () => ({ default: (await import("../../domain/supervision/page-urge-many.tsx")).UrgePicked })),
];

type LedgerAct = LazyExoticComponent<ComponentType<LedgerActProps>>;

export const ledgerViewPickers: readonly LedgerAct[] = [
  lazy(async () => ({ default: (await import("../../domain/organisations/page-cut.tsx")).UnitCut })),
  lazy(async () => ({ default: (await import("../../domain/views/page-saved-views.tsx")).SavedViews })),
];

export const ledgerActs: readonly LedgerAct[] = [
  lazy(async () => ({ default: (await import("../../domain/workbooks/page-acts.tsx")).WorkbookActs })),
];

/** At the end of the bar over the changes between two days; `search` holds `from` and `to`. */
export const changesActs: readonly LedgerAct[] = [
  lazy(async () => ({ default: (await import("../../domain/workbooks/page-acts.tsx")).ChangesBookAct })),
];
