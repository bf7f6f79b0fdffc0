// 后台任务: all that I have asked for, newest first; the office sees what was asked for in its programmes.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../web/api.ts";
import { useMessages, useTitle } from "../web/messages.tsx";
import { Chip } from "../web/ui/chip.tsx";
import { EmptyState } from "../web/ui/empty-state.tsx";
import { RefusalNotice } from "../web/ui/notice.tsx";
import { Pager } from "../web/ui/pager.tsx";
import { Skeleton } from "../web/ui/skeleton.tsx";
import { jobStates, type JobState as State, terms } from "./model.ts";
import { isOpen, JobProgress, JobState } from "./page-job.tsx";
import { words } from "./page-words.ts";
import "./page.css";

const lookEvery = 2000;

export function JobsPage() {
  const { say, word, instant } = useMessages();
  const [state, setState] = useState<State | null>(null);
  useTitle(word(terms.job));
  const found = useInfiniteQuery({
    queryKey: ["jobs", "all", state ?? ""],
    queryFn: ({ signal, pageParam }) =>
      api.work.listJobs({ ...(state ? { state } : {}), ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(isOpen)) ? lookEvery : false),
  });
  const jobs = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="jobs-page">
      <h1>{word(terms.job)}</h1>
      <p className="muted">{say(words.lead)}</p>
      <fieldset className="jobs-filter" aria-label={say(words.states)}>
        <Chip pressed={state === null} onPress={() => setState(null)}>
          {say("all")}
        </Chip>
        {(Object.keys(jobStates) as State[]).map((one) => (
          <Chip key={one} pressed={state === one} onPress={() => setState(one)}>
            {word(jobStates[one])}
          </Chip>
        ))}
      </fieldset>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={5} /> : null}
      {found.data && jobs.length === 0 ? <EmptyState title={say(words.empty)} next={say(words.emptyNext)} /> : null}
      <ul className="jobs-list">
        {jobs.map((job) => (
          <li key={job.id}>
            <JobState job={job} />
            <p className="muted jobs-by">
              {job.personName
                ? say(words.by, { person: job.personName, instant: instant(job.madeAt) })
                : say(words.made, { instant: instant(job.madeAt) })}
            </p>
          </li>
        ))}
      </ul>
      <Pager
        shown={jobs.length}
        total={found.data?.pages[0]?.total ?? 0}
        busy={found.isFetchingNextPage}
        onMore={() => void found.fetchNextPage()}
      />
    </div>
  );
}

/** One job by its address, for a link in a notice or a bookmark. */
export function JobPage() {
  const { say, word } = useMessages();
  const { jobId = "" } = useParams({ strict: false });
  useTitle(word(terms.job));
  return (
    <div className="jobs-page">
      <h1>{word(terms.job)}</h1>
      <JobProgress id={jobId} />
      <Link to="/jobs" className="btn jobs-all">
        {say(words.all)}
      </Link>
    </div>
  );
}
