// The ledger as a list by unit.
import type { LedgerViewProps } from "./page-ledger-view.tsx";

export function LedgerByUnit({ programmeId }: LedgerViewProps) {
  return <p data-programme={programmeId} className="muted" />;
}
