// Words of reminders 提醒 and urging 催办: who was told of what, when and why; and the settings of a programme's supervision.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { listQuery, pageOf, severalIds, severalOf } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { TaskId } from "../tasks/model.ts";
import { lines, OrderAbility } from "./model.ts";

/** At which point it was sent; how many working days before is `reminderRules` in rules.ts. */
export const reminderSteps = defineLabels({
  before15: { zh: "提前 15 个工作日提醒", en: "15 working days before" },
  before7: { zh: "提前 7 个工作日提醒", en: "7 working days before" },
  before3: { zh: "提前 3 个工作日提醒", en: "3 working days before" },
  overdue: { zh: "逾期催办", en: "Urged when overdue" },
  hand: { zh: "人工催办", en: "Urged by hand" },
});
export type ReminderStep = keyof typeof reminderSteps;

export const reminderSubjects = defineLabels({
  task: { zh: "任务", en: "Task" },
  milestone: { zh: "里程碑", en: "Milestone" },
  order: { zh: "督办单", en: "Order" },
});

/** In which part somebody has to act. */
export const handlerParts = defineLabels({
  lead: { zh: "牵头（承办）单位", en: "Lead (handling) unit" },
  group: { zh: "推进组（待审核）", en: "Working group (to review)" },
  office: { zh: "办公室（待审定）", en: "Pilot office (to decide)" },
});
export type HandlerPart = keyof typeof handlerParts;

/** A unit that has to act now, with everybody there whom it reaches. */
export const Handler = z.object({
  part: z.enum(codesOf(handlerParts)),
  unitId: UnitId,
  unitName: z.string(),
  /** Empty: nobody there holds the duty, so nobody is reached. */
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type Handler = z.infer<typeof Handler>;

export const Reminder = z.object({
  id: z.uuid(),
  programmeId: ProgrammeId,
  subjectKind: z.enum(codesOf(reminderSubjects)),
  subjectId: z.uuid(),
  taskId: TaskId,
  title: z.string(),
  step: z.enum(codesOf(reminderSteps)),
  dueOn: z.string().nullable(),
  /** Working days to the due day; negative when it is over. */
  days: z.number().int(),
  /** Version of the rule; `null`: by hand. */
  rule: z.string().nullable(),
  handlers: z.array(Handler),
  note: z.string().nullable(),
  personName: z.string().nullable(),
  at: z.string(),
});
export type Reminder = z.infer<typeof Reminder>;
export const ReminderPage = pageOf(Reminder);
export type ReminderPage = z.infer<typeof ReminderPage>;

export const ReminderQuery = z.object({
  ...listQuery(["at"]),
  step: severalOf(codesOf(reminderSteps)),
  task: severalIds,
  subject: severalIds,
});
export type ReminderQuery = z.output<typeof ReminderQuery>;

export const NewUrging = z.object({ text: lines(500) });

/** Whom urging would reach, and whether it may be done now. */
export const UrgingPreview = z.object({ handlers: z.array(Handler), ability: OrderAbility });
export type UrgingPreview = z.infer<typeof UrgingPreview>;

/** What becomes of a task among several that are urged together. */
export const urgingOutcomes = defineLabels({
  ready: { zh: "可以催办", en: "May be urged" },
  urged: { zh: "已催办", en: "Urged" },
  refused: { zh: "不能催办", en: "May not be urged" },
});

/** The most tasks that are urged in one request. */
export const mostUrged = 100;

export const ChosenTasks = z.object({
  taskIds: z
    .array(TaskId)
    .min(1)
    .max(mostUrged)
    .refine((all) => new Set(all).size === all.length, "duplicate"),
});
export const ManyUrging = ChosenTasks.extend({ text: lines(500) });

export const UrgedTask = z.object({
  taskId: TaskId,
  title: z.string().nullable(),
  outcome: z.enum(codesOf(urgingOutcomes)),
  code: z.string().optional(),
  messages: z.object({ zh: z.string(), en: z.string() }).optional(),
});
export type UrgedTask = z.infer<typeof UrgedTask>;
/** Each task as it was asked, and whom urging reaches in all, each person once. */
export const UrgedTasks = z.object({
  items: z.array(UrgedTask),
  people: z.array(z.object({ id: z.uuid(), name: z.string(), unitName: z.string() })),
});
export type UrgedTasks = z.infer<typeof UrgedTasks>;

export const Settings = z.object({
  programmeId: ProgrammeId,
  /** After the due day: every how many working days. */
  urgeEvery: z.number().int(),
  /** Are orders asked for by rule issued without the office? */
  issuesItself: z.boolean(),
  /** What stands before the year: 督 in 督〔2021〕3号. */
  numberPrefix: z.string(),
  version: z.number().int(),
  mayChange: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsChange = z
  .object({
    urgeEvery: z.number().int().min(1).max(60),
    issuesItself: z.boolean(),
    numberPrefix: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}]{1,10}$/u, "one to ten letters or digits"),
  })
  .partial();
export type SettingsChange = z.infer<typeof SettingsChange>;
