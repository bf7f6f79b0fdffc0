// The head of a task: its sentence as the plan has it, the light with its reason in words, how far it is.
import { Link } from "@tanstack/react-router";
import { useMessages } from "../../app/web/messages.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { fill } from "../../kernel/errors.ts";
import { lightReasons, type Task, taskStates } from "./model.ts";
import { PlanMark } from "./page-plan-mark.tsx";
import { words } from "./page-words.ts";

export function TaskQuote({ task, level }: { task: Task; level: "h1" | "h2" }) {
  const { say } = useMessages();
  const Heading = level;
  return (
    <div className="task-quote">
      <p className="muted">
        {task.number ? `${task.number} · ` : ""}
        {task.path.join(" › ")}{" "}
        {task.planState === "inPlan" ? (
          <Link
            className="no-print"
            to="/p/$programmeId/plan"
            params={{ programmeId: task.programmeId }}
            search={{ at: task.contentKey }}
          >
            {say(words.inPlan)}
          </Link>
        ) : (
          <PlanMark task={task} />
        )}
      </p>
      <Heading>
        {task.kind === "plan" ? <span className="sr">{say(words.quoted)}:</span> : null}
        {task.text}
      </Heading>
    </div>
  );
}

export function TaskLight({ task }: { task: Task }) {
  const { language, word } = useMessages();
  return (
    <div className="task-light">
      <p>
        <Light light={task.light} />
        <span>{word(taskStates[task.state])}</span>
      </p>
      <ul className={`task-because is-${task.light}`}>
        {task.lightBecause.map((reason) => (
          <li key={reason.code + JSON.stringify(reason.facts)}>
            {fill(lightReasons[reason.code][language], reason.facts, language)}
          </li>
        ))}
      </ul>
    </div>
  );
}
