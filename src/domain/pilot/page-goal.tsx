// The goals that a sentence names, each with its live number, or plainly that no record says it yet.
import { useMessages } from "../../app/web/messages.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { terms } from "./model.ts";
import { words } from "./page-words.ts";
import type { GoalAt } from "./standing.ts";

export function GoalReadings({ goals }: { goals: readonly GoalAt[] }) {
  const { word } = useMessages();
  if (goals.length === 0) return null;
  return (
    <section>
      <h3>
        {word(terms.goal)} {goals.length > 1 ? <small>{goals.length}</small> : null}
      </h3>
      <ul className="goal-list">
        {goals.map((goal) => (
          <Reading key={goal.element.id} goal={goal} />
        ))}
      </ul>
    </section>
  );
}

function Reading({ goal: { element, reading } }: { goal: GoalAt }) {
  const { word, say } = useMessages();
  const value = reading?.value ?? null;
  const target = reading?.target ?? null;
  return (
    <li className={`is-${reading?.light ?? "none"}`}>
      <p lang="zh-CN">{element.text}</p>
      {value === null ? null : (
        <p className="goal-value">
          <b>{value}</b>
          {target === null ? null : <span> / {target}</span>}
          {typeof element.facts.unit === "string" ? <span> {element.facts.unit}</span> : null}
        </p>
      )}
      {value !== null && target ? (
        <span className="goal-meter" aria-hidden="true">
          <i style={{ width: `${Math.min(100, Math.max(0, (value / target) * 100))}%` }} />
        </span>
      ) : null}
      {reading ? (
        <Light light={reading.light} label={word(reading)} />
      ) : (
        <span className="muted">{say(words.planNoReadingYet)}</span>
      )}
    </li>
  );
}
