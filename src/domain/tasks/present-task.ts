// A task as it leaves: its record, its story with what changed, and what the reader may do with it.
import type { Call } from "../../kernel/call.ts";
import type { Label } from "../../kernel/labels.ts";
import { decideAll } from "../../kernel/state-machine.ts";
import type { StoryEvent } from "../audit/model.ts";
import { unitNames } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import type { GroupRow } from "./ledger-store.ts";
import { reasonsOn } from "./light-past.ts";
import {
  groupsWithout,
  type LightReason,
  lights,
  type Task,
  type TaskGrouping,
  type TaskGroups,
  type TaskState,
  type TaskSummary,
  taskStates,
  without,
} from "./model.ts";
import { actFacts, editReachOf, readyActs, type TaskFacts, taskActs } from "./rules.ts";
import type { WholeTask } from "./store.ts";

/** `pastDay`: as it stood on a day that is over, when nothing can be done with it any more. */
export async function presentTask(
  db: Db,
  call: Call,
  task: WholeTask,
  story: StoryEvent[],
  facts: TaskFacts,
  pastDay: string | null,
): Promise<Task> {
  const decisions = decideAll(taskActs, actFacts(call.actor, facts));
  const names = await unitNames(
    db,
    story.flatMap((event) => (event.unitId ? [event.unitId] : [])),
  );
  return {
    ...recordOf(task),
    programmeId: task.programme_id,
    contentKey: task.content_key,
    start: task.range_start,
    end: task.range_end,
    lightBecause: reasonsOn(task.light_because as LightReason[], pastDay ?? call.today),
    events: story.map((event) => ({
      id: event.id,
      at: event.at,
      kind: event.kind,
      personName: event.personName,
      unitName: event.unitId ? (names.get(event.unitId) ?? null) : null,
      note: event.note,
      changes: Object.keys(event.after ?? {}).map((field) => ({
        field,
        before: event.before?.[field] ?? null,
        after: event.after?.[field] ?? null,
      })),
    })),
    mayEdit: pastDay ? "none" : editReachOf(call.actor, facts),
    abilities: pastDay ? {} : Object.fromEntries(readyActs.map((name) => [name, decisions[name]])),
  } as Task;
}

/** A task as a line of the ledger. */
export const presentSummary = (call: Call, task: WholeTask, facts: TaskFacts): TaskSummary =>
  ({ ...recordOf(task), mayEdit: editReachOf(call.actor, facts) }) as TaskSummary;

const recordOf = (task: WholeTask) => ({
  id: task.id,
  ordinal: task.ordinal,
  number: task.number,
  path: task.path,
  text: task.text,
  shortTitle: task.short_title,
  state: task.state,
  light: task.light,
  maturity: task.maturity,
  inForceOn: task.in_force_on,
  plannedPercent: task.planned_percent,
  progressPercent: task.progress_percent,
  dueText: task.due_text,
  dueOn: task.due_on,
  firstDueOn: task.first_due_on,
  startsOn: task.starts_on,
  groupId: task.group_id,
  groupName: task.groupName,
  annualGoal: task.annual_goal,
  expectedOutcome: task.expected_outcome,
  leader: task.leader,
  contact: task.contact,
  planState: task.planState,
  needsNational: task.needs_national,
  isPublic: task.is_public,
  units: task.units,
  milestones: task.milestones,
  version: task.version,
  changedAt: task.changed_at,
});

/** What the rules ask of a task as a list knows it; the acts that ask for more are decided where one task is opened. */
export const factsOf = (
  programme: { officeUnitId: string },
  task: { state: string; groupId: string | null; units: TaskFacts["units"]; milestones?: readonly unknown[] },
): TaskFacts => ({
  officeUnitId: programme.officeUnitId,
  state: task.state as TaskState,
  groupId: task.groupId,
  units: task.units,
  milestoneCount: task.milestones?.length ?? 0,
  evidenceCount: 0,
  lastDoneBy: {},
});

/** Rows of one group and light each, as groups with their words; tasks without one come last. */
export function groupsOf(by: TaskGrouping, rows: readonly GroupRow[]): TaskGroups["items"] {
  const groups = new Map<string, TaskGroups["items"][number]>();
  for (const row of rows) {
    const key = row.key ?? without;
    const group = groups.get(key) ?? { key, label: labelOf(by, row), count: 0, lights: {} };
    group.count += row.count;
    group.lights[row.light] = (group.lights[row.light] ?? 0) + row.count;
    groups.set(key, group);
  }
  const named = [...groups.values()].filter((group) => group.key !== without);
  return [...named, ...[...groups.values()].filter((group) => group.key === without)];
}

function labelOf(by: TaskGrouping, row: GroupRow): { zh: string; en: string } {
  if (row.key === null) return groupsWithout[by as keyof typeof groupsWithout];
  const words = { state: taskStates, light: lights }[by as string] as Record<string, Label> | undefined;
  const { zh, en } = words?.[row.key] ?? { zh: row.name ?? row.key, en: row.name ?? row.key };
  return { zh, en };
}
