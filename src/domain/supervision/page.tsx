// Orders 督办单 as a list: what is open, what waits to be issued, what is late; filters stand in the address.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { type Search, writeSearch } from "../../app/web/search.ts";
import { PastList, sameDay } from "../../app/web/shell/past.tsx";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { type Column, DataTable } from "../../app/web/ui/data-table.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { OrderFlag } from "../../app/web/ui/order-flag.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type OrderSummary, orderGrades, orderStates } from "./model.ts";
import { namesOf, OrderDue } from "./page-order-line.tsx";
import { SupervisionScreens } from "./page-screens.tsx";
import { words } from "./page-words.ts";
import { openOrderStates } from "./rules.ts";
import "./page.css";

export function OrdersPage() {
  const { say } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  useTitle(say(words.orders));
  const change = (next: Search) =>
    void navigate({ to: ".", search: (now: Search) => ({ ...now, ...next }), replace: true });
  const found = useOrders(programmeId, search);
  const orders = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="orders-screen">
      <SupervisionScreens programmeId={programmeId} />
      <OrdersBar search={search} onChange={change} />
      <h1 className="sr">{say(words.orders)}</h1>
      <PastList of={say(words.orders)} but={say(words.pastLinks)} />
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={8} /> : null}
      {found.data && orders.length === 0 ? (
        <EmptyState
          title={say(words.empty)}
          next={search.asOf ? say(words.emptyNext) : `${say(words.emptyNext)} ${say(words.addNext)}`}
        >
          <Link className="btn btn-do" to="/p/$programmeId/ledger" params={{ programmeId }}>
            {say(words.toLedger)}
          </Link>
        </EmptyState>
      ) : null}
      {orders.length > 0 ? <OrdersTable programmeId={programmeId} orders={orders} asOf={search.asOf} /> : null}
      {found.data ? (
        <Pager
          shown={orders.length}
          total={found.data.pages[0]?.total ?? 0}
          busy={found.isFetchingNextPage}
          onMore={() => void found.fetchNextPage()}
        />
      ) : null}
    </div>
  );
}

/** What is proposed or open, unless the address says otherwise. */
function useOrders(programmeId: string, { state, grade, late, unit, q, sort, asOf }: Search) {
  const states = state === "all" || late ? undefined : (state ?? ["proposed", ...openOrderStates].join(","));
  const filter = {
    ...(states ? { state: states } : {}),
    ...(grade ? { grade } : {}),
    ...(late ? { late: "true" as const } : {}),
    ...(unit ? { unit } : {}),
    ...(q ? { q } : {}),
    ...(sort ? { sort } : {}),
    ...sameDay(asOf),
  };
  return useInfiniteQuery({
    queryKey: ["orders", programmeId, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.supervision.listOrders(
        {
          programmeId: programmeId as ProgrammeId,
          limit: 50,
          ...(filter as object),
          ...(pageParam ? { after: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function OrdersBar({ search, onChange }: { search: Search; onChange: (change: Search) => void }) {
  const { say, word } = useMessages();
  const [unitName, setUnitName] = useState("");
  const chip = (label: string, on: boolean, next: Search) => (
    <Chip pressed={on} onPress={() => onChange({ state: undefined, late: undefined, ...(on ? {} : next) })}>
      {label}
    </Chip>
  );
  return (
    <div className="bar no-print">
      {chip(say(words.pending), !search.state && !search.late, {})}
      {chip(say(words.open), search.state === openOrderStates.join(","), { state: openOrderStates.join(",") })}
      {chip(say(words.toIssue), search.state === "proposed", { state: "proposed" })}
      {chip(say(words.late), search.late === "true", { late: "true" })}
      {chip(say(words.all), search.state === "all", { state: "all" })}
      <Select
        className="orders-select"
        aria-label={say(words.grade)}
        value={search.grade ?? ""}
        empty={say(words.anyGrade)}
        choices={Object.entries(orderGrades).map(([value, label]) => ({ value, label: word(label) }))}
        onChoose={(grade) => onChange({ grade: grade || undefined })}
      />
      <Select
        className="orders-select"
        aria-label={say(words.state)}
        value={search.state && search.state in orderStates ? search.state : ""}
        empty={say(words.anyState)}
        choices={Object.entries(orderStates).map(([value, label]) => ({ value, label: word(label) }))}
        onChoose={(state) => onChange({ state: state || undefined, late: undefined })}
      />
      <span className="orders-unit">
        <UnitSelect
          label={say(words.unit)}
          chosen={search.unit ? { id: search.unit, name: unitName || say(words.unit) } : null}
          onChoose={(unit) => {
            setUnitName(unit?.name ?? "");
            onChange({ unit: unit?.id });
          }}
        />
      </span>
      <input
        type="search"
        className="input orders-find"
        aria-label={say(words.find)}
        placeholder={say(words.find)}
        maxLength={100}
        value={search.q ?? ""}
        onChange={(event) => onChange({ q: event.target.value || undefined })}
      />
      <span className="bar-end">
        <AsOf day={search.asOf} onChange={(asOf) => onChange({ asOf })} />
      </span>
    </div>
  );
}

function OrdersTable({
  programmeId,
  orders,
  asOf,
}: {
  programmeId: string;
  orders: readonly OrderSummary[];
  asOf: string | undefined;
}) {
  const { say, word, list } = useMessages();
  const navigate = useNavigate();
  const columns: Column<OrderSummary>[] = [
    { key: "grade", label: say(words.grade), width: 6, cell: (row) => <OrderFlag grade={row.grade} /> },
    {
      key: "number",
      label: say(words.number),
      width: 10,
      cell: (row) => row.number ?? <span className="muted">{say(words.noNumber)}</span>,
    },
    {
      key: "matter",
      label: say(words.matter),
      link: true,
      cell: (row) => <span className="orders-matter">{row.matter}</span>,
    },
    { key: "leads", label: say(words.leads), width: 11, cell: (row) => list(namesOf(row.units, "lead")) },
    { key: "state", label: say(words.state), width: 6, cell: (row) => word(orderStates[row.state]) },
    { key: "due", label: say(words.due), width: 14, cell: (row) => <OrderDue order={row} /> },
  ];
  const hrefOf = (row: OrderSummary) => `/p/${programmeId}/orders/${row.id}${writeSearch(sameDay(asOf))}`;
  const open = (row: OrderSummary) =>
    void navigate({
      to: "/p/$programmeId/orders/$orderId",
      params: { programmeId, orderId: row.id },
      search: sameDay(asOf),
    });
  return (
    <DataTable
      caption={say(words.orders)}
      columns={columns}
      rows={orders}
      keyOf={(row) => row.id}
      hrefOf={hrefOf}
      onShow={open}
      onOpen={open}
      card={(row) => (
        <span className="orders-card">
          <span className="orders-card-head">
            <OrderFlag grade={row.grade} /> {row.number ?? say(words.noNumber)} · {word(orderStates[row.state])}
          </span>
          <span className="orders-matter">{row.matter}</span>
          <span className="orders-hint muted">
            {list(namesOf(row.units, "lead"))} · <OrderDue order={row} />
          </span>
        </span>
      )}
    />
  );
}
