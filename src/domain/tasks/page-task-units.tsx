// Who works on a task: lead, cooperating and guiding units, each with its own duty; the office assigns them.
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { type Task, taskParts } from "./model.ts";
import { useWhyNot } from "./page-task-acts.tsx";
import { AssignUnits } from "./page-task-assign.tsx";
import { words } from "./page-words.ts";

export function TaskUnits({ task, fixed }: { task: Task; fixed?: boolean }) {
  const { say, word } = useMessages();
  const [assigning, setAssigning] = useState(false);
  const whyNot = useWhyNot(task);
  return (
    <section aria-labelledby="task-units">
      <div className="task-head">
        <h2 id="task-units">{say(words.unitsAndDuties)}</h2>
        {fixed ? null : (
          <Button className="no-print" why={whyNot("assign")} onClick={() => setAssigning(true)}>
            {say(words.assignUnits)}
          </Button>
        )}
      </div>
      <ul className="task-units">
        {task.units.map((unit) => (
          <li key={`${unit.unitId}${unit.part}`} className={unit.part === "lead" ? "is-lead" : undefined}>
            <span>{word(taskParts[unit.part])}</span>
            <Link to="/units/$unitId" params={{ unitId: unit.unitId }}>
              {unit.name}
            </Link>
            <span className={unit.ownDuty ? undefined : "muted"}>
              {unit.ownDuty ?? (unit.implied ? say(words.implied) : say("none"))}
            </span>
          </li>
        ))}
      </ul>
      {assigning ? <AssignUnits task={task} onClose={() => setAssigning(false)} /> : null}
    </section>
  );
}
