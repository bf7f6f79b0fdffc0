// The acts of a task as buttons, read from the same table as the guard: only those of the present state, disabled ones say why.
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import type { Decision } from "../../kernel/access.ts";
import type { Task } from "./model.ts";
import { type TaskAt, useTaskChange } from "./page-task-change.tsx";
import { words } from "./page-words.ts";
import { explainRefusal, readyActs, type TaskAct, taskActs } from "./rules.ts";

/** Acts that move the state and can be carried out from a screen. */
export type StateAct = "issue" | "sign" | "begin";

const operations: Record<StateAct, (input: TaskAt & { note?: string }) => Promise<Task>> = {
  issue: api.tasks.issueTask,
  sign: api.tasks.signTask,
  begin: api.tasks.beginTask,
};

export const stateActs = Object.keys(operations) as StateAct[];

/** Why an act may not be done now, in words; undefined when it may. */
export function useWhyNot(task: Task): (act: TaskAct) => string | undefined {
  const { language } = useMessages();
  return (act) => explainRefusal((task.abilities[act] ?? { allowed: true }) as Decision, language) || undefined;
}

const noteOf = (act: TaskAct) => (taskActs[act] as { note?: "required" | "optional" }).note ?? "optional";

const fromHere = (task: Task) => (act: TaskAct) => (taskActs[act].from as readonly string[]).includes(task.state);

export function TaskActs({ task }: { task: Task }) {
  const { say, word, list } = useMessages();
  const [asked, setAsked] = useState<StateAct | null>(null);
  const whyNot = useWhyNot(task);
  const now = stateActs.filter(fromHere(task));
  const later = (Object.keys(taskActs) as TaskAct[])
    .filter(fromHere(task))
    .filter((act) => !(readyActs as readonly string[]).includes(act));
  if (now.length + later.length === 0) return null;
  return (
    <div className="task-acts no-print">
      {now.map((act) => (
        <Button key={act} kind={whyNot(act) ? "plain" : "do"} why={whyNot(act)} onClick={() => setAsked(act)}>
          {word(taskActs[act])}
        </Button>
      ))}
      {later.length > 0 ? (
        <p className="muted task-later">
          {say(words.notReadyAct)}: {list(later.map((act) => word(taskActs[act])))}
        </p>
      ) : null}
      {asked ? <ActQuestion task={task} act={asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

/** Asks before an act and carries it out. */
export function ActQuestion({ task, act, onClose }: { task: Task; act: StateAct; onClose: () => void }) {
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
