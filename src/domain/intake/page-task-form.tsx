// The fields of one task of the draft. What is typed is saved shortly after; a field that may not be empty waits until it is filled.
import { Select as TagSelect } from "antd";
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { AntdTheme } from "../../app/web/ui/antd-theme.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { taskParts } from "../tasks/model.ts";
import type { DraftTask } from "./model.ts";
import { words } from "./page-words.ts";

type Edit = Partial<Omit<DraftTask, "key" | "start" | "end" | "contentKey">>;

export function TaskForm({
  task,
  names,
  can,
  onEdit,
  onShow,
}: {
  task: DraftTask;
  /** Units that the plan names. */
  names: readonly string[];
  can: boolean;
  onEdit: (edit: Edit) => void;
  onShow: () => void;
}) {
  const { say, word } = useMessages();
  const [text, setText] = useState(task.text);
  const [path, setPath] = useState(task.path.join(" / "));
  const parts = [
    ["lead", task.lead],
    ["support", task.support],
    ["guide", task.guide],
  ] as const;
  return (
    <fieldset className="task-form" disabled={!can}>
      <Field
        label={say(words.importTaskText)}
        required
        error={text.trim() === "" ? say(words.importTextNeeded) : undefined}
      >
        {(control) => (
          <textarea
            {...control}
            lang="zh-CN"
            rows={4}
            maxLength={20_000}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              if (event.target.value.trim()) onEdit({ text: event.target.value.trim() });
            }}
          />
        )}
      </Field>
      {parts.map(([part, units]) => (
        <Field
          key={part}
          label={word(taskParts[part])}
          error={part === "lead" && !task.dropped && lacks(task) ? say(words.importLeadNeeded) : undefined}
        >
          {(control) => (
            <AntdTheme>
              <TagSelect
                id={control.id}
                aria-describedby={control["aria-describedby"]}
                mode="tags"
                disabled={!can}
                value={[...units]}
                tokenSeparators={["、", ",", ";", "\n"]}
                options={names.map((name) => ({ value: name }))}
                placeholder={say(words.importUnitsHint)}
                style={{ width: "100%" }}
                onChange={(value: string[]) => onEdit({ [part]: tidy(value) })}
              />
            </AntdTheme>
          )}
        </Field>
      ))}
      {task.implied.length > 0 ? (
        <p className="field-hint">
          {say(words.importImplied, { units: task.implied.map((one) => one.unit).join("、") })}{" "}
          <Button kind="quiet" onClick={() => onEdit({ implied: [] })}>
            {say(words.importImpliedRemove)}
          </Button>
        </p>
      ) : null}
      <div className="task-form-row">
        <Field label={say(words.importNumber)}>
          {(control) => (
            <input
              {...control}
              maxLength={20}
              value={task.number ?? ""}
              onChange={(event) => onEdit({ number: event.target.value.trim() || null })}
            />
          )}
        </Field>
        <Field label={say(words.importDueText)}>
          {(control) => (
            <input
              {...control}
              maxLength={200}
              value={task.dueText ?? ""}
              onChange={(event) => onEdit({ dueText: event.target.value || null })}
            />
          )}
        </Field>
        <Field label={say(words.importDueOn)}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={task.dueOn ?? ""}
              onChange={(event) => onEdit({ dueOn: event.target.value || null })}
            />
          )}
        </Field>
      </div>
      <Field label={say(words.importPath)} hint={say(words.importPathHint)}>
        {(control) => (
          <input
            {...control}
            lang="zh-CN"
            maxLength={500}
            value={path}
            onChange={(event) => {
              setPath(event.target.value);
              onEdit({ path: tidy(event.target.value.split("/")) });
            }}
          />
        )}
      </Field>
      <div className="draft-acts">
        <Button className="only-narrow" onClick={onShow}>
          {say(words.importShowInText)}
        </Button>
        <Button onClick={() => onEdit({ dropped: !task.dropped })}>
          {say(task.dropped ? words.importKeep : words.importLeaveOut)}
        </Button>
      </div>
    </fieldset>
  );
}

const tidy = (values: readonly string[]) => [...new Set(values.map((value) => value.trim()).filter(Boolean))];
const lacks = (task: DraftTask) => task.lead.length === 0 && !task.implied.some((one) => one.part === "lead");
