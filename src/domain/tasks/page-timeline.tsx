// The ledger as a timeline.
import type { LedgerViewProps } from "./page-ledger-view.tsx";

export function LedgerTimeline({ programmeId }: LedgerViewProps) {
  return <p data-programme={programmeId} className="muted" />;
}
