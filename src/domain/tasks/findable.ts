// What the search finds of tasks; registered in app/modules.ts.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import { programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import * as found from "./findable-store.ts";
import { type Light, type TaskState, taskStates } from "./model.ts";
import { ledgerScope } from "./rules.ts";

interface Ref {
  programmeId: string | null;
  id: string;
}

/** Fields of a task that are not searched and do not decide who sees it; whatever is not named here counts. */
const besides = new Set([
  "state",
  "light",
  "because",
  "maturity",
  "contentKey",
  "annualGoal",
  "expectedOutcome",
  "startsOn",
  "dueOn",
  "needsNational",
  "isPublic",
  // Of ratings: steps claimed and confirmed, confidence, lights decided by people.
  "inForceOn",
  "step",
  "claim",
  "points",
  "override",
  "untilOn",
]);

/** The day on which a milestone was reached, at the end of its line; it is not searched. */
const reached = / ✓\d{4}-\d\d-\d\d$/;

/** Is all that this event tells of a task beside what is searched? Milestones that are only reached are. */
function isBeside({ before, after }: NewEvent): boolean {
  const fields = Object.keys(after ?? {});
  const planOf = (facts: NewEvent["after"]) =>
    JSON.stringify([facts?.milestones].flat().map((line) => String(line).replace(reached, "")));
  return (
    fields.length > 0 &&
    fields.every((field) => besides.has(field) || (field === "milestones" && planOf(before) === planOf(after)))
  );
}

const textsOf = (task: found.NamedTask): string[] =>
  [task.text, task.leader, task.contact, ...task.milestones].filter((text) => text !== null);

const programmeIds = (refs: readonly Ref[]) => refs.map((ref) => ref.programmeId ?? "");
const idsOf = (refs: readonly Ref[]) => refs.map((ref) => ref.id);

export const tasksFindable = {
  kind: "task",
  zh: "任务",
  en: "Tasks",
  whole: false,

  heeds(event: NewEvent): Ref | null {
    if (event.subject.kind !== "task" || !event.programmeId) return null;
    if (isBeside(event)) return null;
    return { programmeId: event.programmeId, id: event.subject.id };
  },

  refsAfter: (db: Db, after: Ref | null, limit: number): Promise<Ref[]> =>
    found.taskRefsAfter(db, after && { programmeId: after.programmeId ?? "", id: after.id }, limit),

  async read(db: Db, refs: readonly Ref[]) {
    const tasks = await found.readTasks(db, programmeIds(refs), idsOf(refs));
    return tasks.map((task) => ({
      programmeId: task.programmeId,
      id: task.id,
      names: [task.shortTitle],
      text: [task.number ?? "", ...textsOf(task)].join("\n"),
      sort: String(task.ordinal).padStart(9, "0"),
      // The search finds what the ledger lists: parts only for the units that carry them.
      readers:
        task.kind === "plan"
          ? { office: true as const, groups: task.groupId ? [task.groupId] : [], liaisons: task.unitIds }
          : { liaisons: task.carrierIds },
    }));
  },

  async show(db: Db, call: Call, refs: readonly Ref[]) {
    const shown = [];
    for (const programme of await programmesOf(db, call)) {
      const ids = idsOf(refs.filter((ref) => ref.programmeId === programme.id));
      if (ids.length === 0) continue;
      const scope = ledgerScope(call.actor, programme.officeUnitId);
      const reading = { programmeId: programme.id, scope, asOf: null, today: call.today, zone: call.zone };
      for (const task of await found.tasksInScope(db, reading, ids)) shown.push(shownTask(task, programme));
    }
    return shown;
  },
};

function shownTask(task: found.FoundTask, programme: { shortTitle: string; demo: boolean }) {
  const state = taskStates[task.state as TaskState];
  const leads = task.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
  return {
    programmeId: task.programmeId,
    programmeTitle: programme.shortTitle,
    id: task.id,
    title: task.number ? `${task.number}. ${task.shortTitle}` : task.shortTitle,
    texts: textsOf(task),
    hint: {
      zh: [state.zh, leads.join("、")].filter(Boolean).join(" · "),
      en: [state.en, leads.join(", ")].filter(Boolean).join(" · "),
    },
    light: task.light as Light,
    demo: programme.demo,
    href: { path: `/p/${task.programmeId}/tasks/${task.id}`, search: {} },
  };
}
