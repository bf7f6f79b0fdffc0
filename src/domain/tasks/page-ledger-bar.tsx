// The bar of the ledger: which view, saved views, the day as of which it is read, and what other modules do with it (export, import).
import { Suspense } from "react";
import { type LedgerActProps, ledgerActs, ledgerViewPickers } from "../../app/web/ledger-acts.tsx";
import { useMessages } from "../../app/web/messages.tsx";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { ledgerViewOf, ledgerViews } from "./page-ledger-view.tsx";
import { words } from "./page-ledger-words.ts";

export function LedgerBar(props: LedgerActProps) {
  const { say, word } = useMessages();
  const { search, onChange } = props;
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
      <span className="bar-end">
        <AsOf day={search.asOf} onChange={(asOf) => onChange({ asOf })} />
        <Registered acts={ledgerActs} {...props} />
        <Button className="ledger-print" onClick={() => print()}>
          {say("print")}
        </Button>
      </span>
    </div>
  );
}

function Registered({ acts, ...props }: LedgerActProps & { acts: typeof ledgerActs }) {
  return acts.map((Act, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while the page is open
    <Suspense key={place} fallback={null}>
      <Act {...props} />
    </Suspense>
  ));
}
