// Which acts a screen offers in a state: those of the reader, and of others the one that is awaited, in the order of the table.
import type { Task, TaskState } from "../model.ts";
import { type StepAct, stepActs, taskActs } from "../rules.ts";

/** Acts that begin in a state, whoever may do them. */
export const actsFrom = (state: TaskState): StepAct[] =>
  stepActs.filter((act) => (taskActs[act].from as readonly string[]).includes(state));

const isOfOthers = (task: Task, act: StepAct) => task.abilities[act]?.code === "act.not-your-part";

/** Acts that others owe and that have no day of their own: without them nothing goes on. */
const awaited: readonly StepAct[] = ["issue"];

/** What the page shows: the reader's own acts, allowed ones first, then what others owe now. */
export function shownActs(task: Task): StepAct[] {
  const acts = actsFrom(task.state);
  const own = acts.filter((act) => !isOfOthers(task, act));
  const allowed = own.filter((act) => task.abilities[act]?.allowed);
  const owed = acts.filter(
    (act) => isOfOthers(task, act) && (awaited.includes(act) || (task.abilities[act]?.dueOn && act !== "refuseChange")),
  );
  return [...allowed, ...own.filter((act) => !allowed.includes(act)), ...owed];
}
