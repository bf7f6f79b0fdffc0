// Accounts and duties 账户与职责: one list for the three administrators, each with the acts of their own duty.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { duties } from "../organisations/model.ts";
import type { Account } from "./model.ts";
import { ManageAccount } from "./page-account.tsx";
import { words } from "./page-admin-words.ts";
import { OpenAccount } from "./page-open-account.tsx";
import "../../app/web/ui/data-table.css";
import "./page-admin.css";

export function AccountsPage() {
  const { say } = useMessages();
  const me = useMe();
  const [text, setText] = useState("");
  const [opening, setOpening] = useState(false);
  const [chosen, setChosen] = useState<Account | null>(null);
  const q = useDeferredValue(text.trim());
  const found = useInfiniteQuery({
    queryKey: ["accounts", q],
    queryFn: ({ pageParam, signal }) =>
      api.accounts.listAccounts(
        { limit: 50, ...(q ? { q } : {}), ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  useTitle(say(words.accounts));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="admin">
      <div className="bar no-print">
        <input
          type="search"
          className="input admin-search"
          aria-label={say(words.search)}
          placeholder={say(words.search)}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {me?.duties.includes("system") ? (
          <span className="bar-end">
            <Button kind="do" onClick={() => setOpening(true)}>
              {say(words.open)}
            </Button>
          </span>
        ) : null}
      </div>
      <div className="admin-paper">
        <h1>{say(words.accounts)}</h1>
        <p className="muted">{say(words.accountsNote)}</p>
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending ? <Skeleton lines={10} /> : null}
        {found.data && rows.length === 0 ? <EmptyState title={say(words.none)} next={say(words.noneNext)} /> : null}
        {rows.length > 0 ? <Table rows={rows} onManage={setChosen} /> : null}
        {found.data ? (
          <Pager
            shown={rows.length}
            total={found.data.pages[0]?.total ?? 0}
            busy={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
          />
        ) : null}
      </div>
      {opening ? <OpenAccount onClose={() => setOpening(false)} /> : null}
      {chosen ? <ManageAccount account={chosen} onClose={() => setChosen(null)} /> : null}
    </div>
  );
}

function Table({ rows, onManage }: { rows: readonly Account[]; onManage: (account: Account) => void }) {
  const { say, word, list } = useMessages();
  return (
    <div className="table-scroll">
      <table className="table admin-table">
        <caption className="sr">{say(words.accounts)}</caption>
        <thead>
          <tr>
            {[words.name, words.username, words.unit, words.duties, words.state].map((label) => (
              <th key={label.en} scope="col">
                {word(label)}
              </th>
            ))}
            <th scope="col">
              <span className="sr">{say(words.manage)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.personId}>
              <th scope="row">
                {row.name} {row.demo ? <Chip>{say("demo")}</Chip> : null}
              </th>
              <td>{row.username}</td>
              <td>{row.unitName}</td>
              <td>{list(row.duties.map((duty) => word(duties[duty]))) || say("none")}</td>
              <td>{say(stateOf(row))}</td>
              <td>
                <Button kind="quiet" aria-label={`${say(words.manage)} ${row.name}`} onClick={() => onManage(row)}>
                  {say(words.manage)}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function stateOf(account: Account) {
  if (account.disabled) return words.disabled;
  if (account.lockedUntil) return words.locked;
  return account.mustChange ? words.mustChange : words.normal;
}
