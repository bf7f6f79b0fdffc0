// Units 单位: all of them by kind, below their parents; found by any name they have or had.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useMe } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { organisationsApi } from "./contract.ts";
import { type UnitKind, type UnitSummary, unitKinds } from "./model.ts";
import { AddUnit } from "./page-edit-unit.tsx";
import { words } from "./page-words.ts";
import "./page.css";

/** Units fetched at once; the server's largest page. */
const pageSize = 200;

/** A city's units are a few hundred: all pages are fetched, so that parents and children stand together. */
async function listAllUnits(signal: AbortSignal): Promise<UnitSummary[]> {
  const units: UnitSummary[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page = await api.organisations.listUnits(
      { limit: pageSize, sort: "tree", ...(after ? { after } : {}) },
      { signal },
    );
    units.push(...page.items);
    after = page.next;
  }
  return units;
}

export function UnitsPage() {
  const { say, word } = useMessages();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const me = useMe();
  const [text, setText] = useState("");
  const [adding, setAdding] = useState(false);
  const q = useDeferredValue(text.trim());
  const all = useQuery({ queryKey: ["units", "all"], queryFn: ({ signal }) => listAllUnits(signal) });
  const found = useQuery({
    queryKey: ["units", "found", q],
    queryFn: ({ signal }) => api.organisations.listUnits({ q, limit: pageSize }, { signal }),
    enabled: q !== "",
    placeholderData: (before) => before,
  });
  useTitle(say(words.unitsTitle));
  const units = (q ? found.data?.items : all.data) ?? [];
  const kinds = (Object.keys(unitKinds) as UnitKind[]).filter((kind) => units.some((unit) => unit.kind === kind));
  const chosen = kinds.includes(search.kind as UnitKind) ? (search.kind as UnitKind) : null;
  const mayAdd = me?.duties.some((duty) => (organisationsApi.addUnit.for as readonly string[]).includes(duty));
  const choose = (kind: UnitKind | null) =>
    void navigate({ to: ".", search: (now: Search) => ({ ...now, kind: kind ?? undefined }), replace: true });
  return (
    <div className="units">
      <div className="bar no-print">
        <input
          type="search"
          className="input units-search"
          aria-label={say(words.unitsSearch)}
          placeholder={say(words.unitsSearch)}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {mayAdd ? (
          <span className="bar-end">
            <Button kind="do" onClick={() => setAdding(true)}>
              {say(words.newUnit)}
            </Button>
          </span>
        ) : null}
      </div>
      <div className="units-paper">
        <h1>{say(words.unitsTitle)}</h1>
        <span className="units-kinds">
          <Chip pressed={chosen === null} onPress={() => choose(null)}>
            {say("all")} <span className="muted">{units.length}</span>
          </Chip>
          {kinds.map((kind) => (
            <Chip key={kind} pressed={chosen === kind} onPress={() => choose(chosen === kind ? null : kind)}>
              {word(unitKinds[kind])} <span className="muted">{units.filter((unit) => unit.kind === kind).length}</span>
            </Chip>
          ))}
        </span>
        <RefusalNotice error={all.error ?? found.error} onRetry={() => void all.refetch()} />
        {all.isPending ? <Skeleton lines={12} /> : null}
        {units.length === 0 && !all.isPending && !found.isFetching && !all.error ? (
          <EmptyState title={say("unitsEmptyTitle")} next={say(words.unitsEmptyNext)} />
        ) : null}
        {kinds
          .filter((kind) => chosen === null || kind === chosen)
          .map((kind) => (
            <KindSection key={kind} kind={kind} units={units} />
          ))}
      </div>
      {adding ? <AddUnit onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function KindSection({ kind, units }: { kind: UnitKind; units: readonly UnitSummary[] }) {
  const { say, word } = useMessages();
  const here = units.filter((unit) => unit.kind === kind);
  const ids = new Set<string>(here.map((unit) => unit.id));
  const tops = here.filter((unit) => !unit.parentId || !ids.has(unit.parentId));
  return (
    <section aria-label={word(unitKinds[kind])}>
      <h2>
        {word(unitKinds[kind])} <span className="muted">{say(words.unitsCount, { count: here.length })}</span>
      </h2>
      <UnitList units={tops} among={here} />
    </section>
  );
}

function UnitList({ units, among }: { units: readonly UnitSummary[]; among: readonly UnitSummary[] }) {
  return (
    <ul className="unit-list">
      {units.map((unit) => {
        const below = among.filter((other) => other.parentId === unit.id);
        return (
          <li key={unit.id}>
            <UnitLine unit={unit} />
            {below.length > 0 ? <UnitList units={below} among={among} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

export function UnitLine({ unit }: { unit: UnitSummary }) {
  const { say } = useMessages();
  return (
    <Link
      to="/units/$unitId"
      params={{ unitId: unit.id }}
      className={unit.endedOn ? "unit-line is-ended" : "unit-line"}
    >
      <span>{unit.name}</span>
      {unit.shortName !== unit.name ? <span className="muted">{unit.shortName}</span> : null}
      {unit.known ? null : <Chip>{say(words.unitUnknown)}</Chip>}
      {unit.demo ? <Chip>{say("demo")}</Chip> : null}
    </Link>
  );
}
