// The bar of the ledger: which view, saved views, groups and columns of the grid, the day as of which it is read, and what other modules do with it.
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { LedgerActProps } from "../../../app/web/ledger-act.ts";
import { ledgerActs, ledgerViewPickers } from "../../../app/web/ledger-acts.tsx";
import { useMessages } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { AsOf } from "../../../app/web/ui/as-of.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { useNarrow } from "../../../app/web/ui/narrow.tsx";
import { Select } from "../../../app/web/ui/select.tsx";
import { codesOf } from "../../../kernel/labels.ts";
import { words as changesWords } from "../changes/page-changes-words.ts";
import { readColumns, writeColumns } from "../grid/grid-columns.ts";
import { ColumnSetup } from "../grid/page-grid-setup.tsx";
import { taskGroupings } from "../model.ts";
import { LightFilters } from "./page-ledger-filters.tsx";
import { ledgerViewOf, ledgerViews } from "./page-ledger-view.tsx";
import { words } from "./page-ledger-words.ts";

const groupings = [...codesOf(taskGroupings), "none"] as const;
export type GridGrouping = (typeof groupings)[number];

/** How the grid is grouped: as the address says, else by section as long as the tasks stand in the order of the plan. */
export function groupingOf(search: Search): GridGrouping {
  const asked = groupings.find((grouping) => grouping === search.by);
  return asked ?? (!search.sort || search.sort === "ordinal" ? "section" : "none");
}

export function LedgerBar(props: LedgerActProps) {
  const { say, word } = useMessages();
  const { search, onChange } = props;
  const narrow = useNarrow();
  const shown = ledgerViewOf(search);
  return (
    <div className="bar ledger-bar no-print">
      <fieldset className="ledger-views">
        <legend className="sr">{say(words.views)}</legend>
        {codesOf(ledgerViews).map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={view === shown}
            onClick={() => onChange({ view: view === "grid" ? undefined : view })}
          >
            {word(ledgerViews[view])}
          </button>
        ))}
      </fieldset>
      <Registered acts={ledgerViewPickers} {...props} />
      {shown === "grid" && !narrow ? <GridSetup {...props} /> : null}
      <span className="bar-end">
        <AsOf day={search.asOf} onChange={(asOf) => onChange({ asOf })} />
        <CompareDays {...props} />
        <Registered acts={ledgerActs} {...props} />
        <Button className="ledger-print" onClick={() => print()}>
          {say("print")}
        </Button>
      </span>
    </div>
  );
}

/** Beside a past day its own notice leads on: that day against today. */
function CompareDays({ programmeId, search }: LedgerActProps) {
  const { say } = useMessages();
  if (search.asOf) return null;
  return (
    <Link className="btn" to="/p/$programmeId/ledger/changes" params={{ programmeId }}>
      {say(changesWords.open)}
    </Link>
  );
}

function Registered({ acts, ...props }: LedgerActProps & { acts: typeof ledgerActs }) {
  return acts.map((Act, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while the page is open
    <Act key={place} {...props} />
  ));
}

function GridSetup(props: LedgerActProps) {
  const { search, onChange } = props;
  const { say, word } = useMessages();
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <label className="ledger-group" htmlFor={id}>
        <span className="muted">{say(words.groupBy)}</span>
        <Select
          id={id}
          value={groupingOf(search)}
          choices={groupings.map((grouping) => ({
            value: grouping,
            label: grouping === "none" ? say(words.groupNone) : word(taskGroupings[grouping]),
          }))}
          onChoose={(by) => onChange({ by })}
        />
      </label>
      <Button onClick={() => setOpen(true)}>{say(words.columns)}</Button>
      <LightFilters {...props} />
      {open ? (
        <ColumnSetup
          columns={readColumns(search.cols)}
          onChange={(columns) => onChange({ cols: writeColumns(columns) })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
