// What modules put into the bar of the ledger, a line each: saved views at its beginning, acts such as export at its end.
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { UnitCut } from "../../domain/organisations/page-cut.tsx";
import { SavedViews } from "../../domain/views/page-saved-views.tsx";
import { ChangesBookAct, WorkbookActs } from "../../domain/workbooks/page-acts.tsx";
import type { LedgerActProps, PickedActProps } from "./ledger-act.ts";

export const pickedActs: readonly LazyExoticComponent<ComponentType<PickedActProps>>[] = [
  lazy(async () => ({ default: (await import("../../domain/supervision/page-urge-many.tsx")).UrgePicked })),
];

type LedgerAct = ComponentType<LedgerActProps>;

/** Always seen with the ledger, so that they come with its code; what is seen later comes when it is. */
export const ledgerViewPickers: readonly LedgerAct[] = [UnitCut, SavedViews];

export const ledgerActs: readonly LedgerAct[] = [WorkbookActs];

/** At the end of the bar over the changes between two days; `search` holds `from` and `to`. */
export const changesActs: readonly LedgerAct[] = [ChangesBookAct];
