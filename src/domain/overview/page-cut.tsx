// The 1+9+N cut: working groups with their rates, or departments, districts and platforms with what they carry; never in an order of merit.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { type UnitKind, unitKinds } from "../organisations/model.ts";
import { AddressLink } from "../organisations/page-unit-link.tsx";
import { lights } from "../tasks/model.ts";
import type { UnitFigures } from "../tasks/model-figures.ts";
import type { Overview } from "./model.ts";
import { GroupsTable } from "./page-groups.tsx";
import { LedgerLink, type OverviewPart } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";
import "./page-cut.css";

/** The kinds of the cut, in the order of the plan; the first needs no choosing. */
const kinds = ["group", "department", "district", "platform"] as const satisfies readonly UnitKind[];

export function CutBox({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const { say, word } = useMessages();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const kind = kinds.find((one) => one === search.cut) ?? "group";
  const choose = (next: string) =>
    void navigate({
      to: ".",
      search: { ...search, cut: next === "group" ? undefined : next } as never,
      replace: true,
      resetScroll: false,
    });
  return (
    <section className="overview-box" aria-labelledby="overview-groups">
      <h2 id="overview-groups">
        {word(unitKinds[kind])}
        <Select
          className="no-print overview-cut"
          aria-label={say(words.cut)}
          value={kind}
          choices={kinds.map((one) => ({ value: one, label: word(unitKinds[one]) }))}
          onChoose={choose}
        />
      </h2>
      {kind === "group" ? (
        <GroupsTable overview={overview} asOf={asOf} />
      ) : (
        <UnitsTable key={kind} overview={overview} asOf={asOf} kind={kind} />
      )}
    </section>
  );
}

/** Shown before somebody asks for all. */
const shownFirst = 10;

function UnitsTable({ overview, asOf, kind }: { overview: Overview; asOf: string | undefined; kind: UnitKind }) {
  const { say, word } = useMessages();
  const [all, setAll] = useState(false);
  const at = { programmeId: overview.programmeId, asOf };
  const { data, error, refetch } = useQuery({
    queryKey: ["tasks", overview.programmeId, "list", "overview-cut", kind, asOf ?? ""],
    queryFn: ({ signal }) =>
      api.tasks.unitFigures(
        { programmeId: overview.programmeId, kind, parts: "with", limit: 1000, ...(asOf ? { asOf } : {}) },
        { signal },
      ),
  });
  const units = data?.items ?? [];
  if (error) return <RefusalNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  if (units.length === 0) return <p className="muted">{say(words.cutNone)}</p>;
  return (
    <>
      <div className="table-scroll">
        <table className="table overview-table is-units">
          <thead>
            <tr>
              <th scope="col" className="overview-name">
                {word(unitKinds[kind])}
              </th>
              <th scope="col">{say(words.cutLead)}</th>
              {codesOf(lights).map((light) => (
                <th key={light} scope="col">
                  {word(lights[light])}
                </th>
              ))}
              <th scope="col">{say(words.cutLate)}</th>
              <th scope="col">{say(words.cutSupport)}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? units : units.slice(0, shownFirst)).map((unit) => (
              <UnitLine key={unit.unitId} at={at} unit={unit} whole={overview.whole} />
            ))}
          </tbody>
        </table>
      </div>
      {units.length > shownFirst ? (
        <Button kind="quiet" onClick={() => setAll(!all)}>
          {all ? say(words.showFewer) : say(words.showAll, { count: units.length })}
        </Button>
      ) : null}
    </>
  );
}

function UnitLine({ at, unit, whole }: { at: OverviewPart; unit: UnitFigures; whole: boolean }) {
  const { say, word } = useMessages();
  const own = { lead: unit.unitId as string, parts: "with" };
  const cell = (column: string, count: number, filter: Record<string, string>, tone?: string) => (
    <td key={column}>
      {count === 0 ? (
        <span className="muted">·</span>
      ) : (
        <LedgerLink at={at} filter={filter} label={say(words.cell, { row: unit.name, column, count })}>
          {tone ? <i className={`mark-light is-${tone} overview-dot`} aria-hidden="true" /> : null}
          {count}
        </LedgerLink>
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row" className="overview-name">
        {whole ? (
          <AddressLink href={`/p/${at.programmeId}/units/${unit.unitId}${at.asOf ? `?asOf=${at.asOf}` : ""}`}>
            {unit.shortName}
          </AddressLink>
        ) : (
          <LedgerLink at={at} filter={{ unit: unit.unitId, parts: "with" }}>
            {unit.shortName}
          </LedgerLink>
        )}
      </th>
      {cell(say(words.cutLead), unit.lead, own)}
      {codesOf(lights).map((light) => cell(word(lights[light]), unit.leadLights[light] ?? 0, { ...own, light }, light))}
      {cell(say(words.cutLate), unit.late, { ...own, late: "true" }, undefined)}
      {cell(say(words.cutSupport), unit.support, { support: unit.unitId, parts: "with" })}
    </tr>
  );
}
