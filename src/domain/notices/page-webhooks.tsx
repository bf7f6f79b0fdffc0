// 推送与送出记录, for the office: webhooks and robots, mailboxes of units, and the log of what left.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { Label } from "../../kernel/labels.ts";
import { topics } from "./model.ts";
import { type Webhook, webhookKinds, webhookStates } from "./model-channels.ts";
import { DeliveryLog } from "./page-deliveries.tsx";
import { Secret } from "./page-feeds.tsx";
import { UnitMailboxes } from "./page-mailboxes.tsx";
import { WebhookForm } from "./page-webhook-form.tsx";
import { words } from "./page-words.ts";
import { webhookActs } from "./rules.ts";
import "./page.css";

export function WebhooksPage() {
  const { say } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  useTitle(say(words.webhooks));
  return (
    <div className="notices">
      <h1>{say(words.webhooks)}</h1>
      <Hooks programmeId={programmeId} />
      <UnitMailboxes programmeId={programmeId} />
      <DeliveryLog programmeId={programmeId} />
    </div>
  );
}

function Hooks({ programmeId }: { programmeId: string }) {
  const { say } = useMessages();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ["notices", programmeId, "webhooks"],
    queryFn: ({ signal }) => api.notices.listWebhooks({ programmeId: programmeId as never }, { signal }),
  });
  const hooks = found.data?.items ?? [];
  return (
    <section className="notices-part" aria-label={say(words.hooksTitle)}>
      <div className="notices-head">
        <h2>{say(words.hooksTitle)}</h2>
        <Button kind="do" onClick={() => setAdding(true)}>
          {say(words.hookAdd)}
        </Button>
      </div>
      <p className="muted">{say(words.hooksLead)}</p>
      {secret ? <Secret label={say(words.hookNewSecret)} text={secret} /> : null}
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={3} /> : null}
      {found.data && hooks.length === 0 ? (
        <EmptyState title={say(words.hooksEmpty)} next={say(words.hooksEmptyNext)} />
      ) : null}
      <ul className="notices-rows">
        {hooks.map((hook) => (
          <HookLine key={hook.id} hook={hook} />
        ))}
      </ul>
      {adding ? <WebhookForm programmeId={programmeId} onMade={setSecret} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

const did = { test: words.didTest, pause: words.didPause, resume: words.didResume, drop: words.didDropHook } as const;
type Act = keyof typeof did;

function HookLine({ hook }: { hook: Webhook }) {
  const { say, word, list } = useMessages();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<"change" | "drop" | null>(null);
  const acting = useMutation({
    mutationFn: async (act: Act) => {
      const at = { programmeId: hook.programmeId, webhookId: hook.id, version: hook.version };
      if (act === "test") await api.notices.testWebhook(at);
      else if (act === "pause") await api.notices.pauseWebhook(at);
      else if (act === "resume") await api.notices.resumeWebhook(at);
      else await api.notices.dropWebhook(at);
    },
    onSuccess: (_, act) => {
      announce(say(did[act], { title: hook.title }));
      setAsked(null);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["notices", hook.programmeId] }),
  });
  const may = (act: string) => hook.abilities[act]?.allowed ?? false;
  const simple = (["test", "pause", "resume"] as const).filter(may);
  return (
    <li>
      <span>
        <b>{hook.title}</b>
        <span className="muted">
          {" "}
          {word(webhookKinds[hook.kind])} · {hook.host} ·{" "}
          {hook.topics.length > 0 ? list(hook.topics.map((topic) => word(topics[topic]))) : say(words.allTopics)}
        </span>
      </span>
      <span className={hook.state === "paused" ? "notices-paused" : "muted"}>{word(webhookStates[hook.state])}</span>
      <span className="notices-line-acts">
        {simple.map((act) => (
          <Button key={act} kind="quiet" busy={acting.isPending} onClick={() => acting.mutate(act)}>
            {word(webhookActs[act])}
          </Button>
        ))}
        {may("change") ? (
          <Button kind="quiet" onClick={() => setAsked("change")}>
            {word(webhookActs.change)}
          </Button>
        ) : null}
        {may("drop") ? (
          <Button kind="quiet" onClick={() => setAsked("drop")}>
            {word(webhookActs.drop)}
          </Button>
        ) : null}
      </span>
      {asked === null ? <RefusalNotice error={acting.error} /> : null}
      {asked === "change" ? (
        <WebhookForm programmeId={hook.programmeId} hook={hook} onMade={() => {}} onClose={() => setAsked(null)} />
      ) : null}
      {asked === "drop" ? (
        <ConfirmNote
          title={`${word(webhookActs.drop as Label)} · ${hook.title}`}
          verb={word(webhookActs.drop)}
          danger
          busy={acting.isPending}
          error={acting.error}
          onConfirm={() => acting.mutate("drop")}
          onCancel={() => setAsked(null)}
        >
          <p>{say(words.dropHookAsk)}</p>
        </ConfirmNote>
      ) : null}
    </li>
  );
}
