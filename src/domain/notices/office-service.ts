// What the office of a programme sets up: mailboxes of units, webhooks and robots; and the log of what was sent.
import { enqueue } from "../../jobs/jobs.ts";
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { newSecret } from "../accounts/secrets.ts";
import { recordEvent } from "../audit/service.ts";
import { openAsOffice } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { readAddress } from "./address-guard.ts";
import * as channels from "./channel-store.ts";
import * as deliveries from "./delivery-store.ts";
import { sendKind } from "./departures.ts";
import { noticeFault } from "./model.ts";
import {
  type Delivery,
  type DeliveryQuery,
  deliveryStates,
  type Mailbox,
  maxWebhooks,
  type NewWebhook,
  type Webhook,
  type WebhookChange,
  webhookStates,
} from "./model-channels.ts";
import type { NoticeSettings } from "./personal-service.ts";
import { decideWebhook, mayResend, type WebhookAct, webhookActs } from "./rules.ts";

interface In {
  programmeId: string;
}
type HookAt = In & { webhookId: string };

export async function listMailboxes(db: Db, call: Call, { programmeId }: In): Promise<{ items: Mailbox[] }> {
  await openAsOffice(db, call, programmeId);
  return { items: (await channels.findMailboxes(db, programmeId)) as Mailbox[] };
}

export async function setMailbox(
  tx: Db,
  call: Call,
  input: In & { unitId: string; address: string | null; version: number },
): Promise<Mailbox> {
  await openAsOffice(tx, call, input.programmeId);
  const find = async () =>
    (await channels.findMailboxes(tx, input.programmeId)).find((one) => one.unitId === input.unitId);
  const before = await find();
  if (!before) throw noticeFault("mailbox.absent");
  const { programmeId, unitId, address, version } = input;
  const row = { programmeId, unitId, address, version, at: call.atIso, by: call.actor.personId };
  if (!(await channels.saveMailbox(tx, row)))
    throw kernelFault("version.stale", { current: before.version, given: version });
  await recordEvent(tx, call, {
    kind: "mailbox.set",
    programmeId,
    subject: { kind: "unit", id: unitId },
    before: { address: before.address },
    after: { address },
  });
  return (await find()) as Mailbox;
}

export async function listWebhooks(db: Db, call: Call, { programmeId }: In): Promise<{ items: Webhook[] }> {
  await openAsOffice(db, call, programmeId);
  return { items: (await channels.findWebhooks(db, programmeId)).map((row) => present(programmeId, row)) };
}

/** Adds a webhook; for a system the secret is made here and told this once. */
export async function addWebhook(
  tx: Db,
  call: Call,
  input: NewWebhook & In,
  settings: NoticeSettings,
): Promise<{ webhook: Webhook; secret: string | null }> {
  const { programmeId } = input;
  await openAsOffice(tx, call, programmeId);
  if ((await channels.findWebhooks(tx, programmeId)).length >= maxWebhooks)
    throw noticeFault("webhook.too-many", { limit: maxWebhooks });
  const url = cleanAddress(input.url, settings);
  const secret = input.kind === "signed" ? newSecret().secret : input.secret;
  const id = newId(call.at);
  const { title, kind, topics } = input;
  const by = { at: call.atIso, by: call.actor.personId };
  await channels.insertWebhook(tx, { programmeId, id, title, kind, url, secret, topics: [...topics], ...by });
  await recordHook(
    tx,
    call,
    programmeId,
    { kind: "webhook.add", id, version: 1 },
    { title, kind, host: hostOf(url), topics },
  );
  const row = (await channels.findWebhook(tx, programmeId, id)) as channels.WebhookRow;
  return { webhook: present(programmeId, row), secret: kind === "signed" ? secret : null };
}

export async function changeWebhook(
  tx: Db,
  call: Call,
  input: HookAt & WebhookChange & { version: number },
  settings: NoticeSettings,
): Promise<Webhook> {
  const row = await loadHook(tx, call, input, "change");
  const url = input.url === undefined ? row.url : cleanAddress(input.url, settings);
  const title = input.title ?? row.title;
  const topics = [...(input.topics ?? row.topics)];
  // The secret of a system is made here, never typed.
  const secret = input.secret === undefined || row.kind === "signed" ? row.secret : input.secret;
  await saveHook(tx, call, input, { title, url, topics, secret });
  const after = { title, host: hostOf(url), topics, secretChanged: secret !== row.secret };
  await recordHook(
    tx,
    call,
    input.programmeId,
    { kind: "webhook.change", id: row.id, version: row.version + 1 },
    after,
    {
      title: row.title,
      host: hostOf(row.url),
      topics: row.topics,
    },
  );
  return presentOne(tx, input);
}

type HookInput = HookAt & { version: number };

const move = (act: "pause" | "resume") => async (tx: Db, call: Call, input: HookInput) => {
  await moveHook(tx, call, input, act);
  return presentOne(tx, input);
};
export const pauseWebhook = move("pause");
export const resumeWebhook = move("resume");

export async function dropWebhook(tx: Db, call: Call, input: HookInput): Promise<undefined> {
  await moveHook(tx, call, input, "drop");
}

async function moveHook(tx: Db, call: Call, input: HookInput, act: "pause" | "resume" | "drop"): Promise<void> {
  const row = await loadHook(tx, call, input, act);
  const state = webhookActs[act].to;
  // What is dropped leaves no key behind.
  await saveHook(tx, call, input, { state, ...(act === "drop" ? { secret: "", url: hostOf(row.url) } : {}) });
  const what = { kind: `webhook.${act}`, id: row.id, version: row.version + 1 };
  await recordHook(tx, call, input.programmeId, what, { state }, { state: row.state });
}

/** Sends a message without notices, to see whether it arrives; the log tells. */
export async function testWebhook(tx: Db, call: Call, input: HookInput): Promise<Delivery> {
  const row = await loadHook(tx, call, input, "test");
  const { programmeId } = input;
  const id = newId(call.at);
  await deliveries.joinBatch(tx, {
    programmeId,
    id,
    channel: "webhook",
    recipient: `webhook ${row.id}`,
    batch: `test ${id}`,
    personId: null,
    unitId: null,
    webhookId: row.id,
    sendAt: call.atIso,
    at: call.atIso,
  });
  await hand(tx, call, programmeId, id);
  return presentDelivery((await deliveries.findDelivery(tx, programmeId, id)) as deliveries.LoggedDelivery);
}

const hand = (tx: Db, call: Call, programmeId: string, deliveryId: string) =>
  enqueue(tx, call, {
    kind: sendKind,
    programmeId,
    key: `${deliveryId} ${newId(call.at)}`,
    input: { programmeId, deliveryId },
  });

const sorts = [{ by: "madeAt" as const, down: true }];

export async function listDeliveries(db: Db, call: Call, query: DeliveryQuery & In) {
  await openAsOffice(db, call, query.programmeId);
  const [madeAt, id] = query.after ? (readMark(sorts, query.after, 2) as [string, string]) : [];
  const after = madeAt && id ? { madeAt, id } : null;
  const { items, total } = await deliveries.findDeliveries(db, query.programmeId, query, after);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(presentDelivery),
    total,
    next: last && items.length > page.length ? markOf(sorts, [last.madeAt, last.id]) : null,
  };
}

/** Another round of tries for what failed, or for what may or may not have arrived: that is a person's decision. */
export async function resendDelivery(tx: Db, call: Call, input: In & { deliveryId: string }): Promise<Delivery> {
  const { programmeId, deliveryId } = input;
  await openAsOffice(tx, call, programmeId);
  const delivery = await deliveries.lockDelivery(tx, programmeId, deliveryId);
  if (!delivery) throw noticeFault("delivery.absent");
  if (!mayResend(delivery.state).allowed)
    throw noticeFault("delivery.wrong-state", { state: deliveryStates[delivery.state] });
  await deliveries.setState(tx, programmeId, deliveryId, { state: "waiting", sendAt: call.atIso });
  await hand(tx, call, programmeId, deliveryId);
  await recordEvent(tx, call, {
    kind: "delivery.resend",
    programmeId,
    subject: { kind: "delivery", id: deliveryId },
    before: { state: delivery.state },
    after: { state: "waiting" },
  });
  return presentDelivery((await deliveries.findDelivery(tx, programmeId, deliveryId)) as deliveries.LoggedDelivery);
}

const presentDelivery = (row: deliveries.LoggedDelivery): Delivery =>
  ({ ...row, recipient: row.recipient ?? "", abilities: { resend: mayResend(row.state).allowed } }) as Delivery;

function cleanAddress(text: string, settings: NoticeSettings): string {
  const read = readAddress(text, settings.allowInner);
  if ("why" in read) throw noticeFault("webhook.bad-address", { why: read.why });
  return read.url.href;
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url);

const present = (programmeId: string, { url, secret, ...row }: channels.WebhookRow): Webhook =>
  ({
    ...row,
    programmeId,
    host: hostOf(url),
    hasSecret: secret !== "",
    abilities: decideWebhook(row.state),
  }) as Webhook;

const presentOne = async (tx: Db, at: HookAt): Promise<Webhook> =>
  present(at.programmeId, (await channels.findWebhook(tx, at.programmeId, at.webhookId)) as channels.WebhookRow);

async function loadHook(tx: Db, call: Call, input: HookInput, act: WebhookAct): Promise<channels.WebhookRow> {
  await openAsOffice(tx, call, input.programmeId);
  const row = await channels.findWebhook(tx, input.programmeId, input.webhookId);
  if (!row) throw noticeFault("webhook.absent");
  if (row.version !== input.version) throw kernelFault("version.stale", { current: row.version, given: input.version });
  const { zh, en } = webhookActs[act];
  if (!decideWebhook(row.state)[act].allowed)
    throw noticeFault("webhook.wrong-state", { act: { zh, en }, state: webhookStates[row.state] });
  return row;
}

async function saveHook(
  tx: Db,
  call: Call,
  at: HookInput,
  patch: Partial<Pick<channels.WebhookRow, "title" | "url" | "secret" | "topics" | "state">>,
): Promise<void> {
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  const place = { programmeId: at.programmeId, id: at.webhookId, version: at.version };
  if (!(await channels.saveWebhook(tx, place, { ...patch, ...by })))
    throw kernelFault("version.stale", { current: at.version + 1, given: at.version });
}

/** Of an address only the host, of a secret only that it changed. */
const recordHook = (
  tx: Db,
  call: Call,
  programmeId: string,
  what: { kind: string; id: string; version: number },
  after: Record<string, unknown>,
  before?: Record<string, unknown>,
) =>
  recordEvent(tx, call, {
    kind: what.kind,
    programmeId,
    subject: { kind: "webhook", id: what.id, version: what.version },
    before: before ?? null,
    after,
  });
