// The mark of a task that the plan no longer has, or never had: a word and a broken line, never colour alone.
import { useMessages } from "../../app/web/messages.tsx";
import { type PlanState, planStates } from "./model-plan.ts";
import "./page-plan-mark.css";

export function PlanMark({ state }: { state: PlanState }) {
  const { word } = useMessages();
  if (state === "inPlan") return null;
  return <span className={`plan-mark is-${state}`}>{word(planStates[state])}</span>;
}
