// What the ledger gives to the acts that modules put into its bars (registered in ledger-acts.tsx).
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
