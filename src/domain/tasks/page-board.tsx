// The ledger as a board by state.
import type { LedgerViewProps } from "./page-ledger-view.tsx";

export function LedgerBoard({ programmeId }: LedgerViewProps) {
  return <p data-programme={programmeId} className="muted" />;
}
