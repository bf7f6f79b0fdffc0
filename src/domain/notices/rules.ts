// What may be done with webhooks and deliveries, and what a verification code is worth.
import { allowed, type Decision, refused } from "../../kernel/access.ts";
import { decideAll, defineActs } from "../../kernel/state-machine.ts";
import { type DeliveryState, mostCodeTries, type WebhookKind, type WebhookState } from "./model-channels.ts";

/** Every act on a webhook; all by the office of the programme. */
export const webhookActs = defineActs<WebhookState, "office", never>()({
  change: { from: ["active", "paused"], to: null, by: ["office"], zh: "修改", en: "Change" },
  test: { from: ["active", "paused"], to: null, by: ["office"], zh: "试送", en: "Send a test" },
  pause: { from: ["active"], to: "paused", by: ["office"], zh: "暂停", en: "Pause" },
  resume: { from: ["paused"], to: "active", by: ["office"], zh: "恢复", en: "Resume" },
  drop: { from: ["active", "paused"], to: "dropped", by: ["office"], zh: "删除", en: "Drop" },
});
export type WebhookAct = keyof typeof webhookActs;

export const decideWebhook = (state: WebhookState): Record<WebhookAct, Decision> =>
  decideAll(webhookActs, { state, parties: ["office"], has: [], personId: "", sameAs: [], lastDoneBy: {} });

/** May it be sent again by hand? Whatever is under way or has arrived may not. */
export const mayResend = (state: DeliveryState): Decision =>
  state === "failed" || state === "unsure" ? allowed : refused("delivery.wrong-state", { state });

/**
 * A mail or a signed call that broke off is sent again under the same number, by which a receiver knows it; a robot knows
 * no numbers, so that a second message would be a second message: it is left for a person to decide.
 */
export const repeatsItself = (kind: WebhookKind | null): boolean => kind === null || kind === "signed";

/** Is the code right, in time, and not tried too often? Code `address.wrong-code` with the tries that are left. */
export function judgeCode(
  kept: { digest: string | null; until: string | null; wrongTries: number },
  given: string,
  atIso: string,
): Decision {
  const left = Math.max(0, mostCodeTries - kept.wrongTries - 1);
  if (kept.digest === null || kept.until === null || kept.until <= atIso || kept.wrongTries >= mostCodeTries)
    return refused("address.wrong-code", { left: 0 });
  return kept.digest === given ? allowed : refused("address.wrong-code", { left });
}
