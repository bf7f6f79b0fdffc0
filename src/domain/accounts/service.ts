// Signing in and out: load, decide, save, record the event; a refused try leaves its trace too.

import { KeptFault } from "../../http/http.ts";
import { type Actor, actingIn } from "../../kernel/access.ts";
import type { Call } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import { recordEvent } from "../audit/service.ts";
import type { Duty } from "../organisations/model.ts";
import { addPerson, assignDuty } from "../organisations/people.ts";
import { addUnit, findUnitByFullName } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import { openAccount } from "./administration.ts";
import { idleMilliseconds, sessionSeconds, touchSeconds } from "./limits.ts";
import { accountFault, type DemoOfficial, NewAccount, nobody, type SessionState } from "./model.ts";
import { judgePassword, judgeTry, minutesLocked, wrongPasswordFacts } from "./rules.ts";
import { digestOfSecret, hashPassword, newSecret, verifyPassword } from "./secrets.ts";
import * as store from "./store.ts";

export interface AccountSettings {
  /** Is this a demo installation, where officials are signed in by name alone? */
  demo: boolean;
  /** Whoever hears what changes, and knows how far. */
  live?: { mark(): string };
}

type OpenCall = Call<Actor | null>;

/**
 * Who is behind a session cookie or access token, read anew each time, so that revoking works at once.
 * Whoever still has a one-time password is nobody's official until it is changed: no duties, no units.
 */
export async function identify(
  db: Db,
  key: { kind: "session" | "token"; secret: string },
  at: number,
): Promise<Actor<Duty> | null> {
  const digest = digestOfSecret(key.secret);
  const row = await store.findActor(db, {
    kind: key.kind,
    digest,
    at: isoOf(at),
    idleBefore: isoOf(at - idleMilliseconds),
    seenBefore: isoOf(at - touchSeconds * 1000),
  });
  if (!row) return null;
  if (row.unseen && key.kind === "session") await store.touchSession(db, digest, isoOf(at));
  if (row.unseen && key.kind === "token") await store.touchToken(db, row.keyId, isoOf(at));
  return actorOf(row, key.kind);
}

/** The same person as they stand now, for something long that began with a request; `null` when the key is no longer good. */
export async function whoStill(db: Db, actor: Pick<Actor, "via" | "keyId">, at: number): Promise<Actor<Duty> | null> {
  const row = await store.findActorOfKey(db, actor, isoOf(at), isoOf(at - idleMilliseconds));
  return row ? actorOf(row, actor.via) : null;
}

const actorOf = (row: store.ActorRow, via: Actor["via"]): Actor<Duty> => ({
  personId: row.personId,
  name: row.name,
  unitId: row.unitId,
  duties: row.mustChange ? [] : row.duties,
  unitIds: row.mustChange ? [] : row.unitIds,
  standsFor: row.mustChange ? [] : row.standsFor,
  sameAs: row.sameAs,
  via,
  keyId: row.keyId,
});

/**
 * The person as they would act now, for work that the program does in their name.
 * @param at ISO instant, to count in what is lent to them then
 */
export async function actorOfPerson(db: Db, personId: string, at: string | null = null): Promise<Actor<Duty>> {
  const row = await store.findActorOfPerson(db, personId, at);
  if (!row) throw accountFault("account.absent");
  return actorOf(row, "session");
}

export async function getSession(db: Db, call: OpenCall, settings: AccountSettings): Promise<SessionState> {
  const me = call.actor ? await store.findMe(db, call.actor.personId, call.atIso) : undefined;
  // Strangers are not told how much goes on.
  return { demo: settings.demo, me: me ?? null, liveMark: me ? (settings.live?.mark() ?? null) : null };
}

/** Signs in by user name and password. Unknown names cost the same work and get the same answer as wrong passwords. */
export async function signIn(
  tx: Db,
  call: OpenCall,
  input: { username: string; password: string },
  settings: AccountSettings,
): Promise<SessionState> {
  const account = await store.lockAccountByName(tx, input.username);
  if (!account) {
    await verifyPassword(null, input.password);
    // The name is not written down: people type passwords into the wrong field.
    await recordRefusal(tx, call, null, "account.unknown");
    throw new KeptFault(accountFault("account.wrong-password", wrongPasswordFacts));
  }
  await tryPassword(tx, call, account, input.password);
  return startSession(tx, call, account.personId, settings);
}

/** Judges a password, writes down what the account must remember, and refuses with a trace. */
async function tryPassword(tx: Db, call: OpenCall, account: store.AccountRow, password: string): Promise<void> {
  const facts = {
    failedCount: account.failedCount,
    lockedUntil: account.lockedUntil === null ? null : Date.parse(account.lockedUntil),
    disabled: account.disabled || !account.active,
  };
  const right = minutesLocked(facts, call.at) === 0 && (await verifyPassword(account.passwordHash, password));
  const outcome = judgeTry(facts, right, call.at);
  if (outcome.failedCount !== facts.failedCount || outcome.lockedUntil !== facts.lockedUntil)
    await store.saveAccount(
      tx,
      account.personId,
      {
        failed_count: outcome.failedCount,
        locked_until: outcome.lockedUntil === null ? null : isoOf(outcome.lockedUntil),
      },
      call.atIso,
    );
  if (outcome.decision.allowed) return;
  const { code, facts: told } = outcome.decision;
  await recordRefusal(tx, call, account, code);
  throw new KeptFault(accountFault(code as "account.locked", told));
}

const asPerson = (call: OpenCall, who: { personId: string; name: string; unitId: string } | null): Call => ({
  ...call,
  actor: who ? { ...nobody, ...who } : nobody,
});

async function recordRefusal(tx: Db, call: OpenCall, account: store.AccountRow | null, code: string): Promise<void> {
  const { personId, name, unitId } = account ?? nobody;
  await recordEvent(tx, asPerson(call, { personId, name, unitId }), {
    kind: "session.refused",
    programmeId: null,
    subject: { kind: "person", id: personId },
    after: { code },
  });
}

async function startSession(
  tx: Db,
  call: OpenCall,
  personId: string,
  settings: AccountSettings,
): Promise<SessionState> {
  if (call.actor?.via === "session") await store.deleteSession(tx, call.actor.keyId);
  const { secret, digest } = newSecret();
  await store.insertSession(tx, {
    digest,
    person_id: personId,
    made_at: call.atIso,
    seen_at: call.atIso,
    ends_at: isoOf(call.at + sessionSeconds * 1000),
    address: call.address,
  });
  const actor = await actorOfPerson(tx, personId, call.atIso);
  await recordEvent(
    tx,
    { ...call, actor: actingIn(actor, "everyone") },
    { kind: "session.started", programmeId: null, subject: { kind: "person", id: personId } },
  );
  call.keepSession(secret, sessionSeconds);
  return getSession(tx, { ...call, actor }, settings);
}

/** The user name of a demo official; it has no password, so that only a demo installation can sign it in. */
export const demoUsername = (official: DemoOfficial) => `demo-${official}`;

export async function signInDemo(
  tx: Db,
  call: OpenCall,
  input: { as: DemoOfficial },
  settings: AccountSettings,
): Promise<SessionState> {
  if (!settings.demo) throw accountFault("account.not-demo");
  const account = await store.lockAccountByName(tx, demoUsername(input.as));
  if (!account?.demo || !account.active || account.disabled) throw accountFault("account.absent");
  return startSession(tx, call, account.personId, settings);
}

export async function signOut(tx: Db, call: Call): Promise<undefined> {
  if (call.actor.via !== "session") throw accountFault("account.needs-session");
  await store.deleteSession(tx, call.actor.keyId);
  await recordEvent(tx, call, {
    kind: "session.ended",
    programmeId: null,
    subject: { kind: "person", id: call.actor.personId },
  });
  call.keepSession(null);
}

/** Changes one's own password: every other session of the person ends, this one gets a new secret. */
export async function changePassword(tx: Db, call: Call, input: { current: string; next: string }): Promise<undefined> {
  if (call.actor.via !== "session") throw accountFault("account.needs-session");
  const account = await store.lockAccount(tx, call.actor.personId);
  if (!account) throw accountFault("account.absent");
  await tryPassword(tx, call, account, input.current);
  const decision = judgePassword(input.next, account.username);
  if (!decision.allowed) throw accountFault("account.weak-password");
  if (await verifyPassword(account.passwordHash, input.next)) throw accountFault("account.same-password");
  await store.saveAccount(
    tx,
    account.personId,
    { password_hash: await hashPassword(input.next), password_set_at: call.atIso, must_change: false },
    call.atIso,
  );
  await store.deleteSessionsOf(tx, account.personId);
  await recordEvent(tx, call, {
    kind: "account.password-changed",
    programmeId: null,
    subject: { kind: "person", id: account.personId },
  });
  await startSession(tx, call, account.personId, { demo: false });
}

/** Forgets sessions that have ended or fallen idle by `at`. */
export async function forgetSessions(db: Db, at: number): Promise<void> {
  await store.deleteStaleSessions(db, isoOf(at), isoOf(at - idleMilliseconds));
}

/** The unit and name under which the first administrator begins; both can be changed later. */
const firstSeat = { unitName: "系统运维单位", name: "系统管理员" } as const;

/**
 * Takes a production installation into use: a system administrator with a one-time password, made on the machine itself.
 * This one names the first security and audit administrators; after that only security administrators grant duties.
 * @returns the one-time password
 * @throws Fault `account.not-first` as soon as there is any account
 */
export async function createFirstAdministrator(tx: Db, call: Call, username: string): Promise<string> {
  await store.lockAccounts(tx);
  if ((await store.countAccounts(tx)) > 0) throw accountFault("account.not-first");
  const fit = NewAccount.shape.username.safeParse(username);
  if (!fit.success) throw accountFault("account.bad-username");
  const unitId =
    (await findUnitByFullName(tx, firstSeat.unitName)) ??
    (await addUnit(tx, call, { kind: "outside", name: firstSeat.unitName })).id;
  const person = await addPerson(tx, call, { unitId, name: firstSeat.name });
  await assignDuty(tx, call, { personId: person.id, unitId, duty: "system" });
  const { password } = await openAccount(tx, call, { personId: person.id, username: fit.data });
  return password;
}
