// How the programme supervises, for everybody to read and for its office to change; with the rules in force and their sources.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { orderGrades } from "./model.ts";
import type { Settings } from "./model-reminder.ts";
import { currentOrderRule, orderRules } from "./order-rules.ts";
import { useOrderChange } from "./page-order-change.tsx";
import { words } from "./page-words.ts";

export function SettingsDialog({ programmeId, onClose }: { programmeId: string; onClose: () => void }) {
  const { say } = useMessages();
  const { data, error, refetch } = useQuery({
    queryKey: ["supervision", programmeId],
    queryFn: ({ signal }) => api.supervision.getSettings({ programmeId: programmeId as ProgrammeId }, { signal }),
  });
  return (
    <Dialog title={say(words.settings)} onClose={onClose}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={4} /> : null}
      {data ? <SettingsForm key={data.version} settings={data} onClose={onClose} /> : null}
    </Dialog>
  );
}

function SettingsForm({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { say } = useMessages();
  const [urgeEvery, setUrgeEvery] = useState(String(settings.urgeEvery));
  const [issuesItself, setIssuesItself] = useState(settings.issuesItself);
  const [numberPrefix, setNumberPrefix] = useState(settings.numberPrefix);
  const change = useOrderChange(settings.programmeId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { programmeId, version } = settings;
    const next = { urgeEvery: Number(urgeEvery), issuesItself, numberPrefix: numberPrefix.trim() };
    change.run(
      () => api.supervision.changeSettings({ programmeId, version, ...next }),
      say("saved", { what: say(words.settingsSaved) }),
      () => {
        void queries.invalidateQueries({ queryKey: ["supervision", programmeId] });
        onClose();
      },
    );
  };
  const fixed = !settings.mayChange;
  return (
    <form onSubmit={submit}>
      <Field label={say(words.urgeEvery)}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={1}
            max={60}
            required
            readOnly={fixed}
            value={urgeEvery}
            onChange={(event) => setUrgeEvery(event.target.value)}
          />
        )}
      </Field>
      <Field label={say(words.numberPrefix)} hint={say(words.numberHint)}>
        {(control) => (
          <input
            {...control}
            maxLength={10}
            required
            readOnly={fixed}
            value={numberPrefix}
            onChange={(event) => setNumberPrefix(event.target.value)}
          />
        )}
      </Field>
      <label className="order-check">
        <input
          type="checkbox"
          checked={issuesItself}
          disabled={fixed}
          onChange={(event) => setIssuesItself(event.target.checked)}
        />
        {say(words.issuesItself)}
      </label>
      <Rules />
      <RefusalNotice error={change.error} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{say("cancel")}</Button>
        {fixed ? null : (
          <Button type="submit" kind="do" busy={change.busy}>
            {say("save")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Rules() {
  const { say, word } = useMessages();
  const rule = orderRules[currentOrderRule];
  const rows = (["blue", "yellow", "red"] as const).map((grade) => ({
    grade,
    limit: rule.limitWorkingDays[grade],
    means: orderGrades[grade].means,
  }));
  return (
    <details className="order-rules">
      <summary>{say(words.rulesTitle, { version: currentOrderRule })}</summary>
      <dl>
        {rows.map(({ grade, limit, means }) => (
          <div key={grade}>
            <dt>{word(orderGrades[grade])}</dt>
            <dd lang="zh">
              {means}
              <span className="muted">
                {" "}
                · {say(words.dueByDays, { days: limit.value })} · {limit.source}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
