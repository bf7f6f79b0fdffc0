// Words of matters 协调事项: what is asked, of whom, by when. Fields: domain reference 1.6 (需协调事项：对象、请求、期限).
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day, listQuery, pageOf } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { TaskId } from "../tasks/model.ts";

export const terms = defineLabels({
  matter: {
    zh: "协调事项",
    en: "Matter",
    means: "一个单位请另一个单位（或办公室、推进组）限时办理的事，由提出方确认办结",
  },
  referral: { zh: "转办", en: "Referral", means: "承办单位写明理由，把事项转给应办的单位；经手单位都留在链上" },
});

export const matterStates = defineLabels({
  open: { zh: "待承接", en: "Waiting to be taken up" },
  accepted: { zh: "办理中", en: "At work" },
  declined: { zh: "已退回", en: "Declined" },
  answered: { zh: "已答复，待确认", en: "Answered, to be confirmed" },
  settled: { zh: "已办结", en: "Settled" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
});
export type MatterState = keyof typeof matterStates;

/** Who somebody is, seen from one matter. */
export const matterParties = defineLabels({
  asker: { zh: "提出单位", en: "Asking unit" },
  answerer: { zh: "承办单位", en: "Answering unit" },
  office: { zh: "办公室", en: "Pilot office" },
});
export type MatterParty = keyof typeof matterParties;

/** Where a matter comes from; `origins.ts` says how each kind is shown. */
export const matterOrigins = defineLabels({
  hand: { zh: "直接提出", en: "Asked directly" },
  report: { zh: "进展报送", en: "Progress report" },
  meeting: { zh: "会议议定", en: "Meeting decision" },
  ministry: { zh: "部委对接", en: "Liaison with a ministry" },
  order: { zh: "督办单", en: "Supervision order" },
});
export type MatterOrigin = keyof typeof matterOrigins;

/** The most matters opened at once, tasks of one matter, and referrals of one. */
export const mostMatters = 50;
export const mostTasksOfMatter = 50;
export const mostReferrals = 20;

export const MatterId = z.uuid().brand("MatterId");
export type MatterId = z.infer<typeof MatterId>;

/** Text without control characters except line ends; the database takes no NUL. */
const plain = z.string().regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/);
export const What = plain.trim().min(2).max(1000);
export const Note = plain.trim().max(2000);

export const NamedUnit = z.object({ id: UnitId, name: z.string() });

export const MatterTask = z.object({
  id: TaskId,
  number: z.string().nullable(),
  title: z.string(),
  /** May the reader open it? */
  visible: z.boolean(),
});
export type MatterTask = z.infer<typeof MatterTask>;

const Words = z.object({ zh: z.string(), en: z.string() });

export const MatterSummary = z.object({
  id: MatterId,
  programmeId: ProgrammeId,
  number: z.number().int(),
  origin: z.object({
    kind: z.enum(codesOf(matterOrigins)),
    id: z.uuid().nullable(),
    /** What it comes from, and where that can be read; `null` when the reader may not open it. */
    title: Words.nullable(),
    href: z.string().nullable(),
  }),
  what: z.string(),
  fromUnit: NamedUnit,
  toUnit: NamedUnit,
  dueOn: z.string().nullable(),
  firstDueOn: z.string().nullable(),
  state: z.enum(codesOf(matterStates)),
  /** Days past its day while it is not answered; 0 when it is not late. */
  daysLate: z.number().int(),
  answer: z.string().nullable(),
  askedBy: z.string().nullable(),
  askedAt: z.string(),
  tasks: z.array(MatterTask),
  /** Who the reader is, seen from this matter. */
  parties: z.array(z.enum(codesOf(matterParties))),
  version: z.number().int(),
  changedAt: z.string(),
});
export type MatterSummary = z.infer<typeof MatterSummary>;

/** May an act be done now? If not, why (code and facts). */
export const Ability = z.object({
  allowed: z.boolean(),
  code: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});

export const Matter = MatterSummary.extend({
  referrals: z.array(
    z.object({
      fromUnit: NamedUnit,
      toUnit: NamedUnit,
      why: z.string(),
      at: z.string(),
      personName: z.string().nullable(),
    }),
  ),
  events: z.array(
    z.object({
      id: z.uuid(),
      at: z.string(),
      kind: z.string(),
      personName: z.string(),
      unitName: z.string().nullable(),
      note: z.string().nullable(),
      changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    }),
  ),
  abilities: z.record(z.string(), Ability),
});
export type Matter = z.infer<typeof Matter>;

export const MatterPage = pageOf(MatterSummary);
export type MatterPage = z.infer<typeof MatterPage>;

export const matterSorts = ["number", "dueOn", "changedAt"] as const;

/** Whose matters: those the reader is to answer, those the reader asked, or every one the reader may see. */
export const matterSides = defineLabels({
  toAnswer: { zh: "待我办", en: "Mine to answer" },
  asked: { zh: "我提出", en: "That I asked" },
});

const filters = {
  q: z.string().trim().max(100).optional(),
  side: z.enum(codesOf(matterSides)).optional(),
  state: z
    .string()
    .max(200)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.enum(codesOf(matterStates))).min(1))
    .optional(),
  origin: z.enum(codesOf(matterOrigins)).optional(),
  /** Asked or answered by this unit; or only the one or the other. */
  unit: UnitId.optional(),
  fromUnit: UnitId.optional(),
  toUnit: UnitId.optional(),
  task: TaskId.optional(),
  /** Only those whose day has passed without an answer. */
  late: z.literal("true").optional(),
  asOf: day.optional(),
};

export const MatterQuery = z.object({ ...listQuery(matterSorts), ...filters });
export type MatterQuery = z.output<typeof MatterQuery>;
export type MatterFilter = Omit<MatterQuery, "sort" | "limit" | "after">;
export const CountQuery = MatterQuery.pick({ asOf: true });
export type CountQuery = z.output<typeof CountQuery>;

export const MatterCounts = z.object({
  total: z.number().int(),
  /** Not settled and not withdrawn. */
  pending: z.number().int(),
  late: z.number().int(),
  toAnswer: z.number().int(),
  asked: z.number().int(),
  states: z.record(z.string(), z.number().int()),
});
export type MatterCounts = z.infer<typeof MatterCounts>;

export const NewMatter = z.object({
  what: What,
  toUnitId: UnitId,
  /** The unit that asks; left out: the caller's own. */
  fromUnitId: UnitId.optional(),
  dueOn: day.nullable().default(null),
  taskIds: z.array(TaskId).max(mostTasksOfMatter).default([]),
});
export type NewMatter = z.output<typeof NewMatter>;
