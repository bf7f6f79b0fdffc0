// What differs between a task of one day and the same task of another, field by field, in words.
import type { Label } from "../../kernel/labels.ts";
import type { ComparedTask } from "./changes/changes-store.ts";
import { type Light, lights, maturitySteps, sectionMark, type TaskPart, type TaskState, taskStates } from "./model.ts";
import { type ChangeField, changeFields, type InWords, type TaskDifference } from "./model-changes.ts";
import { planStates } from "./model-plan.ts";

const label = ({ zh, en }: Label): InWords => ({ zh, en });
const words = (text: unknown): InWords =>
  text === null || text === undefined || text === "" ? null : { zh: String(text), en: String(text) };
const yesOrNo = (value: unknown): InWords => (value ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" });
const listed = (items: readonly string[], zh: string, en: string): InWords =>
  items.length === 0 ? null : { zh: items.join(zh), en: items.join(en) };

const unitsIn = (part: TaskPart) => (task: ComparedTask) => {
  const units = task.units.filter((unit) => unit.part === part);
  return listed(
    units.map((unit) => (unit.ownDuty ? `${unit.shortName}（${unit.ownDuty}）` : unit.shortName)),
    "、",
    ", ",
  );
};

/** How each field says its value; `milestones` is told by what differs, below. */
const said: Record<Exclude<ChangeField, "milestones">, (task: ComparedTask) => InWords> = {
  number: (task) => words(task.number),
  section: (task) => words(task.path.join(sectionMark)),
  text: (task) => words(task.text),
  shortTitle: (task) => words(task.short_title),
  plan: (task) => label(planStates[task.plan]),
  state: (task) => label(taskStates[task.state as TaskState]),
  light: (task) => label(lights[task.light as Light]),
  maturity: (task) => {
    const step = `L${task.maturity}` as keyof typeof maturitySteps;
    const { zh, en } = maturitySteps[step];
    return { zh: `${step} ${zh}`, en: `${step} ${en}` };
  },
  progress: (task) => words(`${task.progress_percent}%`),
  lead: unitsIn("lead"),
  support: unitsIn("support"),
  guide: unitsIn("guide"),
  group: (task) => words(task.groupName),
  startsOn: (task) => words(task.starts_on),
  dueText: (task) => words(task.due_text),
  dueOn: (task) => words(task.due_on),
  annualGoal: (task) => words(task.annual_goal),
  expectedOutcome: (task) => words(task.expected_outcome),
  leader: (task) => words(task.leader),
  contact: (task) => words(task.contact),
  needsNational: (task) => yesOrNo(task.needs_national),
  isPublic: (task) => yesOrNo(task.is_public),
};

/** Milestones that are not the same on both days, each side its own lines; one made anew in the same words is the same. */
function milestonesApart(before: ComparedTask, after: ComparedTask): [InWords, InWords] {
  const lines = (task: ComparedTask) =>
    task.milestones.map(({ title, dueOn, weight, reachedOn }) => ({
      zh: `${dueOn} ${title}（权重 ${weight}${reachedOn ? `，${reachedOn} 完成` : ""}）`,
      en: `${dueOn} ${title} (weight ${weight}${reachedOn ? `, reached ${reachedOn}` : ""})`,
    }));
  const apart = (some: ReturnType<typeof lines>, others: ReturnType<typeof lines>): InWords => {
    const left = others.map((line) => line.zh);
    const own = some.filter((line) => {
      const at = left.indexOf(line.zh);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    return own.length === 0
      ? null
      : { zh: own.map((line) => line.zh).join("；"), en: own.map((line) => line.en).join("; ") };
  };
  const [old, now] = [lines(before), lines(after)];
  return [apart(old, now), apart(now, old)];
}

/** The fields that differ, in the order in which the ledger names them. */
export function fieldsApart(before: ComparedTask, after: ComparedTask): TaskDifference["fields"] {
  return (Object.keys(changeFields) as ChangeField[]).flatMap((field) => {
    const [old, now] =
      field === "milestones" ? milestonesApart(before, after) : [said[field](before), said[field](after)];
    if (old?.zh === now?.zh) return [];
    const { zh, en } = changeFields[field];
    return [{ field, label: { zh, en }, before: old, after: now }];
  });
}
