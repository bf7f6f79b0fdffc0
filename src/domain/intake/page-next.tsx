// 对照: the draft beside the plan that holds now, with what becomes of each task, decided where its sentence stands.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { Pair } from "../pilot/model-comparison.ts";
import { Pairs, type Shown } from "../pilot/page-pairs.tsx";
import type { DraftTask, ImportId } from "./model.ts";
import type { CarriedTask, NextVersion } from "./model-next.ts";
import type { Draft } from "./page-draft.tsx";
import { LinkChoice, TaskChoice } from "./page-next-choice.tsx";
import { words } from "./page-words.ts";
import "./page-next.css";

/** The comparison of a draft as it is saved; asked again after each decision. */
export const useNext = (draft: { id: ImportId; programmeId: string | null; version: number }) =>
  useQuery({
    queryKey: ["import", draft.id, "comparison", draft.programmeId ?? "", draft.version],
    queryFn: ({ signal }) => api.intake.compareImport({ importId: draft.id }, { signal }),
    enabled: draft.programmeId !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

export function NextStep({ draft }: { draft: Draft }) {
  const { say } = useMessages();
  const next = useNext(draft.draft);
  const [shown, setShown] = useState<Shown>("changes");
  if (next.error) return <RefusalNotice error={next.error} onRetry={() => void next.refetch()} />;
  if (!next.data) return <Skeleton lines={12} />;
  return (
    <div className="next-step" aria-busy={next.isFetching}>
      <p className="next-lead">{say(words.nextLead)}</p>
      <Sums next={next.data} />
      <Side draft={draft} next={next.data} shown={shown} onShow={setShown} />
    </div>
  );
}

function Side({
  draft,
  next,
  shown,
  onShow,
}: {
  draft: Draft;
  next: NextVersion;
  shown: Shown;
  onShow: (shown: Shown) => void;
}) {
  const { say, day, list } = useMessages();
  const { current } = next;
  const places = useMemo(() => tasksByPair(next, draft.draft.tasks), [next, draft.draft.tasks]);
  const fresh = useMemo(() => newTasksByPair(next, draft.draft.tasks), [next, draft.draft.tasks]);
  // A task with a decision of its own is told there.
  const behind = useMemo(() => {
    const told = new Set(next.tasks.filter(isOpen).map((task) => task.taskId as string));
    return next.behind.filter((one) => one.linked || one.kind !== "task" || !told.has(one.id));
  }, [next]);
  const links = useMemo(() => new Map(next.links.map((link) => [link.contentKey, link])), [next.links]);
  const needsDecision = useCallback((pair: Pair) => (places.get(pair) ?? []).some(isOpen), [places]);
  const decide = (pair: Pair) => {
    const tasks = (places.get(pair) ?? []).filter((task) => isOpen(task) || task.fate === "returned");
    const link = pair.before ? links.get(pair.before.contentKey) : undefined;
    const begun = fresh.get(pair) ?? [];
    if (tasks.length === 0 && !link && begun.length === 0) return null;
    return (
      <div className="pair-decide">
        {begun.map((task) => (
          <p key={task.key} className="choice-new">
            {say(words.nextBegins, { lead: list(leadsOf(task)) })}
          </p>
        ))}
        {tasks.map((task) => (
          <TaskChoice key={task.taskId} task={task} draft={draft} next={next} told={pair.fields} />
        ))}
        {link ? <LinkChoice link={link} draft={draft} /> : null}
      </div>
    );
  };
  return (
    <Pairs
      comparison={next}
      behind={behind}
      programmeId={draft.draft.programmeId ?? ""}
      before={say(words.nextBefore, { ordinal: current.ordinal, day: current.issuedOn ? day(current.issuedOn) : "" })}
      after={say(words.nextAfter, { name: draft.draft.fileName })}
      shown={shown}
      onShow={onShow}
      decide={decide}
      needsDecision={needsDecision}
    />
  );
}

/** Is there anything to say about this task beside that it goes on as it was? */
const isOpen = (task: CarriedTask) => task.fate !== "kept" || task.differences.length > 0 || task.decided;

/** Tasks at the pair in which their sentence begins; those that come back, at the sentence they come back with. */
function tasksByPair(next: NextVersion, tasks: Draft["draft"]["tasks"]): Map<Pair, CarriedTask[]> {
  const starts = new Map(tasks.map((task) => [task.key, task.start]));
  const [old, now] = [finder(next.pairs, "before"), finder(next.pairs, "after")];
  const found = new Map<Pair, CarriedTask[]>();
  for (const task of next.tasks) {
    const { start } = task;
    const begins = task.to === null ? undefined : starts.get(task.to);
    const pair = start === null ? now(begins) : old(start);
    if (pair && (start !== null || task.fate === "returned")) found.set(pair, [...(found.get(pair) ?? []), task]);
  }
  return found;
}

/** Finds the pair whose side holds a place of that side's text; fast, since a plan may have thousands. */
function finder(pairs: readonly Pair[], side: "before" | "after") {
  const sorted = pairs
    .filter((pair) => pair[side] !== null)
    .sort((a, b) => (a[side]?.start ?? 0) - (b[side]?.start ?? 0));
  return (place: number | undefined): Pair | undefined => {
    if (place === undefined) return undefined;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.[side]?.start ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const pair = sorted[low - 1];
    return pair && place < (pair[side]?.end ?? 0) ? pair : undefined;
  };
}

/** Tasks of the draft that begin in the ledger, at the pair in which they stand. */
function newTasksByPair(next: NextVersion, tasks: Draft["draft"]["tasks"]): Map<Pair, DraftTask[]> {
  const taken = new Set(next.tasks.flatMap((task) => task.to ?? []));
  const found = new Map<Pair, DraftTask[]>();
  const now = finder(next.pairs, "after");
  for (const task of tasks) {
    if (task.dropped || taken.has(task.key) || task.end === 0) continue;
    const pair = now(task.start);
    if (pair) found.set(pair, [...(found.get(pair) ?? []), task]);
  }
  return found;
}

const leadsOf = (task: DraftTask) => [
  ...task.lead,
  ...task.implied.filter((one) => one.part === "lead").map((one) => one.unit),
];

/** What confirming will do to the ledger. */
export function Sums({ next }: { next: NextVersion }) {
  const { say } = useMessages();
  const fates = (fate: CarriedTask["fate"]) => next.tasks.filter((task) => task.fate === fate);
  const dropped = fates("dropped").filter((task) => task.planState === "inPlan").length;
  const lines = [
    [words.nextKept, fates("kept").length],
    [words.nextReworded, fates("reworded").length],
    [words.nextReturned, fates("returned").length],
    [words.nextDropped, dropped],
  ] as const;
  return (
    <dl className="next-sums">
      {lines
        .filter(([label, count]) => count > 0 || label !== words.nextReturned)
        .map(([label, count]) => (
          <div key={label.zh}>
            <dt>{say(label)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
    </dl>
  );
}
