// Words of liaison with ministries 部委对接: what is asked of whom, and what came of it. Fields: domain reference 1.6 (对口国家部委、是否需国家授权、争取进展).
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day, listQuery, pageOf } from "../../kernel/page-of.ts";
import { Ability, Matter, MatterSummary, MatterTask, NamedUnit, Note, What } from "../matters/model.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { TaskId, taskStates } from "../tasks/model.ts";

export const terms = defineLabels({
  liaison: { zh: "部委对接", en: "Liaison with ministries" },
  entry: { zh: "对接事项", en: "Entry", means: "向一个国家部委争取的一件事" },
  uncovered: { zh: "尚未对接", en: "Not taken up yet", means: "任务需国家授权，而没有进行中或已答复的对接事项" },
});

export const requestKinds = defineLabels({
  authority: { zh: "授权", en: "Authority" },
  policy: { zh: "政策", en: "Policy" },
  funds: { zh: "资金", en: "Funds" },
  status: { zh: "试点资格", en: "Pilot status" },
});
export type RequestKind = keyof typeof requestKinds;

export const entryStates = defineLabels({
  proposed: { zh: "拟报", en: "To be submitted" },
  submitted: { zh: "已报送", en: "Submitted" },
  discussing: { zh: "沟通中", en: "Being discussed" },
  answered: { zh: "已答复", en: "Answered" },
  withdrawn: { zh: "不再争取", en: "No longer pursued" },
});
export type EntryState = keyof typeof entryStates;

export const outcomes = defineLabels({
  agreed: { zh: "同意", en: "Agreed" },
  partly: { zh: "部分同意", en: "Agreed in part" },
  refused: { zh: "不同意", en: "Refused" },
  deferred: { zh: "暂缓", en: "Deferred" },
});
export type Outcome = keyof typeof outcomes;

export const entryParties = defineLabels({
  lead: { zh: "牵头单位", en: "Lead unit" },
  office: { zh: "办公室", en: "Pilot office" },
});
export type EntryParty = keyof typeof entryParties;

export const mostTasks = 50;
export const mostLetters = 100;
export const mostMattersOfReply = 20;

export const EntryId = z.uuid().brand("EntryId");
export type EntryId = z.infer<typeof EntryId>;

const line = z
  .string()
  .regex(/^[^\u0000-\u001f\u007f]*$/)
  .trim();

const fields = {
  ministry: line.min(2).max(60),
  kind: z.enum(codesOf(requestKinds)),
  what: What,
  clause: Note.nullable(),
  leadUnitId: UnitId,
  department: line.max(120).nullable(),
  contact: line.max(120).nullable(),
  followUpOn: day.nullable(),
  taskIds: z.array(TaskId).max(mostTasks),
};

export const NewEntry = z.object({
  ...fields,
  clause: fields.clause.default(null),
  /** Left out: the caller's own unit. */
  leadUnitId: fields.leadUnitId.optional(),
  department: fields.department.default(null),
  contact: fields.contact.default(null),
  followUpOn: fields.followUpOn.default(null),
  taskIds: fields.taskIds.default([]),
});
export type NewEntry = z.output<typeof NewEntry>;

export const EntryChange = z.object(fields).partial();
export type EntryChange = z.output<typeof EntryChange>;

export const NewLetter = z.object({
  documentNumber: line.min(2).max(60),
  sentOn: day,
  about: line.min(2).max(200),
});
export type NewLetter = z.output<typeof NewLetter>;

/** The next day on which the lead unit asks how it stands; without it nobody would. */
export const FollowUp = z.object({ followUpOn: day, note: Note.optional() });

export const Reply = z.object({
  outcome: z.enum(codesOf(outcomes)),
  /** `null`: answered by word of mouth. */
  replyNumber: line.min(2).max(60).nullable().default(null),
  replyOn: day,
  /** What the reply says. */
  note: Note.optional(),
  /** What now has to be done at home. */
  matters: z
    .array(z.object({ what: What, toUnitId: UnitId, dueOn: day.nullable().default(null) }))
    .max(mostMattersOfReply)
    .default([]),
});
export type Reply = z.output<typeof Reply>;

export const EntrySummary = z.object({
  id: EntryId,
  programmeId: ProgrammeId,
  number: z.number().int(),
  ministry: z.string(),
  kind: z.enum(codesOf(requestKinds)),
  what: z.string(),
  leadUnit: NamedUnit,
  state: z.enum(codesOf(entryStates)),
  outcome: z.enum(codesOf(outcomes)).nullable(),
  replyNumber: z.string().nullable(),
  replyOn: z.string().nullable(),
  followUpOn: z.string().nullable(),
  /** Days past the day of the next follow-up; 0 when it is not late. */
  daysLate: z.number().int(),
  tasks: z.array(MatterTask.extend({ state: z.enum(codesOf(taskStates)) })),
  version: z.number().int(),
  changedAt: z.string(),
});
export type EntrySummary = z.infer<typeof EntrySummary>;
export const EntryPage = pageOf(EntrySummary);
export type EntryPage = z.infer<typeof EntryPage>;

export const Entry = EntrySummary.extend({
  clause: z.string().nullable(),
  department: z.string().nullable(),
  contact: z.string().nullable(),
  reply: z.string().nullable(),
  letters: z.array(NewLetter.extend({ id: z.uuid() })),
  /** What the reply brought about, with its state now. */
  matters: z.array(MatterSummary),
  events: Matter.shape.events,
  abilities: z.record(z.string(), Ability),
});
export type Entry = z.infer<typeof Entry>;

export const entrySorts = ["number", "followUpOn", "ministry", "changedAt"] as const;
export const EntryQuery = z.object({
  ...listQuery(entrySorts),
  state: z
    .string()
    .max(200)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.enum(codesOf(entryStates))).min(1))
    .optional(),
  kind: z.enum(codesOf(requestKinds)).optional(),
  task: TaskId.optional(),
  /** Only those whose day of follow-up has passed. */
  late: z.literal("true").optional(),
});
export type EntryQuery = z.output<typeof EntryQuery>;

/** Tasks that need national authority and that nobody has taken up with a ministry. */
export const Uncovered = z.object({
  items: z.array(
    z.object({ id: TaskId, number: z.string().nullable(), title: z.string(), leads: z.array(z.string()) }),
  ),
  total: z.number().int(),
});
export type Uncovered = z.infer<typeof Uncovered>;

export const EntryCounts = z.object({
  total: z.number().int(),
  late: z.number().int(),
  uncovered: z.number().int(),
  states: z.record(z.string(), z.number().int()),
  outcomes: z.record(z.string(), z.number().int()),
});
export type EntryCounts = z.infer<typeof EntryCounts>;

export const ministryFault = defineFaults({
  "ministry.absent": {
    category: "notFound",
    zh: "没有找到该对接事项，或您无权查看。请从部委对接列表进入。",
    en: "No such entry, or not yours to see. Choose one from the register.",
  },
  "ministry.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}。",
    en: "“{act}” is not possible now: {why}.",
  },
  "ministry.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask that unit.",
  },
  "ministry.note-required": {
    category: "unprocessable",
    zh: "“{act}”须写明情况或理由。请填写后提交。",
    en: "“{act}” needs words: say what happened or why, and submit again.",
  },
  "ministry.not-your-unit": {
    category: "forbidden",
    zh: "您不能登记由该单位牵头的对接事项。请以本单位牵头，或请办公室登记。",
    en: "You cannot enter this for that unit. Enter it for your own, or ask the office.",
  },
  "ministry.no-such-unit": {
    category: "unprocessable",
    zh: "牵头单位不存在、已撤销或未参加本试点。请从参加试点的单位中选择。",
    en: "The lead unit does not exist, has ended, or takes no part in this pilot. Choose one that does.",
  },
  "ministry.no-such-task": {
    category: "unprocessable",
    zh: "所选任务中有您看不到或不存在的任务。请从台账中选择。",
    en: "Some of the tasks do not exist or are not yours to see. Choose from the ledger.",
  },
  "ministry.follow-up-passed": {
    category: "unprocessable",
    zh: "下次跟进日期 {day} 早于今天 {today}。请填写今天或以后的日期。",
    en: "The day of the next follow-up, {day}, is before today, {today}. Give today or a later day.",
  },
  "ministry.day-ahead": {
    category: "unprocessable",
    zh: "日期 {day} 晚于今天 {today}。发文和答复须在发生之后登记。",
    en: "The day {day} is after today, {today}. Letters and replies are recorded once they exist.",
  },
  "ministry.reply-before-letter": {
    category: "unprocessable",
    zh: "答复日期 {day} 早于首次发文日期 {sent}。请核对日期。",
    en: "The reply of {day} is before the first letter of {sent}. Check the days.",
  },
  "ministry.too-many-letters": {
    category: "conflict",
    zh: "一个对接事项最多登记 {limit} 件文函。请另立事项。",
    en: "One entry holds at most {limit} letters. Open another entry.",
  },
});
