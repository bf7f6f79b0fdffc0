// Adding a webhook or changing one: name, kind, address, secret, topics. The kept address and secret are never shown again.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { type Topic, topics } from "./model.ts";
import { type Webhook, type WebhookKind, webhookKinds } from "./model-channels.ts";
import { words } from "./page-words.ts";

export function WebhookForm({
  programmeId,
  hook,
  onMade,
  onClose,
}: {
  programmeId: string;
  hook?: Webhook;
  onMade: (secret: string | null) => void;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const [title, setTitle] = useState(hook?.title ?? "");
  const [kind, setKind] = useState<WebhookKind>(hook?.kind ?? "wecom");
  const [url, setUrl] = useState("");
  const [secret, setSecret] = useState("");
  const [chosen, setChosen] = useState<readonly Topic[]>(hook?.topics ?? []);
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: async () => {
      const common = { programmeId: programmeId as never, title: title.trim(), topics: [...chosen] };
      if (!hook) {
        const made = await api.notices.addWebhook({ ...common, kind, url: url.trim(), secret: secret.trim() });
        return onMade(made.secret);
      }
      await api.notices.changeWebhook({
        ...common,
        webhookId: hook.id,
        version: hook.version,
        ...(url.trim() ? { url: url.trim() } : {}),
        ...(secret.trim() ? { secret: secret.trim() } : {}),
      });
    },
    onSuccess: () => {
      announce(say(hook ? words.didChange : words.didAdd, { title: title.trim() }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["notices", programmeId] }),
  });
  const lacks = { title: !title.trim(), url: !hook && !url.trim() };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!lacks.title && !lacks.url && !saving.isPending) saving.mutate();
  };
  const need = (what: string) => say("needText", { what });
  const signs = kind === "dingtalk" || kind === "feishu";
  return (
    <Dialog title={hook ? hook.title : say(words.hookAdd)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field
          label={say(words.hookTitle)}
          required
          error={tried && lacks.title ? need(say(words.hookTitle)) : undefined}
        >
          {(control) => (
            <input {...control} maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
        {hook ? null : (
          <Field label={say(words.hookKind)}>
            {(control) => (
              <Select
                id={control.id}
                value={kind}
                choices={(Object.keys(webhookKinds) as WebhookKind[]).map((value) => ({
                  value,
                  label: word(webhookKinds[value]),
                }))}
                onChoose={(value) => setKind(value as WebhookKind)}
              />
            )}
          </Field>
        )}
        <Field
          label={say(words.hookUrl)}
          required={!hook}
          hint={hook ? `${hook.host}，${say(words.hookUrlKeep)}` : undefined}
          error={tried && lacks.url ? need(say(words.hookUrl)) : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="url"
              autoComplete="off"
              maxLength={1000}
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        {signs ? (
          <Field label={say(words.hookSecret)} hint={hook?.hasSecret ? say(words.hookUrlKeep) : undefined}>
            {(control) => (
              <input
                {...control}
                type="password"
                autoComplete="off"
                maxLength={200}
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <fieldset className="notices-checks">
          <legend>{say(words.hookTopics)}</legend>
          {(Object.keys(topics) as Topic[]).map((topic) => (
            <label key={topic} className="notices-check">
              <input
                type="checkbox"
                checked={chosen.includes(topic)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, topic] : chosen.filter((one) => one !== topic))
                }
              />
              <span>{word(topics[topic])}</span>
            </label>
          ))}
        </fieldset>
        <RefusalNotice error={saving.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={saving.isPending}>
            {say("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
