// Identifiers: UUID version 7 (RFC 9562), so that keys made later sort later and index pages stay warm.
import { randomBytes } from "node:crypto";

/**
 * Makes a UUID v7.
 * @param at the instant the id carries in its first 48 bits, milliseconds since 1970 (UTC)
 */
export function newId(at: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
