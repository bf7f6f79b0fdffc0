// Why an office file is not read, whatever it holds. The one who asked gives each reason its words.

export type FaultReason =
  | "damaged"
  | "encrypted"
  | "unsafe"
  | "too-complex"
  | "too-slow"
  | "unknown"
  | "legacy-sheet"
  | "without-table";

export type FaultFacts = Readonly<Record<string, string | number>>;

export class FileFault extends Error {
  override readonly name = "FileFault";
  readonly reason: FaultReason;
  readonly facts: FaultFacts;

  constructor(reason: FaultReason, facts: FaultFacts = {}) {
    super(reason);
    this.reason = reason;
    this.facts = facts;
  }
}

/** Refuses when `value` exceeds `limit`; `what` names the thing in both languages, as in `表格行 table rows`. */
export function atMost(limit: number, value: number, what: string): void {
  if (value > limit) throw new FileFault("too-complex", { what, limit });
}
