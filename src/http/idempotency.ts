// `Idempotency-Key`: the same POST sent twice acts once. The key is claimed in the request's own transaction,
// so a second attempt waits for the first, then gets its reply.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { sql } from "kysely";
import type { AnyDb } from "../kernel/call.ts";
import { kernelFault } from "../kernel/errors.ts";

/** What a request was, so that a key is not taken for another one. */
export function digestOf(parts: readonly unknown[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part instanceof Uint8Array ? part : JSON.stringify(part ?? null)).update("\0");
  return hash.digest("hex");
}

export interface KeyClaim {
  key: string;
  /** Keys of different people never meet. */
  owner: string;
  operation: string;
  digest: string;
  at: string;
}

/**
 * Runs `act` once per key.
 * @param textOf the reply as it is sent, so that it is written out once
 * @returns the reply, its bytes if it is not a replay
 * @throws Fault `idempotency.reused` when the key belongs to a different request
 */
export async function once<R>(
  tx: AnyDb,
  claim: KeyClaim,
  act: () => Promise<R>,
  textOf: (reply: R) => string,
): Promise<{ reply: R; text: Buffer | null }> {
  const claimed = await sql`
    insert into idempotency_key (owner, key, operation, digest, made_at)
    values (${claim.owner}, ${claim.key}, ${claim.operation}, ${claim.digest}, ${claim.at})
    on conflict (owner, key) do nothing returning key`.execute(tx);
  if (claimed.rows.length === 0) {
    const { rows } = await sql<{ operation: string; digest: string; reply: Uint8Array }>`select operation, digest, reply
      from idempotency_key where owner = ${claim.owner} and key = ${claim.key}`.execute(tx);
    const [row] = rows;
    if (row?.operation !== claim.operation || row.digest !== claim.digest) throw kernelFault("idempotency.reused");
    // Those of before migration 15 are not packed; no JSON begins with the mark of zlib.
    const text = row.reply[0] === 0x78 ? await promisify(inflate)(row.reply) : row.reply;
    return { reply: JSON.parse(Buffer.from(text).toString()) as R, text: null };
  }
  const reply = await act();
  const text = Buffer.from(textOf(reply));
  await sql`update idempotency_key set reply = ${await promisify(deflate)(text, { level: 1 })}
    where owner = ${claim.owner} and key = ${claim.key}`.execute(tx);
  return { reply, text };
}

/** Forgets keys older than `before` (ISO); a day is enough for any client that retries. */
export async function forgetKeys(db: AnyDb, before: string): Promise<void> {
  await sql`delete from idempotency_key where made_at < ${before}`.execute(db);
}
