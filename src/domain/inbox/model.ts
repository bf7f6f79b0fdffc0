// Words of the inbox 待办: what somebody owes now, across programmes and kinds of work.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { ProgrammeId } from "../pilot/model.ts";

export const terms = defineLabels({
  inbox: { zh: "待办", en: "Inbox", means: "本人按职责和单位现在应办的全部事项" },
  owed: { zh: "待办事项", en: "Item owed", means: "一件应办的事，附时限和办理入口" },
});

/** When something is owed, in the order in which it is shown. */
export const inboxGroups = defineLabels({
  today: { zh: "今天", en: "Today", means: "今日到期和已逾期" },
  week: { zh: "本周", en: "This week", means: "本周日以前到期" },
  later: { zh: "以后", en: "Later" },
  waiting: { zh: "等待他人", en: "Waiting for others", means: "本人已办，等他人办理" },
});
export type InboxGroup = keyof typeof inboxGroups;

/** How kinds of work are called whose source does not say so itself. */
export const owedKinds = defineLabels({
  task: { zh: "任务", en: "Task" },
  matter: { zh: "协调事项", en: "Matter" },
  report: { zh: "进展报送", en: "Progress report" },
  order: { zh: "督办单", en: "Order" },
  evidence: { zh: "佐证", en: "Evidence" },
  rating: { zh: "评定", en: "Rating" },
  meeting: { zh: "会议", en: "Meeting" },
  ministry: { zh: "部委对接", en: "Ministry liaison" },
});

/** The most that one kind of work shows; more is told as “at least”. */
export const mostOfKind = 200;

const Words = z.object({ zh: z.string(), en: z.string() });

export const InboxItem = z.object({
  programmeId: ProgrammeId,
  programmeTitle: z.string(),
  demo: z.boolean(),
  kind: z.string(),
  id: z.string(),
  title: Words,
  what: Words,
  /** The act that is asked for, by its name in the module's table; `null`: the record itself says what is to be done. */
  act: z.string().nullable(),
  dueOn: z.string().nullable(),
  /** Working days past its day; 0 when it is not late. */
  late: z.number().int(),
  waitingFor: Words.nullable(),
  href: z.string(),
  sinceAt: z.string(),
  group: z.enum(codesOf(inboxGroups)),
});
export type InboxItem = z.infer<typeof InboxItem>;

export const InboxQuery = z.object({
  programmeId: ProgrammeId.optional(),
  kind: z
    .string()
    .regex(/^[a-z][a-zA-Z]{0,39}$/)
    .optional(),
});
export type InboxQuery = z.output<typeof InboxQuery>;

export const InboxCounts = z.object({
  /** What is to be done by oneself, without what one waits for. */
  owed: z.number().int(),
  late: z.number().int(),
  groups: z.record(z.enum(codesOf(inboxGroups)), z.number().int()),
  kinds: z.array(z.object({ kind: z.string(), zh: z.string(), en: z.string(), count: z.number().int() })),
  /** Some kind has more than it shows. */
  more: z.boolean(),
});
export type InboxCounts = z.infer<typeof InboxCounts>;

export const Inbox = z.object({ today: z.string(), items: z.array(InboxItem), counts: InboxCounts });
export type Inbox = z.infer<typeof Inbox>;
