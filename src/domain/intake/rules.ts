// What may be done with an import, how edits apply to its draft, and when it is ready to be confirmed.
import { allowed, type Decision, refused } from "../../kernel/access.ts";
import type { Act } from "../../kernel/state-machine.ts";
import type { UnitKind } from "../organisations/model.ts";
import type { AddedTask, DraftTask, Import, ImportChange, importStates } from "./model.ts";
import { type Decisions, noDecisions, type SomeDecisions } from "./model-next.ts";

export type ImportState = keyof typeof importStates;

/** Acts on an import, by the office that uploaded it. */
export const importActs = {
  settle: { from: ["draft"], to: null, by: ["owner"], zh: "核定", en: "Settle" },
  confirm: { from: ["draft"], to: "confirmed", by: ["owner"], zh: "确认导入", en: "Confirm" },
  discard: { from: ["draft"], to: "discarded", by: ["owner"], zh: "放弃", en: "Discard" },
} as const satisfies Record<string, Act<ImportState, "owner", never>>;

type Draft = Pick<Import, "head" | "tasks" | "units" | "findings" | "decisions"> & { programmeId?: string | null };

/**
 * Applies edits to a draft.
 * @returns the new draft, or the key of an item that is not in it
 */
export function applyChange<D extends Draft>(draft: D, change: ImportChange): { draft: D } | { missing: string } {
  const next = { ...draft, tasks: [...draft.tasks], units: [...draft.units], findings: [...draft.findings] };
  if (change.programmeId !== undefined && change.programmeId !== (draft.programmeId ?? null)) {
    next.programmeId = change.programmeId;
    next.decisions = noDecisions;
  }
  if (change.decisions) next.decisions = joinDecisions(next.decisions, change.decisions);
  if (change.head) next.head = { ...draft.head, ...(given(change.head) as Partial<Draft["head"]>) };
  for (const added of change.added ?? []) next.tasks = withTask(next.tasks, added);
  for (const { key, ...edit } of change.tasks ?? []) {
    const index = next.tasks.findIndex((task) => task.key === key);
    const old = next.tasks[index];
    if (!old) return { missing: key };
    next.tasks[index] = { ...old, ...(given(edit) as Partial<DraftTask>) };
  }
  for (const edit of change.units ?? []) {
    const index = next.units.findIndex((unit) => unit.name === edit.name);
    const old = next.units[index];
    if (!old) return { missing: edit.name };
    next.units[index] = { ...old, unitId: edit.unitId };
  }
  for (const edit of change.findings ?? []) {
    const index = next.findings.findIndex((finding) => finding.key === edit.key);
    const old = next.findings[index];
    if (!old) return { missing: edit.key };
    next.findings[index] = { ...old, settled: edit.settled, decision: edit.decision };
  }
  return { draft: { ...next, units: namedUnits(next) } };
}

/** The later decision about the same task or sentence wins. */
export function joinDecisions(first: Decisions, then: SomeDecisions): Decisions {
  const tasks = new Map(first.tasks.map((one) => [one.taskId, one]));
  for (const one of then.tasks ?? []) tasks.set(one.taskId, one);
  const links = new Map(first.links.map((one) => [one.contentKey, one]));
  for (const one of then.links ?? []) links.set(one.contentKey, one);
  return { tasks: [...tasks.values()], links: [...links.values()] };
}

/** A task added by hand stands where its text does; one without a place stands last. Added again it is replaced. */
function withTask(tasks: readonly DraftTask[], added: AddedTask): DraftTask[] {
  const others = tasks.filter((task) => task.key !== added.key);
  const whole = { guide: [], implied: [], dueText: null, dueOn: null, contentKey: "", dropped: false, ...added };
  const at = added.end === 0 ? -1 : others.findIndex((task) => task.start > added.start);
  return others.toSpliced(at < 0 ? others.length : at, 0, whole);
}

const given = <T extends object>(edit: T): Partial<T> =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Names a unit that a task gained by hand, and forgets none that a person has matched. */
function namedUnits(draft: Draft): Draft["units"] {
  const counts = new Map<string, number>();
  for (const task of draft.tasks)
    if (!task.dropped) for (const name of namesOf(task)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const known = new Map(draft.units.map((unit) => [unit.name, unit]));
  return [...counts].map(
    ([name, count]) =>
      ({
        ...(known.get(name) ?? { name, unitId: null, unitName: null, suggestion: null, kind: guessUnitKind(name) }),
        count,
      }) as Draft["units"][number],
  );
}

/** All units a task names, in the order of the plan. */
export const namesOf = (task: Pick<DraftTask, "lead" | "support" | "guide" | "implied">): string[] => [
  ...task.lead,
  ...task.support,
  ...task.guide,
  ...task.implied.map((one) => one.unit),
];

/**
 * May the draft be confirmed? Codes: `import.no-tasks`, `import.needs-lead` (which), `import.unsettled` (how many).
 */
export function mayConfirm(draft: Draft): Decision {
  const tasks = draft.tasks.filter((task) => !task.dropped);
  if (tasks.length === 0) return refused("import.no-tasks");
  const leaderless = tasks.filter((task) => task.lead.length === 0 && !task.implied.some((one) => one.part === "lead"));
  if (leaderless.length > 0)
    return refused("import.needs-lead", { tasks: leaderless.slice(0, 20).map((task) => task.number ?? task.key) });
  const open = draft.findings.filter((finding) => !finding.settled).length;
  return open > 0 ? refused("import.unsettled", { count: open }) : allowed;
}

const kindBySuffix: readonly [RegExp, UnitKind][] = [
  [/^(?:各|有关|相关|其他|全市|市级有关)/, "collective"],
  [/(?:新区|开发区|科学城|保税区|自贸片区|高新区|园区)(?:管委会)?$/, "platform"],
  [/(?:自治县|区|县)(?:人民政府|政府|管委会)?$/, "district"],
  [/(?:公司|集团|银行)$/, "enterprise"],
  [/(?:委|局|办|厅|部|院|委员会|办公室|政府|中心)$/, "department"],
];

/** The likely kind of a unit, from the end of its name; people correct it. Example: 市科技局 → department. */
export function guessUnitKind(name: string): UnitKind {
  const bare = name.replace(/[(\uff08][^)\uff09]{0,40}[)\uff09]$/u, "");
  return kindBySuffix.find(([pattern]) => pattern.test(bare))?.[1] ?? "outside";
}
