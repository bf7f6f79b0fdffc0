// 导入: bring a plan in, and the imports there are.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type ImportSummary, importStates } from "./model.ts";
import { DropPlan } from "./page-drop.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function ImportsPage() {
  const { say } = useMessages();
  useTitle(say(words.importsTitle));
  const imports = useInfiniteQuery({
    queryKey: ["imports"],
    queryFn: ({ pageParam, signal }) =>
      api.intake.listImports({ limit: 50, ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const items = imports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="imports">
      <h1>{say(words.importsTitle)}</h1>
      <p className="muted">{say(words.importsLead)}</p>
      <DropPlan />
      <RefusalNotice error={imports.error} onRetry={() => void imports.refetch()} />
      {imports.isPending ? <Skeleton lines={4} /> : null}
      {imports.data && items.length === 0 ? (
        <EmptyState title={say(words.importsEmptyTitle)} next={say(words.importsEmptyNext)} />
      ) : null}
      {items.length > 0 ? (
        <ul className="import-list">
          {items.map((item) => (
            <ImportLine key={item.id} item={item} />
          ))}
        </ul>
      ) : null}
      <Pager
        shown={items.length}
        total={imports.data?.pages[0]?.total ?? 0}
        busy={imports.isFetchingNextPage}
        onMore={() => void imports.fetchNextPage()}
      />
    </div>
  );
}

function ImportLine({ item }: { item: ImportSummary }) {
  const { say, word, instant } = useMessages();
  return (
    <li>
      <Link to="/imports/$importId" params={{ importId: item.id }}>
        <span className="import-title" lang="zh-CN">
          {item.title}
        </span>
        <span className={`import-state is-${item.state}`}>{word(importStates[item.state])}</span>
        <span className="import-hint">
          {[
            say(words.importTaskCount, { count: item.taskCount }),
            item.state === "draft" && item.openFindings > 0
              ? say(words.importOpenCount, { count: item.openFindings })
              : "",
            item.fileName,
            instant(item.madeAt),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </Link>
    </li>
  );
}
