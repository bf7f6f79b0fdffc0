// The goals of the plan as statements, each with its live number or plainly none, and the sentence it comes from.
import { Link } from "@tanstack/react-router";
import { useMessages } from "../../app/web/messages.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import type { Overview, OverviewGoal } from "./model.ts";
import { words } from "./page-words.ts";

export function GoalsBox({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const { say } = useMessages();
  const bySentence = Map.groupBy(overview.goals, (goal) => goal.sentence?.contentKey ?? "");
  return (
    <section className="overview-box" aria-labelledby="overview-goals">
      <h2 id="overview-goals">{say(words.goals)}</h2>
      {overview.goals.length === 0 ? <p className="muted">{say(words.goalsNone)}</p> : null}
      {[...bySentence].map(([contentKey, goals]) => (
        <div key={contentKey} className="overview-goals">
          <ul>
            {goals.map((goal) => (
              <Goal key={goal.elementId} goal={goal} />
            ))}
          </ul>
          {contentKey ? (
            <Link
              to="/p/$programmeId/plan"
              params={{ programmeId: overview.programmeId }}
              search={{ at: contentKey, ...(asOf ? { asOf } : {}) }}
              title={goals[0]?.sentence?.text}
            >
              {say(words.goalSource)} ›
            </Link>
          ) : null}
        </div>
      ))}
    </section>
  );
}

function Goal({ goal }: { goal: OverviewGoal }) {
  const { say, word } = useMessages();
  const { reading } = goal;
  return (
    <li>
      <p className="serif" lang="zh-CN">
        {goal.text}
      </p>
      {reading ? (
        <p className="overview-reading">
          <Light light={reading.light} label={word(reading)} />
        </p>
      ) : (
        <p className="muted">{say(words.goalNoReading)}</p>
      )}
    </li>
  );
}
