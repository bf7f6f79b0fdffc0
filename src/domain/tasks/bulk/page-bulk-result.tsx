// What came of an act on many tasks: outcomes by reason, those not done to be chosen again, and the job while it goes on.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { api } from "../../../app/web/api.ts";
import { JobProgress } from "../../../app/web/job-progress.tsx";
import { useMessages } from "../../../app/web/messages.tsx";
import { queries } from "../../../app/web/queries.ts";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { rowOutcomes } from "../model-rows.ts";
import type { BulkResult, NamedTask } from "./model-bulk.ts";
import { words } from "./page-bulk-words.ts";

/** Tasks named under a reason. */
const named = 5;

/** A reason with the first tasks that it holds for. */
export function ReasonLine({
  messages,
  count,
  tasks,
}: {
  messages: { zh: string; en: string };
  count: number;
  tasks: readonly NamedTask[];
}) {
  const { say, word } = useMessages();
  const shown = tasks.slice(0, named);
  return (
    <li>
      {say(words.reason, { count, why: word(messages) })}
      {shown.length > 0 ? (
        <ul className="bulk-named muted">
          {shown.map((task) => (
            <li key={task.id}>
              {task.number} {task.shortTitle}
            </li>
          ))}
          {count > shown.length ? <li>{say(words.more, { count: count - shown.length })}</li> : null}
        </ul>
      ) : null}
    </li>
  );
}

const isFailed = (group: BulkResult["groups"][number]) => group.outcome !== "saved" && group.outcome !== "unchanged";

/** How many were done and how many were not. */
export function toldResult(result: BulkResult): { done: number; failed: number } {
  const sum = (failed: boolean) =>
    result.groups.filter((group) => isFailed(group) === failed).reduce((all, group) => all + group.count, 0);
  return { done: sum(false), failed: sum(true) };
}

export function BulkOutcomes({
  result,
  onPick,
  onClose,
}: {
  result: BulkResult;
  onPick: (taskIds: readonly string[]) => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const done = result.groups.find((group) => group.outcome === "saved")?.count ?? 0;
  const rest = result.groups.filter((group) => group.outcome !== "saved");
  const failed = rest.filter(isFailed).flatMap((group) => group.taskIds);
  return (
    <>
      <p role="status">
        <b>{say(words.done, { count: done })}</b>
      </p>
      {rest.length > 0 ? (
        <ul className="bulk-reasons">
          {rest.map((group) => (
            <ReasonLine
              key={`${group.outcome} ${group.code} ${group.messages?.zh}`}
              count={group.count}
              tasks={group.tasks}
              messages={
                group.messages ??
                rowOutcomes[group.outcome as keyof typeof rowOutcomes] ?? { zh: "未办", en: "Not done" }
              }
            />
          ))}
        </ul>
      ) : null}
      <div className="dialog-acts">
        {failed.length > 0 ? (
          <Button
            onClick={() => {
              onPick(failed);
              onClose();
            }}
          >
            {say(words.pickFailed, { count: failed.length })}
          </Button>
        ) : null}
        <Button kind="do" onClick={onClose}>
          {say(words.leave)}
        </Button>
      </div>
    </>
  );
}

/** A job that works off many tasks; the address holds it, so that coming back shows it again. */
export function BulkJob({
  programmeId,
  jobId,
  onPick,
  onClose,
}: {
  programmeId: string;
  jobId: string;
  onPick: (taskIds: readonly string[]) => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const job = useQuery({
    queryKey: ["jobs", "ended", jobId],
    queryFn: () => Promise.resolve<string | null>(null),
    initialData: null as string | null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const ended = job.data !== null;
  const result = useQuery({
    queryKey: ["jobs", "bulk", programmeId, jobId],
    queryFn: ({ signal }) => api.tasks.getBulkResult({ programmeId, jobId }, { signal }),
    enabled: ended,
  });
  return (
    <Dialog title={say(words.resultTitle)} wide onClose={onClose}>
      <Suspense fallback={<Skeleton lines={2} />}>
        <JobProgress
          id={jobId}
          onEnd={(one) => {
            queries.setQueryData(["jobs", "ended", jobId], one.state);
            void queries.invalidateQueries({ queryKey: ["tasks", programmeId] });
          }}
        />
      </Suspense>
      {ended ? null : (
        <>
          <p className="muted">{say(words.jobNext)}</p>
          <div className="dialog-acts">
            <Link className="btn" to="/jobs">
              {say(words.allJobs)}
            </Link>
            <Button kind="do" onClick={onClose}>
              {say(words.leaveJob)}
            </Button>
          </div>
        </>
      )}
      <RefusalNotice error={result.error} onRetry={() => void result.refetch()} />
      {result.data ? <BulkOutcomes result={result.data} onPick={onPick} onClose={onClose} /> : null}
    </Dialog>
  );
}
