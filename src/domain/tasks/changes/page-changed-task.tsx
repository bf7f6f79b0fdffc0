// One task that differs between two days: what it is now, and each field as it was and as it is.
import { Link } from "@tanstack/react-router";
import { useMessages } from "../../../app/web/messages.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { taskStates } from "../model.ts";
import { changeKinds, type InWords, type TaskDifference } from "../model-changes.ts";
import { words } from "./page-changes-words.ts";

/** Longer than this both values do not fit one line: each gets its own. */
const inOneLine = 44;
const isLong = (before: InWords, after: InWords) => (before?.zh.length ?? 0) + (after?.zh.length ?? 0) > inOneLine;

export function ChangedTask({
  item,
  programmeId,
  asOf,
}: {
  item: TaskDifference;
  programmeId: string;
  /** The later day; `null`: today. */
  asOf: string | null;
}) {
  const { say, word } = useMessages();
  return (
    <li className={`changed-task is-${item.kind}`}>
      <span className="changed-number">{item.number ?? item.ordinal}</span>
      <div className="changed-head">
        <Link
          to="/p/$programmeId/tasks/$taskId"
          params={{ programmeId, taskId: item.taskId }}
          search={asOf ? { asOf } : {}}
        >
          {item.shortTitle}
        </Link>
        <span className="changed-kind">{word(changeKinds[item.kind])}</span>
        <span className="changed-now">
          <span className="muted">{word(taskStates[item.state])}</span>
          <Light light={item.light} />
        </span>
      </div>
      {item.fields.length > 0 ? (
        <dl className="changed-fields">
          {item.fields.map(({ field, label, before, after }) => (
            <div key={field}>
              <dt>{word(label)}</dt>
              <dd className={isLong(before, after) ? "is-long" : undefined}>
                <span>
                  <span className="sr">{say(words.before)} </span>
                  <Value value={before} kind="del" />
                </span>
                <span className="changed-arrow" aria-hidden="true">
                  →
                </span>
                <span>
                  <span className="sr">{say(words.after)} </span>
                  <Value value={after} kind="ins" />
                </span>
              </dd>
            </div>
          ))}
        </dl>
      ) : item.kind === "added" ? (
        <p className="changed-note muted">{say(words.addedNote)}</p>
      ) : null}
    </li>
  );
}

function Value({ value, kind: Kind }: { value: InWords; kind: "del" | "ins" }) {
  const { say, word } = useMessages();
  return value ? <Kind>{word(value)}</Kind> : <span className="muted">{say(words.nothing)}</span>;
}
