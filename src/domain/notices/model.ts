// Words of notices 通知: what people are told, by topic, and what became of it.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { pageOf } from "../../kernel/page-of.ts";
import { ProgrammeId } from "../pilot/model.ts";

export const terms = defineLabels({
  notice: { zh: "通知", en: "Notice", means: "告知某人某事已发生，不要求办理；要办的在待办" },
  delivery: { zh: "送出", en: "Delivery", means: "一封邮件或一次推送，可含多条通知" },
  digest: { zh: "摘要", en: "Digest", means: "把一段时间的通知合为一封" },
  quietHours: { zh: "免打扰", en: "Quiet hours", means: "夜间和非工作日不送出，到下一个工作日早晨合并送出" },
  webhook: { zh: "推送地址", en: "Webhook", means: "通知同时送往的系统接口或群机器人" },
  calendarFeed: { zh: "日历订阅", en: "Calendar feed", means: "日历软件可订阅的时限，凭私密地址读取" },
});

export const topics = defineLabels({
  tasks: { zh: "任务", en: "Tasks" },
  reports: { zh: "进展报送", en: "Reports" },
  supervision: { zh: "督查督办", en: "Supervision" },
  matters: { zh: "协调事项", en: "Matters" },
  evidence: { zh: "佐证", en: "Evidence" },
  ratings: { zh: "评定与进度灯", en: "Ratings and lights" },
  meetings: { zh: "会议", en: "Meetings" },
  ministries: { zh: "部委对接", en: "Ministries" },
  handover: { zh: "移交与代理", en: "Hand-over" },
  other: { zh: "其他", en: "Other" },
});
export type Topic = keyof typeof topics;

/** A topic that is not in the table counts as other, so that no notice is lost for want of a word. */
export const topicOf = (topic: string): Topic => (Object.hasOwn(topics, topic) ? (topic as Topic) : "other");

export const NoticeId = z.uuid().brand("NoticeId");
export type NoticeId = z.infer<typeof NoticeId>;

const Words = z.object({ zh: z.string(), en: z.string() });

export const Notice = z.object({
  id: NoticeId,
  programmeId: ProgrammeId,
  programmeTitle: z.string(),
  topic: z.enum(codesOf(topics)),
  subject: z.object({ kind: z.string(), id: z.string() }),
  title: Words,
  href: z.string(),
  dueOn: z.string().nullable(),
  urgent: z.boolean(),
  madeAt: z.string(),
  readAt: z.string().nullable(),
});
export type Notice = z.infer<typeof Notice>;
export const NoticePage = pageOf(Notice);

export const NoticeQuery = z.object({
  unread: z.enum(["true", "false"]).optional(),
  topic: z.enum(codesOf(topics)).optional(),
  programmeId: ProgrammeId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(1000).optional(),
});
export type NoticeQuery = z.output<typeof NoticeQuery>;

export const NoticeCounts = z.object({ unread: z.number().int() });

/** Some notices, or all up to an instant. */
export const ReadMarks = z.union([
  z.object({ ids: z.array(NoticeId).min(1).max(200) }),
  z.object({ until: z.iso.datetime() }),
]);

/** Days that notices and what became of them are kept. */
export const keptDays = 365;

export const noticeFault = defineFaults({
  "notice.absent": {
    category: "notFound",
    zh: "没有找到该通知：可能已过保留期，或是他人的通知。请从通知列表中选择。",
    en: "No such notice: it is past its time, or somebody else's. Choose one from your list.",
  },
  "address.no-mail": {
    category: "conflict",
    zh: "本系统未配置邮件服务器，暂不能用邮箱接收通知。请联系运维人员设置 SHIDIAN_SMTP。",
    en: "This installation has no mail server, so notices cannot be mailed. Ask the operators to set SHIDIAN_SMTP.",
  },
  "address.none": {
    category: "conflict",
    zh: "没有待确认的邮箱。请先填写邮箱并获取验证码。",
    en: "There is no address to confirm. Enter one and ask for a code first.",
  },
  "address.wrong-code": {
    category: "forbidden",
    zh: "验证码不对或已过期，还可再试 {left} 次。请核对最近一封邮件，或重新获取。",
    en: "The code is wrong or past its time; {left} tries are left. Look at the newest mail, or ask for a new code.",
  },
  "address.too-soon": {
    category: "tooMany",
    zh: "验证码刚刚发出，请 {seconds} 秒后再获取。",
    en: "A code was sent just now. Ask again in {seconds} seconds.",
  },
  "webhook.absent": {
    category: "notFound",
    zh: "没有找到该推送地址：可能已删除。请从列表中选择。",
    en: "No such webhook: it was dropped. Choose one from the list.",
  },
  "webhook.bad-address": {
    category: "unprocessable",
    zh: "推送地址不可用：{why}。请更正后重试。",
    en: "The address cannot be used: {why}. Correct it and try again.",
  },
  "webhook.wrong-state": {
    category: "conflict",
    zh: "该推送地址现在是“{state}”，不能“{act}”。请刷新后再看。",
    en: "The webhook is “{state}” now, so “{act}” is not possible. Reload and look again.",
  },
  "webhook.too-many": {
    category: "conflict",
    zh: "一个试点最多 {limit} 个推送地址。请先删除不用的。",
    en: "A programme has at most {limit} webhooks. Drop those no longer used.",
  },
  "delivery.absent": {
    category: "notFound",
    zh: "没有找到该送出记录，可能已过保留期。请从记录列表中选择。",
    en: "No such delivery; it may be past its time. Choose one from the log.",
  },
  "delivery.wrong-state": {
    category: "conflict",
    zh: "该记录现在是“{state}”，只有失败或不明的可以重送。请刷新后再看。",
    en: "This delivery is “{state}” now; only failed or unsure ones can be sent again. Reload and look again.",
  },
  "mailbox.absent": {
    category: "notFound",
    zh: "本试点没有该单位。请从单位列表中选择。",
    en: "The unit takes no part in this programme. Choose one from the list.",
  },
  "feed.absent": {
    category: "notFound",
    zh: "没有找到该日历订阅：可能已收回。请在通知设置中新建。",
    en: "No such calendar feed: it was revoked. Make a new one in the notice settings.",
  },
  "feed.too-many": {
    category: "conflict",
    zh: "每人最多 {limit} 个日历订阅。请先收回不用的。",
    en: "One person has at most {limit} calendar feeds. Revoke those no longer used.",
  },
});
