// Words and shapes of the ways on which notices leave: personal choice, addresses, webhooks and robots, what was sent.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { pageOf, severalOf } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { topics } from "./model.ts";

export const mailChoices = defineLabels({
  now: { zh: "即时", en: "At once" },
  daily: { zh: "每日合并", en: "Daily digest" },
  weekly: { zh: "每周合并", en: "Weekly digest" },
  off: { zh: "不发", en: "Never" },
});
export type MailChoice = keyof typeof mailChoices;

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const Quiet = z.object({ on: z.boolean(), from: Clock, until: Clock });
export type Quiet = z.infer<typeof Quiet>;
/** From eight in the evening to eight in the morning, and on days off. */
export const defaultQuiet: Quiet = { on: true, from: "20:00", until: "08:00" };

export const MailByTopic = z.partialRecord(z.enum(codesOf(topics)), z.enum(codesOf(mailChoices)));
export type MailByTopic = z.infer<typeof MailByTopic>;

export const Preferences = z.object({
  language: z.enum(["zh", "en"]),
  /** Topics that are not named are mailed at once. */
  mail: MailByTopic,
  quiet: Quiet,
  address: z.object({ address: z.string(), verified: z.boolean(), codeUntil: z.string().nullable() }).nullable(),
  /** Can this installation send mail? */
  mailReady: z.boolean(),
  version: z.number().int(),
});
export type Preferences = z.infer<typeof Preferences>;
export const PreferenceChange = z.object({ language: z.enum(["zh", "en"]), mail: MailByTopic, quiet: Quiet }).partial();
export type PreferenceChange = z.infer<typeof PreferenceChange>;

/** An address as mail servers of offices take it: no comments, no quotes, no line breaks, ASCII. */
export const Address = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_%+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/,
  );

export const codeMinutes = 15;
export const codeSeconds = 60;
export const mostCodeTries = 5;

export const webhookKinds = defineLabels({
  signed: { zh: "系统接口（签名）", en: "System (signed)" },
  wecom: { zh: "企业微信群机器人", en: "WeCom robot" },
  dingtalk: { zh: "钉钉群机器人", en: "DingTalk robot" },
  feishu: { zh: "飞书群机器人", en: "Feishu robot" },
});
export type WebhookKind = keyof typeof webhookKinds;

export const webhookStates = defineLabels({
  active: { zh: "启用", en: "Active" },
  paused: { zh: "暂停", en: "Paused" },
  dropped: { zh: "已删除", en: "Dropped" },
});
export type WebhookState = keyof typeof webhookStates;

export const WebhookId = z.uuid().brand("WebhookId");
export type WebhookId = z.infer<typeof WebhookId>;
export const maxWebhooks = 20;

const Title = z
  .string()
  .regex(/^[^\u0000-\u001f\u007f]*$/)
  .trim()
  .min(1)
  .max(60);
const WebAddress = z.string().trim().min(8).max(1000);
const Topics = z.array(z.enum(codesOf(topics))).max(20);

export const NewWebhook = z.object({
  title: Title,
  kind: z.enum(codesOf(webhookKinds)),
  url: WebAddress,
  /** Of a robot that signs (钉钉 加签, 飞书 签名校验); for a system one is made and shown once. */
  secret: z.string().trim().max(200).default(""),
  topics: Topics.default([]),
});
export type NewWebhook = z.output<typeof NewWebhook>;
export const WebhookChange = z
  .object({ title: Title, url: WebAddress, secret: z.string().trim().max(200), topics: Topics })
  .partial();
export type WebhookChange = z.infer<typeof WebhookChange>;

export const Webhook = z.object({
  id: WebhookId,
  programmeId: ProgrammeId,
  title: z.string(),
  kind: z.enum(codesOf(webhookKinds)),
  /** Host alone: the rest of a robot's address is its key. */
  host: z.string(),
  hasSecret: z.boolean(),
  topics: z.array(z.enum(codesOf(topics))),
  state: z.enum(codesOf(webhookStates)),
  version: z.number().int(),
  changedAt: z.string(),
  abilities: z.record(z.string(), z.object({ allowed: z.boolean(), code: z.string().optional() })),
});
export type Webhook = z.infer<typeof Webhook>;
export const Webhooks = z.object({ items: z.array(Webhook) });
/** The secret of a new signed webhook, shown this once. */
export const MadeWebhook = z.object({ webhook: Webhook, secret: z.string().nullable() });

export const channels = defineLabels({
  mail: { zh: "个人邮箱", en: "Personal mail" },
  mailbox: { zh: "单位邮箱", en: "Unit mailbox" },
  webhook: { zh: "推送地址", en: "Webhook" },
});
export type Channel = keyof typeof channels;

export const deliveryStates = defineLabels({
  waiting: { zh: "待送", en: "Waiting" },
  sending: { zh: "送出中", en: "Being sent" },
  sent: { zh: "已送", en: "Sent" },
  failed: { zh: "失败", en: "Failed" },
  unsure: { zh: "不明", en: "Unsure", means: "送出后未及记录即中断；机器人不能去重，所以不自动重送" },
  void: { zh: "作废", en: "Void", means: "送出前接收方已停用" },
});
export type DeliveryState = keyof typeof deliveryStates;

export const DeliveryId = z.uuid().brand("DeliveryId");
export type DeliveryId = z.infer<typeof DeliveryId>;

export const Delivery = z.object({
  id: DeliveryId,
  channel: z.enum(codesOf(channels)),
  /** Whom it is for, by name; no address. */
  recipient: z.string(),
  state: z.enum(codesOf(deliveryStates)),
  titles: z.array(z.object({ zh: z.string(), en: z.string() })),
  noticeCount: z.number().int(),
  sendAt: z.string(),
  sentAt: z.string().nullable(),
  madeAt: z.string(),
  tries: z.array(z.object({ at: z.string(), outcome: z.string(), zh: z.string(), en: z.string() })),
  abilities: z.object({ resend: z.boolean() }),
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryPage = pageOf(Delivery);
export const DeliveryQuery = z.object({
  state: severalOf(codesOf(deliveryStates)),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(1000).optional(),
});
export type DeliveryQuery = z.output<typeof DeliveryQuery>;

export const Mailbox = z.object({
  unitId: UnitId,
  unitName: z.string(),
  address: z.string().nullable(),
  version: z.number().int(),
});
export type Mailbox = z.infer<typeof Mailbox>;
export const Mailboxes = z.object({ items: z.array(Mailbox) });
export const MailboxChange = z.object({ unitId: UnitId, address: Address.nullable() });

export const FeedId = z.uuid().brand("FeedId");
export const maxFeeds = 5;
export const Feed = z.object({
  id: FeedId,
  title: z.string(),
  madeAt: z.string(),
  readAt: z.string().nullable(),
});
export const Feeds = z.object({ items: z.array(Feed) });
export const NewFeed = z.object({ title: Title });
/** The address is shown this once. */
export const MadeFeed = z.object({ feed: Feed, path: z.string() });
