// One entry 对接事项 as a paper: what is asked of which ministry, the letters, the reply and what it unblocks, its story.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages, useTitle } from "../../app/web/messages.tsx";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { SideSheet } from "../../app/web/ui/side-sheet.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { matterStates } from "../matters/model.ts";
import { ActButtons, type ActQuestion, type Answers } from "../matters/page-acts.tsx";
import { MatterTasks } from "../matters/page-matter-body.tsx";
import { Story } from "../matters/page-story.tsx";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Entry, type EntryId, entryStates, type Outcome, outcomes, requestKinds, terms } from "./model.ts";
import { EntryFollowUp, EntryState } from "./page-entry-state.tsx";
import { EntryDialog } from "./page-new-entry.tsx";
import { words } from "./page-words.ts";
import { type MinistryAct, ministryActs, ministryWords, unblocks } from "./rules.ts";
import "../matters/page.css";
import "./page.css";

const useEntry = (programmeId: string, entryId: string) =>
  useQuery({
    queryKey: ["ministries", programmeId, "one", entryId],
    queryFn: ({ signal }) =>
      api.ministries.getEntry({ programmeId: programmeId as ProgrammeId, entryId: entryId as EntryId }, { signal }),
  });

export function EntryPage() {
  const { say, word } = useMessages();
  const { programmeId = "", entryId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useEntry(programmeId, entryId);
  useTitle(data?.what ?? word(terms.liaison));
  return (
    <div className="dispatch-page">
      <DispatchTabs programmeId={programmeId} />
      <div className="bar no-print">
        <Link to="/p/$programmeId/ministries" params={{ programmeId }}>
          {say(words.back)}
        </Link>
        <span className="bar-end">
          <Button onClick={() => print()}>{say("print")}</Button>
        </span>
      </div>
      <article className="dispatch-paper">
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!data && !error ? <Skeleton lines={10} /> : null}
        {data ? <Inside entry={data} /> : null}
      </article>
    </div>
  );
}

/** The same beside a list of what one owes. */
export function EntrySheet({
  programmeId,
  entryId,
  onClose,
}: {
  programmeId: string;
  entryId: string;
  onClose: () => void;
}) {
  const { word } = useMessages();
  const { data, error, refetch } = useEntry(programmeId, entryId);
  return (
    <SideSheet label={data?.what ?? word(terms.liaison)} onClose={onClose}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={8} /> : null}
      {data ? (
        <div className="dispatch-sheet">
          <Inside entry={data} level="h2" />
        </div>
      ) : null}
    </SideSheet>
  );
}

type Ask = (entry: Entry, note: string | undefined, answers: Answers) => Promise<Entry>;

const at = (entry: Entry, note: string | undefined) => ({
  programmeId: entry.programmeId,
  entryId: entry.id,
  version: entry.version,
  ...(note ? { note } : {}),
});
const letterOf = ({ documentNumber = "", sentOn = "", about = "" }: Answers) => ({ documentNumber, sentOn, about });

const operations = {
  submit: (entry, note, answers) =>
    api.ministries.submitEntry({ ...at(entry, note), ...letterOf(answers), followUpOn: answers.followUpOn ?? "" }),
  follow: (entry, note, { followUpOn = "" }) => api.ministries.followEntry({ ...at(entry, note), followUpOn }),
  answer: (entry, note, { outcome, replyNumber, replyOn = "", matterWhat = "", matterUnit = "", matterDue }) =>
    api.ministries.answerEntry({
      ...at(entry, note),
      outcome: outcome as Outcome,
      replyNumber: replyNumber || null,
      replyOn,
      matters: matterWhat.trim()
        ? [{ what: matterWhat.trim(), toUnitId: matterUnit as UnitId, dueOn: matterDue || null }]
        : [],
    }),
  write: (entry, note, answers) => api.ministries.recordLetter({ ...at(entry, note), ...letterOf(answers) }),
  pursue: (entry, note, { followUpOn = "" }) => api.ministries.pursueEntry({ ...at(entry, note), followUpOn }),
  withdraw: (entry, note) => api.ministries.withdrawEntry(at(entry, note)),
} satisfies Partial<Record<MinistryAct, Ask>>;

function questionsOf(act: string, word: (label: { zh: string; en: string }) => string): readonly ActQuestion[] {
  const today = localToday();
  const letter: ActQuestion[] = [
    { name: "documentNumber", label: words.documentNumber, kind: "text", required: true },
    { name: "sentOn", label: words.sentOn, kind: "day", required: true, max: today, value: today },
    { name: "about", label: words.about, kind: "text", required: true },
  ];
  const followUp: ActQuestion = { name: "followUpOn", label: words.followUp, kind: "day", required: true, min: today };
  const reply: ActQuestion[] = [
    {
      name: "outcome",
      label: words.outcome,
      kind: "choice",
      required: true,
      choices: Object.entries(outcomes).map(([value, label]) => ({ value, label: word(label) })),
    },
    { name: "replyNumber", label: words.replyNumber, kind: "text" },
    { name: "replyOn", label: words.replyOn, kind: "day", required: true, max: today, value: today },
    { name: "matterWhat", label: words.matterWhat, kind: "text" },
    { name: "matterUnit", label: words.matterUnit, kind: "unit", requiredWith: "matterWhat" },
    { name: "matterDue", label: words.matterDue, kind: "day", min: today },
  ];
  const asked: Record<string, readonly ActQuestion[]> = {
    submit: [...letter, followUp],
    write: letter,
    follow: [followUp],
    pursue: [followUp],
    answer: reply,
  };
  return asked[act] ?? [];
}

function Inside({ entry, level: Title = "h1" }: { entry: Entry; level?: "h1" | "h2" }) {
  const { say, word } = useMessages();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <div className="dispatch-quote">
        <p className="muted">
          {say(words.title, { number: entry.number })} · {entry.ministry} · {word(requestKinds[entry.kind])} ·{" "}
          <EntryState entry={entry} />
        </p>
        <Title>{entry.what}</Title>
      </div>
      {entry.tasks
        .filter((task) => unblocks(entry, task.state))
        .map((task) => (
          <Notice
            key={task.id}
            title={task.title}
            acts={
              task.visible ? (
                <Link
                  className="btn btn-do"
                  to="/p/$programmeId/tasks/$taskId"
                  params={{ programmeId: entry.programmeId, taskId: task.id }}
                >
                  {say(words.toTask)}
                </Link>
              ) : null
            }
          >
            {say(words.unblocks, { outcome: word(outcomes[entry.outcome as Outcome]) })}
          </Notice>
        ))}
      <div className="dispatch-acts no-print">
        <ActButtons
          acts={ministryActs}
          order={Object.keys(operations) as (keyof typeof operations)[]}
          main={["submit", "follow"]}
          labels={ministryWords}
          abilities={entry.abilities}
          questionsOf={(act) => questionsOf(act, word)}
          noteOf={(act) => ({ answer: words.replyText, follow: words.contactNote })[act as string]}
          run={(act, note, answers) => (operations[act as keyof typeof operations] as Ask)(entry, note, answers)}
          stale={[
            ["ministries", entry.programmeId],
            ["matters", entry.programmeId],
          ]}
        />
        {entry.abilities.change?.allowed ? (
          <Button onClick={() => setChanging(true)}>{say(words.change)}</Button>
        ) : null}
      </div>
      <EntryFacts entry={entry} />
      <Letters entry={entry} />
      {entry.matters.length > 0 ? <ReplyMatters entry={entry} /> : null}
      <Story
        events={entry.events}
        told={{
          acts: { ...ministryActs, add: words.entered, handOver: words.handedOver },
          fields: {
            state: { label: words.state, codes: entryStates },
            outcome: { label: words.outcome, codes: outcomes },
            ministry: { label: words.ministry },
            kind: { label: words.kind, codes: requestKinds },
            clause: { label: words.clause },
            leadUnitId: { label: words.lead },
            department: { label: words.department },
            contact: { label: words.contact },
            followUpOn: { label: words.followUp },
            replyNumber: { label: words.replyNumber },
            replyOn: { label: words.replyOn },
            letter: { label: words.letter },
            tasks: { label: words.fieldTasks },
          },
        }}
      />
      {changing ? (
        <EntryDialog
          programmeId={entry.programmeId}
          entry={entry}
          tasks={entry.tasks.map((task) => ({
            id: task.id,
            title: task.number ? `${task.number}. ${task.title}` : task.title,
          }))}
          onClose={() => setChanging(false)}
        />
      ) : null}
    </>
  );
}

function EntryFacts({ entry }: { entry: Entry }) {
  const { say, word, day } = useMessages();
  const none = <span className="muted">{say("none")}</span>;
  return (
    <dl className="dispatch-facts">
      <div>
        <dt>{say(words.lead)}</dt>
        <dd>{entry.leadUnit.name}</dd>
      </div>
      <div>
        <dt>{say(words.clause)}</dt>
        <dd className="dispatch-text">{entry.clause ?? none}</dd>
      </div>
      <div>
        <dt>{say(words.department)}</dt>
        <dd>{entry.department ?? none}</dd>
      </div>
      <div>
        <dt>{say(words.contact)}</dt>
        <dd>{entry.contact ?? none}</dd>
      </div>
      <div>
        <dt>{say(words.followUp)}</dt>
        <dd>
          <EntryFollowUp entry={entry} />
        </dd>
      </div>
      <div>
        <dt>{say(words.tasks)}</dt>
        <dd>
          <MatterTasks programmeId={entry.programmeId} tasks={entry.tasks} />
        </dd>
      </div>
      {entry.outcome ? (
        <div>
          <dt>{say(words.reply)}</dt>
          <dd>
            {word(outcomes[entry.outcome])} · {entry.replyNumber ?? say(words.byMouth)} · {day(entry.replyOn)}
            {entry.reply ? <p className="dispatch-text">{entry.reply}</p> : null}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Letters({ entry }: { entry: Entry }) {
  const { say, day } = useMessages();
  return (
    <section aria-labelledby="entry-letters">
      <h2 id="entry-letters" className="dispatch-head">
        {say(words.letters)}
      </h2>
      {entry.letters.length === 0 ? <p className="muted">{say(words.lettersNone)}</p> : null}
      <ul className="dispatch-lines">
        {entry.letters.map((letter) => (
          <li key={letter.id}>
            <span>{letter.about}</span>
            <span className="dispatch-hint muted">
              {letter.documentNumber} · {day(letter.sentOn)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReplyMatters({ entry }: { entry: Entry }) {
  const { say, word } = useMessages();
  return (
    <section aria-labelledby="entry-matters">
      <h2 id="entry-matters" className="dispatch-head">
        {say(words.matters)}
      </h2>
      <ul className="dispatch-lines">
        {entry.matters.map((matter) => (
          <li key={matter.id}>
            <Link
              to="/p/$programmeId/matters/$matterId"
              params={{ programmeId: entry.programmeId, matterId: matter.id }}
            >
              {matter.what}
            </Link>
            <span className="dispatch-hint muted">
              {matter.toUnit.name} · {word(matterStates[matter.state])}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
