// The acts of a task as buttons, read from the same table as the guard: the reader's own, and what others owe; disabled ones say why.
import { lazy, Suspense, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import type { Decision } from "../../kernel/access.ts";
import { type Task, taskParties } from "./model.ts";
import { type TaskAt, useTaskChange } from "./page-task-change.tsx";
import { words } from "./page-words.ts";
import { explainRefusal, type StepAct, type TaskAct, taskActs } from "./rules.ts";
import { actFields } from "./steps/act-fields.ts";
import { words as stepWords } from "./steps/page-steps-words.ts";
import { shownActs } from "./steps/state-acts.ts";

const ActForm = lazy(() => import("./steps/page-act-form.tsx").then((module) => ({ default: module.ActForm })));

type Operation = (input: TaskAt & Record<string, unknown>) => Promise<Task>;

const operations = {
  issue: api.tasks.issueTask,
  sign: api.tasks.signTask,
  begin: api.tasks.beginTask,
  requestChange: api.tasks.requestChange,
  adviseChange: api.tasks.adviseChange,
  allowChange: api.tasks.allowChange,
  refuseChange: api.tasks.refuseChange,
  suspend: api.tasks.suspendTask,
  keepSuspended: api.tasks.keepSuspended,
  resume: api.tasks.resumeTask,
  requestClose: api.tasks.requestClose,
  reviewClose: api.tasks.reviewClose,
  recheckClose: api.tasks.recheckClose,
  publishClose: api.tasks.publishClose,
  close: api.tasks.closeTask,
  returnForMore: api.tasks.returnForMore,
  reopen: api.tasks.reopenTask,
  end: api.tasks.endTask,
} satisfies Record<StepAct, unknown> as unknown as Record<StepAct, Operation>;

/** Why an act may not be done now, in words; undefined when it may. */
export function useWhyNot(task: Task): (act: TaskAct) => string | undefined {
  const { language } = useMessages();
  return (act) => explainRefusal((task.abilities[act] ?? { allowed: true }) as Decision, language) || undefined;
}

const noteOf = (act: TaskAct) => (taskActs[act] as { note?: "required" | "optional" }).note ?? "optional";

/** Acts that end something are not what a page proposes first. */
const grave: readonly StepAct[] = ["end", "suspend", "refuseChange", "returnForMore"];

export function TaskActs({ task }: { task: Task }) {
  const { word } = useMessages();
  const [asked, setAsked] = useState<StepAct | null>(null);
  const whyNot = useWhyNot(task);
  const shown = shownActs(task);
  if (shown.length === 0) return null;
  return (
    <div className="task-acts no-print">
      {shown.map((act) => (
        <Button
          key={act}
          kind={whyNot(act) || grave.includes(act) ? "plain" : "do"}
          why={whyNot(act)}
          onClick={() => setAsked(act)}
        >
          {word(taskActs[act])}
        </Button>
      ))}
      <Due task={task} acts={shown} />
      {asked ? <ActQuestion task={task} act={asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

/** By when the acts of this state are due: the reader's own first, one line each. */
function Due({ task, acts }: { task: Task; acts: readonly StepAct[] }) {
  const { say, word, day, list } = useMessages();
  const lines = acts.flatMap((act) => {
    const ability = task.abilities[act];
    if (!ability?.dueOn || act === "refuseChange") return [];
    const others = ability.code === "act.not-your-part";
    const facts = {
      act: word(taskActs[act]),
      day: day(ability.dueOn),
      party: list(taskActs[act].by.map((party) => word(taskParties[party]))),
    };
    return [
      { act, past: ability.dueOn < localToday(), text: say(others ? stepWords.dueOthers : stepWords.dueYou, facts) },
    ];
  });
  return lines.map(({ act, past, text }) => (
    <p key={act} className={past ? "task-due is-past" : "task-due"}>
      {text}
      {past ? ` · ${say(stepWords.duePast)}` : ""}
    </p>
  ));
}

/** Asks before an act and carries it out. */
export function ActQuestion({ task, act, onClose }: { task: Task; act: StepAct; onClose: () => void }) {
  const fields = actFields[act];
  if (!fields) return <NoteQuestion task={task} act={act} onClose={onClose} />;
  return (
    <Suspense fallback={null}>
      <ActForm task={task} act={act} fields={fields} operation={operations[act]} onClose={onClose} />
    </Suspense>
  );
}

function NoteQuestion({ task, act, onClose }: { task: Task; act: StepAct; onClose: () => void }) {
  const { say, word } = useMessages();
  const change = useTaskChange(task);
  return (
    <ConfirmNote
      title={say(words.confirmAct, { act: word(taskActs[act]) })}
      verb={word(taskActs[act])}
      note={noteOf(act)}
      busy={change.busy}
      error={change.error}
      onCancel={onClose}
      onConfirm={(note) =>
        change.run(
          (at) => operations[act]({ ...at, ...(note ? { note } : {}) }),
          say(words.actDone, { act: word(taskActs[act]) }),
          onClose,
        )
      }
    >
      <p className="task-confirm serif">{task.text}</p>
      {change.stale ? <Notice kind="warning" title={say("staleTitle")} /> : null}
    </ConfirmNote>
  );
}
