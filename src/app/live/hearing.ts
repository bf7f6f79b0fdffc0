// Who hears of what: one table by kind of record. A kind that is not in it is told to nobody.
import { isInScope, type LedgerScope, type TaskAudience } from "../../domain/tasks/rules.ts";
import type { LiveChange } from "./model.ts";

/** `ledger`: whoever has the task in their part of the ledger; `programme`: whoever may know the programme. */
const heardBy: Record<string, "ledger" | "programme"> = {
  task: "ledger",
  planVersion: "programme",
  programme: "programme",
};

/** Above this many records of one kind a reader is not told which. */
const mostNamed = 500;

/** What the audience of a burst of changes is, read once for all readers. */
export type Audiences = ReadonlyMap<string, TaskAudience>;

export interface Reader {
  personId: string;
  scope: LedgerScope;
}

/** Changes as they were announced, before it is decided who hears of them. */
export interface Told {
  personId: string;
  requestId: string;
  subjects: Readonly<Record<string, readonly string[]>>;
}

/** Does the reader hear of this task? */
export function hearsOfTask(reader: Reader, taskId: string, audiences: Audiences): boolean {
  if (reader.scope.all) return true;
  const audience = audiences.get(taskId);
  return audience !== undefined && isInScope(reader.scope, audience);
}

/** What one reader is told of a burst: others' changes together, own ones each with its request; nothing that is not theirs. */
export function changesFor(reader: Reader, burst: readonly Told[], audiences: Audiences): LiveChange[] {
  const changes = new Map<string, LiveChange>();
  for (const { personId, requestId, subjects } of burst)
    for (const [kind, ids] of Object.entries(subjects)) {
      const hearing = heardBy[kind];
      if (!hearing) continue;
      const heard = hearing === "ledger" ? ids.filter((id) => hearsOfTask(reader, id, audiences)) : ids;
      if (ids.length > 0 && heard.length === 0) continue;
      const own = personId === reader.personId ? { requestId } : {};
      const key = `${kind} ${own.requestId ?? ""}`;
      const before = changes.get(key);
      const all = new Set([...(before?.ids ?? []), ...heard]);
      const many = before?.ids.length === 0 || ids.length === 0 || all.size > mostNamed;
      changes.set(key, { kind, ids: many ? [] : [...all], ...own });
    }
  return [...changes.values()];
}

/** The tasks whose audience has to be known to tell a burst. */
export const tasksOf = (burst: readonly Told[]): string[] => [
  ...new Set(burst.flatMap(({ subjects }) => subjects.task ?? [])),
];
