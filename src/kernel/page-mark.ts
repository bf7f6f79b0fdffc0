// The opaque mark `next` of a page: the sort order and the sort values of its last row (keyset paging).
import { kernelFault } from "./errors.ts";
import { type Sort, sortText } from "./page-of.ts";

export type MarkValue = string | number | null;

/** Packs the sort values of the last row into the opaque mark `next`. The sort is part of it, so that marks cannot be mixed. */
export function markOf(sorts: readonly Sort[], values: readonly MarkValue[]): string {
  return Buffer.from(JSON.stringify([sorts.map(sortText).join(","), ...values])).toString("base64url");
}

/**
 * Reads a mark back.
 * @throws Fault `list.bad-cursor` when it is damaged or belongs to another sort order
 */
export function readMark(sorts: readonly Sort[], mark: string, length: number): MarkValue[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(mark, "base64url").toString());
  } catch {
    throw kernelFault("list.bad-cursor");
  }
  if (!Array.isArray(parts) || parts.length !== length + 1 || parts[0] !== sorts.map(sortText).join(","))
    throw kernelFault("list.bad-cursor");
  const values = parts.slice(1) as unknown[];
  if (!values.every((value) => value === null || typeof value === "string" || typeof value === "number"))
    throw kernelFault("list.bad-cursor");
  return values as MarkValue[];
}
