// What the page knows of the live connection: is it there, how old is what is shown, who else is editing.
import type { Editing } from "../live/model.ts";

export interface LiveState {
  programmeId: string | null;
  connected: boolean;
  /** The last instant at which everything shown was up to date, milliseconds; what was read later is newer. */
  heardAt: number;
  /** Has something changed while nobody was at the page? It is read when somebody is. */
  waiting: boolean;
  editing: readonly Editing[];
}

let state: LiveState = { programmeId: null, connected: true, heardAt: 0, waiting: false, editing: [] };
const watchers = new Set<() => void>();

export const liveState = {
  get: (): LiveState => state,
  set(change: Partial<LiveState>): void {
    state = { ...state, ...change };
    for (const watcher of [...watchers]) watcher();
  },
  subscribe(watcher: () => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};

const touched = new Set<string>();

/** Others have changed these tasks; which of them a screen still has to show as changed, it asks with `forgetTouched`. */
export function touchByOthers(taskIds: readonly string[]): void {
  for (const id of taskIds) touched.add(id);
}

/** Has somebody else changed this task since it was last asked? */
export const forgetTouched = (taskId: string): boolean => touched.delete(taskId);

/** A little longer than the server's own time, so that a renewal on its way does not let the mark flicker. */
const editingMilliseconds = 33_000;
const until = new Map<string, number>();

/** Takes words about who is editing what; each person is in one place at a time. */
export function takeEditing(people: readonly Editing[], now: number): void {
  let editing = [...state.editing];
  for (const one of people) {
    const before = editing.find((other) => other.personId === one.personId);
    if (one.field === null && before?.taskId !== one.taskId) continue;
    editing = editing.filter((other) => other.personId !== one.personId);
    if (one.field !== null) editing.push(one);
    until.set(one.personId, now + editingMilliseconds);
  }
  liveState.set({ editing });
}

/** Forgets whoever has not said so again. */
export function forgetEditing(now: number): void {
  const editing = state.editing.filter((one) => (until.get(one.personId) ?? 0) > now);
  if (editing.length !== state.editing.length) liveState.set({ editing });
}
