// Calendar feeds: made with an address that is shown once, listed, revoked.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { words } from "./page-words.ts";

const key = ["notices", "feeds"];

export function CalendarFeeds() {
  const { say, instant } = useMessages();
  const announce = useAnnounce();
  const [title, setTitle] = useState("");
  const [tried, setTried] = useState(false);
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => api.notices.listFeeds({}, { signal }) });
  const making = useMutation({
    mutationFn: () => api.notices.makeFeed({ title: title.trim() }),
    onSuccess: () => {
      setTitle("");
      setTried(false);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const revoking = useMutation({
    mutationFn: (feed: { id: string; title: string }) => api.notices.revokeFeed({ feedId: feed.id as never }),
    onSuccess: (_, feed) => announce(say(words.didRevoke, { title: feed.title })),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (title.trim() && !making.isPending) making.mutate();
  };
  return (
    <section className="notices-part" aria-label={say(words.feedTitle)}>
      <h2>{say(words.feedTitle)}</h2>
      <p className="muted">{say(words.feedLead)}</p>
      {making.data ? <Secret label={say(words.feedNew)} text={`${location.origin}${making.data.path}`} /> : null}
      <form onSubmit={submit} noValidate>
        <Field label={say(words.feedName)} error={tried && !title.trim() ? say(words.needName) : undefined}>
          {(control) => (
            <span className="notices-line">
              <input {...control} maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
              <Button type="submit" busy={making.isPending}>
                {say(words.feedMake)}
              </Button>
            </span>
          )}
        </Field>
      </form>
      <RefusalNotice error={making.error ?? revoking.error ?? found.error} />
      <ul className="notices-rows">
        {(found.data?.items ?? []).map((feed) => (
          <li key={feed.id}>
            <span>{feed.title}</span>
            <span className="muted">
              {say(words.feedMade, { instant: instant(feed.madeAt) })} ·{" "}
              {feed.readAt ? say(words.feedRead, { instant: instant(feed.readAt) }) : say(words.feedNever)}
            </span>
            <Button kind="quiet" busy={revoking.isPending} onClick={() => revoking.mutate(feed)}>
              {say(words.feedRevoke)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Something that is shown once, with a way to take it along. */
export function Secret({ label, text }: { label: string; text: string }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  return (
    <Notice
      kind="warning"
      title={label}
      acts={
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => announce(say(words.didCopy)))}>
          {say(words.copy)}
        </Button>
      }
    >
      <code className="notices-secret">{text}</code>
    </Notice>
  );
}
