// One matter: what is asked of whom, by when, the answer, who had it, and the acts; for the page and the sheet beside the list.
import { Link } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { type Matter, type MatterSummary, type MatterTask, matterOrigins, matterStates } from "./model.ts";
import { ActButtons, type ActQuestion, type Answers } from "./page-acts.tsx";
import { Story } from "./page-story.tsx";
import { words } from "./page-words.ts";
import { type MatterAct, matterActs, matterWords } from "./rules.ts";

type At = { programmeId: Matter["programmeId"]; matterId: Matter["id"]; version: number };
type Ask = (at: At & { note?: string }, answers: Answers) => Promise<Matter>;

const operations: Record<MatterAct, Ask> = {
  accept: (at) => api.matters.acceptMatter(at),
  answer: (at) => api.matters.answerMatter(at),
  refer: (at, { toUnitId = "" }) => api.matters.referMatter({ ...at, toUnitId }),
  decline: (at) => api.matters.declineMatter(at),
  readdress: (at, { toUnitId = "" }) => api.matters.readdressMatter({ ...at, toUnitId }),
  settle: (at) => api.matters.settleMatter(at),
  returnAnswer: (at) => api.matters.returnAnswer(at),
  reopen: (at) => api.matters.reopenMatter(at),
  setDue: (at, { dueOn = "" }) => api.matters.setMatterDue({ ...at, dueOn }),
  withdraw: (at) => api.matters.withdrawMatter(at),
};

const questions: Partial<Record<MatterAct, ActQuestion>> = {
  refer: { name: "toUnitId", label: words.to, kind: "unit", required: true },
  readdress: { name: "toUnitId", label: words.to, kind: "unit", required: true },
  setDue: { name: "dueOn", label: words.newDue, kind: "day", required: true },
};

export function MatterActs({ matter }: { matter: Matter }) {
  const { programmeId, id: matterId, version } = matter;
  return (
    <ActButtons
      acts={matterActs}
      order={Object.keys(operations) as MatterAct[]}
      main={["answer", "settle", "readdress"]}
      labels={matterWords}
      abilities={matter.abilities}
      questionsOf={(act) => {
        const question = questions[act];
        return question ? [question.kind === "day" ? { ...question, min: localToday() } : question] : [];
      }}
      noteOf={(act) => (act === "answer" ? words.answer : undefined)}
      run={(act, note, answers) =>
        operations[act]({ programmeId, matterId, version, ...(note ? { note } : {}) }, answers)
      }
      stale={[
        ["matters", programmeId],
        ["meetings", programmeId],
        ["ministries", programmeId],
      ]}
    />
  );
}

/** When it is due, and how late it is. */
export function MatterDue({ matter }: { matter: MatterSummary }) {
  const { say, day } = useMessages();
  return (
    <span className={matter.daysLate > 0 ? "dispatch-late" : undefined}>
      {matter.dueOn ? day(matter.dueOn) : <span className="muted">{say(words.noDue)}</span>}
      {matter.daysLate > 0 ? ` · ${say(words.daysLate, { days: matter.daysLate })}` : null}
    </span>
  );
}

export function MatterTasks({ programmeId, tasks }: { programmeId: string; tasks: readonly MatterTask[] }) {
  const { say } = useMessages();
  if (tasks.length === 0) return <span className="muted">{say(words.noTask)}</span>;
  return (
    <ul className="dispatch-tasks">
      {tasks.map((task) => {
        const text = task.number ? `${task.number}. ${task.title}` : task.title;
        return (
          <li key={task.id}>
            {task.visible ? (
              <Link to="/p/$programmeId/tasks/$taskId" params={{ programmeId, taskId: task.id }}>
                {text}
              </Link>
            ) : (
              text
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function MatterOriginLink({ matter }: { matter: MatterSummary }) {
  const { word } = useMessages();
  const kind = word(matterOrigins[matter.origin.kind]);
  if (!matter.origin.href || !matter.origin.title) return <span>{kind}</span>;
  return <Link to={matter.origin.href}>{`${kind}：${word(matter.origin.title)}`}</Link>;
}

export function MatterBody({ matter, level }: { matter: Matter; level: "h1" | "h2" }) {
  const { say, word, day, instant } = useMessages();
  const Heading = level;
  return (
    <>
      <div className="dispatch-quote">
        <p className="muted">
          {say(words.title, { number: matter.number })} · {word(matterStates[matter.state])}
        </p>
        <Heading>{matter.what}</Heading>
      </div>
      <MatterActs matter={matter} />
      <dl className="dispatch-facts">
        <div>
          <dt>{say(words.from)}</dt>
          <dd>
            {matter.fromUnit.name}
            {matter.askedBy ? (
              <span className="muted">
                {" "}
                · {say(words.askedBy, { person: matter.askedBy, at: instant(matter.askedAt) })}
              </span>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{say(words.to)}</dt>
          <dd>{matter.toUnit.name}</dd>
        </div>
        <div>
          <dt>{say(words.due)}</dt>
          <dd>
            <MatterDue matter={matter} />
            {matter.firstDueOn && matter.firstDueOn !== matter.dueOn ? (
              <span className="muted"> · {say(words.firstDue, { day: day(matter.firstDueOn) })}</span>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{say(words.origin)}</dt>
          <dd>
            <MatterOriginLink matter={matter} />
          </dd>
        </div>
        <div>
          <dt>{say(words.tasks)}</dt>
          <dd>
            <MatterTasks programmeId={matter.programmeId} tasks={matter.tasks} />
          </dd>
        </div>
        <div>
          <dt>{say(words.answer)}</dt>
          <dd className={matter.answer ? "dispatch-text" : "muted"}>{matter.answer ?? say(words.noAnswer)}</dd>
        </div>
        {matter.referrals.length > 0 ? (
          <div>
            <dt>{say(words.chain)}</dt>
            <dd>
              <ol className="dispatch-chain">
                {matter.referrals.map((one) => (
                  <li key={one.at + one.toUnit.id}>
                    {say(words.chainLine, { from: one.fromUnit.name, to: one.toUnit.name })}
                    {one.why ? <span className="muted"> · {one.why}</span> : null}
                  </li>
                ))}
              </ol>
            </dd>
          </div>
        ) : null}
      </dl>
      <Story
        events={matter.events}
        told={{
          acts: { ...matterActs, open: words.opened, handOver: words.handedOver },
          fields: {
            state: { label: words.fieldState, codes: matterStates },
            toUnit: { label: words.fieldUnit },
            fromUnit: { label: words.from },
            dueOn: { label: words.due },
          },
        }}
      />
    </>
  );
}
