// The log of reminders and urging: who was told of what, when and why.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { type Messages, useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { type Column, DataTable } from "../../app/web/ui/data-table.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Reminder, reminderSteps } from "./model-reminder.ts";
import { SupervisionScreens } from "./page-screens.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function RemindersPage() {
  const { say, word } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  useTitle(say(words.log));
  const change = (next: Search) =>
    void navigate({ to: ".", search: (now: Search) => ({ ...now, ...next }), replace: true });
  const found = useReminders(programmeId, search);
  const reminders = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="orders-screen">
      <SupervisionScreens programmeId={programmeId} />
      <div className="bar no-print">
        <Select
          className="orders-select"
          aria-label={say(words.step)}
          value={search.step ?? ""}
          empty={say(words.anyStep)}
          choices={Object.entries(reminderSteps).map(([value, label]) => ({ value, label: word(label) }))}
          onChoose={(step) => change({ step: step || undefined })}
        />
        <input
          type="search"
          className="input orders-find"
          aria-label={say(words.findLog)}
          placeholder={say(words.findLog)}
          maxLength={100}
          value={search.q ?? ""}
          onChange={(event) => change({ q: event.target.value || undefined })}
        />
      </div>
      <h1 className="sr">{say(words.log)}</h1>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={8} /> : null}
      {found.data && reminders.length === 0 ? (
        <EmptyState title={say(words.logEmpty)} next={say(words.logEmptyNext)} />
      ) : null}
      {reminders.length > 0 ? <RemindersTable programmeId={programmeId} reminders={reminders} /> : null}
      {found.data ? (
        <Pager
          shown={reminders.length}
          total={found.data.pages[0]?.total ?? 0}
          busy={found.isFetchingNextPage}
          onMore={() => void found.fetchNextPage()}
        />
      ) : null}
    </div>
  );
}

function useReminders(programmeId: string, { step, q }: Search) {
  const filter = { ...(step ? { step } : {}), ...(q ? { q } : {}) };
  return useInfiniteQuery({
    queryKey: ["reminders", programmeId, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.supervision.listReminders(
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

/** Why it was sent, in words: the working days and the rule, or who urged and with which words. */
export function whyOf(one: Reminder, { say }: Pick<Messages, "say">): string {
  if (one.step === "hand") return say(words.whyHand, { person: one.personName ?? "", text: one.note ?? "" });
  const sentence = one.days < 0 ? words.whyOverdue : words.whyBefore;
  return say(sentence, { days: Math.abs(one.days), rule: one.rule ?? "" });
}

export function reachedBy(one: Reminder, { list, say }: Pick<Messages, "list" | "say">): string {
  return list(
    one.handlers.map((handler) =>
      handler.people.length > 0
        ? `${handler.unitName}（${list(handler.people.map((person) => person.name))}）`
        : `${handler.unitName}（${say(words.urgeNobody)}）`,
    ),
  );
}

function RemindersTable({ programmeId, reminders }: { programmeId: string; reminders: readonly Reminder[] }) {
  const messages = useMessages();
  const { say, word, day, instant } = messages;
  const navigate = useNavigate();
  const columns: Column<Reminder>[] = [
    { key: "at", label: say(words.when), width: 11, cell: (row) => instant(row.at) },
    { key: "step", label: say(words.step), width: 12, cell: (row) => word(reminderSteps[row.step]) },
    {
      key: "what",
      label: say(words.what),
      link: true,
      cell: (row) => <span className="orders-matter">{row.title}</span>,
    },
    { key: "due", label: say(words.taskDue), width: 9, cell: (row) => day(row.dueOn) },
    {
      key: "why",
      label: say(words.why),
      width: 17,
      cell: (row) => <span className="orders-matter">{whyOf(row, messages)}</span>,
    },
    {
      key: "reached",
      label: say(words.reached),
      width: 16,
      cell: (row) => <span className="orders-matter">{reachedBy(row, messages)}</span>,
    },
  ];
  const open = (row: Reminder) =>
    row.subjectKind === "order"
      ? void navigate({ to: "/p/$programmeId/orders/$orderId", params: { programmeId, orderId: row.subjectId } })
      : void navigate({ to: "/p/$programmeId/tasks/$taskId", params: { programmeId, taskId: row.taskId } });
  return (
    <DataTable
      caption={say(words.log)}
      columns={columns}
      rows={reminders}
      keyOf={(row) => row.id}
      hrefOf={(row) =>
        row.subjectKind === "order"
          ? `/p/${programmeId}/orders/${row.subjectId}`
          : `/p/${programmeId}/tasks/${row.taskId}`
      }
      onShow={open}
      onOpen={open}
      card={(row) => (
        <span className="orders-card">
          <span className="orders-card-head">
            {word(reminderSteps[row.step])} · {instant(row.at)}
          </span>
          <span>{row.title}</span>
          <span className="orders-hint muted">{reachedBy(row, messages)}</span>
          <span className="orders-hint muted">{whyOf(row, messages)}</span>
        </span>
      )}
    />
  );
}
