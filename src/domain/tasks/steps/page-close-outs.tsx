// A close-out as a chain that everybody sees: asked for, first review, second review with its spot check, publication, closed.
import { useMessages } from "../../../app/web/messages.tsx";
import type { Task } from "../model.ts";
import { type CloseOut, checkKinds, closeOutcomes, reopenReasons } from "../model-acts.ts";
import { words } from "./page-steps-words.ts";
import "./page-steps.css";

type Of = CloseOut;
interface Link {
  key: string;
  title: string;
  by: string;
  state: "done" | "now" | "later" | "stopped";
  who?: string;
  at?: string;
  lines: string[];
}

export function CloseOuts({ task }: { task: Task }) {
  const { say, day } = useMessages();
  const [newest, ...older] = task.closeOuts;
  if (!newest) return null;
  return (
    <section aria-labelledby="task-close-out">
      <div className="task-head">
        <h2 id="task-close-out">{say(words.closeOut)}</h2>
      </div>
      <One task={task} closeOut={newest} />
      {older.map((closeOut) => (
        <details key={closeOut.id} className="older-close-out">
          <summary>{say(words.closeOutOf, { day: day(closeOut.asked.at) })}</summary>
          <One task={task} closeOut={closeOut} />
        </details>
      ))}
    </section>
  );
}

function One({ task, closeOut }: { task: Task; closeOut: Of }) {
  const { say, instant, word } = useMessages();
  const links = useChain(task, closeOut);
  return (
    <>
      <ol className="chain" aria-label={say(words.closeOut)}>
        {links.map((link) => (
          <li key={link.key} className={`chain-${link.state}`} aria-current={link.state === "now" ? "step" : undefined}>
            <b>{link.title}</b>
            <span className="muted">{link.by}</span>
            <span>{link.who ?? (link.state === "now" ? say(words.waiting) : say(words.notYet))}</span>
            {link.at ? <time className="muted">{instant(link.at)}</time> : null}
            {link.lines.map((line) => (
              <span key={line} className="chain-line">
                {line}
              </span>
            ))}
          </li>
        ))}
      </ol>
      <dl className="statement">
        <div>
          <dt>{say(words.done)}</dt>
          <dd>{closeOut.done}</dd>
        </div>
        <div>
          <dt>{say(words.effect)}</dt>
          <dd>{closeOut.effect}</dd>
        </div>
      </dl>
      {closeOut.outcome?.outcome === "returned" ? (
        <p className="statement-return">
          <b>{word(closeOutcomes.returned)}</b> {closeOut.outcome.personName} · {instant(closeOut.outcome.at)}
          <span>{closeOut.outcome.note}</span>
        </p>
      ) : null}
      {closeOut.reopened ? (
        <p className="statement-return">
          <b>{say(words.reopened, { because: word(reopenReasons[closeOut.reopened.because]) })}</b>{" "}
          {closeOut.reopened.personName} · {instant(closeOut.reopened.at)}
          <span>{closeOut.reopened.note}</span>
        </p>
      ) : null}
    </>
  );
}

function useChain(task: Task, closeOut: Of): Link[] {
  const { say, word, day } = useMessages();
  const { asked, first, second, published, outcome } = closeOut;
  const stopped = outcome !== null && outcome.outcome !== "closed";
  const reached = [asked, first, second, outcome?.outcome === "closed" ? outcome : null];
  const next = stopped ? -1 : reached.indexOf(null);
  const stateOf = (index: number): Link["state"] =>
    reached[index] ? "done" : stopped ? "stopped" : index === next ? "now" : "later";
  const step = (index: number, key: string, title: string, by: string, lines: (string | null | undefined)[]): Link => {
    const taken = reached[index];
    return {
      key,
      title,
      by,
      state: stateOf(index),
      ...(taken ? { who: taken.personName ?? "", at: taken.at } : {}),
      lines: lines.filter((line): line is string => Boolean(line)),
    };
  };
  const evidence =
    closeOut.evidenceCount > 0 ? say(words.evidenceThen, { count: closeOut.evidenceCount }) : say(words.noEvidenceThen);
  const check = second ? word(checkKinds[second.check]) : closeOut.drawn ? word(checkKinds.drawn) : null;
  const publication: Link = {
    key: "publish",
    title: say(words.stepPublish),
    by: say(words.byOffice),
    state: published ? "done" : stopped ? "stopped" : "later",
    who: published
      ? say(words.publishedUntil, { where: published.where, from: day(published.from), until: day(published.until) })
      : say(words.notPublished),
    lines: [],
  };
  return [
    step(0, "ask", say(words.stepAsk), asked.unitName ?? say(words.byLead), [evidence]),
    step(1, "first", say(words.stepFirst), say(task.groupId ? words.byGroup : words.byOfficeForGroup), [first?.note]),
    step(2, "second", say(words.stepSecond), say(words.byOffice), [check, second?.finding, second?.note]),
    publication,
    step(3, "close", say(words.stepClose), say(words.byOffice), [outcome?.outcome === "closed" ? outcome.note : null]),
  ];
}
