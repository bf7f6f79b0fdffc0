// Plans what leaves the program for notices that were given to people: by mail, by the mailbox of a unit, by webhook; at once or with others.
import { z } from "zod";
import { enqueue } from "../../jobs/jobs.ts";
import type { AskedBy } from "../../jobs/worker.ts";
import { newId } from "../../kernel/ids.ts";
import { codesOf } from "../../kernel/labels.ts";
import type { Db } from "../tables.ts";
import * as channels from "./channel-store.ts";
import * as deliveries from "./delivery-store.ts";
import { topics } from "./model.ts";
import { defaultQuiet } from "./model-channels.ts";
import { type Departure, departureOf } from "./quiet.ts";

/** Kinds of background work: planning what leaves, and sending one delivery. */
export const planKind = "notices.plan";
export const sendKind = "notices.send";

export const Planned = z.object({
  programmeId: z.uuid(),
  noticeId: z.uuid(),
  topic: z.enum(codesOf(topics)),
  urgent: z.boolean(),
  /** To whom it was new. */
  personIds: z.array(z.uuid()),
  /** Units whose mailbox hears of it. */
  unitIds: z.array(z.uuid()),
  toWebhooks: z.boolean(),
});
export type Planned = z.infer<typeof Planned>;

export interface PlanCall extends AskedBy {
  zone: string;
  /** When it happened, which decides whether it was quiet then. */
  happenedAt: number;
}

/** Plans some notices, in the transaction of a step: each is planned once. */
export async function planDepartures(tx: Db, call: PlanCall, notices: readonly Planned[]): Promise<void> {
  const addresses = await channels.findVerified(tx, [...new Set(notices.flatMap((one) => one.personIds))]);
  const choices = await channels.findPreferences(tx, [...addresses.keys()]);
  const byProgramme = Map.groupBy(notices, (one) => one.programmeId);
  for (const [programmeId, some] of byProgramme) {
    const units = await channels.findUnitAddresses(tx, programmeId, [...new Set(some.flatMap((one) => one.unitIds))]);
    const hooks = (await channels.findWebhooks(tx, programmeId)).filter((hook) => hook.state === "active");
    for (const one of some) {
      const notice = { urgent: one.urgent, at: call.happenedAt };
      for (const personId of one.personIds) {
        if (!addresses.has(personId)) continue;
        const choice = choices.get(personId);
        const mail = choice?.mail[one.topic] ?? "now";
        await depart(tx, call, one, departureOf(mail, notice, call.zone, choice?.quiet ?? defaultQuiet), {
          channel: "mail",
          personId,
        });
      }
      const usual = departureOf("now", notice, call.zone, defaultQuiet);
      for (const unitId of new Set(one.unitIds))
        if (units.has(unitId)) await depart(tx, call, one, usual, { channel: "mailbox", unitId });
      for (const hook of one.toWebhooks ? hooks : []) {
        if (hook.topics.length > 0 && !hook.topics.includes(one.topic)) continue;
        // A program never sleeps; people in a group chat do.
        const quiet = hook.kind === "signed" ? { ...defaultQuiet, on: false } : defaultQuiet;
        await depart(tx, call, one, departureOf("now", notice, call.zone, quiet), {
          channel: "webhook",
          webhookId: hook.id,
        });
      }
    }
  }
}

type Recipient =
  | { channel: "mail"; personId: string }
  | { channel: "mailbox"; unitId: string }
  | { channel: "webhook"; webhookId: string };

/** Puts a notice on its way: into the batch that leaves with it, or alone. */
async function depart(tx: Db, call: PlanCall, one: Planned, departure: Departure | null, to: Recipient): Promise<void> {
  if (!departure) return;
  const who = { personId: null, unitId: null, webhookId: null, ...to };
  const recipient = `${to.channel} ${who.personId ?? who.unitId ?? who.webhookId}`;
  const row = { ...who, programmeId: one.programmeId, recipient, at: call.atIso };
  const together = departure.batch
    ? await deliveries.joinBatch(tx, { ...row, id: newId(call.at), batch: departure.batch, sendAt: departure.at })
    : null;
  // The batch may have left a moment ago: then this one goes alone.
  const alone = { ...row, id: newId(call.at), batch: one.noticeId, sendAt: call.atIso };
  const delivery = together ?? (await deliveries.joinBatch(tx, alone));
  if (!delivery) return;
  await deliveries.addNotices(tx, one.programmeId, delivery.id, [one.noticeId]);
  if (delivery.fresh)
    await enqueue(tx, call, {
      kind: sendKind,
      programmeId: one.programmeId,
      key: `${delivery.id} 1`,
      input: { programmeId: one.programmeId, deliveryId: delivery.id },
      at: together ? departure.at : call.atIso,
    });
}
