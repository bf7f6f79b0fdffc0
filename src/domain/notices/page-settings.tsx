// 通知设置: the address and its code, mail by topic, quiet hours, and calendar feeds.
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type Topic, topics } from "./model.ts";
import { type MailChoice, mailChoices, type PreferenceChange, type Preferences } from "./model-channels.ts";
import { MailAddress } from "./page-address.tsx";
import { CalendarFeeds } from "./page-feeds.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export const preferencesKey = ["notices", "preferences"] as const;

export function NoticeSettingsPage() {
  const { say } = useMessages();
  useTitle(say(words.settings));
  const found = useQuery({
    queryKey: preferencesKey,
    queryFn: ({ signal }) => api.notices.getPreferences({}, { signal }),
  });
  return (
    <div className="notices">
      <h1>{say(words.settings)}</h1>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={8} /> : null}
      {found.data ? (
        <section className="notices-part" aria-label={say(words.mailTitle)}>
          <h2>{say(words.mailTitle)}</h2>
          <p className="muted">{say(words.mailLead)}</p>
          {found.data.mailReady ? null : <Notice kind="warning">{say(words.noMail)}</Notice>}
          <MailAddress settings={found.data} />
          <Choices settings={found.data} />
        </section>
      ) : null}
      <CalendarFeeds />
    </div>
  );
}

/** Every choice is kept as soon as it is made. */
function Choices({ settings }: { settings: Preferences }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const saving = useMutation({
    mutationFn: (change: PreferenceChange) => api.notices.changePreferences({ ...change, version: settings.version }),
    onSuccess: (next) => {
      queries.setQueryData(preferencesKey, next);
      announce(say(words.didSave));
    },
    onError: () => queries.invalidateQueries({ queryKey: preferencesKey }),
  });
  const choices = (Object.keys(mailChoices) as MailChoice[]).map((value) => ({
    value,
    label: word(mailChoices[value]),
  }));
  const choose = (topic: Topic, value: string) =>
    saving.mutate({ mail: { ...settings.mail, [topic]: value as MailChoice } });
  const { quiet } = settings;
  return (
    <div className="notices-choices">
      <RefusalNotice error={saving.error} />
      <fieldset className="notices-topics">
        <legend>{say(words.byTopic)}</legend>
        {(Object.keys(topics) as Topic[]).map((topic) => (
          <label key={topic} htmlFor={`mail-${topic}`}>
            <span>{word(topics[topic])}</span>
            <Select
              id={`mail-${topic}`}
              value={settings.mail[topic] ?? "now"}
              choices={choices}
              onChoose={(value) => choose(topic, value)}
            />
          </label>
        ))}
      </fieldset>
      <div className="notices-quiet">
        <label className="notices-check">
          <input
            type="checkbox"
            checked={quiet.on}
            onChange={(event) => saving.mutate({ quiet: { ...quiet, on: event.target.checked } })}
          />
          <span>{say(words.quiet)}</span>
        </label>
        {quiet.on ? (
          <div className="notices-times">
            <Time
              id="quiet-from"
              label={say(words.quietFrom)}
              value={quiet.from}
              onSet={(from) => saving.mutate({ quiet: { ...quiet, from } })}
            />
            <Time
              id="quiet-until"
              label={say(words.quietUntil)}
              value={quiet.until}
              onSet={(until) => saving.mutate({ quiet: { ...quiet, until } })}
            />
            <span className="muted">{say(words.quietUrgent)}</span>
          </div>
        ) : null}
      </div>
      <Field label={say(words.mailLanguage)}>
        {(control) => (
          <Select
            id={control.id}
            className="notices-language"
            value={settings.language}
            choices={[
              { value: "zh", label: say(words.chinese) },
              { value: "en", label: say(words.english) },
            ]}
            onChoose={(language) => saving.mutate({ language: language as "zh" | "en" })}
          />
        )}
      </Field>
    </div>
  );
}

/** Every half hour: written as 20:00 in any language, which a browser's own clock is not. */
const halfHours = Array.from({ length: 48 }, (_, n) => `${String(n >> 1).padStart(2, "0")}:${n % 2 ? "30" : "00"}`);

function Time({
  id,
  label,
  value,
  onSet,
}: {
  id: string;
  label: string;
  value: string;
  onSet: (value: string) => void;
}) {
  const times = halfHours.includes(value) ? halfHours : [value, ...halfHours].sort();
  return (
    <label htmlFor={id}>
      <span>{label}</span>
      <Select id={id} value={value} choices={times.map((time) => ({ value: time, label: time }))} onChoose={onSet} />
    </label>
  );
}
