// A part as it begins: below its task in number and place, with the words it was given; led by its own units, guided by those that lead the task above.
import type { Call } from "../../kernel/call.ts";
import { progressLight } from "./light.ts";
import type { PartStanding, TaskKind } from "./model-parts.ts";
import type { NewTaskRow, NewTaskUnitRow, WholeTask } from "./store.ts";

export interface PartToAdd {
  text: string;
  shortTitle: string;
  leadIds: readonly string[];
  supportIds: readonly string[];
  startsOn: string | null;
  dueOn: string | null;
  weight: number;
}

export interface NewPart {
  row: NewTaskRow;
  links: NewTaskUnitRow[];
  leadIds: readonly string[];
  standing: PartStanding;
}

/** Whoever divides a task and leads the part itself has signed for it by doing so; others have to sign. */
const stateFor = (call: Call, leadIds: readonly string[]) =>
  leadIds.some((id) => call.actor.unitIds.includes(id)) ? "signed" : "issued";

export function newPart(
  call: Call,
  parent: WholeTask,
  part: PartToAdd & { id: string; kind: Exclude<TaskKind, "plan">; number: number },
): NewPart {
  const state = stateFor(call, part.leadIds);
  const dueOn = part.dueOn ?? parent.due_on;
  const startsOn = part.startsOn ?? null;
  // It has not begun, so that nothing but its state decides.
  const light = progressLight({ state, startsOn, dueOn, milestones: [], today: call.today });
  const row: NewTaskRow = {
    programme_id: parent.programme_id,
    id: part.id,
    plan_version_id: null,
    ordinal: parent.ordinal,
    number: `${parent.number ?? parent.ordinal}-${part.number}`,
    path: parent.path,
    text: part.text,
    short_title: part.shortTitle,
    content_key: parent.content_key,
    range_start: null,
    range_end: null,
    group_id: parent.group_id,
    state,
    light: light.light,
    light_because: light.because,
    maturity: 0,
    needs_national: false,
    annual_goal: null,
    expected_outcome: null,
    leader: null,
    contact: null,
    starts_on: startsOn,
    due_text: null,
    due_on: dueOn,
    first_due_on: dueOn,
    planned_percent: light.planned,
    progress_percent: 0,
    is_public: parent.is_public,
    kind: part.kind,
    parent_id: parent.id,
    depth: parent.depth + 1,
    weight: part.weight,
    state_since: call.atIso,
    review_on: null,
    suspended_because: null,
    due_changes: 0,
    in_force_on: null,
    version: 1,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  };
  const standing = { id: part.id, shortTitle: part.shortTitle, state, light: light.light, dueOn };
  return {
    row,
    links: linksOf(call, parent, part),
    leadIds: part.leadIds,
    standing: { ...standing, weight: part.weight, percent: 0 },
  };
}

function linksOf(call: Call, parent: WholeTask, part: PartToAdd & { id: string }): NewTaskUnitRow[] {
  const leads = [...new Set(part.leadIds)];
  const supports = [...new Set(part.supportIds)].filter((id) => !leads.includes(id));
  const taken = [...leads, ...supports];
  const guides = parent.units.filter((unit) => unit.part === "lead" && !taken.includes(unit.unitId));
  const shares = [
    ...leads.map((unitId) => ({ unitId, part: "lead", implied: false })),
    ...supports.map((unitId) => ({ unitId, part: "support", implied: false })),
    ...guides.map(({ unitId }) => ({ unitId: unitId as string, part: "guide", implied: true })),
  ];
  return shares.map((share, position) => ({
    programme_id: parent.programme_id,
    task_id: part.id,
    unit_id: share.unitId,
    part: share.part,
    position,
    own_duty: null,
    implied: share.implied,
    since_at: call.atIso,
  }));
}
