// 任务: what was read of each task; one is opened at a time to be edited.
import { useMemo, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import type { DraftTask } from "./model.ts";
import { AddTask } from "./page-add-task.tsx";
import { itemId, type TabProps, useFollow } from "./page-chosen.tsx";
import { TaskForm } from "./page-task-form.tsx";
import { words } from "./page-words.ts";

/** How many are drawn before “show more”: a long plan has some hundreds. */
const step = 100;

const lacksLead = (task: DraftTask) =>
  !task.dropped && task.lead.length === 0 && !task.implied.some((one) => one.part === "lead");

export function DraftTasks({ draft, can, chosen, onChoose, onShow }: TabProps) {
  const { say } = useMessages();
  const { tasks, units } = draft.draft;
  const [onlyLacking, setOnlyLacking] = useState(false);
  const [most, setMost] = useState(step);
  const [adding, setAdding] = useState(false);
  const lacking = tasks.filter(lacksLead).length;
  const open = chosen?.kind === "task" ? chosen.key : null;
  const names = useMemo(() => units.map((unit) => unit.name), [units]);
  const wanted = onlyLacking ? tasks.filter((task) => lacksLead(task) || task.key === open) : tasks;
  const place = wanted.findIndex((task) => task.key === open);
  const shown = wanted.slice(0, Math.max(most, place + 1));
  useFollow(chosen, "task");
  return (
    <>
      {lacking > 0 ? (
        <Chip pressed={onlyLacking} onPress={() => setOnlyLacking(!onlyLacking)}>
          {say(words.importLackLead, { count: lacking })}
        </Chip>
      ) : null}
      {can ? (
        <Button className="draft-add" onClick={() => setAdding(true)}>
          + {say(words.addTask)}
        </Button>
      ) : null}
      {adding ? (
        <AddTask
          plan={draft.draft}
          onClose={() => setAdding(false)}
          onAdd={(task) => {
            setAdding(false);
            draft.edit({ added: [task] });
            onChoose({ kind: "task", key: task.key, from: "list" });
          }}
        />
      ) : null}
      {tasks.length === 0 ? <p className="draft-done">{say(words.importNoTasks)}</p> : null}
      <ol>
        {shown.map((task) => (
          <li
            key={task.key}
            className={`draft-item ${task.dropped ? "is-dropped" : ""} ${open === task.key ? "is-chosen" : ""}`}
          >
            <button
              type="button"
              id={itemId("task", task.key)}
              className="draft-open"
              aria-expanded={open === task.key}
              onClick={() => onChoose({ kind: "task", key: task.key, from: "list" })}
            >
              <b>{task.number ?? task.key}</b>
              <span lang="zh-CN">{task.text}</span>
              <TaskUnits task={task} />
            </button>
            {open === task.key ? (
              <TaskForm
                key={task.key}
                task={task}
                names={names}
                can={can}
                onEdit={(edit) => draft.edit({ tasks: [{ key: task.key, ...edit }] })}
                onShow={() => {
                  onChoose({ kind: "task", key: task.key, from: "list" });
                  onShow();
                }}
              />
            ) : null}
          </li>
        ))}
      </ol>
      {wanted.length > shown.length ? <Button onClick={() => setMost(most + step)}>{say("more")}</Button> : null}
    </>
  );
}

function TaskUnits({ task }: { task: DraftTask }) {
  const { say, list } = useMessages();
  const lead = [...task.lead, ...task.implied.filter((one) => one.part === "lead").map((one) => one.unit)];
  return (
    <small>
      {task.dropped ? <em>{say(words.importDropped)}</em> : null}
      {lead.length > 0 ? <span>{list(lead)}</span> : <em className="draft-lack">{say(words.importNoLead)}</em>}
      {task.support.length > 0 ? <span>{say(words.importSupportCount, { count: task.support.length })}</span> : null}
      {task.dueText ? <span>{task.dueText}</span> : null}
    </small>
  );
}
