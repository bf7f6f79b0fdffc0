// Background work of notices: planning what leaves, sending it, and mailing codes. What is sent twice, when, and how that is recognised, is decided here.

import { z } from "zod";
import { defineWorker, type RunningJob, type Worker } from "../../jobs/worker.ts";
import { isoOf } from "../../kernel/clock.ts";
import { defineFaults } from "../../kernel/errors.ts";
import { digestOfSecret } from "../accounts/secrets.ts";
import type { Db } from "../tables.ts";
import { readAddress, type Words } from "./address-guard.ts";
import { callWebhook } from "./call-webhook.ts";
import * as channels from "./channel-store.ts";
import { makeCode } from "./code.ts";
import * as deliveries from "./delivery-store.ts";
import { Planned, planDepartures, planKind, sendKind } from "./departures.ts";
import { codeLetter, mailText, messageOf, subjectOf } from "./letters.ts";
import type { Postman } from "./mail.ts";
import { keptDays } from "./model.ts";
import { codeMinutes } from "./model-channels.ts";
import { speak, wasTaken } from "./robot-bodies.ts";
import { repeatsItself } from "./rules.ts";
import * as store from "./store.ts";

export const codeKind = "notices.code";

export interface SendSettings {
  postman: Postman;
  origin: string;
  allowInner: boolean;
}

const sendFault = defineFaults({
  "delivery.not-taken": { category: "unavailable", zh: "未能送出：{why}", en: "Could not be sent: {why}" },
});

/** A minute, then five times as long each time: the last of six tries is some sixteen hours after the first. */
const waitSeconds = (tries: number) => Math.min(43_200, 60 * 5 ** (tries - 1));
const tries = 6;

/** Notices planned in one step, so that it stays short. */
const planStep = 20;

const own = { shown: false } as const;

export function noticeWorkers(settings: SendSettings): Worker<never>[] {
  const Sent = z.object({ programmeId: z.uuid(), deliveryId: z.uuid() });
  return [
    defineWorker({
      ...own,
      kind: planKind,
      zh: "安排通知的送出",
      en: "Plan what leaves for notices",
      input: z.object({ at: z.number(), notices: z.array(Planned).max(1000) }),
      async run(job) {
        const { notices, at } = job.input;
        for (let from = (job.mark as number | null) ?? 0; from < notices.length; from += planStep)
          await job.step(async (tx) => {
            const now = job.now();
            const actor = { personId: job.personId ?? "" };
            const call = { at: now, atIso: isoOf(now), actor, zone: job.zone, happenedAt: at };
            await planDepartures(tx, call, notices.slice(from, from + planStep));
            return { mark: from + planStep };
          });
        return undefined;
      },
    }),
    defineWorker({
      ...own,
      kind: sendKind,
      zh: "送出通知",
      en: "Send a delivery",
      input: Sent,
      tries,
      waitSeconds,
      run: (job) => sendOne(job, settings),
      async onFailed(tx, job, fault) {
        const { programmeId, deliveryId } = Sent.parse(job.input);
        const delivery = await deliveries.lockDelivery(tx, programmeId, deliveryId);
        if (delivery?.state === "waiting" || delivery?.state === "sending") {
          await deliveries.setState(tx, programmeId, deliveryId, { state: "failed" });
          const { zh, en } = fault;
          await deliveries.addTry(tx, programmeId, deliveryId, { at: isoOf(job.at), outcome: "failed", zh, en });
        }
      },
    }),
    defineWorker({
      ...own,
      kind: codeKind,
      zh: "发出邮箱验证码",
      en: "Mail a code",
      input: z.object({ personId: z.uuid(), language: z.enum(["zh", "en"]) }),
      tries: 3,
      waitSeconds: () => 20,
      run: (job) => sendCode(job, settings),
    }),
  ] as unknown as Worker<never>[];
}

interface Leaving {
  delivery: deliveries.DeliveryRow;
  notices: deliveries.SentNotice[];
  to: { kind: "mail"; address: string; language: "zh" | "en" } | { kind: "webhook"; hook: channels.WebhookRow };
}

/**
 * Mail and signed calls: at least once, each repetition under the same Message-ID or delivery number. Robots: at most once;
 * what broke off is told as unsure and repeated by a person.
 */
async function sendOne(
  job: RunningJob<{ programmeId: string; deliveryId: string }>,
  settings: SendSettings,
): Promise<undefined> {
  const { programmeId, deliveryId } = job.input;
  const log = (tx: Db, outcome: string, words: Words) =>
    deliveries.addTry(tx, programmeId, deliveryId, { at: isoOf(job.now()), outcome, ...words });
  let leaving: Leaving | null = null;
  await job.step(async (tx) => {
    leaving = await takeUp(tx, programmeId, deliveryId, log);
    return undefined;
  });
  if (!leaving) return undefined;
  const outcome = await carry(leaving, job.now(), settings);
  await job.step(async (tx) => {
    await log(tx, outcome.state, outcome.words);
    const sentAt = outcome.state === "sent" ? { sentAt: isoOf(job.now()) } : {};
    const state = outcome.state === "refused" ? "waiting" : outcome.state;
    await deliveries.setState(tx, programmeId, deliveryId, { state, ...sentAt });
    return undefined;
  });
  if (outcome.state === "refused") throw sendFault("delivery.not-taken", { why: outcome.words });
  return undefined;
}

const words = {
  sent: { zh: "已送达对方服务器", en: "taken by the other server" },
  unsure: { zh: "送出后未及记录即中断，可能已送达", en: "broke off before it was recorded; it may have arrived" },
  gone: { zh: "接收方已停用或撤销", en: "the recipient is no longer there" },
  mail: { zh: "邮件服务器未接收", en: "the mail server did not take it" },
  mailCode: { zh: "邮件服务器拒收（{code}）", en: "the mail server refused it ({code})" },
  status: { zh: "对方答复 {code}，未接收", en: "the other side answered {code} and did not take it" },
} satisfies Record<string, Words>;

const put = (text: Words, code: string | number): Words => ({
  zh: text.zh.replace("{code}", String(code)),
  en: text.en.replace("{code}", String(code)),
});

/** Marks a delivery as being sent, before anything leaves. */
async function takeUp(
  tx: Db,
  programmeId: string,
  id: string,
  log: (tx: Db, outcome: string, words: Words) => Promise<void>,
): Promise<Leaving | null> {
  const delivery = await deliveries.lockDelivery(tx, programmeId, id);
  if (!delivery || (delivery.state !== "waiting" && delivery.state !== "sending")) return null;
  const to = await whereTo(tx, delivery);
  if (!to) {
    await deliveries.setState(tx, programmeId, id, { state: "void" });
    await log(tx, "void", words.gone);
    return null;
  }
  const brokeOff = delivery.state === "sending";
  if (brokeOff && !repeatsItself(to.kind === "webhook" ? to.hook.kind : null)) {
    await deliveries.setState(tx, programmeId, id, { state: "unsure" });
    await log(tx, "unsure", words.unsure);
    return null;
  }
  const notices = await deliveries.noticesOf(tx, programmeId, id);
  await deliveries.setState(tx, programmeId, id, { state: "sending", tries: delivery.tries + 1 });
  return { delivery, notices, to };
}

async function whereTo(tx: Db, delivery: deliveries.DeliveryRow): Promise<Leaving["to"] | null> {
  const { programmeId, personId, unitId, webhookId } = delivery;
  if (personId) {
    const address = (await channels.findVerified(tx, [personId])).get(personId);
    const language = (await channels.findPreferences(tx, [personId])).get(personId)?.language ?? "zh";
    return address ? { kind: "mail", address, language } : null;
  }
  if (unitId) {
    const address = (await channels.findUnitAddresses(tx, programmeId, [unitId])).get(unitId);
    return address ? { kind: "mail", address, language: "zh" } : null;
  }
  const hook = webhookId ? await channels.findWebhook(tx, programmeId, webhookId) : undefined;
  return hook?.state === "active" ? { kind: "webhook", hook } : null;
}

type Carried = { state: "sent" | "refused" | "unsure"; words: Words };

async function carry({ delivery, notices, to }: Leaving, at: number, settings: SendSettings): Promise<Carried> {
  const programme = { id: delivery.programmeId, title: delivery.programmeTitle };
  const { origin, postman } = settings;
  if (to.kind === "mail") {
    const [first] = notices;
    try {
      await postman.send({
        to: to.address,
        id: delivery.id,
        subject: subjectOf(programme.title, notices, to.language),
        text: mailText(programme.title, notices, origin, to.language),
        ...(notices.length === 1 && first ? { thread: `${first.subjectKind}.${first.subjectId}` } : {}),
      });
      return { state: "sent", words: words.sent };
    } catch (error) {
      const code = (error as { responseCode?: unknown }).responseCode;
      return { state: "refused", words: typeof code === "number" ? put(words.mailCode, code) : words.mail };
    }
  }
  const { hook } = to;
  const read = readAddress(hook.url, settings.allowInner);
  if ("why" in read) return { state: "refused", words: read.why };
  const spoken = speak({ ...hook, url: read.url }, messageOf(programme, notices, origin), {
    at,
    delivery: delivery.id,
  });
  const answer = await callWebhook(spoken, settings.allowInner);
  if (answer.kind === "unreached") return { state: "refused", words: answer.why };
  if (answer.kind === "broken")
    return repeatsItself(hook.kind)
      ? { state: "refused", words: answer.why }
      : { state: "unsure", words: words.unsure };
  return wasTaken(hook.kind, answer.status, answer.body)
    ? { state: "sent", words: words.sent }
    : { state: "refused", words: put(words.status, answer.status) };
}

/** The code is made here, so that it stands nowhere but in the mail; what is kept is its digest. */
async function sendCode(
  job: RunningJob<{ personId: string; language: "zh" | "en" }>,
  { postman }: SendSettings,
): Promise<undefined> {
  const code = makeCode();
  let address = "";
  await job.step(async (tx) => {
    const kept = await channels.findAddress(tx, job.input.personId, true);
    address = kept && kept.verifiedAt === null ? kept.address : "";
    if (!kept || !address) return undefined;
    const until = isoOf(job.now() + codeMinutes * 60_000);
    await channels.saveAddress(tx, { ...kept, codeDigest: digestOfSecret(code), codeUntil: until, wrongTries: 0 });
    return undefined;
  });
  if (!address) return undefined;
  try {
    await postman.send({
      to: address,
      id: `${job.id}.${job.tries}`,
      ...codeLetter(code, codeMinutes, job.input.language),
    });
  } catch {
    throw sendFault("delivery.not-taken", { why: words.mail });
  }
  return undefined;
}

/** Forgets notices and what was sent of them after their time. */
export const forgetNotices = (db: Db, at: number): Promise<number> =>
  store.deleteOld(db, isoOf(at - keptDays * 86_400_000));
