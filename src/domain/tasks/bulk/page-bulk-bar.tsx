// The bar over the chosen rows: how many, and the acts that may be done on at least one of them.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { pickedActs } from "../../../app/web/ledger-acts.tsx";
import { useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import type { GroupChoice } from "../grid/grid-cells.ts";
import type { TaskSummary } from "../model.ts";
import { wordsOfAct } from "./bulk-rules.ts";
import type { BulkAct } from "./model-bulk.ts";
import type { Picks } from "./page-bulk-pick.tsx";
import { words } from "./page-bulk-words.ts";
import "./page-bulk.css";

const BulkDialog = lazy(async () => ({ default: (await import("./page-bulk-dialog.tsx")).BulkDialog }));

/** Which tasks: those chosen, or all that a filter gives. */
export type BulkChoice =
  | { tasks: readonly TaskSummary[]; filter?: undefined; count: number }
  | { tasks?: undefined; filter: Record<string, string>; count: number };

export const whichOf = (choice: BulkChoice) =>
  choice.filter ? { filter: choice.filter } : { taskIds: choice.tasks.map((task) => task.id) };

/** So long nothing is asked while rows are still being chosen, milliseconds. */
const pause = 250;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

const namedTask = (task: TaskSummary) => ({
  id: task.id as string,
  title: task.number ? `${task.number}. ${task.shortTitle}` : task.shortTitle,
});

export function BulkBar({
  programmeId,
  picks,
  filter,
  total,
  groups,
  onJob,
}: {
  programmeId: string;
  picks: Picks;
  /** The filters that the server knows; none where the grid filters further by itself. */
  filter: Record<string, string> | null;
  total: number;
  groups: readonly GroupChoice[];
  onJob: (jobId: string) => void;
}) {
  const { say, word } = useMessages();
  const [asked, setAsked] = useState<BulkAct | null>(null);
  const whole = picks.all && filter !== null;
  const key = JSON.stringify(whole ? filter : picks.picked.map(({ id, version }) => [id, version]));
  const settled = useSettled(key);
  const choice: BulkChoice =
    whole && filter ? { filter, count: total } : { tasks: picks.picked, count: picks.picked.length };
  const preview = useQuery({
    queryKey: ["tasks", programmeId, "bulk", "", settled],
    queryFn: ({ signal }) => api.tasks.previewActs({ programmeId, ...whichOf(choice) }, { signal }),
    enabled: choice.count > 0 && settled === key,
    placeholderData: (before) => before,
  });
  if (choice.count === 0) return null;
  const acts = preview.data?.acts.filter((one) => one.may > 0) ?? [];
  return (
    <section className="bulk-bar no-print" aria-label={say(words.bar)}>
      <b role="status">{say(words.picked, { count: choice.count })}</b>
      {filter && !picks.all && picks.picked.length < total ? (
        <Button kind="quiet" onClick={() => picks.pickAll(true)}>
          {say(words.pickAll, { count: total })}
        </Button>
      ) : null}
      <Button kind="quiet" onClick={picks.clear}>
        {say(words.pickNone)}
      </Button>
      <span className="bulk-acts">
        {acts.map(({ act, may }) => (
          <Button key={act} onClick={() => setAsked(act)}>
            {say(words.act, { act: word(wordsOfAct(act)), count: may })}
          </Button>
        ))}
        {choice.tasks && choice.count > 0 ? (
          <Suspense fallback={null}>
            {pickedActs.map((Act, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of modules' acts never changes
              <Act key={index} programmeId={programmeId} tasks={choice.tasks.map(namedTask)} />
            ))}
          </Suspense>
        ) : null}
        {acts.length === 0 && !preview.error ? (
          <span className="muted">{say(preview.data ? words.noAct : words.looking)}</span>
        ) : null}
      </span>
      <RefusalNotice error={preview.error} onRetry={() => void preview.refetch()} />
      {asked ? (
        <Suspense fallback={null}>
          <BulkDialog
            programmeId={programmeId}
            act={asked}
            choice={choice}
            groups={groups}
            onPick={picks.only}
            onJob={onJob}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      ) : null}
    </section>
  );
}
