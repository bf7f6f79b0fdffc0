// Shapes of a unit's report, its rows, and what may be changed in them.
import { z } from "zod";
import { codesOf } from "../../kernel/labels.ts";
import { day, listQuery, pageOf, severalOf } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { lights, Milestone, TaskId, taskStates } from "../tasks/model.ts";
import { rowOutcomes } from "../tasks/model-rows.ts";
import {
  Abilities,
  acceptOutcomes,
  lineOf,
  missingKinds,
  mostReports,
  mostRows,
  owingParts,
  problemKinds,
  proseOf,
  ReportId,
  RoundId,
  RowId,
  reportStates,
  roundStates,
  rowEntries,
  rowReviews,
} from "./model.ts";

/** The most problems and requests of one row. */
const mostProblems = 20;

export const ProblemInput = z.object({
  id: z.uuid().optional(),
  kind: z.enum(codesOf(problemKinds)),
  what: proseOf(500).trim().min(2),
  toUnitId: UnitId.nullable().default(null),
  dueOn: day.nullable().default(null),
});
export type ProblemInput = z.output<typeof ProblemInput>;

export const Problem = z.object({
  id: z.string(),
  kind: z.enum(codesOf(problemKinds)),
  what: z.string(),
  toUnitId: z.string().nullable(),
  toUnitName: z.string().nullable(),
  dueOn: z.string().nullable(),
  /** Since when it is followed up as a matter of its own. */
  openedAt: z.string().nullable(),
});
export type Problem = z.infer<typeof Problem>;

/** What a unit changes of a row; each field by itself, so that saving as one types sends little. */
export const RowChange = z
  .strictObject({
    progress: proseOf(4000).nullable(),
    unchanged: z.literal(true),
    percent: z.number().int().min(0).max(100).nullable(),
    percentReason: proseOf(500).nullable(),
    problems: z.array(ProblemInput).max(mostProblems),
    nextStep: proseOf(1000).nullable(),
    nextPerson: lineOf(60).nullable(),
    nextDue: day.nullable(),
    confidence: z.number().int().min(1).max(5).nullable(),
    /** Milestones of the task that have been reached, or (null) were marked by mistake. */
    reached: z.array(z.object({ milestoneId: z.uuid(), reachedOn: day.nullable() })).max(100),
  })
  .partial();
export type RowChange = z.infer<typeof RowChange>;

export const RowEdits = z.object({
  rows: z
    .array(
      z.object({ rowId: RowId, version: z.number().int().min(1), change: z.record(z.string().max(40), z.unknown()) }),
    )
    .min(1)
    .max(mostRows),
});
export type RowEdits = z.infer<typeof RowEdits>;

const Earlier = z.object({
  roundId: RoundId,
  period: z.string(),
  progress: z.string().nullable(),
  nextStep: z.string().nullable(),
  nextPerson: z.string().nullable(),
  nextDue: z.string().nullable(),
  confidence: z.number().int().nullable(),
  problems: z.array(Problem),
});

export const Missing = z.object({ code: z.enum(codesOf(missingKinds)), zh: z.string(), en: z.string() });
export type Missing = z.infer<typeof Missing>;

export const ReportRow = z.object({
  id: RowId,
  taskId: TaskId,
  ordinal: z.number().int(),
  number: z.string().nullable(),
  shortTitle: z.string(),
  text: z.string(),
  taskState: z.enum(codesOf(taskStates)),
  light: z.enum(codesOf(lights)),
  dueOn: z.string().nullable(),
  groupId: z.string().nullable(),
  groupName: z.string().nullable(),
  part: z.enum(codesOf(owingParts)),
  ownDuty: z.string().nullable(),
  milestones: z.array(Milestone),
  entry: z.enum(codesOf(rowEntries)),
  review: z.enum(codesOf(rowReviews)),
  /** No longer asked for: the task or the unit's part in it has ended. */
  released: z.boolean(),
  progress: z.string().nullable(),
  /** From milestones; null for a cooperating unit. */
  derivedPercent: z.number().int().nullable(),
  plannedPercent: z.number().int().nullable(),
  /** Set by hand. */
  percent: z.number().int().nullable(),
  percentReason: z.string().nullable(),
  onSchedule: z.boolean().nullable(),
  problems: z.array(Problem),
  nextStep: z.string().nullable(),
  nextPerson: z.string().nullable(),
  nextDue: z.string().nullable(),
  confidence: z.number().int().nullable(),
  evidence: z.number().int(),
  remark: z.string().nullable(),
  remarkedAt: z.string().nullable(),
  reviewerName: z.string().nullable(),
  /** Values that differ from what was last accepted, and those of earlier corrections. */
  revisedCount: z.number().int(),
  /** What the same unit last reported of this task. */
  last: Earlier.nullable(),
  missing: z.array(Missing),
  version: z.number().int(),
  changedAt: z.string(),
  changedBy: z.string().nullable(),
  abilities: Abilities,
});
export type ReportRow = z.infer<typeof ReportRow>;

const reportFields = {
  id: ReportId,
  roundId: RoundId,
  unitId: UnitId,
  unitName: z.string(),
  state: z.enum(codesOf(reportStates)),
  /** What it was when it was locked. */
  settledAs: z.enum(codesOf(reportStates)).nullable(),
  submittedOn: z.string().nullable(),
  submittedAt: z.string().nullable(),
  submittedByName: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  /** Working days after the due day: of the first submission, or of today while it is missing. */
  lateDays: z.number().int(),
  returnedCount: z.number().int(),
  revisedCount: z.number().int(),
  remark: z.string().nullable(),
  unlockAskedAt: z.string().nullable(),
  unlockAskedWhy: z.string().nullable(),
  unlockedUntil: z.string().nullable(),
  unlockReason: z.string().nullable(),
  version: z.number().int(),
  changedAt: z.string(),
};

export const ReportSummary = z.object({
  ...reportFields,
  rows: z.object({
    total: z.number().int(),
    filled: z.number().int(),
    pending: z.number().int(),
    accepted: z.number().int(),
    returned: z.number().int(),
  }),
});
export type ReportSummary = z.infer<typeof ReportSummary>;
export const ReportPage = pageOf(ReportSummary);

export const reportSorts = ["unit", "submittedAt"] as const;
export const ReportQuery = z.object({
  ...listQuery(reportSorts),
  state: severalOf(codesOf(reportStates)),
  /** Only those that are owed after the due day, or came after it. */
  late: z.literal("true").optional(),
  /** Only those with rows that the reader may review now. */
  waiting: z.literal("true").optional(),
  asOf: day.optional(),
});
export type ReportQuery = z.output<typeof ReportQuery>;

export const Report = z.object({
  ...reportFields,
  programmeId: ProgrammeId,
  round: z.object({
    id: RoundId,
    title: z.string(),
    period: z.string(),
    periodFrom: z.string(),
    periodTo: z.string(),
    dueOn: z.string(),
    timelyOn: z.string(),
    state: z.enum(codesOf(roundStates)),
    instructions: z.string().nullable(),
  }),
  /** Are the rows' contents shown? Reviewers see them once they have been submitted. */
  shown: z.boolean(),
  rows: z.array(ReportRow),
  abilities: Abilities,
});
export type Report = z.infer<typeof Report>;

/** One row's outcome: the row as it stands now, and where nothing was saved, why. */
export const RowOutcome = z.object({
  rowId: RowId,
  outcome: z.enum(codesOf(rowOutcomes)),
  row: ReportRow.optional(),
  code: z.string().optional(),
  messages: z.object({ zh: z.string(), en: z.string() }).optional(),
  current: z.number().int().optional(),
});
export type RowOutcome = z.infer<typeof RowOutcome>;
export const RowOutcomes = z.object({
  items: z.array(RowOutcome),
  state: z.enum(codesOf(reportStates)),
  reportVersion: z.number().int(),
});
export type RowOutcomes = z.infer<typeof RowOutcomes>;

export const AcceptRows = z.object({ rowIds: z.array(RowId).min(1).max(mostRows).optional() });

/** Whole reports to be accepted together, each as its reviewer has seen it. */
export const AcceptReports = z.object({
  reports: z
    .array(z.object({ reportId: ReportId, version: z.number().int().min(1) }))
    .min(1)
    .max(mostReports)
    .refine((all) => new Set(all.map((one) => one.reportId)).size === all.length, "duplicate"),
});
export type AcceptReports = z.infer<typeof AcceptReports>;

export const AcceptedReport = z.object({
  reportId: ReportId,
  outcome: z.enum(codesOf(acceptOutcomes)),
  /** The report afterwards, and how many rows were accepted. */
  state: z.enum(codesOf(reportStates)).optional(),
  rows: z.number().int().optional(),
  code: z.string().optional(),
  messages: z.object({ zh: z.string(), en: z.string() }).optional(),
});
export type AcceptedReport = z.infer<typeof AcceptedReport>;
export const AcceptedReports = z.object({ items: z.array(AcceptedReport) });
export type AcceptedReports = z.infer<typeof AcceptedReports>;

export const ReturnRows = z.object({
  /** A remark for each row; or one for all that wait. */
  rows: z
    .array(z.object({ rowId: RowId, remark: proseOf(1000).trim() }))
    .max(mostRows)
    .optional(),
  note: proseOf(1000).trim().optional(),
});
export type ReturnRows = z.infer<typeof ReturnRows>;

/** What units reported of one task, the latest first. */
export const TaskReport = z.object({
  rowId: RowId,
  roundId: RoundId,
  reportId: ReportId,
  period: z.string(),
  unitId: UnitId,
  unitName: z.string(),
  part: z.enum(codesOf(owingParts)),
  entry: z.enum(codesOf(rowEntries)),
  review: z.enum(codesOf(rowReviews)),
  progress: z.string().nullable(),
  percent: z.number().int().nullable(),
  plannedPercent: z.number().int().nullable(),
  problems: z.array(Problem),
  nextStep: z.string().nullable(),
  nextPerson: z.string().nullable(),
  nextDue: z.string().nullable(),
  confidence: z.number().int().nullable(),
  submittedAt: z.string().nullable(),
});
export type TaskReport = z.infer<typeof TaskReport>;
export const TaskReportPage = pageOf(TaskReport);
