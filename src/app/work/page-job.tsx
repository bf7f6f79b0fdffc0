// One job wherever it was started: how far it is, its last word, its file; it goes on when the page is left.
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../web/api.ts";
import { useMessages } from "../web/messages.tsx";
import { queries } from "../web/queries.ts";
import { useAnnounce } from "../web/ui/announcer.tsx";
import { Button } from "../web/ui/button.tsx";
import { RefusalNotice } from "../web/ui/notice.tsx";
import { Skeleton } from "../web/ui/skeleton.tsx";
import { type Job, type JobId, jobStates } from "./model.ts";
import { words } from "./page-words.ts";
import "./page.css";

/** How often a job that goes on is looked at, milliseconds. */
const lookEvery = 1500;

export const isOpen = (job: Pick<Job, "state">) => job.state === "waiting" || job.state === "running";

/** `onEnd`: told once when it is over, with how it went. */
export function JobProgress({ id, onEnd }: { id: string; onEnd?: (job: Job) => void }) {
  const found = useQuery({
    queryKey: ["jobs", "one", id],
    queryFn: async ({ signal }) => {
      const job = await api.work.getJob({ jobId: id as JobId }, { signal });
      if (!isOpen(job)) onEnd?.(job);
      return job;
    },
    refetchInterval: (query) => (query.state.data && !isOpen(query.state.data) ? false : lookEvery),
  });
  if (found.data) return <JobState job={found.data} />;
  if (found.error) return <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />;
  return <Skeleton lines={2} />;
}

/** What is known of a job, and what may be done with it. */
export function JobState({ job }: { job: Job }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const acting = useMutation({
    mutationFn: (act: "cancel" | "retry") =>
      act === "cancel" ? api.work.cancelJob({ jobId: job.id }) : api.work.retryJob({ jobId: job.id }),
    onSuccess: (_job, act) =>
      announce(say(act === "cancel" ? words.didCancel : words.didRetry, { title: word(job.title) })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
  return (
    <div className={`job job-${job.state}`}>
      <p className="job-head">
        <b>{word(job.title)}</b>
        <span className="job-state">{word(jobStates[job.state])}</span>
      </p>
      {isOpen(job) || job.state === "cancelled" ? <Bar job={job} /> : null}
      <p className="job-words" role="status">
        <Words job={job} />
      </p>
      <RefusalNotice error={acting.error} />
      <div className="job-acts no-print">
        {job.hasFile ? (
          <a className="btn btn-do" href={`/api/v1/jobs/${job.id}/result`} download>
            {say(words.file)}
          </a>
        ) : null}
        {job.abilities.cancel ? (
          <Button busy={acting.isPending} onClick={() => acting.mutate("cancel")}>
            {say(words.cancelJob)}
          </Button>
        ) : null}
        {job.abilities.retry ? (
          <Button busy={acting.isPending} onClick={() => acting.mutate("retry")}>
            {say(words.retryJob)}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Bar({ job }: { job: Job }) {
  const { say } = useMessages();
  if (job.state === "waiting" && job.done === 0) return null;
  const text = say(job.total === null ? words.progressOpen : words.progress, { done: job.done, total: job.total ?? 0 });
  return (
    <div className="job-bar">
      {job.total === null ? null : <progress value={job.done} max={Math.max(1, job.total)} aria-label={text} />}
      <span>{text}</span>
    </div>
  );
}

function Words({ job }: { job: Job }) {
  const { say, word, instant } = useMessages();
  if (job.cancelling) return say(words.cancelling);
  if (job.state === "failed" && job.fault) return word(job.fault);
  if (job.state === "waiting" && job.tries > 0) return say(words.again, { tries: job.tries, at: instant(job.runAt) });
  if (job.state === "waiting" && job.runAt > job.madeAt) return say(words.starts, { at: instant(job.runAt) });
  return job.words ? word(job.words) : null;
}
