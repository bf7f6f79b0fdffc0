// Access tokens for programs: made from a session, shown once, ended by their day or by hand.
import type { Call } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { signInLimits } from "./limits.ts";
import { accountFault, type NewToken, type Token } from "./model.ts";
import { newSecret, tokenPrefix } from "./secrets.ts";
import * as store from "./store.ts";

export async function listTokens(db: Db, call: Call): Promise<{ items: Token[] }> {
  return { items: await store.findTokens(db, call.actor.personId, call.atIso) };
}

/** A token cannot make tokens: it would outlive its own end. */
export async function makeToken(tx: Db, call: Call, input: NewToken): Promise<Token & { secret: string }> {
  const { personId } = call.actor;
  if (call.actor.via !== "session") throw accountFault("account.needs-session");
  await store.lockAccount(tx, personId);
  if ((await store.findMe(tx, personId, call.atIso))?.mustChange) throw accountFault("account.must-change");
  const limit = signInLimits.tokens.value;
  if ((await store.findTokens(tx, personId, call.atIso)).length >= limit)
    throw accountFault("token.too-many", { limit });
  const { secret, digest } = newSecret(tokenPrefix);
  const token = {
    id: newId(call.at),
    title: input.title,
    madeAt: call.atIso,
    endsAt: isoOf(call.at + input.days * 86_400_000),
    seenAt: null,
  };
  await store.insertToken(tx, {
    id: token.id,
    digest,
    person_id: personId,
    title: token.title,
    made_at: token.madeAt,
    ends_at: token.endsAt,
  });
  await recordEvent(tx, call, {
    kind: "token.made",
    programmeId: null,
    subject: { kind: "token", id: token.id },
    after: { title: token.title, endsAt: token.endsAt },
  });
  return { ...token, secret };
}

export async function revokeToken(tx: Db, call: Call, { tokenId }: { tokenId: string }): Promise<undefined> {
  const [title] = await store.revokeTokens(tx, call.actor.personId, call.atIso, tokenId);
  if (title === undefined) throw accountFault("token.absent");
  await recordEvent(tx, call, {
    kind: "token.revoked",
    programmeId: null,
    subject: { kind: "token", id: tokenId },
    before: { title },
  });
}
