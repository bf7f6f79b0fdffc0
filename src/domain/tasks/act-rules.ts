// What requests, reviews, publications and parts say about the acts on a task; when an act is due; what is drawn for a spot check.
import { dayOf } from "../../kernel/clock.ts";
import type { DoneBy } from "../../kernel/state-machine.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import type { TaskState } from "./model.ts";
import type { PartStanding } from "./model-parts.ts";
import { type ActRecords, type TaskAct, taskActs } from "./rules.ts";

/** A change of the deadline that is under way, as far as acts ask for it. */
export interface OpenChange {
  asked_by: string | null;
  asked_at: string;
  opinion_by: string | null;
  opinion_at: string | null;
  /** Absent persons for whom a step was taken, by act. */
  stood_for: unknown;
}

/** The newest close-out of a task, as far as acts ask for it. */
export interface NewestCloseOut {
  asked_by: string | null;
  first_by: string | null;
  second_by: string | null;
  publish_until: string | null;
  outcome: string | null;
  stood_for: unknown;
}

export interface ActCircumstances {
  groupId: string | null;
  depth: number;
  parts: readonly PartStanding[];
  parent: { state: string } | null;
  change: OpenChange | undefined;
  closeOut: NewestCloseOut | undefined;
  today: string;
  zone: string;
}

const workingDaysOf = (act: TaskAct): number | undefined => (taskActs[act] as { workingDays?: number }).workingDays;

/** The day by which an act should follow an instant; undefined where the table gives no working days. */
export function dueAfter(act: TaskAct, since: string, zone: string): string | undefined {
  const days = workingDaysOf(act);
  return days === undefined ? undefined : addWorkingDays(dayOf(Date.parse(since), zone), days).day;
}

/** The acts that begin in a state and have a day by which they are due, with that day. */
export function dueActs(state: TaskState, since: string, zone: string): Partial<Record<TaskAct, string>> {
  const due: Partial<Record<TaskAct, string>> = {};
  for (const act of Object.keys(taskActs) as TaskAct[]) {
    const day = (taskActs[act].from as readonly string[]).includes(state) ? dueAfter(act, since, zone) : undefined;
    if (day) due[act] = day;
  }
  return due;
}

/** What the records beside a task say about acts on it. */
export function recordsOf(given: ActCircumstances): ActRecords {
  const { change, closeOut, parent, parts, today, zone } = given;
  const opinionDue = change && dueAfter("adviseChange", change.asked_at, zone);
  return {
    depth: given.depth,
    partCount: parts.length,
    openParts: parts.filter((part) => part.state !== "closed").length,
    opinionAwaited:
      change !== undefined && given.groupId !== null && change.opinion_at === null && today <= (opinionDue ?? today),
    publicationRuns: closeOut !== undefined && closeOut.outcome === null && (closeOut.publish_until ?? "") >= today,
    parentOver: parent !== null && (parent.state === "closed" || parent.state === "ended"),
  };
}

/** Who did the steps of what is under way: from the records themselves, so that no later event hides them. */
export function stepsDoneBy(change: OpenChange | undefined, closeOut: NewestCloseOut | undefined): DoneBy {
  const done: Record<string, string[]> = {};
  const note = (act: TaskAct, personId: string | null, stoodFor: unknown) => {
    if (personId) done[act] = [personId, ...((stoodFor as Partial<Record<TaskAct, string[]>>)[act] ?? [])];
  };
  if (change) {
    note("requestChange", change.asked_by, change.stood_for);
    note("adviseChange", change.opinion_by, change.stood_for);
  }
  if (closeOut?.outcome === null) {
    note("requestClose", closeOut.asked_by, closeOut.stood_for);
    note("reviewClose", closeOut.first_by, closeOut.stood_for);
    note("recheckClose", closeOut.second_by, closeOut.stood_for);
  }
  return done;
}

/** One close-out in so many is drawn for a spot check. */
export const drawnOneIn = 5;

/**
 * Is this close-out drawn for a spot check? By the random tail of its number, which nobody can choose or foresee.
 * @param id UUID version 7: its last 48 bits are random
 */
export const isDrawn = (id: string): boolean => Number.parseInt(id.slice(-8), 16) % drawnOneIn === 0;
