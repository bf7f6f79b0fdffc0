// The mark of a task that is not simply one of the plan: dropped by it, never in it, or a part of one; a word and a broken line, never colour alone.
import { useMessages } from "../../app/web/messages.tsx";
import type { TaskSummary } from "./model.ts";
import { taskKinds } from "./model-parts.ts";
import { planStates } from "./model-plan.ts";
import "./page-plan-mark.css";

export function PlanMark({ task }: { task: Pick<TaskSummary, "kind" | "planState"> }) {
  const { word } = useMessages();
  if (task.kind !== "plan") return <span className="plan-mark is-outside">{word(taskKinds[task.kind])}</span>;
  if (task.planState === "inPlan") return null;
  return <span className={`plan-mark is-${task.planState}`}>{word(planStates[task.planState])}</span>;
}
