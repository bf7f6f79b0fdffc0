// Edits of a draft that are on their way: joined to one, and compared with what somebody else changed meanwhile.
import type { Import, ImportChange } from "./model.ts";
import { noDecisions } from "./model-next.ts";
import { joinDecisions } from "./rules.ts";

/** The later edit of the same field wins. */
export function joinChanges(first: ImportChange, then: ImportChange): ImportChange {
  const joined: ImportChange = {};
  const programmeId = then.programmeId === undefined ? first.programmeId : then.programmeId;
  if (programmeId !== undefined) joined.programmeId = programmeId;
  // Another programme forgets what was decided about the one before.
  const kept = then.programmeId === undefined || then.programmeId === first.programmeId ? first.decisions : undefined;
  if (kept || then.decisions)
    joined.decisions = joinDecisions(joinDecisions(noDecisions, kept ?? {}), then.decisions ?? {});
  const added = joinBy(first.added, then.added, (task) => task.key);
  if (added) joined.added = added;
  if (first.head || then.head) joined.head = { ...first.head, ...then.head };
  const tasks = joinBy(first.tasks, then.tasks, (task) => task.key);
  if (tasks) joined.tasks = tasks;
  const units = joinBy(first.units, then.units, (unit) => unit.name);
  if (units) joined.units = units;
  const findings = joinBy(first.findings, then.findings, (finding) => finding.key);
  if (findings) joined.findings = findings;
  return joined;
}

function joinBy<T extends object>(first: T[] | undefined, then: T[] | undefined, keyOf: (item: T) => string) {
  if (!first || !then) return first ?? then;
  const joined = new Map(first.map((item) => [keyOf(item), item]));
  for (const item of then) joined.set(keyOf(item), { ...joined.get(keyOf(item)), ...item });
  return [...joined.values()];
}

export const isEmpty = (change: ImportChange): boolean => Object.keys(change).length === 0;

/** One field that this person and somebody else both changed. */
export interface Conflict {
  /** `head`, or the key of the task, unit or finding. */
  where: string;
  field: string;
  theirs: unknown;
  mine: unknown;
}

type Draft = Pick<Import, "head" | "tasks" | "units" | "findings" | "decisions">;

/**
 * What the pending edit would overwrite.
 * @param seen the draft that this person was editing
 * @param now the draft as it has become
 */
export function conflictsOf(seen: Draft, now: Draft, mine: ImportChange): Conflict[] {
  const conflicts: Conflict[] = [];
  const compare = (where: string, before: object | undefined, after: object | undefined, edit: object) => {
    for (const [field, value] of Object.entries(edit)) {
      if (field === "key" || field === "name" || value === undefined) continue;
      const theirs = fieldOf(after, field);
      if (!isSame(fieldOf(before, field), theirs) && !isSame(theirs, value))
        conflicts.push({ where, field, theirs, mine: value });
    }
  };
  if (mine.head) compare("head", seen.head, now.head, mine.head);
  for (const edit of mine.tasks ?? []) compare(edit.key, byKey(seen.tasks, edit.key), byKey(now.tasks, edit.key), edit);
  for (const edit of mine.findings ?? [])
    compare(edit.key, byKey(seen.findings, edit.key), byKey(now.findings, edit.key), edit);
  for (const edit of mine.units ?? []) compare(edit.name, byName(seen, edit.name), byName(now, edit.name), edit);
  return conflicts;
}

const fieldOf = (item: object | undefined, field: string): unknown =>
  (item as Record<string, unknown> | undefined)?.[field];
const byKey = <T extends { key: string }>(items: readonly T[], key: string) => items.find((item) => item.key === key);
const byName = (draft: Draft, name: string) => draft.units.find((unit) => unit.name === name);
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
