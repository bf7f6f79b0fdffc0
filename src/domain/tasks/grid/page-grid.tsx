// The grid of the ledger 台账: the spreadsheet people know on wide screens, cards on a phone and in browsers too old for the grid.
import { useNarrow } from "../../../app/web/ui/narrow.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { clearedFilters, isFiltered, type LedgerViewProps } from "../ledger/page-ledger-view.tsx";
import { LedgerCards } from "./page-grid-cards.tsx";
import { useLedgerRows } from "./page-grid-load.tsx";
import { Nothing } from "./page-grid-nothing.tsx";
import { LedgerSheet } from "./page-grid-sheet.tsx";

/** The grid stands on subgrid and on iterators with `map`: Chrome and Edge 122, Firefox 131, Safari 18.4. */
const canGrid =
  CSS.supports("grid-template-columns", "subgrid") &&
  "map" in Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

export function LedgerGrid(props: LedgerViewProps) {
  const { programmeId, search, onChange } = props;
  const narrow = useNarrow() || !canGrid;
  const ledger = useLedgerRows(programmeId, search, !narrow);
  const filtered = isFiltered(search);
  const nothing = !ledger.pending && !ledger.error && ledger.total === 0;
  return (
    <div className="ledger-view">
      <RefusalNotice error={ledger.error} onRetry={ledger.again} />
      {ledger.pending && !ledger.error ? <Skeleton lines={14} /> : null}
      {nothing && (narrow || !filtered) ? (
        <Nothing
          filtered={filtered}
          past={search.asOf !== undefined}
          onClear={() => onChange(clearedFilters(search))}
        />
      ) : null}
      {ledger.pending || (nothing && !filtered) ? null : narrow ? (
        <LedgerCards {...props} ledger={ledger} />
      ) : (
        <LedgerSheet {...props} ledger={ledger} />
      )}
    </div>
  );
}
