// A task as it leaves: its record, its story with what changed, and what the reader may do with it.
import type { Call } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import type { Label } from "../../kernel/labels.ts";
import { decideAll } from "../../kernel/state-machine.ts";
import type { StoryEvent } from "../audit/model.ts";
import { unitNames } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import { dueActs, recordsOf, stepsDoneBy } from "./act-rules.ts";
import type { ToldChange, ToldClose } from "./acts-store.ts";
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
import type { PartCounts, PartStanding } from "./model-parts.ts";
import { changeAsKnown, closeOutAsKnown } from "./present-acts.ts";
import { actFacts, editReachOf, type TaskAct, type TaskFacts, taskActs } from "./rules.ts";
import type { WholeTask } from "./store.ts";

/** A task with what lies beside it. */
export interface LoadedTask {
  task: WholeTask;
  story: StoryEvent[];
  changes: readonly ToldChange[];
  closeOuts: readonly ToldClose[];
  facts: TaskFacts;
}

/** `pastDay`: as it stood on a day that is over, when nothing can be done with it any more. */
export async function presentTask(db: Db, call: Call, loaded: LoadedTask, pastDay: string | null): Promise<Task> {
  const { task, story, changes, closeOuts } = loaded;
  const until = pastDay ? endOfDay(pastDay, call.zone) : null;
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
    parent: task.parent,
    suspendedBecause: task.suspended_because,
    deadlineChanges: changes.map((change) => changeAsKnown(change, until)),
    closeOuts: closeOuts.map((closeOut) => closeOutAsKnown(closeOut, until)),
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
    mayEdit: pastDay ? "none" : editReachOf(call.actor, loaded.facts),
    abilities: pastDay ? {} : abilitiesOf(call, loaded),
  } as Task;
}

/** What the reader may do with a task now, and by when the acts of its state are due. */
function abilitiesOf(call: Call, { task, changes, closeOuts, facts }: LoadedTask): Task["abilities"] {
  const change = changes.find((one) => one.outcome === null);
  const [closeOut] = closeOuts;
  const more = recordsOf({
    groupId: task.group_id,
    depth: task.depth,
    parts: task.parts,
    parent: task.parent,
    change,
    closeOut,
    today: call.today,
    zone: call.zone,
  });
  const known = { ...facts, lastDoneBy: stepsDoneBy(change, closeOut), more };
  const due = dueActs(facts.state, task.state_since, call.zone);
  return Object.fromEntries(
    Object.entries(decideAll(taskActs, actFacts(call.actor, known))).map(([name, decision]) => {
      const dueOn = due[name as TaskAct];
      return [name, dueOn ? { ...decision, dueOn } : decision];
    }),
  );
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
  kind: task.kind,
  parentId: task.parent_id,
  parts: partCounts(task.parts),
  stateSince: task.state_since,
  reviewOn: task.review_on,
  dueChanges: task.due_changes,
  needsNational: task.needs_national,
  isPublic: task.is_public,
  units: task.units,
  milestones: task.milestones,
  version: task.version,
  changedAt: task.changed_at,
});

function partCounts(parts: readonly PartStanding[]): PartCounts | null {
  if (parts.length === 0) return null;
  const lights: Record<string, number> = {};
  for (const { light } of parts) lights[light] = (lights[light] ?? 0) + 1;
  return { count: parts.length, lights };
}

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
