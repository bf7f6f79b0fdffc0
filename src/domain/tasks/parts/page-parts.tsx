// What a task is divided into: each part with its lead, day, state and light; and what it is itself a part of.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Chip } from "../../../app/web/ui/chip.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { lights, type Task, taskStates } from "../model.ts";
import { mostParts, taskKinds } from "../model-parts.ts";
import { useWhyNot } from "../page-task-acts.tsx";
import { taskActs } from "../rules.ts";
import { words } from "../steps/page-steps-words.ts";
import "./page-parts.css";

const SplitTask = lazy(() => import("./page-split.tsx").then((module) => ({ default: module.SplitTask })));
const CascadeTask = lazy(() => import("./page-cascade.tsx").then((module) => ({ default: module.CascadeTask })));

/** The task above, with its sentence of the plan, for whoever has a part of it. */
export function ParentTask({ task }: { task: Task }) {
  const { say } = useMessages();
  const { parent } = task;
  if (!parent) return null;
  return (
    <p className="part-parent">
      <span className="muted">{say(words.partOf)}</span>{" "}
      <Link to="/p/$programmeId/tasks/$taskId" params={{ programmeId: task.programmeId, taskId: parent.id }}>
        {[parent.number, parent.shortTitle].filter(Boolean).join(" · ")}
      </Link>
      {parent.state === "suspended" ? <Chip>{say(words.parentSuspended)}</Chip> : null}
      <q className="serif">{parent.text}</q>
    </p>
  );
}

export function TaskParts({ task, fixed, asOf }: { task: Task; fixed: boolean; asOf: string | undefined }) {
  const { say, word } = useMessages();
  const [asked, setAsked] = useState<"split" | "cascade" | null>(null);
  const whyNot = useWhyNot(task);
  const mayDivide = !fixed && (task.abilities.split?.allowed || task.abilities.cascade?.allowed);
  if (!task.parts && !mayDivide) return null;
  return (
    <section aria-labelledby="task-parts">
      <div className="task-head">
        <h2 id="task-parts">{say(words.parts)}</h2>
        {fixed ? null : (
          <span className="part-acts no-print">
            {(["split", "cascade"] as const).map((act) => (
              <Button key={act} why={whyNot(act)} onClick={() => setAsked(act)}>
                {word(taskActs[act])}
              </Button>
            ))}
          </span>
        )}
      </div>
      {task.parts ? <Parts task={task} asOf={asOf} /> : <p className="muted">{say(words.partsNone)}</p>}
      <Suspense fallback={null}>
        {asked === "split" ? <SplitTask task={task} onClose={() => setAsked(null)} /> : null}
        {asked === "cascade" ? <CascadeTask task={task} onClose={() => setAsked(null)} /> : null}
      </Suspense>
    </section>
  );
}

/** How many parts there are, by light; opens to the list. */
export function PartsBrief({ task, asOf }: { task: Task; asOf: string | undefined }) {
  const { say } = useMessages();
  const [open, setOpen] = useState(false);
  if (!task.parts) return null;
  return (
    <details className="parts-brief" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {say(words.partsCount, { count: task.parts.count })} <LightCounts task={task} />
      </summary>
      {open ? <Parts task={task} asOf={asOf} /> : null}
    </details>
  );
}

function LightCounts({ task }: { task: Task }) {
  const counts = task.parts?.lights ?? {};
  return (
    <span className="part-lights">
      {(Object.keys(lights) as (keyof typeof lights)[])
        .filter((light) => counts[light])
        .map((light) => (
          <span key={light}>
            <Light light={light} /> {counts[light]}
          </span>
        ))}
    </span>
  );
}

function Parts({ task, asOf }: { task: Task; asOf: string | undefined }) {
  const { say, word, day, list } = useMessages();
  const query = {
    programmeId: task.programmeId,
    parent: task.id as string,
    limit: mostParts * 2,
    ...(asOf ? { asOf } : {}),
  };
  const { data, error, refetch } = useQuery({
    queryKey: ["tasks", task.programmeId, "list", "parts", task.id, task.version, asOf ?? ""],
    queryFn: ({ signal }) => api.tasks.listTasks(query, { signal }),
  });
  if (error) return <RefusalNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={3} />;
  const hidden = (task.parts?.count ?? 0) - data.items.filter((part) => part.state !== "ended").length;
  return (
    <>
      <p className="parts-sum">
        <LightCounts task={task} />
      </p>
      <ul className="parts">
        {data.items.map((part) => (
          <li key={part.id}>
            <span className="muted">{part.number}</span>
            <Link
              to="/p/$programmeId/tasks/$taskId"
              params={{ programmeId: task.programmeId, taskId: part.id }}
              search={asOf ? { asOf } : {}}
            >
              {part.shortTitle}
            </Link>
            <span>
              {list(part.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName))}{" "}
              <span className="muted">{word(taskKinds[part.kind])}</span>
            </span>
            <Light light={part.light} />
            <span>{word(taskStates[part.state])}</span>
            <span className="part-percent">{part.progressPercent}%</span>
            <time className="muted">{day(part.dueOn)}</time>
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p className="muted">{say(words.partsHidden, { count: hidden })}</p> : null}
    </>
  );
}
