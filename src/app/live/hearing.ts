// Who hears of what: kinds told to the whole programme, and those whose audience a module says. Any other kind is told to nobody.
import type { Audience, Audiences } from "../../domain/pilot/audiences.ts";
import type { LedgerScope } from "../../domain/tasks/rules.ts";
import type { LiveChange } from "./model.ts";

/** What whoever may know the programme may read whole. */
const heardByAll: ReadonlySet<string> = new Set(["planVersion", "programme", "round", "lightRule", "supervision"]);

/** What the office alone reads. */
const heardByOffice: ReadonlySet<string> = new Set(["roundPlan"]);

/** Above this many records of one kind a reader is not told which. */
const mostNamed = 500;

export interface Reader {
  personId: string;
  scope: LedgerScope;
  /** The reader's units, whatever the duty there. */
  ownUnitIds: readonly string[];
}

/** Changes as they were announced, before it is decided who hears of them. */
export interface Told {
  personId: string;
  requestId: string;
  subjects: Readonly<Record<string, readonly string[]>>;
}

function isAmong({ scope, ownUnitIds }: Reader, audience: Audience): boolean {
  if (scope.all && !audience.notOffice) return true;
  return (
    audience.groupIds.some((id) => scope.groupIds.includes(id)) ||
    audience.unitIds.some((id) => scope.unitIds.includes(id)) ||
    (audience.anyDutyIds ?? []).some((id) => ownUnitIds.includes(id))
  );
}

/** Does the reader hear of this record? */
export function hearsOf(reader: Reader, kind: string, id: string, audiences: Audiences): boolean {
  if (heardByAll.has(kind)) return true;
  if (heardByOffice.has(kind)) return reader.scope.all;
  const audience = audiences.get(kind)?.get(id);
  return audience !== undefined && isAmong(reader, audience);
}

/** What one reader is told of a burst: others' changes together, own ones each with its request; nothing that is not theirs. */
export function changesFor(reader: Reader, burst: readonly Told[], audiences: Audiences): LiveChange[] {
  const changes = new Map<string, LiveChange>();
  for (const { personId, requestId, subjects } of burst)
    for (const [kind, ids] of Object.entries(subjects)) {
      const heard = ids.filter((id) => hearsOf(reader, kind, id, audiences));
      if (ids.length > 0 ? heard.length === 0 : !isKnown(kind, audiences)) continue;
      const own = personId === reader.personId ? { requestId } : {};
      const key = `${kind} ${own.requestId ?? ""}`;
      const before = changes.get(key);
      const all = new Set([...(before?.ids ?? []), ...heard]);
      const many = before?.ids.length === 0 || ids.length === 0 || all.size > mostNamed;
      changes.set(key, { kind, ids: many ? [] : [...all], ...own });
    }
  return [...changes.values()];
}

/** That many records of a kind changed, not told which, is told for kinds of which somebody may hear. */
const isKnown = (kind: string, audiences: Audiences): boolean => heardByAll.has(kind) || audiences.has(kind);

/** The records whose audience has to be known to tell a burst, by kind. */
export function subjectsOf(burst: readonly Told[], taskIds: readonly string[]): Map<string, Set<string>> {
  const subjects = new Map<string, Set<string>>(taskIds.length > 0 ? [["task", new Set(taskIds)]] : []);
  for (const told of burst)
    for (const [kind, ids] of Object.entries(told.subjects)) {
      if (heardByAll.has(kind) || heardByOffice.has(kind)) continue;
      const known = subjects.get(kind) ?? new Set();
      for (const id of ids) known.add(id);
      subjects.set(kind, known);
    }
  return subjects;
}
