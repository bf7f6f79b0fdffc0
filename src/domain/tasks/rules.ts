// What may be done with a task and by whom: the state machine of domain reference 1.6, as one table.
import { allowed, type Decision, refused } from "../../kernel/access.ts";
import { fill } from "../../kernel/errors.ts";
import { type ActFacts, type DoneBy, decideAct, defineActs } from "../../kernel/state-machine.ts";
import {
  type EditReach,
  type TaskChange,
  type TaskNeed,
  type TaskPart,
  type TaskParty,
  type TaskState,
  taskNeeds,
  taskParties,
  taskParts,
  taskStates,
} from "./model.ts";
import { refusalWords } from "./model-faults.ts";
import { deepestPart } from "./model-parts.ts";

/** States in which work is going on and reports are owed. */
export const openStates = [
  "issued",
  "signed",
  "inProgress",
  "adjusting",
  "closeRequested",
  "firstReviewed",
  "secondReviewed",
] as const satisfies readonly TaskState[];

/** States in which the lead unit arranges the work. */
const atWork = ["issued", "signed", "inProgress"] as const satisfies readonly TaskState[];

const notEnded = [...openStates, "draft", "suspended"] as const satisfies readonly TaskState[];

/**
 * Every act on a task. Working days: domain reference 1.6 names 1 for signing and 3 for the breakdown; those of the
 * reviews are our own (record 0027), so that each step has a day by which it is due.
 */
export const taskActs = defineActs<TaskState, TaskParty, TaskNeed>()({
  edit: { from: notEnded, to: null, by: ["office", "lead"], zh: "编辑", en: "Edit" },
  assign: { from: notEnded, to: null, by: ["office"], zh: "调整单位", en: "Assign units" },
  plan: { from: atWork, to: null, by: ["office", "lead"], zh: "编排里程碑", en: "Plan milestones" },
  split: {
    from: atWork,
    to: null,
    by: ["office", "lead"],
    zh: "分解子任务",
    en: "Divide into parts",
    needs: ["roomBelow"],
  },
  cascade: {
    from: atWork,
    to: null,
    by: ["office", "lead"],
    zh: "分解到区县（平台）",
    en: "Hand down to districts and platforms",
    needs: ["roomBelow"],
  },
  issue: { from: ["draft"], to: "issued", by: ["office"], zh: "下达", en: "Issue", needs: ["leadUnit"] },
  sign: { from: ["issued"], to: "signed", by: ["lead"], zh: "签收", en: "Sign for", workingDays: 1 },
  begin: {
    from: ["signed"],
    to: "inProgress",
    by: ["lead"],
    zh: "提交分解方案",
    en: "Submit the breakdown",
    needs: ["milestones"],
    workingDays: 3,
  },
  requestChange: {
    from: ["inProgress"],
    to: "adjusting",
    by: ["lead"],
    zh: "申请调整",
    en: "Ask for a change",
    note: "required",
  },
  adviseChange: {
    from: ["adjusting"],
    to: null,
    by: ["group"],
    zh: "签署意见",
    en: "Give an opinion",
    note: "optional",
    notBy: ["requestChange"],
    workingDays: 3,
  },
  allowChange: {
    from: ["adjusting"],
    to: "inProgress",
    by: ["office"],
    zh: "同意调整",
    en: "Allow the change",
    needs: ["opinion"],
    notBy: ["requestChange", "adviseChange"],
    workingDays: 5,
  },
  refuseChange: {
    from: ["adjusting"],
    to: "inProgress",
    by: ["office"],
    zh: "不同意调整",
    en: "Refuse the change",
    note: "required",
    notBy: ["requestChange"],
    workingDays: 5,
  },
  suspend: { from: ["inProgress"], to: "suspended", by: ["office"], zh: "暂缓", en: "Suspend", note: "required" },
  keepSuspended: {
    from: ["suspended"],
    to: null,
    by: ["office"],
    zh: "续定复核日期",
    en: "Set a new review day",
    note: "required",
  },
  resume: { from: ["suspended"], to: "inProgress", by: ["office"], zh: "恢复推进", en: "Resume" },
  requestClose: {
    from: ["inProgress"],
    to: "closeRequested",
    by: ["lead"],
    zh: "申请销号",
    en: "Request close-out",
    needs: ["evidence", "partsOver"],
  },
  reviewClose: {
    from: ["closeRequested"],
    to: "firstReviewed",
    by: ["group"],
    zh: "初审通过",
    en: "Pass first review",
    notBy: ["requestClose"],
    workingDays: 3,
  },
  recheckClose: {
    from: ["firstReviewed"],
    to: "secondReviewed",
    by: ["office"],
    zh: "复核通过",
    en: "Pass second review",
    notBy: ["requestClose", "reviewClose"],
    workingDays: 5,
  },
  publishClose: {
    from: ["secondReviewed"],
    to: null,
    by: ["office"],
    zh: "公示",
    en: "Publish",
    notBy: ["requestClose"],
  },
  close: {
    from: ["secondReviewed"],
    to: "closed",
    by: ["office"],
    zh: "销号",
    en: "Close out",
    needs: ["publicationOver"],
    notBy: ["requestClose"],
    workingDays: 3,
  },
  returnForMore: {
    from: ["closeRequested", "firstReviewed", "secondReviewed"],
    to: "inProgress",
    by: ["group", "office"],
    zh: "退回补充",
    en: "Return for more",
    note: "required",
    notBy: ["requestClose"],
  },
  reopen: {
    from: ["closed"],
    to: "inProgress",
    by: ["office"],
    zh: "重启",
    en: "Reopen",
    note: "required",
    needs: ["parentOpen"],
  },
  end: { from: notEnded, to: "ended", by: ["office"], zh: "终止", en: "End", note: "required" },
});
export type TaskAct = keyof typeof taskActs;

/** Acts that change what a task holds, each with a place of its own on the page; all others are steps of its course. */
export const holdingActs = ["edit", "assign", "plan", "split", "cascade"] as const satisfies readonly TaskAct[];

/** A step of a task's course. */
export type StepAct = Exclude<TaskAct, (typeof holdingActs)[number]>;
export const stepActs = (Object.keys(taskActs) as TaskAct[]).filter(
  (act): act is StepAct => !(holdingActs as readonly string[]).includes(act),
);

export interface TaskFacts {
  /** The office of the programme; only its people are the task's office. */
  officeUnitId: string;
  state: TaskState;
  groupId: string | null;
  units: readonly { unitId: string; part: TaskPart }[];
  milestoneCount: number;
  evidenceCount: number;
  lastDoneBy: DoneBy;
  /** Known where acts are decided that ask for it; where it is not, nothing stands in the way. */
  more?: ActRecords;
}

/** What parts, requests and publications say about acts on a task. */
export interface ActRecords {
  depth: number;
  partCount: number;
  openParts: number;
  /** A change was asked for and the group may still give its opinion. */
  opinionAwaited: boolean;
  /** The close-out is published and the days are not over. */
  publicationRuns: boolean;
  /** The task above is closed out or has ended. */
  parentOver: boolean;
}

export interface ActorFacts {
  personId: string;
  sameAs?: readonly string[];
  duties: readonly string[];
  unitIds: readonly string[];
}

/** Who the actor is, seen from this task; empty when the task is none of the actor's business. */
export function partiesOf(actor: ActorFacts, task: Pick<TaskFacts, "officeUnitId" | "groupId" | "units">): TaskParty[] {
  const parties: TaskParty[] = [];
  if (actor.duties.includes("office") && actor.unitIds.includes(task.officeUnitId)) parties.push("office");
  // A task of no working group has its first review in the office, by somebody other than who does the second (record 0027).
  const standsIn = task.groupId === null && parties.includes("office");
  const isGroup = actor.duties.includes("group") && task.groupId && actor.unitIds.includes(task.groupId);
  if (isGroup || standsIn) parties.push("group");
  if (actor.duties.includes("liaison"))
    for (const part of ["lead", "support"] as const)
      if (task.units.some((unit) => unit.part === part && actor.unitIds.includes(unit.unitId))) parties.push(part);
  return parties;
}

export const actFacts = (actor: ActorFacts, task: TaskFacts): ActFacts<TaskState, TaskParty, TaskNeed> => ({
  state: task.state,
  parties: partiesOf(actor, task),
  has: needsMet(task),
  personId: actor.personId,
  sameAs: actor.sameAs,
  lastDoneBy: task.lastDoneBy,
});

function needsMet(task: TaskFacts): TaskNeed[] {
  const met: TaskNeed[] = [];
  if (task.units.some((unit) => unit.part === "lead")) met.push("leadUnit");
  const { more } = task;
  if (task.milestoneCount > 0 || (more?.partCount ?? 0) > 0) met.push("milestones");
  if (task.evidenceCount > 0) met.push("evidence");
  if (!more?.opinionAwaited) met.push("opinion");
  if (!more?.openParts) met.push("partsOver");
  if (!more?.publicationRuns) met.push("publicationOver");
  if (!more?.parentOver) met.push("parentOpen");
  if ((more?.depth ?? 0) < deepestPart) met.push("roomBelow");
  return met;
}

/** May the actor do this act on this task now? */
export const mayDo = (act: TaskAct, actor: ActorFacts, task: TaskFacts): Decision =>
  decideAct(taskActs[act], actFacts(actor, task));

/** Fields that a lead unit fills in for itself. */
const leadFields = ["annualGoal", "expectedOutcome", "leader", "contact", "startsOn"] as const;

/** Which fields may be edited in place, by how far somebody may edit; grid, server and tests read it. */
export const editableFields = {
  all: ["shortTitle", ...leadFields, "needsNational", "isPublic", "groupId"],
  own: leadFields,
  none: [],
} as const satisfies Record<EditReach, readonly (keyof TaskChange)[]>;

/** How far may the actor edit this task now: all fields (office), those a lead unit fills in, or none. */
export function editReachOf(actor: ActorFacts, task: TaskFacts): EditReach {
  if (!mayDo("edit", actor, task).allowed) return "none";
  return partiesOf(actor, task).includes("office") ? "all" : "own";
}

/** May these fields be edited with this reach? Code `act.not-your-part`; the fact `fields` names those that may not. */
export function mayEditFields(reach: EditReach, fields: readonly string[]): Decision {
  const others = fields.filter((field) => !(editableFields[reach] as readonly string[]).includes(field));
  return others.length === 0 ? allowed : refused("act.not-your-part", { parties: ["office"], fields: others });
}

type Share = { unitId: string; part: TaskPart; ownDuty: string | null };

/**
 * What it takes to give a task these units, leads first. One that changes its place is linked anew, because the order
 * means something (the first lead leads all) and must stay readable for past days.
 * @returns the units wanted, each once for a part; links that end; links to be made, with their place
 */
export function differenceOf<Held extends Share & { implied: boolean }>(
  held: readonly Held[],
  given: readonly Share[],
) {
  const keyOf = (unit: Share) => `${unit.part} ${unit.unitId}`;
  const byKey = new Map(given.map((unit) => [keyOf(unit), unit]));
  const wanted = Object.keys(taskParts).flatMap((part) => [...byKey.values()].filter((unit) => unit.part === part));
  const isImplied = (units: readonly Held[], key: string) => units.some((unit) => unit.implied && keyOf(unit) === key);
  const stays = (unit: Share, index: number, others: readonly Share[]) => {
    const other = others[index];
    return other !== undefined && keyOf(other) === keyOf(unit) && other.ownDuty === unit.ownDuty;
  };
  return {
    wanted,
    gone: held.filter((unit, index) => !stays(unit, index, wanted)),
    added: wanted
      .map((unit, position) => ({ ...unit, position, implied: isImplied(held, keyOf(unit)) }))
      .filter((unit) => !stays(unit, unit.position, held)),
  };
}

/** A refusal in words, with the labels of states, parties and needs. */
export function explainRefusal(decision: Decision, language: "zh" | "en"): string {
  if (decision.allowed) return "";
  const words = refusalWords[decision.code as keyof typeof refusalWords];
  const label = (code: string) => {
    const found =
      taskStates[code as TaskState] ??
      taskParties[code as TaskParty] ??
      taskNeeds[code as TaskNeed] ??
      taskActs[code as TaskAct];
    return found ? found[language] : code;
  };
  const facts: Record<string, string> = {};
  for (const [name, fact] of Object.entries(decision.facts))
    facts[name] = (Array.isArray(fact) ? fact : [String(fact)]).map(label).join(language === "zh" ? "、" : ", ");
  return words ? fill(words[language], facts, language) : decision.code;
}

/** Which tasks of a programme somebody sees: all, those of the own working groups, those of the own units. */
export interface LedgerScope {
  all: boolean;
  groupIds: readonly string[];
  unitIds: readonly string[];
}

export function ledgerScope(actor: ActorFacts, officeUnitId: string): LedgerScope {
  return {
    all: actor.duties.includes("office") && actor.unitIds.includes(officeUnitId),
    groupIds: actor.duties.includes("group") ? actor.unitIds : [],
    unitIds: actor.duties.includes("liaison") ? actor.unitIds : [],
  };
}

/** Whose business a task is: its working groups and units, those of a moment ago among them. */
export interface TaskAudience {
  groupIds: readonly string[];
  unitIds: readonly string[];
}

/** Is a task within somebody's part of the ledger? The same decision as the ledger's own query makes. */
export const isInScope = (scope: LedgerScope, task: TaskAudience): boolean =>
  scope.all ||
  task.groupIds.some((id) => scope.groupIds.includes(id)) ||
  task.unitIds.some((id) => scope.unitIds.includes(id));

/** Does somebody with this scope see this task? The lists ask the database the same question. */
export const sees = (scope: LedgerScope, task: Pick<TaskFacts, "groupId" | "units">): boolean =>
  isInScope(scope, {
    groupIds: task.groupId === null ? [] : [task.groupId],
    unitIds: task.units.map((unit) => unit.unitId),
  });
