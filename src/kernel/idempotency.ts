// `Idempotency-Key`: the same POST sent twice acts once. The key is claimed in the request's own transaction,
// so a second attempt waits for the first, then gets its reply.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { sql } from "kysely";
import type { AnyDb } from "./call.ts";
import { kernelFault } from "./errors.ts";

/** Replies longer than so many characters are packed. */
const packedFrom = 4_000;
/** The first byte of what zlib packs; no JSON begins with it. */
const packedMark = 0x78;

async function pack(reply: unknown): Promise<Uint8Array> {
  const text = JSON.stringify(reply ?? null);
  return text.length < packedFrom ? Buffer.from(text) : await promisify(deflate)(text, { level: 1 });
}

async function unpack(bytes: Uint8Array): Promise<unknown> {
  return JSON.parse(Buffer.from(bytes[0] === packedMark ? await promisify(inflate)(bytes) : bytes).toString());
}

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
 * @returns the reply and whether it is a replay
 * @throws Fault `idempotency.reused` when the key belongs to a different request
 */
export async function once<R>(
  tx: AnyDb,
  claim: KeyClaim,
  act: () => Promise<R>,
): Promise<{ reply: R; replayed: boolean }> {
  const claimed = await sql`
    insert into idempotency_key (owner, key, operation, digest, made_at)
    values (${claim.owner}, ${claim.key}, ${claim.operation}, ${claim.digest}, ${claim.at})
    on conflict (owner, key) do nothing returning key`.execute(tx);
  if (claimed.rows.length === 0) {
    const found = await sql<{ operation: string; digest: string; reply: Uint8Array }>`
      select operation, digest, reply from idempotency_key where owner = ${claim.owner} and key = ${claim.key}`.execute(
      tx,
    );
    const row = found.rows[0];
    if (!row || row.operation !== claim.operation || row.digest !== claim.digest)
      throw kernelFault("idempotency.reused");
    return { reply: (await unpack(row.reply)) as R, replayed: true };
  }
  const reply = await act();
  await sql`update idempotency_key set reply = ${await pack(reply)}
    where owner = ${claim.owner} and key = ${claim.key}`.execute(tx);
  return { reply, replayed: false };
}

/** Forgets keys older than `before` (ISO); a day is enough for any client that retries. */
export async function forgetKeys(db: AnyDb, before: string): Promise<void> {
  await sql`delete from idempotency_key where made_at < ${before}`.execute(db);
}
