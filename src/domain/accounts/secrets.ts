// Secrets and their digests: passwords by argon2id, session and token secrets by SHA-256 (they are 256 random bits already).
import { createHash, randomBytes } from "node:crypto";

/** Memory in KiB, passes, lanes: the OWASP floor for argon2id (Password Storage Cheat Sheet). */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The same characters typed on another keyboard are the same password. */
const normal = (password: string) => password.normalize("NFKC");

/** The library comes with the first password: most of those at work hold a session already. */
const argon2 = () => import("@node-rs/argon2");

export async function hashPassword(password: string): Promise<string> {
  return (await argon2()).hash(normal(password), cost);
}

let decoy: Promise<string> | undefined;

/**
 * Is this the password behind the digest? Without a digest the same work is done and the answer is no,
 * so that the time tells nobody which names exist.
 */
export async function verifyPassword(digest: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString("base64"));
  const right = await (await argon2()).verify(digest ?? (await decoy), normal(password));
  return digest !== null && right;
}

export interface Secret {
  secret: string;
  /** What is stored. */
  digest: string;
}

export const digestOfSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** @param prefix lets scanners find a token that was committed by mistake */
export function newSecret(prefix = ""): Secret {
  const secret = prefix + randomBytes(32).toString("base64url");
  return { secret, digest: digestOfSecret(secret) };
}

export const tokenPrefix = "shidian_";

/** A password to hand over once: 96 random bits in the four kinds of characters, easy to read out. */
export function newOneTimePassword(): string {
  const letters = randomBytes(12).toString("hex");
  return `Sd-${letters.match(/.{6}/g)?.join("-")}9`;
}
