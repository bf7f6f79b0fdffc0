// Identifiers: UUID version 7 (RFC 9562), so that keys made later sort later and index pages stay warm.
import { randomBytes } from "node:crypto";

let lastAt = 0;
let counter = 0;

// The system is asked for random bytes 256 ids at a time: asked for each, it takes longer than all the rest of an id.
let pool = Buffer.alloc(0);
const freshBytes = (): Buffer => {
  if (pool.length === 0) pool = randomBytes(16 * 256);
  const bytes = pool.subarray(0, 16);
  pool = pool.subarray(16);
  return bytes;
};

/**
 * Makes a UUID v7. Ids of the same millisecond made by this process count upwards (RFC 9562, 6.2 method 1), so that the
 * events of one act keep their order.
 * @param at the instant the id carries in its first 48 bits, milliseconds since 1970 (UTC)
 */
export function newId(at: number): string {
  const bytes = freshBytes();
  counter = at === lastAt ? counter + 1 : bytes.readUInt16BE(6) & 0x3fff;
  lastAt = at;
  bytes.writeUIntBE(at, 0, 6);
  // 12 bits beside the version, 8 beside and after the variant: 20 bits of counter.
  bytes.writeUInt16BE(0x7000 | ((counter >> 8) & 0xfff), 6);
  bytes[8] = 0x80 | ((counter >> 2) & 0x3f);
  bytes[9] = ((counter & 0x3) << 6) | ((bytes[9] as number) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
