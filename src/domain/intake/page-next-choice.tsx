// One decision about a task or a link in a new version: go on or stay behind, as which sentence, with which units and time limit.
import { useId } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Fields } from "../pilot/page-pairs.tsx";
import { taskStates } from "../tasks/model.ts";
import { takenFields } from "../tasks/model-plan.ts";
import { takenBy } from "./carry.ts";
import type { CarriedTask, NextVersion, TaskDecision } from "./model-next.ts";
import type { Draft } from "./page-draft.tsx";
import { words } from "./page-words.ts";

/** Sentences offered as the one a task goes on as; where more are new, a plan has become another one. */
const mostChoices = 200;

export function TaskChoice({
  task,
  draft,
  next,
  told,
}: {
  task: CarriedTask;
  draft: Draft;
  next: NextVersion;
  /** What the pair above says already. */
  told: readonly { field: string }[];
}) {
  const { say, word } = useMessages();
  const can = draft.draft.abilities.edit && draft.saving !== "stale";
  // What was just chosen shows at once; what follows from it comes with the next comparison.
  const chosen = draft.draft.decisions.tasks.find((one) => one.taskId === task.taskId);
  const to = chosen ? chosen.to : task.to;
  const take = chosen?.take ?? task.take;
  const decide = (change: Partial<TaskDecision>) => {
    draft.edit({ decisions: { tasks: [{ taskId: task.taskId, to, take, ...change }] } });
    void draft.flush();
  };
  const title = task.number ? `${task.number}. ${task.shortTitle}` : task.shortTitle;
  return (
    <fieldset className={`choice is-${task.fate}`} disabled={!can}>
      <legend>
        <Light light={task.light} compact />
        <b lang="zh-CN">{title}</b>
        <span className="muted">{word(taskStates[task.state])}</span>
        {chosen || task.fate === "reworded" || task.fate === "dropped" ? (
          <span className="choice-state">{chosen ? say(words.nextDecided) : say(words.nextProposed)}</span>
        ) : null}
      </legend>
      {task.fate === "kept" || task.fate === "returned" ? (
        <p className="muted">{say(task.fate === "kept" ? words.nextKeptHow : words.nextReturnedHow)}</p>
      ) : (
        <Ways task={task} to={to} draft={draft} next={next} onChoose={(key) => decide({ to: key, take: [] })} />
      )}
      {to !== null && task.to === to && task.differences.length > 0 ? (
        <div className="choice-take">
          <Fields fields={task.differences.filter((one) => !told.some((two) => two.field === one.field))} />
          {(["units", "due"] as const)
            .filter((one) => task.differences.some((difference) => takenBy(difference.field) === one))
            .map((one) => (
              <label key={one}>
                <input
                  type="checkbox"
                  checked={take.includes(one)}
                  onChange={(event) =>
                    decide({ take: event.target.checked ? [...take, one] : take.filter((other) => other !== one) })
                  }
                />
                {say(words.nextTake, { field: word(takenFields[one]) })}
              </label>
            ))}
        </div>
      ) : null}
    </fieldset>
  );
}

/** Same task, reworded; or a new one, and this stays behind; or it goes on as another new sentence. */
function Ways({
  task,
  to,
  draft,
  next,
  onChoose,
}: {
  task: CarriedTask;
  to: string | null;
  draft: Draft;
  next: NextVersion;
  onChoose: (key: string | null) => void;
}) {
  const { say } = useMessages();
  const name = useId();
  const taken = new Set(next.tasks.flatMap((one) => (one.taskId === task.taskId ? [] : (one.to ?? []))));
  const free = draft.draft.tasks.filter((one) => !one.dropped && !taken.has(one.key));
  const isProposed = task.proposed !== null && !taken.has(task.proposed);
  const others = free.filter((one) => one.key !== task.proposed).slice(0, mostChoices);
  const elsewhere = to !== null && to !== task.proposed ? to : "";
  return (
    <div className="choice-ways">
      {isProposed ? (
        <label>
          <input type="radio" name={name} checked={to === task.proposed} onChange={() => onChoose(task.proposed)} />
          {say(words.nextSame, { percent: Math.round(task.likeness * 100) })}
        </label>
      ) : null}
      <label>
        <input type="radio" name={name} checked={to === null} onChange={() => onChoose(null)} />
        {say(isProposed ? words.nextAsNew : words.nextBehind)}
      </label>
      {others.length > 0 ? (
        <Select
          aria-label={say(words.nextElsewhere)}
          value={elsewhere}
          empty={say(words.nextElsewhere)}
          choices={others.map((one) => ({
            value: one.key,
            label: `${one.number ?? one.key} ${one.text.slice(0, 40)}`,
          }))}
          onChoose={(key) => onChoose(key || null)}
        />
      ) : null}
    </div>
  );
}

export function LinkChoice({ link, draft }: { link: NextVersion["links"][number]; draft: Draft }) {
  const { say } = useMessages();
  const chosen = draft.draft.decisions.links.find((one) => one.contentKey === link.contentKey);
  return (
    <label className="choice-link">
      <input
        type="checkbox"
        disabled={!draft.draft.abilities.edit || draft.saving === "stale"}
        checked={chosen?.follow ?? link.follow}
        onChange={(event) => {
          draft.edit({ decisions: { links: [{ contentKey: link.contentKey, follow: event.target.checked }] } });
          void draft.flush();
        }}
      />
      {say(words.nextFollow, { count: link.count })}
    </label>
  );
}
