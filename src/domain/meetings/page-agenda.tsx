// The agenda 议程 as a paper, by where its items come from; and the same being arranged: order, trimming, items added by hand.
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type AgendaItem, agendaSources, type Meeting } from "./model.ts";
import { words } from "./page-words.ts";
import { meetingActs } from "./rules.ts";

export function MeetingAgenda({ meeting }: { meeting: Meeting }) {
  const { say, day } = useMessages();
  const [arranging, setArranging] = useState(false);
  const propose = useAgendaChange(meeting);
  const mayPropose = meeting.abilities.propose?.allowed ?? false;
  const mayArrange = meeting.abilities.arrange?.allowed ?? false;
  const on = meeting.agenda.filter((item) => !item.trimmed);
  const trimmed = meeting.agenda.length - on.length;
  return (
    <section aria-labelledby="meeting-agenda">
      <h2 id="meeting-agenda" className="dispatch-head meeting-agenda-head">
        <span>{say(words.agenda)}</span>
        {meeting.agendaAsOf ? (
          <small className="muted">{say(words.asOf, { day: day(meeting.agendaAsOf) })}</small>
        ) : null}
      </h2>
      {mayPropose && !arranging ? (
        <div className="dispatch-acts no-print">
          <Button
            kind={meeting.agendaAsOf ? "plain" : "do"}
            busy={propose.isPending}
            onClick={() =>
              propose.mutate(() =>
                api.meetings.proposeMeetingAgenda({
                  programmeId: meeting.programmeId,
                  meetingId: meeting.id,
                  version: meeting.version,
                }),
              )
            }
          >
            {say(meeting.agendaAsOf ? words.renew : words.propose)}
          </Button>
          {mayArrange ? <Button onClick={() => setArranging(true)}>{say(words.arrange)}</Button> : null}
        </div>
      ) : null}
      <RefusalNotice error={propose.error} />
      {arranging ? (
        <Arrange key={meeting.version} meeting={meeting} onClose={() => setArranging(false)} />
      ) : (
        <>
          {on.length === 0 ? (
            <p className="muted">{say(meeting.agendaAsOf ? words.agendaNothing : words.agendaNone)}</p>
          ) : null}
          <Items items={on} />
          {trimmed > 0 ? (
            <p className="muted dispatch-hint no-print">{say(words.trimmedCount, { count: trimmed })}</p>
          ) : null}
        </>
      )}
    </section>
  );
}

function useAgendaChange(meeting: Meeting, after?: () => void) {
  const { say } = useMessages();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (ask: () => Promise<Meeting>) => ask(),
    onSuccess: async (next) => {
      queries.setQueryData(["meetings", meeting.programmeId, "one", meeting.id], next);
      await queries.invalidateQueries({ queryKey: ["meetings", meeting.programmeId, "list"] });
      announce(say(words.done));
      after?.();
    },
  });
}

/** Numbered through, with a heading wherever the source changes. */
export function Items({ items }: { items: readonly AgendaItem[] }) {
  const { say, word } = useMessages();
  return (
    <ol className="meeting-items">
      {items.map((item, index) => (
        <li key={item.id}>
          {item.source !== items[index - 1]?.source ? <h3>{word(agendaSources[item.source])}</h3> : null}
          <p className="meeting-item">
            <span className="meeting-number">{index + 1}.</span>{" "}
            {item.href ? <Link to={item.href}>{word(item.title)}</Link> : word(item.title)}
          </p>
          {item.reasons.map((reason) => (
            <p key={reason.zh} className="meeting-reason muted">
              {word(reason)}
            </p>
          ))}
          {item.conclusion ? (
            <p className="meeting-conclusion">
              <b>{say(words.conclusion)}</b> {item.conclusion}
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

interface Line {
  key: string;
  id?: string;
  title: string;
  trimmed: boolean;
}

function Arrange({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { say, word } = useMessages();
  const [lines, setLines] = useState<Line[]>(() =>
    meeting.agenda.map(({ id, title, trimmed }) => ({ key: id, id, title: word(title), trimmed })),
  );
  const [text, setText] = useState("");
  const save = useAgendaChange(meeting, onClose);
  const move = (from: number, to: number) =>
    setLines((now) => {
      const next = [...now];
      const [line] = next.splice(from, 1);
      if (line) next.splice(to, 0, line);
      return next;
    });
  const add = () => {
    if (text.trim().length < 2) return;
    setLines((now) => [...now, { key: `new ${now.length} ${text}`, title: text.trim(), trimmed: false }]);
    setText("");
  };
  return (
    <div className="meeting-arrange">
      <ol>
        {lines.map((line, index) => (
          <li key={line.key} className={line.trimmed ? "is-trimmed" : undefined}>
            <label>
              <input
                type="checkbox"
                checked={!line.trimmed}
                onChange={(event) =>
                  setLines((now) =>
                    now.map((one) => (one.key === line.key ? { ...one, trimmed: !event.target.checked } : one)),
                  )
                }
              />
              <span className="sr">{say(words.on)}: </span>
              <span>{line.title}</span>
            </label>
            <span className="meeting-moves">
              <Button
                kind="quiet"
                aria-label={say(words.up, { title: line.title })}
                onClick={() => index > 0 && move(index, index - 1)}
              >
                ↑
              </Button>
              <Button
                kind="quiet"
                aria-label={say(words.down, { title: line.title })}
                onClick={() => index < lines.length - 1 && move(index, index + 1)}
              >
                ↓
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <form
        className="meeting-add"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <input
          className="input"
          aria-label={say(words.handTitle)}
          placeholder={say(words.handTitle)}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">{say(words.addItem)}</Button>
      </form>
      <RefusalNotice error={save.error} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button
          kind="do"
          busy={save.isPending}
          onClick={() =>
            save.mutate(() =>
              api.meetings.arrangeAgenda({
                programmeId: meeting.programmeId,
                meetingId: meeting.id,
                version: meeting.version,
                items: lines.map(({ id, title, trimmed }) => (id ? { id, trimmed } : { title, trimmed })),
              }),
            )
          }
        >
          {say(words.saveAgenda)}
        </Button>
      </div>
      <p className="sr">{word(meetingActs.arrange)}</p>
    </div>
  );
}
