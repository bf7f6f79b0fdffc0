// The ledger by unit 按单位: what each carries and how it stands. Every number opens the ledger filtered to it.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef } from "react";
import { api } from "../../../app/web/api.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { useHere } from "../../../app/web/shell/here.tsx";
import { Chip } from "../../../app/web/ui/chip.tsx";
import type { TableSort } from "../../../app/web/ui/data-table.tsx";
import { EmptyState } from "../../../app/web/ui/empty-state.tsx";
import { useNarrow } from "../../../app/web/ui/narrow.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Pager } from "../../../app/web/ui/pager.tsx";
import { Select } from "../../../app/web/ui/select.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { codesOf } from "../../../kernel/labels.ts";
import { unitKinds } from "../../organisations/model.ts";
import { askedOf, type LedgerViewProps } from "../ledger/page-ledger-view.tsx";
import { lights } from "../model.ts";
import type { UnitFigureSort } from "../model-figures.ts";
import { UnitCard, UnitRow } from "./page-by-unit-row.tsx";
import { words } from "./page-by-unit-words.ts";
import "../../../app/web/ui/data-table.css";
import "./page-by-unit.css";

/** Kinds that carry tasks, in the order in which offices think of them. */
const kinds = ["group", "department", "district", "platform", "outside"] as const;

export function LedgerByUnit({ programmeId, search, onChange, onShow }: LedgerViewProps) {
  const { say, word } = useMessages();
  const { programme } = useHere();
  const narrow = useNarrow();
  // What needs attention comes first, unless the address says otherwise.
  const sort = sortOf(search.units) ?? { by: "late", down: true };
  const asked = {
    ...askedOf(search),
    ...(search.kind ? { kind: search.kind } : {}),
    // Where as many are late, those who carry more come first.
    sort: `${sort.down ? "-" : ""}${sort.by},${sort.by === "lead" ? "-late" : "-lead"}`,
  };
  const found = useInfiniteQuery({
    queryKey: ["tasks", programmeId, "list", "units", asked],
    queryFn: ({ pageParam, signal }) =>
      api.tasks.unitFigures(
        { programmeId, limit: 200, ...asked, ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const units = found.data?.pages.flatMap((page) => page.items) ?? [];
  const total = found.data?.pages[0]?.total ?? 0;
  const table = useRef<HTMLTableElement>(null);
  // The way from a number to the rows behind it keeps the day and the filters that made the number.
  const linkOf = (filter: Search): Search => {
    const { view: _view, kind: _kind, units: _units, saved: _saved, ...rest } = search;
    return { ...rest, ...filter };
  };
  const shared = { programmeId, linkOf, onShow };
  return (
    <div className="ledger-view by-unit">
      <div className="by-unit-choices no-print">
        <fieldset className="by-unit-kinds">
          <legend className="sr">{say(words.kinds)}</legend>
          <Chip pressed={!search.kind} onPress={() => onChange({ kind: undefined })}>
            {say(words.kindsAll)}
          </Chip>
          {kinds.map((kind) => (
            <Chip key={kind} pressed={search.kind === kind} onPress={() => onChange({ kind })}>
              {word(unitKinds[kind])}
            </Chip>
          ))}
        </fieldset>
        {narrow ? <SortChoice sort={sort} onChange={onChange} /> : null}
        {units.some((unit) => unit.kind === "group") ? <span className="muted">{say(words.groupCarries)}</span> : null}
      </div>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={12} /> : null}
      {found.data && units.length === 0 ? <EmptyState title={say(words.empty)} next={say(words.emptyNext)} /> : null}
      {units.length > 0 && narrow ? (
        <ul className="by-unit-cards">
          {units.map((unit) => (
            <UnitCard key={unit.unitId} unit={unit} {...shared} />
          ))}
        </ul>
      ) : null}
      {units.length > 0 && !narrow ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the links inside, and is nothing itself
        <div className="table-scroll" onKeyDown={(event) => walk(event, table.current)}>
          <table className="table by-unit-table" ref={table}>
            <caption className="sr">{say(words.caption, { programme: programme?.title ?? "" })}</caption>
            <thead>
              <tr>
                <Head by="name" label={say(words.unit)} sort={sort} onChange={onChange} className="by-unit-name" />
                <Head by="lead" label={say(words.lead)} sort={sort} onChange={onChange} className="is-right" />
                {codesOf(lights).map((light) =>
                  light === "red" ? (
                    <Head
                      key={light}
                      by="red"
                      label={word(lights[light])}
                      sort={sort}
                      onChange={onChange}
                      className="is-right"
                    />
                  ) : (
                    <th key={light} scope="col" className="is-right">
                      {word(lights[light])}
                    </th>
                  ),
                )}
                <Head by="late" label={say(words.late)} sort={sort} onChange={onChange} className="is-right" />
                <Head by="support" label={say(words.support)} sort={sort} onChange={onChange} className="is-right" />
                <th scope="col" className="by-unit-states">
                  {say(words.states)}
                </th>
                <Head by="next" label={say(words.next)} sort={sort} onChange={onChange} className="by-unit-next" />
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <UnitRow key={unit.unitId} unit={unit} {...shared} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {found.data ? (
        <Pager
          shown={units.length}
          total={total}
          busy={found.isFetchingNextPage}
          onMore={() => void found.fetchNextPage()}
        />
      ) : null}
      <footer className="ledger-foot no-print">
        {found.data ? <span>{say(words.count, { count: total })}</span> : null}
      </footer>
    </div>
  );
}

const sortOf = (text: string | undefined): TableSort | null =>
  text ? { by: text.replace(/^-/, ""), down: text.startsWith("-") } : null;

/** Numbers are asked for from the largest down first, names and days from the smallest up; a third press lets go. */
function nextSort(sort: TableSort | null, by: UnitFigureSort): string | undefined {
  const downFirst = by !== "name" && by !== "next";
  if (sort?.by !== by) return downFirst ? `-${by}` : by;
  return sort.down === downFirst ? (downFirst ? by : `-${by}`) : undefined;
}

function Head({
  by,
  label,
  sort,
  className,
  onChange,
}: {
  by: UnitFigureSort;
  label: string;
  sort: TableSort | null;
  className?: string;
  onChange: (change: Search) => void;
}) {
  const { say } = useMessages();
  const sorted = sort?.by === by ? (sort.down ? "descending" : "ascending") : null;
  return (
    <th scope="col" className={className} aria-sort={sorted ?? "none"}>
      <button
        type="button"
        title={say("sortBy", { column: label })}
        onClick={() => onChange({ units: nextSort(sort, by) })}
      >
        {label}
        <i aria-hidden="true" className={sorted ? `is-${sorted}` : undefined} />
      </button>
    </th>
  );
}

function SortChoice({ sort, onChange }: { sort: TableSort; onChange: (change: Search) => void }) {
  const { say } = useMessages();
  const choices = [
    { value: "-late", label: say(words.late) },
    { value: "name", label: say(words.unit) },
    { value: "-lead", label: say(words.lead) },
    { value: "next", label: say(words.next) },
  ].map(({ value, label }) => ({ value, label: say("sortBy", { column: label }) }));
  return (
    <Select
      aria-label={say("sortBy", { column: "" })}
      value={`${sort.down ? "-" : ""}${sort.by}`}
      choices={choices}
      onChoose={(units) => onChange({ units })}
    />
  );
}

/** Arrow keys go from number to number as in a sheet. */
function walk(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const here = document.activeElement;
  const cell = here?.closest("td");
  const row = cell?.closest("tr");
  if (!table || !cell || !row || event.altKey || event.ctrlKey || event.metaKey) return;
  const linkIn = (target: Element | null | undefined) => target?.querySelector<HTMLElement>("a, button");
  const rowBy = (step: "nextElementSibling" | "previousElementSibling") => {
    for (let next = row[step]; next; next = next[step]) {
      const link = linkIn((next as HTMLTableRowElement).cells[cell.cellIndex]);
      if (link) return link;
    }
    return null;
  };
  const cellBy = (step: "nextElementSibling" | "previousElementSibling") => {
    for (let next = cell[step]; next; next = next[step]) {
      const link = linkIn(next);
      if (link) return link;
    }
    return null;
  };
  const ways: Record<string, () => HTMLElement | null> = {
    ArrowDown: () => rowBy("nextElementSibling"),
    ArrowUp: () => rowBy("previousElementSibling"),
    ArrowRight: () => cellBy("nextElementSibling"),
    ArrowLeft: () => cellBy("previousElementSibling"),
  };
  const way = ways[event.key];
  if (!way) return;
  event.preventDefault();
  way()?.focus();
}
