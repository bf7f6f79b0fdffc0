// Steps of a change 调整 and of a suspension 暂缓: what is asked and what it leaves. The old day is never lost: first_due_on stays,
// and each change is a row of its own.
import { daysBetween } from "../../kernel/clock.ts";
import type { Fault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import { type Step, standsFor } from "./act-steps.ts";
import type { ChangeRow } from "./acts-store.ts";
import type { OpenTask } from "./change-many.ts";
import type { MovedMilestone } from "./model-acts.ts";
import { taskFault } from "./model-faults.ts";

const movedLine = ({ title, from, to }: MovedMilestone) => `${from} → ${to} ${title}`;

/** Days that a change may not ask for: past ones, and milestones after the task itself. */
function daysFault(
  { task }: OpenTask,
  toDue: string | null,
  moved: readonly MovedMilestone[],
  today: string,
): Fault | null {
  const past = [toDue, ...moved.map((one) => one.to)].find((day) => day !== null && day < today);
  if (past) return taskFault("task.due-past", { day: past, today });
  if (toDue && task.starts_on && toDue < task.starts_on)
    return taskFault("task.due-before-start", { due: toDue, start: task.starts_on });
  const due = toDue ?? task.due_on;
  const late = due ? moved.find((one) => one.to > due) : undefined;
  return late && due ? taskFault("task.milestone-after-due", { title: late.title, day: late.to, due }) : null;
}

/** The milestones that are to move, or why one cannot. */
function movedOf({ task }: OpenTask, asked: readonly { id: string; dueOn: string }[]): MovedMilestone[] | Fault {
  const moved: MovedMilestone[] = [];
  for (const { id, dueOn } of new Map(asked.map((one) => [one.id, one])).values()) {
    const milestone = task.milestones.find((one) => one.id === id);
    if (!milestone) return taskFault("task.no-such-milestone", { id });
    if (milestone.dueOn === dueOn) continue;
    if (milestone.reachedOn) return taskFault("task.milestone-reached", { title: milestone.title });
    moved.push({ id, title: milestone.title, from: milestone.dueOn, to: dueOn });
  }
  return moved;
}

export const requestChange: Step<"requestChange"> = (open, input, call) => {
  const { task } = open;
  const moved = movedOf(open, input.milestones);
  if (!Array.isArray(moved)) return moved;
  if (input.later && !task.due_on) return taskFault("task.no-due-day");
  const asked = input.later && task.due_on ? addWorkingDays(task.due_on, input.later).day : input.dueOn;
  const toDue = asked && asked !== task.due_on ? asked : null;
  const scope = input.scope ?? null;
  if (toDue === null && moved.length === 0 && scope === null) return taskFault("task.nothing-asked");
  const fault = daysFault(open, toDue, moved, call.today);
  if (fault) return fault;
  open.change = {
    programme_id: task.programme_id,
    id: newId(call.at),
    task_id: task.id,
    from_due: task.due_on,
    to_due: toDue,
    milestones: moved,
    scope,
    reason: input.note ?? "",
    asked_by: call.actor.personId,
    asked_unit_id: call.actor.unitId,
    asked_at: call.atIso,
    opinion: null,
    opinion_note: null,
    opinion_by: null,
    opinion_at: null,
    outcome: null,
    outcome_note: null,
    outcome_by: null,
    outcome_at: null,
    stood_for: standsFor("requestChange", call),
  };
  return {
    after: {
      ...(toDue ? { askedDueOn: toDue } : {}),
      ...(moved.length > 0 ? { askedMilestones: moved.map(movedLine) } : {}),
      ...(scope ? { askedScope: scope } : {}),
    },
  };
};

/** In its state a task always has the change that brought it there. */
const underWay = (open: OpenTask) => open.change as ChangeRow;

export const adviseChange: Step<"adviseChange"> = (open, { opinion, note }, call) => {
  Object.assign(underWay(open), {
    opinion,
    opinion_note: note ?? null,
    opinion_by: call.actor.personId,
    opinion_at: call.atIso,
    stood_for: { ...(underWay(open).stood_for as object), ...standsFor("adviseChange", call) },
  });
  return { after: { opinion } };
};

const decide = (open: OpenTask, outcome: string, note: string | undefined, call: Parameters<typeof requestChange>[2]) =>
  Object.assign(underWay(open), {
    outcome,
    outcome_note: note ?? null,
    outcome_by: call.actor.personId,
    outcome_at: call.atIso,
  });

export const allowChange: Step<"allowChange"> = (open, { note }, call) => {
  const { task } = open;
  const change = underWay(open);
  const moved = change.milestones as MovedMilestone[];
  // The calendar went on while the request waited, and milestones may have been reached or dropped.
  const fault = daysFault(open, change.to_due, moved, call.today);
  if (fault) return fault;
  const days = new Map(moved.map((one) => [one.id, one.to]));
  const before = { dueOn: task.due_on, moved: moved.map((one) => `${one.from} ${one.title}`) };
  task.milestones = task.milestones.map((one) =>
    one.reachedOn ? one : { ...one, dueOn: days.get(one.id) ?? one.dueOn },
  );
  open.moved = task.milestones.filter((one) => days.has(one.id) && !one.reachedOn);
  if (change.to_due) task.due_on = change.to_due;
  if (change.to_due || moved.length > 0) task.due_changes += 1;
  decide(open, "allowed", note, call);
  return {
    before: {
      ...(change.to_due ? { dueOn: before.dueOn } : {}),
      ...(moved.length > 0 ? { milestones: before.moved } : {}),
    },
    after: {
      ...(change.to_due ? { dueOn: change.to_due } : {}),
      ...(moved.length > 0 ? { milestones: moved.map((one) => `${one.to} ${one.title}`) } : {}),
      ...(change.scope ? { scope: change.scope } : {}),
    },
  };
};

export const refuseChange: Step<"refuseChange"> = (open, { note }, call) => {
  decide(open, "refused", note, call);
  return {};
};

/** The longest suspension without another look, years. */
const longestSuspension = 3;

function reviewDayFault(day: string, today: string): Fault | null {
  const ahead = daysBetween(today, day);
  return ahead > 0 && ahead <= longestSuspension * 366
    ? null
    : taskFault("task.review-day-past", { day, today, years: longestSuspension });
}

export const suspend: Step<"suspend"> = ({ task }, { because, reviewOn }, call) => {
  const fault = reviewDayFault(reviewOn, call.today);
  if (fault) return fault;
  task.review_on = reviewOn;
  task.suspended_because = because;
  return { after: { reviewOn, because } };
};

export const keepSuspended: Step<"keepSuspended"> = ({ task }, { reviewOn }, call) => {
  const fault = reviewDayFault(reviewOn, call.today);
  if (fault) return fault;
  const before = { reviewOn: task.review_on };
  task.review_on = reviewOn;
  return { before, after: { reviewOn } };
};

export const resume: Step<"resume"> = ({ task }) => {
  task.review_on = null;
  task.suspended_because = null;
  return {};
};
