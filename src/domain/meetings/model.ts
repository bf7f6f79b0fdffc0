// Words of meetings 现场办公与调度会: kinds, agenda made from the data, minutes whose decisions become matters. Domain reference 1.1, 1.6, 8.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day, listQuery, pageOf } from "../../kernel/page-of.ts";
import { Ability, Matter, MatterSummary, NamedUnit, Note, What } from "../matters/model.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";

export const terms = defineLabels({
  meeting: { zh: "会议", en: "Meeting" },
  agenda: { zh: "议程", en: "Agenda", means: "由台账、督办单、协调事项等按所选范围生成，办公室删减、排序、补充后定稿" },
  decision: { zh: "议定事项", en: "Decision", means: "会议定下的事：谁、办什么、何时办结；成为协调事项" },
  minutes: { zh: "会议纪要", en: "Minutes" },
});

export const meetingKinds = defineLabels({
  dispatch: { zh: "调度会", en: "Dispatch meeting" },
  onSite: { zh: "现场办公", en: "On-site meeting" },
  topic: { zh: "专题会", en: "Meeting on a topic" },
  stocktake: { zh: "季度盘点", en: "Quarterly stocktake" },
});
export type MeetingKind = keyof typeof meetingKinds;

export const meetingStates = defineLabels({
  planned: { zh: "筹备中", en: "Being prepared" },
  prepared: { zh: "议程已定", en: "Agenda settled" },
  held: { zh: "已召开", en: "Held" },
  minuted: { zh: "已出纪要", en: "Minuted" },
  closed: { zh: "议定事项已办结", en: "Decisions settled" },
  cancelled: { zh: "已取消", en: "Cancelled" },
});
export type MeetingState = keyof typeof meetingStates;

export const meetingParties = defineLabels({
  host: { zh: "召集单位", en: "Convening unit" },
  office: { zh: "办公室", en: "Pilot office" },
  attendee: { zh: "参会单位", en: "Attending unit" },
});
export type MeetingParty = keyof typeof meetingParties;

export const meetingNeeds = defineLabels({
  agenda: { zh: "至少一项上会议程", en: "at least one item on the agenda" },
  units: { zh: "参会单位", en: "attending units" },
  day: { zh: "召开日期已到", en: "that its day has come" },
  settled: { zh: "全部议定事项办结", en: "that all decisions are settled" },
});
export type MeetingNeed = keyof typeof meetingNeeds;

/** Where an item of an agenda comes from, in the order in which an agenda begins. */
export const agendaSources = defineLabels({
  decision: { zh: "上次议定事项未办结", en: "Decisions not settled yet" },
  red: { zh: "红灯任务", en: "Tasks with a red light" },
  yellow: { zh: "黄灯任务", en: "Tasks with a yellow light" },
  late: { zh: "逾期任务", en: "Tasks past their day" },
  due: { zh: "临期任务", en: "Tasks due soon" },
  suspended: { zh: "暂缓任务", en: "Suspended tasks" },
  order: { zh: "未销督办单", en: "Open orders" },
  matter: { zh: "逾期协调事项", en: "Matters overdue" },
  ministry: { zh: "部委对接应跟进", en: "Liaison to follow up" },
  changes: { zh: "上次会议以来的变化", en: "Changes since the last meeting" },
  hand: { zh: "补充议题", en: "Added by hand" },
});
export type AgendaSource = keyof typeof agendaSources;

export const mostItems = 200;
export const mostUnits = 100;
export const mostDecisions = 50;

export const MeetingId = z.uuid().brand("MeetingId");
export type MeetingId = z.infer<typeof MeetingId>;

const line = z.string().regex(/^[^\u0000-\u001f\u007f]*$/);
const Words = z.object({ zh: z.string(), en: z.string() });

/** From which part of the pilot the agenda is made, and how far ahead it looks. */
export const AgendaScope = z.object({
  sources: z
    .array(z.enum(codesOf(agendaSources)))
    .min(1)
    .max(11),
  groupId: UnitId.nullable().default(null),
  /** Only tasks in which one of these units has a part; empty: all. */
  unitIds: z.array(UnitId).max(20).default([]),
  dueWithinDays: z.number().int().min(1).max(180).default(30),
});
export type AgendaScope = z.output<typeof AgendaScope>;

/** What can be changed later; without defaults, so that what is left out of a change stays. */
const arrangements = {
  title: line.trim().min(2).max(120),
  heldOn: day,
  beginsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  place: line.trim().min(1).max(120),
  chair: line.trim().min(1).max(60),
  unitIds: z.array(UnitId).max(mostUnits),
  scope: AgendaScope,
};

export const NewMeeting = z.object({
  ...arrangements,
  kind: z.enum(codesOf(meetingKinds)),
  /** The unit that convenes; left out: the caller's own. */
  hostUnitId: UnitId.optional(),
  beginsAt: arrangements.beginsAt.default(null),
  unitIds: arrangements.unitIds.default([]),
});
export type NewMeeting = z.output<typeof NewMeeting>;

export const MeetingChange = z.object(arrangements).partial();
export type MeetingChange = z.output<typeof MeetingChange>;

export const AgendaItem = z.object({
  id: z.uuid(),
  source: z.enum(codesOf(agendaSources)),
  subjectId: z.uuid().nullable(),
  title: Words,
  /** Why it is on the agenda, as the data stood when the agenda was made. */
  reasons: z.array(Words),
  href: z.string().nullable(),
  trimmed: z.boolean(),
  conclusion: z.string().nullable(),
});
export type AgendaItem = z.infer<typeof AgendaItem>;

/** The agenda as the host wants it: in this order, some trimmed, some added by hand (without an id). */
export const ArrangedAgenda = z.object({
  items: z
    .array(
      z.object({
        id: z.uuid().optional(),
        title: line.trim().min(2).max(200).optional(),
        trimmed: z.boolean().default(false),
      }),
    )
    .max(mostItems),
});
export type ArrangedAgenda = z.output<typeof ArrangedAgenda>;

export const Decision = z.object({
  what: What,
  toUnitId: UnitId,
  dueOn: day.nullable().default(null),
  /** The item of the agenda it belongs to. */
  itemId: z.uuid().nullable().default(null),
});

export const Minutes = z.object({
  summary: Note.nullable().default(null),
  conclusions: z
    .array(z.object({ itemId: z.uuid(), text: Note }))
    .max(mostItems)
    .default([]),
  decisions: z.array(Decision).max(mostDecisions).default([]),
});
export type Minutes = z.output<typeof Minutes>;

export const MeetingSummary = z.object({
  id: MeetingId,
  programmeId: ProgrammeId,
  number: z.number().int(),
  kind: z.enum(codesOf(meetingKinds)),
  title: z.string(),
  hostUnit: NamedUnit,
  heldOn: z.string(),
  beginsAt: z.string().nullable(),
  place: z.string(),
  chair: z.string(),
  state: z.enum(codesOf(meetingStates)),
  /** Of today only, as is the agenda: `null` on a past day. */
  unitCount: z.number().int().nullable(),
  itemCount: z.number().int().nullable(),
  decisionCount: z.number().int(),
  settledCount: z.number().int(),
  version: z.number().int(),
  changedAt: z.string(),
});
export type MeetingSummary = z.infer<typeof MeetingSummary>;
export const MeetingPage = pageOf(MeetingSummary);
export type MeetingPage = z.infer<typeof MeetingPage>;

export const Meeting = MeetingSummary.extend({
  scope: AgendaScope,
  units: z.array(NamedUnit.extend({ attended: z.boolean().nullable() })),
  agendaAsOf: z.string().nullable(),
  agenda: z.array(AgendaItem),
  summary: z.string().nullable(),
  /** The decisions as matters, with their state now. */
  decisions: z.array(MatterSummary.extend({ itemId: z.uuid().nullable() })),
  events: Matter.shape.events,
  abilities: z.record(z.string(), Ability),
});
export type Meeting = z.infer<typeof Meeting>;

export const meetingSorts = ["heldOn", "number"] as const;
export const MeetingQuery = z.object({
  ...listQuery(meetingSorts),
  kind: z.enum(codesOf(meetingKinds)).optional(),
  state: z
    .string()
    .max(200)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.enum(codesOf(meetingStates))).min(1))
    .optional(),
  asOf: day.optional(),
});
export type MeetingQuery = z.output<typeof MeetingQuery>;

/** How often units were called on site 《政府督查工作条例》国令第733号: inspections are kept few; information, no barrier. */
export const VisitQuery = z.object({ months: z.coerce.number().int().min(1).max(24).default(6) });
export const Visits = z.object({
  since: z.string(),
  items: z.array(z.object({ unit: NamedUnit, count: z.number().int(), days: z.array(z.string()) })),
});
export type Visits = z.infer<typeof Visits>;
