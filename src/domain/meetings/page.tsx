// All meetings 现场办公与调度会: the latest first, with how many of their decisions are settled.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { type Search, writeSearch } from "../../app/web/search.ts";
import { useMe } from "../../app/web/session.tsx";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { PastList, sameDay } from "../../app/web/shell/past.tsx";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { type Column, DataTable } from "../../app/web/ui/data-table.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type MeetingKind, type MeetingSummary, meetingKinds, meetingStates, terms } from "./model.ts";
import { PlanMeeting } from "./page-plan.tsx";
import { words } from "./page-words.ts";
import "../matters/page.css";
import "./page.css";

export function MeetingsPage() {
  const { say, word } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const { kind, q, asOf } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const [planning, setPlanning] = useState(false);
  const isPlanner = useMe()?.duties.some((duty) => duty === "office" || duty === "group") ?? false;
  const mayPlan = isPlanner && !asOf;
  useTitle(word(terms.meeting));
  const change = (next: Search) =>
    void navigate({ to: ".", search: (now: Search) => ({ ...now, ...next }), replace: true });
  const filter = { ...(kind ? { kind: kind as MeetingKind } : {}), ...(q ? { q } : {}), ...sameDay(asOf) };
  const found = useInfiniteQuery({
    queryKey: ["meetings", programmeId, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.meetings.listMeetings(
        {
          programmeId: programmeId as ProgrammeId,
          limit: 50,
          ...filter,
          ...(pageParam ? { after: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const meetings = found.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (meetingId: string) =>
    void navigate({
      to: "/p/$programmeId/meetings/$meetingId",
      params: { programmeId, meetingId },
      search: sameDay(asOf),
    });
  const plan = (
    <Button kind="do" onClick={() => setPlanning(true)}>
      {say(words.add)}
    </Button>
  );
  return (
    <div className="dispatch-screen">
      <DispatchTabs programmeId={programmeId} />
      <div className="bar no-print">
        <Chip pressed={!kind} onPress={() => change({ kind: undefined })}>
          {say(words.allKinds)}
        </Chip>
        {Object.entries(meetingKinds).map(([code, label]) => (
          <Chip key={code} pressed={kind === code} onPress={() => change({ kind: kind === code ? undefined : code })}>
            {word(label)}
          </Chip>
        ))}
        <input
          type="search"
          className="input dispatch-find"
          aria-label={say(words.find)}
          placeholder={say(words.find)}
          maxLength={100}
          value={q ?? ""}
          onChange={(event) => change({ q: event.target.value || undefined })}
        />
        <span className="bar-end">
          <AsOf day={asOf} onChange={(next) => change({ asOf: next })} />
          {mayPlan ? plan : null}
        </span>
      </div>
      <div className="dispatch-list">
        <h1 className="sr">{word(terms.meeting)}</h1>
        <PastList of={word(terms.meeting)} but={say(words.pastLinks)} />
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && !found.error ? <Skeleton lines={8} /> : null}
        {found.data && meetings.length === 0 ? (
          <EmptyState title={say(words.empty)} next={say(isPlanner ? words.emptyNext : words.emptyForUnits)}>
            {mayPlan ? plan : null}
          </EmptyState>
        ) : null}
        {meetings.length > 0 ? (
          <MeetingsTable programmeId={programmeId} meetings={meetings} asOf={asOf} onOpen={open} />
        ) : null}
        {found.data ? (
          <Pager
            shown={meetings.length}
            total={found.data.pages[0]?.total ?? 0}
            busy={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
          />
        ) : null}
      </div>
      {planning ? (
        <PlanMeeting
          programmeId={programmeId}
          onSaved={(meeting) => open(meeting.id)}
          onClose={() => setPlanning(false)}
        />
      ) : null}
    </div>
  );
}

function MeetingsTable({
  programmeId,
  meetings,
  asOf,
  onOpen,
}: {
  programmeId: string;
  meetings: readonly MeetingSummary[];
  asOf: string | undefined;
  onOpen: (id: string) => void;
}) {
  const { say, word, day } = useMessages();
  const settled = (row: MeetingSummary) =>
    row.decisionCount === 0
      ? say("none")
      : say(words.settledOf, { settled: row.settledCount, total: row.decisionCount });
  const columns: Column<MeetingSummary>[] = [
    { key: "day", label: say(words.day), width: 9, cell: (row) => day(row.heldOn) },
    { key: "title", label: say(words.title), link: true, cell: (row) => row.title },
    { key: "kind", label: say(words.kind), width: 10, cell: (row) => word(meetingKinds[row.kind]) },
    { key: "host", label: say(words.host), width: 11, cell: (row) => row.hostUnit.name },
    { key: "items", label: say(words.items), width: 4, align: "right", cell: (row) => row.itemCount ?? say("none") },
    { key: "decisions", label: say(words.decisions), width: 9, cell: settled },
    { key: "state", label: say(words.state), width: 10, cell: (row) => word(meetingStates[row.state]) },
  ];
  return (
    <DataTable
      caption={word(terms.meeting)}
      columns={columns}
      rows={meetings}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/p/${programmeId}/meetings/${row.id}${writeSearch(sameDay(asOf))}`}
      onOpen={(row) => onOpen(row.id)}
      card={(row) => (
        <span className="dispatch-card">
          <span>{row.title}</span>
          <span className="dispatch-hint muted">
            {day(row.heldOn)} · {word(meetingKinds[row.kind])} · {word(meetingStates[row.state])}
          </span>
          {row.decisionCount > 0 ? <span className="dispatch-hint">{settled(row)}</span> : null}
        </span>
      )}
    />
  );
}
