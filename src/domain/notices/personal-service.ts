// How one wants to be told: topics, quiet hours, language, and an address that is proved by a code.

import { KeptFault } from "../../http/http.ts";
import { enqueue } from "../../jobs/jobs.ts";
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { digestOfSecret } from "../accounts/secrets.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import * as channels from "./channel-store.ts";
import { codeKind } from "./jobs.ts";
import { noticeFault } from "./model.ts";
import { codeSeconds, defaultQuiet, type PreferenceChange, type Preferences } from "./model-channels.ts";
import { judgeCode } from "./rules.ts";

export interface NoticeSettings {
  /** Can mail be sent at all? */
  mailReady: boolean;
  /** May webhooks lead into the inner network? */
  allowInner: boolean;
}

async function choicesOf(db: Db, personId: string) {
  const kept = (await channels.findPreferences(db, [personId])).get(personId);
  return kept ?? { personId, language: "zh" as const, mail: {}, quiet: defaultQuiet, version: 0 };
}

export async function getPreferences(
  db: Db,
  call: Call,
  _input: object,
  settings: NoticeSettings,
): Promise<Preferences> {
  const { personId } = call.actor;
  const { personId: _person, ...choices } = await choicesOf(db, personId);
  const address = await channels.findAddress(db, personId);
  return {
    ...choices,
    address: address
      ? {
          address: address.address,
          verified: address.verifiedAt !== null,
          codeUntil: address.codeUntil !== null && address.codeUntil > call.atIso ? address.codeUntil : null,
        }
      : null,
    mailReady: settings.mailReady,
  };
}

export async function changePreferences(
  tx: Db,
  call: Call,
  input: PreferenceChange & { version: number },
  settings: NoticeSettings,
): Promise<Preferences> {
  const { personId } = call.actor;
  const now = await choicesOf(tx, personId);
  const next = {
    personId,
    language: input.language ?? now.language,
    mail: input.mail ?? now.mail,
    quiet: input.quiet ?? now.quiet,
    version: input.version,
    at: call.atIso,
  };
  if (!(await channels.savePreference(tx, next)))
    throw kernelFault("version.stale", { current: now.version, given: input.version });
  return getPreferences(tx, call, {}, settings);
}

/** Keeps an address as unproved and has a code mailed to it. */
export async function setAddress(
  tx: Db,
  call: Call,
  input: { address: string },
  settings: NoticeSettings,
): Promise<Preferences> {
  if (!settings.mailReady) throw noticeFault("address.no-mail");
  const { personId } = call.actor;
  const before = await channels.findAddress(tx, personId, true);
  const waited = before ? call.at - Date.parse(before.changedAt) : Number.POSITIVE_INFINITY;
  if (waited < codeSeconds * 1000)
    throw noticeFault("address.too-soon", { seconds: Math.ceil((codeSeconds * 1000 - waited) / 1000) });
  await channels.saveAddress(tx, {
    personId,
    address: input.address,
    verifiedAt: null,
    codeDigest: null,
    codeUntil: null,
    wrongTries: 0,
    changedAt: call.atIso,
  });
  const { language } = await choicesOf(tx, personId);
  const job = { kind: codeKind, programmeId: null, key: newId(call.at), input: { personId, language } };
  await enqueue(tx, call, job);
  return getPreferences(tx, call, {}, settings);
}

/** Proves the address by the code that was mailed to it; five wrong ones, and a new code is needed. */
export async function verifyAddress(
  tx: Db,
  call: Call,
  input: { code: string },
  settings: NoticeSettings,
): Promise<Preferences> {
  const { personId } = call.actor;
  const kept = await channels.findAddress(tx, personId, true);
  if (!kept || kept.verifiedAt !== null) throw noticeFault("address.none");
  const facts = { digest: kept.codeDigest, until: kept.codeUntil, wrongTries: kept.wrongTries };
  const decision = judgeCode(facts, digestOfSecret(input.code), call.atIso);
  if (!decision.allowed) {
    await channels.saveAddress(tx, { ...kept, wrongTries: kept.wrongTries + 1 });
    // The wrong try must be remembered although it is refused.
    throw new KeptFault(noticeFault("address.wrong-code", decision.facts));
  }
  await channels.saveAddress(tx, {
    ...kept,
    verifiedAt: call.atIso,
    codeDigest: null,
    codeUntil: null,
    changedAt: call.atIso,
  });
  await recordAddress(tx, call, "notice.address-verified");
  return getPreferences(tx, call, {}, settings);
}

export async function dropAddress(tx: Db, call: Call, _input: object, settings: NoticeSettings): Promise<Preferences> {
  await channels.deleteAddress(tx, call.actor.personId);
  await recordAddress(tx, call, "notice.address-dropped");
  return getPreferences(tx, call, {}, settings);
}

/** That it happened, not which address: it is a personal one. */
const recordAddress = (tx: Db, call: Call, kind: string) =>
  recordEvent(tx, call, { kind, programmeId: null, subject: { kind: "person", id: call.actor.personId } });
