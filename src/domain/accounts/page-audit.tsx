// The audit trail 审计: who did what and when, found by kind of event, person or record, and whether the seals still hold.
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { Button } from "../../app/web/ui/button.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { Event, Verification } from "../audit/model.ts";
import { words } from "./page-admin-words.ts";
import "../../app/web/ui/data-table.css";
import "./page-admin.css";

export function AuditPage() {
  const { say } = useMessages();
  const { subject } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const asked = { limit: 50, ...(q ? { q } : {}), ...(subject ? { subjectId: subject } : {}) };
  const found = useInfiniteQuery({
    queryKey: ["audit", asked],
    queryFn: ({ pageParam, signal }) =>
      api.audit.listEvents({ ...asked, ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const verifying = useMutation({ mutationFn: () => api.audit.verifyTrail({}) });
  useTitle(say(words.audit));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const toSubject = (id: string | undefined) => void navigate({ to: ".", search: id ? { subject: id } : {} });
  return (
    <div className="admin">
      <div className="bar no-print">
        <input
          type="search"
          className="input admin-search"
          aria-label={say(words.auditSearch)}
          placeholder={say(words.auditSearch)}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {subject ? <Button onClick={() => toSubject(undefined)}>{say(words.clearSubject)}</Button> : null}
        <span className="bar-end">
          <Button kind="do" busy={verifying.isPending} onClick={() => verifying.mutate()}>
            {say(words.verify)}
          </Button>
        </span>
      </div>
      <div className="admin-paper">
        <h1>{say(words.audit)}</h1>
        <RefusalNotice error={verifying.error ?? found.error} onRetry={() => void found.refetch()} />
        {verifying.data ? <Verified result={verifying.data} /> : null}
        {found.isPending ? <Skeleton lines={12} /> : null}
        {found.data && rows.length === 0 ? (
          <EmptyState title={say(words.auditNone)} next={say(words.auditNoneNext)} />
        ) : null}
        {rows.length > 0 ? <Table rows={rows} onSubject={toSubject} /> : null}
        {found.data ? (
          <Pager
            shown={rows.length}
            total={found.data.pages[0]?.total ?? 0}
            busy={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
          />
        ) : null}
      </div>
    </div>
  );
}

function Verified({ result }: { result: Verification }) {
  const { say, word } = useMessages();
  if (result.sound)
    return (
      <Notice>
        {say(words.sound, {
          seals: result.seals,
          events: result.sealedEvents,
          unsealed: result.unsealedEvents,
          digest: result.lastDigest.slice(0, 16),
        })}
      </Notice>
    );
  return (
    <Notice kind="error" title={say(words.broken, { count: result.problems.length })}>
      <ul>
        {result.problems.slice(0, 20).map((problem) => (
          <li key={`${problem.sealNumber}${problem.eventId}${problem.en}`}>
            {say(words.problem, { seal: problem.sealNumber ?? say("none"), what: word(problem) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Table({ rows, onSubject }: { rows: readonly Event[]; onSubject: (id: string) => void }) {
  const { say, word, instant } = useMessages();
  const heads = [words.at, words.who, words.what, words.about, words.note, words.from, words.seal];
  return (
    <div className="table-scroll">
      <table className="table admin-table">
        <caption className="sr">{say(words.audit)}</caption>
        <thead>
          <tr>
            {heads.map((label) => (
              <th key={label.en} scope="col">
                {word(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{instant(row.at)}</td>
              <th scope="row">{row.personName}</th>
              <td>{row.kind}</td>
              <td>
                <Button
                  kind="quiet"
                  aria-label={`${row.subjectKind} ${row.subjectId.slice(-6)} ${say(words.onlySubject)}`}
                  onClick={() => onSubject(row.subjectId)}
                >
                  {row.subjectKind} {row.subjectId.slice(-6)}
                </Button>
              </td>
              <td>{row.note ?? ""}</td>
              <td>{row.address}</td>
              <td>{row.sealNumber ?? say(words.unsealed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
