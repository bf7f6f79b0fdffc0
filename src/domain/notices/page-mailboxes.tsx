// Shared mailboxes of units, found by the unit's name and set in place.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Address, type Mailbox } from "./model-channels.ts";
import { words } from "./page-words.ts";

/** Units without a mailbox are listed once somebody looks for them. */
const mostFound = 20;

export function UnitMailboxes({ programmeId }: { programmeId: string }) {
  const { say } = useMessages();
  const [q, setQ] = useState("");
  const found = useQuery({
    queryKey: ["notices", programmeId, "mailboxes"],
    queryFn: ({ signal }) => api.notices.listMailboxes({ programmeId: programmeId as never }, { signal }),
  });
  const all = found.data?.items ?? [];
  const shown = (
    q.trim() ? all.filter((one) => one.unitName.includes(q.trim())) : all.filter((one) => one.address)
  ).slice(0, mostFound);
  return (
    <section className="notices-part" aria-label={say(words.mailboxTitle)}>
      <h2>{say(words.mailboxTitle)}</h2>
      <p className="muted">{say(words.mailboxLead)}</p>
      <input
        type="search"
        className="input notices-find"
        aria-label={say(words.mailboxFind)}
        placeholder={say(words.mailboxFind)}
        maxLength={40}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.data && q.trim() && shown.length === 0 ? <p className="muted">{say(words.mailboxNone)}</p> : null}
      <ul className="notices-rows">
        {shown.map((one) => (
          <MailboxLine key={`${one.unitId} ${one.version}`} programmeId={programmeId} mailbox={one} />
        ))}
      </ul>
    </section>
  );
}

function MailboxLine({ programmeId, mailbox }: { programmeId: string; mailbox: Mailbox }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const [text, setText] = useState(mailbox.address ?? "");
  const [tried, setTried] = useState(false);
  const isRight = text.trim() === "" || Address.safeParse(text).success;
  const saving = useMutation({
    mutationFn: () =>
      api.notices.setMailbox({
        programmeId: programmeId as never,
        unitId: mailbox.unitId,
        address: text.trim() || null,
        version: mailbox.version,
      }),
    onSuccess: () => announce(say(words.didMailbox, { unit: mailbox.unitName })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["notices", programmeId, "mailboxes"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isRight && !saving.isPending) saving.mutate();
  };
  const wrong = tried && !isRight;
  return (
    <li>
      <form className="notices-mailbox" onSubmit={submit} noValidate>
        <span>{mailbox.unitName}</span>
        <input
          className="input"
          type="email"
          aria-label={`${mailbox.unitName} ${say(words.address)}`}
          aria-invalid={wrong || undefined}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" busy={saving.isPending}>
          {say("save")}
        </Button>
      </form>
      {wrong ? (
        <p className="field-error" role="alert">
          {say(words.addressBad)}
        </p>
      ) : null}
      <RefusalNotice error={saving.error} />
    </li>
  );
}
