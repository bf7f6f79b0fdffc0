// What the chapters of the made-up history share: the connection, chance, the calendar and the cast.

import type { Duty } from "../../domain/organisations/model.ts";
import type { Db } from "../../domain/tables.ts";
import type { Milestone } from "../../domain/tasks/model.ts";
import type { Actor } from "../../kernel/access.ts";
import { type Call, ownCall } from "../../kernel/call.ts";
import { dayAfter } from "../../kernel/clock.ts";
import { type Calendar, lastWorkingDay } from "./calendar.ts";
import type { Random } from "./random.ts";
import { servicesGroups } from "./units.ts";

/** A task of one of the pilots, with what the chapters have decided for it so far. */
export interface PlayedTask {
  id: string;
  version: number;
  /** Place in the annex, from 0, of the version that brought it. */
  place: number;
  text: string;
  /** Which part of the annex it stands in, from 0: which working group it belongs to. */
  part: number;
  dueOn: string | null;
  /** Short name of the first lead unit, which acts for the task. */
  lead: string;
  /** Short names of all of them. */
  leads: readonly string[];
  character: Character;
  issuedOn: string | null;
  signedOn: string | null;
  begunOn: string | null;
  milestones: Milestone[];
  /** A chapter has a story of its own for it, so that no other takes it. */
  taken: boolean;
  /** Others decide on it, or it is suspended or over: what the courses meant to do meanwhile is left undone. */
  resting: boolean;
}

/** How a task fares: as it should, behind, standing still, signed but never begun, issued and never signed, not issued. */
export type Character = "steady" | "slipping" | "stuck" | "unbegun" | "overlooked" | "waiting";

/** A pilot under way. */
export interface Pilot {
  programmeId: string;
  /** When its plan was issued. */
  startsOn: string;
  /** Who runs it. */
  office: Actor<Duty>;
  groupIds: readonly string[];
  tasks: PlayedTask[];
}

export interface Cast {
  /** Ids of the city's units by short name, without those that have ended. */
  units: Map<string, string>;
  /** Who acts for a unit, by its short name. */
  people: Map<string, Actor<Duty>>;
  pilots: Map<"services" | "data", Pilot>;
}

export interface Stage {
  tx: Db;
  /** Chance of this chapter's own. */
  random: Random;
  calendar: Calendar;
  cast: Cast;
}

/** One part of the history: acts at once on what comes first, and plans on the calendar what comes later. */
export interface Chapter {
  name: string;
  write(stage: Stage): Promise<void> | void;
}

/** A call as one of the cast makes it at an instant. */
export const callAs = (actor: Actor, at: number, calendar: Calendar): Call =>
  ownCall(actor, at, calendar.zone, "demo.seed");

/** A minute of the working day: 9 to 12, 14 to 18. */
export function officeMinute(random: Random): number {
  const minute = random.between(9 * 60, 16 * 60);
  return minute < 12 * 60 ? minute : minute + 120;
}

/** The last working day so many days ago, so that what is planned for it has happened whatever day it is. */
export const daysAgo = ({ today }: Calendar, days: number): string => lastWorkingDay(dayAfter(today, -days));

/**
 * Something that happens to tasks after they have entered a ledger: plans its acts for these tasks from a day on.
 * Chance is the course's own for this batch of tasks.
 */
export interface Course {
  name: string;
  plan(stage: Stage, pilot: Pilot, tasks: readonly PlayedTask[], from: string): void;
}

/** Who acts for the working group of a task. */
export const groupOf = (cast: Cast, task: PlayedTask): Actor<Duty> =>
  personOf(cast, (servicesGroups[task.part] ?? servicesGroups[0])?.shortName ?? "");

export function pilotOf(cast: Cast, name: "services" | "data"): Pilot {
  const pilot = cast.pilots.get(name);
  if (!pilot) throw new Error(`the chapter that enters the pilot "${name}" must come first`);
  return pilot;
}

export function unitIdOf(cast: Cast, shortName: string): string {
  const id = cast.units.get(shortName);
  if (!id) throw new Error(`there is no unit ${shortName} in the cast`);
  return id;
}

export function personOf(cast: Cast, shortName: string): Actor<Duty> {
  const actor = cast.people.get(shortName);
  if (!actor) throw new Error(`nobody acts for ${shortName}`);
  return actor;
}
