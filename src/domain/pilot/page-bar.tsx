// The bar over the plan: which version, as of which day, only what is blank, search, print, and the lights of the whole.
import { useEffect, useRef } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Kbd } from "../../app/web/ui/kbd.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { Plan } from "./model.ts";
import { LightCounts } from "./page-strip.tsx";
import type { SetSearch, Walk } from "./page-walk.tsx";
import { words } from "./page-words.ts";
import type { Overview } from "./standing.ts";
import "./page-bar.css";

export function PlanBar({
  plan,
  overview,
  asOf,
  onlyBlank,
  query,
  found,
  walk,
  onQuery,
  onOutline,
  setSearch,
}: {
  plan: Plan;
  overview: Overview;
  asOf: string | undefined;
  onlyBlank: boolean;
  query: string;
  found: readonly number[];
  walk: Walk;
  onQuery: (query: string) => void;
  onOutline: () => void;
  setSearch: SetSearch;
}) {
  const { say } = useMessages();
  return (
    <div className="bar plan-bar no-print">
      <Button className="plan-bar-outline" onClick={onOutline}>
        {say(words.planOutline)}
      </Button>
      <Version plan={plan} setSearch={setSearch} />
      <AsOf day={asOf} onChange={(day) => setSearch({ asOf: day })} />
      <Chip pressed={onlyBlank} onPress={() => setSearch({ blank: onlyBlank ? undefined : "1" })}>
        {say(words.planOnlyBlank)} <b>{overview.whole.blanks}</b>
      </Chip>
      <Finder query={query} found={found} walk={walk} onQuery={onQuery} />
      <div className="bar-end">
        <LightCounts lights={overview.whole.lights} />
        <Button kind="quiet" className="plan-bar-print" onClick={() => window.print()}>
          {say("print")}
        </Button>
      </div>
    </div>
  );
}

function Version({ plan, setSearch }: { plan: Plan; setSearch: SetSearch }) {
  const { say, day } = useMessages();
  const { planVersion: shown, versions } = plan;
  if (versions.length < 2)
    return (
      <span className="plan-version">
        {[say(words.planVersionNumber, { ordinal: shown.ordinal }), shown.issuedOn ? day(shown.issuedOn) : ""]
          .filter(Boolean)
          .join(" · ")}
      </span>
    );
  const latest = versions.at(-1)?.id;
  return (
    <Select
      aria-label={say(words.planVersionLabel)}
      value={shown.id}
      choices={versions.map((version) => ({
        value: version.id,
        label: say(words.planVersionTaken, { ordinal: version.ordinal, day: day(version.confirmedAt) }),
      }))}
      onChoose={(id) => setSearch({ version: id === latest ? undefined : id, at: undefined })}
    />
  );
}

/** Search within the plan: `/` comes here, Enter walks on, Escape leaves. */
function Finder({
  query,
  found,
  walk,
  onQuery,
}: {
  query: string;
  found: readonly number[];
  walk: Walk;
  onQuery: (query: string) => void;
}) {
  const { say } = useMessages();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const come = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", come);
    return () => document.removeEventListener("keydown", come);
  }, []);
  const at = walk.selected === null ? -1 : found.indexOf(walk.selected);
  const step = (by: 1 | -1) => {
    if (found.length === 0) return;
    const from = walk.selected ?? -1;
    const next =
      by > 0
        ? (found.find((index) => index > from) ?? found[0])
        : (found.findLast((index) => index < from) ?? found.at(-1));
    if (next === undefined) return;
    walk.choose(next);
    document.querySelector(`[data-stop="${next}"]`)?.scrollIntoView({ block: "center" });
  };
  return (
    <search className="plan-find">
      <input
        ref={input}
        type="search"
        className="input"
        value={query}
        maxLength={100}
        placeholder={say(words.planFind)}
        aria-label={say(words.planFind)}
        aria-keyshortcuts="/"
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") {
            onQuery("");
            if (walk.reachable >= 0) walk.choose(walk.reachable, "focus");
          }
        }}
      />
      {query.trim() ? (
        <span className="plan-found" role="status">
          {found.length === 0 ? say(words.planFoundNone) : `${at < 0 ? "–" : at + 1} / ${found.length}`}
        </span>
      ) : (
        <Kbd>/</Kbd>
      )}
    </search>
  );
}
