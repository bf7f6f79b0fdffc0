// Shapes of rounds and of the plans by which they open by themselves.
import { z } from "zod";
import { codesOf } from "../../kernel/labels.ts";
import { day, listQuery, pageOf, severalOf } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { TaskId, taskStates, without } from "../tasks/model.ts";
import {
  Abilities,
  cycles,
  lineOf,
  mostTasks,
  owingParts,
  parts,
  proseOf,
  RoundId,
  RoundPlanId,
  type reportStates,
  roundPlanStates,
  roundStates,
  shifts,
} from "./model.ts";

/** Which tasks a round asks for; what is left out does not narrow. Without states: those in which work goes on. */
export const TaskSelection = z
  .object({
    states: z
      .array(z.enum(codesOf(taskStates)))
      .min(1)
      .max(20),
    groupIds: z
      .array(z.union([UnitId, z.literal(without)]))
      .min(1)
      .max(100),
    section: z.string().max(2000),
    taskIds: z.array(TaskId).min(1).max(mostTasks),
  })
  .partial();
export type TaskSelection = z.infer<typeof TaskSelection>;

const period = z.string().regex(/^\d{4}-(\d{2}(-[12])?|Q[1-4])$/);

/** How the due day of each period is found. */
export const DueRule = z.discriminatedUnion("by", [
  z.object({ by: z.literal("workingDays"), days: z.number().int().min(1).max(60) }),
  z.object({
    by: z.literal("dayOfMonth"),
    day: z.number().int().min(1).max(28),
    /** 0: in the month in which the period ends, 1: in the next. */
    month: z.union([z.literal(0), z.literal(1)]),
    shift: z.enum(codesOf(shifts)),
  }),
]);
export type DueRule = z.infer<typeof DueRule>;

export const NewRound = z.object({
  cycle: z.enum(codesOf(cycles)),
  period,
  title: lineOf(60).optional(),
  opensOn: day,
  dueOn: day,
  shift: z.enum(codesOf(shifts)).default("next"),
  /** Until when a report counts as timely; the due day where left out. */
  timelyOn: day.optional(),
  parts: parts.default(["lead", "support"]),
  filter: TaskSelection.default({}),
  instructions: proseOf(2000).optional(),
  leadReason: lineOf(300).optional(),
});
export type NewRound = z.output<typeof NewRound>;

export const RoundChange = z
  .object({ title: lineOf(60).min(1), opensOn: day, dueOn: day, timelyOn: day, instructions: proseOf(2000).nullable() })
  .partial()
  .extend({ leadReason: lineOf(300).optional() });
export type RoundChange = z.infer<typeof RoundChange>;

const count = z.number().int();
const counts = z.object({
  notStarted: count,
  drafting: count,
  submitted: count,
  returned: count,
  accepted: count,
  locked: count,
} satisfies Record<keyof typeof reportStates, typeof count>);

export const Round = z.object({
  id: RoundId,
  programmeId: ProgrammeId,
  planId: RoundPlanId.nullable(),
  title: z.string(),
  cycle: z.enum(codesOf(cycles)),
  period: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  opensOn: z.string(),
  /** As it was asked for; the due day is the working day it was moved to. */
  askedDueOn: z.string(),
  dueOn: z.string(),
  firstDueOn: z.string(),
  timelyOn: z.string(),
  parts: z.array(z.enum(codesOf(owingParts))),
  filter: TaskSelection,
  instructions: z.string().nullable(),
  leadDays: z.number().int(),
  leadReason: z.string().nullable(),
  state: z.enum(codesOf(roundStates)),
  openedAt: z.string().nullable(),
  lockedAt: z.string().nullable(),
  /** Units by the state of their report, as far as the reader may see them. */
  reports: counts,
  /** Reports submitted by the timely day, and those owed: for information, never a score. */
  timely: z.object({ onTime: z.number().int(), owed: z.number().int() }),
  rows: z.object({
    total: z.number().int(),
    filled: z.number().int(),
    pending: z.number().int(),
    accepted: z.number().int(),
    returned: z.number().int(),
    /** Values changed after they had been accepted. */
    revised: z.number().int(),
  }),
  /** The reader's own unit's report, where there is just one. */
  ownReportId: z.string().nullable(),
  version: z.number().int(),
  changedAt: z.string(),
  abilities: Abilities,
});
export type Round = z.infer<typeof Round>;
export const RoundPage = pageOf(Round);

export const roundSorts = ["period", "dueOn"] as const;
export const RoundQuery = z.object({
  ...listQuery(roundSorts),
  state: severalOf(codesOf(roundStates)),
});
export type RoundQuery = z.output<typeof RoundQuery>;

/** Who would owe what, before a round is issued. */
export const RoundPreview = z.object({
  periodFrom: z.string(),
  periodTo: z.string(),
  title: z.string(),
  dueOn: z.string(),
  /** Was the due day moved to a working day? */
  moved: z.boolean(),
  /** Has the working calendar been published for these days? */
  calendarKnown: z.boolean(),
  leadDays: z.number().int(),
  /** May it be issued with this much time? `round.no-time` never, `round.short-time` with a reason. */
  lead: z.object({ allowed: z.boolean(), code: z.string().optional(), zh: z.string(), en: z.string() }),
  tasks: z.number().int(),
  rows: z.number().int(),
  units: z.array(
    z.object({
      unitId: UnitId,
      name: z.string(),
      lead: z.number().int(),
      support: z.number().int(),
      /** Other rounds that this unit has open: what it is asked for at the same time. */
      otherRounds: z.number().int(),
    }),
  ),
  /** Collective names of units that nobody reports for. */
  collective: z.array(z.string()),
  /** Tasks in the selection that no unit reports for. */
  tasksWithout: z.number().int(),
});
export type RoundPreview = z.infer<typeof RoundPreview>;

export const NewRoundPlan = z.object({
  title: lineOf(60).min(1),
  cycle: z.enum(codesOf(cycles)),
  /** The first day of the first period. */
  startsOn: day,
  endsOn: day.nullable().default(null),
  due: DueRule,
  /** Working days before the due day on which it opens. */
  openDays: z.number().int().min(1).max(60),
  /** Working days before the due day by which a report counts as timely. */
  timelyDays: z.number().int().min(0).max(30).default(0),
  parts: parts.default(["lead", "support"]),
  filter: TaskSelection.default({}),
  instructions: proseOf(2000).nullable().default(null),
  leadReason: lineOf(300).optional(),
});
export type NewRoundPlan = z.output<typeof NewRoundPlan>;

export const RoundPlan = z.object({
  id: RoundPlanId,
  title: z.string(),
  cycle: z.enum(codesOf(cycles)),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  due: DueRule,
  openDays: z.number().int(),
  timelyDays: z.number().int(),
  parts: z.array(z.enum(codesOf(owingParts))),
  filter: TaskSelection,
  instructions: z.string().nullable(),
  state: z.enum(codesOf(roundPlanStates)),
  /** The next periods with their days. */
  coming: z.array(z.object({ period: z.string(), opensOn: z.string(), dueOn: z.string(), known: z.boolean() })),
  version: z.number().int(),
  changedAt: z.string(),
  abilities: Abilities,
});
export type RoundPlan = z.infer<typeof RoundPlan>;
export const RoundPlanPage = pageOf(RoundPlan);
