// The work behind a sentence, kind by kind: tasks with light, lead unit and progress; a link made by hand can be removed.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { stateWords } from "../../app/web/ui/ledger-words.ts";
import { Light } from "../../app/web/ui/light.tsx";
import { MaturityLadder } from "../../app/web/ui/maturity-ladder.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { Stop } from "./layout.ts";
import type { Behind, Plan } from "./model.ts";
import { type TasksById, unitsOf } from "./page-tasks.tsx";
import { words } from "./page-words.ts";

/** How many are listed before “show all”. */
const first = 12;

export function BehindList({
  plan,
  stop,
  behind,
  tasks,
  canUnlink,
}: {
  plan: Plan;
  stop: Stop;
  behind: readonly Behind[];
  tasks: TasksById;
  canUnlink: boolean;
}) {
  const { say } = useMessages();
  const [all, setAll] = useState(false);
  const kinds = Map.groupBy(behind, (one) => one.kind);
  return [...kinds].map(([kind, ones]) => (
    <section key={kind}>
      <h3>
        {kind in kindWords ? say(kindWords[kind as keyof typeof kindWords]) : kind} <small>{ones.length}</small>
      </h3>
      <ul className="behind-list">
        {ones.slice(0, all ? ones.length : first).map((one, index) => (
          <li key={one.id}>
            <BehindLine plan={plan} one={one} tasks={tasks} isFirst={index === 0} />
            {one.linked && canUnlink ? <Unlink plan={plan} stop={stop} one={one} /> : null}
          </li>
        ))}
      </ul>
      {ones.length > first && !all ? (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {say(words.planShowAll, { count: ones.length })}
        </Button>
      ) : null}
    </section>
  ));
}

/** What each kind of work is called above its list. */
const kindWords = { task: words.planTasks, order: words.planOrders };

function BehindLine({ plan, one, tasks, isFirst }: { plan: Plan; one: Behind; tasks: TasksById; isFirst: boolean }) {
  const { say, word, list, day } = useMessages();
  const task = tasks.get(one.id);
  return (
    <div className="behind-line">
      {one.light ? <Light light={one.light} compact /> : null}
      <div>
        {one.kind === "task" ? (
          <Link
            to="/p/$programmeId/tasks/$taskId"
            params={{ programmeId: plan.programme.id, taskId: one.id }}
            data-first-task={isFirst ? "" : undefined}
          >
            {one.title}
          </Link>
        ) : one.kind === "order" ? (
          <Link to="/p/$programmeId/orders/$orderId" params={{ programmeId: plan.programme.id, orderId: one.id }}>
            {one.title}
          </Link>
        ) : (
          <span>{one.title}</span>
        )}
        {task ? (
          <>
            <p className="behind-hint">
              {[word(stateWords[task.state]), list(unitsOf(task, "lead"))].filter(Boolean).join(" · ")}
            </p>
            <p className="behind-hint">
              <MaturityLadder step={task.maturity} />
              {task.plannedPercent === null ? null : (
                <span>{say(words.planProgress, { planned: task.plannedPercent, actual: task.progressPercent })}</span>
              )}
              {task.dueOn ? <span>{say(words.planDue, { day: day(task.dueOn) })}</span> : null}
            </p>
          </>
        ) : (
          <p className="behind-hint">{word(one.hint)}</p>
        )}
        {one.linked ? <p className="behind-hint">{say(words.planLinked)}</p> : null}
      </div>
    </div>
  );
}

function Unlink({ plan, stop, one }: { plan: Plan; stop: Stop; one: Behind }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      api.pilot.unlinkSentence({
        programmeId: plan.programme.id,
        contentKey: one.contentKey,
        targetKind: one.kind,
        targetId: one.id,
      }),
    onSuccess: async () => {
      announce(say(words.planUnlinked, { title: one.title }));
      await queries.invalidateQueries({ queryKey: ["plan", plan.programme.id] });
      document.querySelector<HTMLElement>(`[data-stop="${stop.index}"]`)?.focus();
    },
  });
  return (
    <>
      <Button kind="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
        {say(words.planUnlink)}
      </Button>
      <RefusalNotice error={remove.error} />
    </>
  );
}
