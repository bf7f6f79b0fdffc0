// What administrators do with accounts: system opens, resets, unlocks and disables; security ends sessions (三员分立).
import type { Call } from "../../kernel/call.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import type { Page, Sort } from "../../kernel/page-of.ts";
import { recordEvent } from "../audit/service.ts";
import { getPerson } from "../organisations/people.ts";
import type { Db } from "../tables.ts";
import { type Account, accountFault, type NewAccount, type OneTimePassword } from "./model.ts";
import { hashPassword, newOneTimePassword } from "./secrets.ts";
import * as store from "./store.ts";

interface Whose {
  personId: string;
}

interface AccountQuery {
  q?: string | undefined;
  sort: readonly Sort[];
  limit: number;
  after?: string | undefined;
}

export async function listAccounts(db: Db, call: Call, query: AccountQuery): Promise<Page<Account>> {
  const sort = query.sort[0] ?? { by: "username", down: false };
  const [after] = query.after ? readMark([sort], query.after, 1) : [];
  const { items, total } = await store.findAccounts(db, {
    q: query.q,
    down: sort.down,
    after: after === undefined ? null : String(after),
    limit: query.limit,
    at: call.atIso,
  });
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  const next = last && items.length > page.length ? markOf([sort], [last.username.toLowerCase()]) : null;
  return { items: page, total, next };
}

/** Opens an account with a password to hand over once. It can do nothing before a duty is granted and the password changed. */
export async function openAccount(
  tx: Db,
  call: Call,
  input: Omit<NewAccount, "personId"> & Whose,
): Promise<OneTimePassword> {
  const person = await getPerson(tx, call, input);
  const password = newOneTimePassword();
  const inserted = await store.insertAccount(tx, {
    person_id: person.id,
    username: input.username,
    password_hash: await hashPassword(password),
    must_change: true,
    at: call.atIso,
  });
  if (!inserted) throw accountFault("account.exists", { name: person.name });
  await record(tx, call, input, "account.opened", { username: input.username });
  return { personId: person.id, username: input.username, password };
}

/** Gives a new one-time password, unlocks the account and ends its sessions. */
export async function resetPassword(tx: Db, call: Call, input: Whose): Promise<OneTimePassword> {
  const account = await lockOther(tx, call, input);
  const password = newOneTimePassword();
  await store.saveAccount(
    tx,
    account.personId,
    {
      password_hash: await hashPassword(password),
      password_set_at: call.atIso,
      must_change: true,
      failed_count: 0,
      locked_until: null,
    },
    call.atIso,
  );
  await store.deleteSessionsOf(tx, account.personId);
  await record(tx, call, input, "account.password-reset");
  return { personId: account.personId as OneTimePassword["personId"], username: account.username, password };
}

export async function unlockAccount(tx: Db, call: Call, input: Whose): Promise<undefined> {
  const account = await lockOther(tx, call, input);
  await store.saveAccount(tx, account.personId, { failed_count: 0, locked_until: null }, call.atIso);
  await record(tx, call, input, "account.unlocked");
}

/** A disabled account is out at once: its sessions end, its tokens are refused until it is enabled again. */
export async function disableAccount(tx: Db, call: Call, input: Whose): Promise<undefined> {
  const account = await lockOther(tx, call, input);
  await store.saveAccount(tx, account.personId, { disabled: true }, call.atIso);
  await store.deleteSessionsOf(tx, account.personId);
  await record(tx, call, input, "account.disabled");
}

export async function enableAccount(tx: Db, call: Call, input: Whose): Promise<undefined> {
  const account = await lockOther(tx, call, input);
  await store.saveAccount(tx, account.personId, { disabled: false }, call.atIso);
  await record(tx, call, input, "account.enabled");
}

/** Ends every session of a person and revokes every token: from the next request on nobody is behind them. */
export async function revokeSessions(tx: Db, call: Call, input: Whose): Promise<undefined> {
  const account = await store.lockAccount(tx, input.personId);
  if (!account) throw accountFault("account.absent");
  const sessions = await store.deleteSessionsOf(tx, account.personId);
  const tokens = await store.revokeTokens(tx, account.personId, call.atIso);
  await record(tx, call, input, "account.sessions-revoked", { sessions, tokens });
}

async function lockOther(tx: Db, call: Call, { personId }: Whose): Promise<store.AccountRow> {
  if (call.actor.personId === personId) throw accountFault("account.own");
  const account = await store.lockAccount(tx, personId);
  if (!account) throw accountFault("account.absent");
  return account;
}

const record = (tx: Db, call: Call, { personId }: Whose, kind: string, after: Record<string, unknown> | null = null) =>
  recordEvent(tx, call, { kind, programmeId: null, subject: { kind: "person", id: personId }, after });
