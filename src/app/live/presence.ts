// Who is editing which field of which task: kept in memory by every process, told by NOTIFY, forgotten after half a minute.
import { z } from "zod";
import { Editing, presenceSeconds } from "./model.ts";

/** The channel of the database on which editing is told. */
export const presenceChannel = "shidian_presence";

const Told = Editing.extend({ programmeId: z.string() });
type Told = z.infer<typeof Told>;

export const presenceText = (told: Told): string => JSON.stringify(told);

/** Reads what was told on the channel; `null` for anything else. */
export function readPresence(text: string): Told | null {
  try {
    return Told.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A person edits one thing at a time: the last word counts, in each programme. */
export class Presences {
  readonly #people = new Map<string, Map<string, { editing: Editing; until: number }>>();

  /**
   * Takes a word about somebody at an instant (milliseconds).
   * @returns what others have to be told: where the person has gone, and where they are
   */
  take({ programmeId, ...editing }: Told, at: number): Editing[] {
    const people = this.#people.get(programmeId) ?? new Map<string, { editing: Editing; until: number }>();
    this.#people.set(programmeId, people);
    const before = people.get(editing.personId)?.editing;
    if (editing.field === null) {
      // A word of leaving one task says nothing of another.
      if (before?.taskId === editing.taskId) people.delete(editing.personId);
      return [editing];
    }
    people.set(editing.personId, { editing, until: at + presenceSeconds * 1000 });
    const left = before && before.taskId !== editing.taskId ? [{ ...before, field: null }] : [];
    return [...left, editing];
  }

  /** Who is editing in a programme at an instant. */
  at(programmeId: string, at: number): Editing[] {
    const people = this.#people.get(programmeId);
    if (!people) return [];
    for (const [personId, { until }] of people) if (until <= at) people.delete(personId);
    if (people.size === 0) this.#people.delete(programmeId);
    return [...people.values()].map(({ editing }) => editing);
  }
}
