// Sets a version of the light rule: thresholds, tried on today's tasks first, from which day on, and why.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { lights } from "../tasks/model.ts";
import type { LightRuleVersion, RulePreview, Thresholds } from "./model-rule.ts";
import { useRatingChange } from "./page-query.tsx";
import { RuleInWords } from "./page-rule-words.tsx";
import { words } from "./page-words.ts";
import { latestRuleDay } from "./rules.ts";

const numbers = ["yellowGap", "redGap", "redOverdueDays", "yellowMissed", "redMissed"] as const;
const most = { yellowGap: 100, redGap: 100, redOverdueDays: 365, yellowMissed: 12, redMissed: 12 };

export function NewRuleDialog({
  programmeId,
  now,
  onClose,
}: {
  programmeId: string;
  now: LightRuleVersion;
  onClose: () => void;
}) {
  const { say, day } = useMessages();
  const change = useRatingChange(programmeId);
  const { yellowGap, redGap, redOverdueDays, yellowMissed, redMissed, holds } = now;
  const [rule, setRule] = useState<Thresholds>({ yellowGap, redGap, redOverdueDays, yellowMissed, redMissed, holds });
  const [fromDay, setFromDay] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const trial = useMutation({
    mutationFn: () => api.ratings.previewRule({ programmeId: programmeId as ProgrammeId, ...rule }),
  });
  const set = (part: Partial<Thresholds>) => {
    setRule({ ...rule, ...part });
    trial.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fromDay || !reason.trim()) return;
    change.run(
      () =>
        api.ratings.proposeRule({ programmeId: programmeId as ProgrammeId, ...rule, fromDay, reason: reason.trim() }),
      say(words.didRule, { day: day(fromDay) }),
      onClose,
    );
  };
  return (
    <Dialog title={say(words.ruleNewTitle)} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="rating-thresholds">
          {numbers.map((name) => (
            <Field key={name} label={say(words[name])} required>
              {(control) => (
                <input
                  {...control}
                  type="number"
                  min={1}
                  max={most[name]}
                  value={rule[name]}
                  onChange={(event) => set({ [name]: Math.trunc(Number(event.target.value)) })}
                />
              )}
            </Field>
          ))}
        </div>
        <label className="rating-holds">
          <input type="checkbox" checked={rule.holds} onChange={(event) => set({ holds: event.target.checked })} />
          {say(words.holds)}
        </label>
        <RuleInWords rule={rule} />
        <p>
          <Button busy={trial.isPending} onClick={() => trial.mutate()}>
            {say(words.ruleTry)}
          </Button>{" "}
          {trial.data ? null : <span className="muted">{say(words.tryFirst)}</span>}
        </p>
        <RefusalNotice error={trial.error} />
        {trial.data ? <Trial trial={trial.data} /> : null}
        <Field
          label={say(words.ruleFrom)}
          hint={say(words.ruleFromHint)}
          required
          error={tried && !fromDay ? say(words.missing, { what: say(words.ruleFrom) }) : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="date"
              min={localToday()}
              max={latestRuleDay(localToday())}
              value={fromDay}
              onChange={(event) => setFromDay(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={say(words.reason)}
          required
          error={tried && !reason.trim() ? say(words.missing, { what: say(words.reason) }) : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={change.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {say(words.ruleSet)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Trial({ trial }: { trial: RulePreview }) {
  const { say, word, language } = useMessages();
  if (trial.turns.length === 0) return <Notice>{say(words.tryNone, { total: trial.total })}</Notice>;
  const turns = trial.turns
    .map(({ from, to, count }) => say(words.tryTurn, { count, from: word(lights[from]), to: word(lights[to]) }))
    .join(language === "zh" ? "，" : ", ");
  return (
    <Notice>
      <p role="status">{say(words.tryTurns, { total: trial.total, turns })}</p>
      <details>
        <summary>{say(words.tryTasks)}</summary>
        <ul className="rating-tried">
          {trial.tasks.map((task) => (
            <li key={task.taskId}>
              {task.number} {task.title}：{word(lights[task.from])} → {word(lights[task.to])}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );
}
