// What a failed statement means to the caller, from PostgreSQL's SQLSTATE: the same on both engines.

import { type Fault, kernelFault } from "../kernel/errors.ts";

export type FaultKind =
  | "unique"
  | "foreign-key"
  | "check"
  | "serialisation"
  | "lock-timeout"
  | "statement-timeout"
  | "unavailable";

export interface DatabaseFault {
  readonly kind: FaultKind;
  /** The violated constraint's name, for unique, foreign-key and check. */
  readonly constraint: string | null;
}

const kindOfState: Record<string, FaultKind> = {
  "23505": "unique",
  "23P01": "unique",
  "23503": "foreign-key",
  "23001": "foreign-key",
  "23514": "check",
  "23502": "check",
  "40001": "serialisation",
  "40P01": "serialisation",
  "55P03": "lock-timeout",
  "57014": "statement-timeout",
  "53100": "unavailable",
  "53200": "unavailable",
  "53300": "unavailable",
  "58030": "unavailable",
  "57P01": "unavailable",
  "57P02": "unavailable",
  "57P03": "unavailable",
  "25P03": "unavailable",
};

/** Network codes of Node, and the plain sentences of pg, its pool and PGlite, which carry no code. */
const UNAVAILABLE =
  /^(E(CONNREFUSED|CONNRESET|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOTFOUND|AI_AGAIN)|08...|database\.stopped)$|timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|PGlite is clos|driver has already been destroyed/;

/** The tables were changed under a prepared statement, as when another process was upgraded. */
export const isStaleStatement = (error: unknown): boolean =>
  error instanceof Error &&
  (error as { code?: unknown }).code === "0A000" &&
  (error as { routine?: unknown }).routine === "RevalidateCachedQuery";

/** A prepared statement is not there, or is there already: a pooler gives the session to others as well. */
export const isSharedSession = (error: unknown): boolean =>
  error instanceof Error && ["26000", "42P05"].includes(String((error as { code?: unknown }).code));

/**
 * Names the fault a failed query stands for; null for anything else, such as a mistake in the SQL.
 *
 * "serialisation" (also a deadlock, or a prepared statement that does not hold any more) may be tried again from the start
 * of the transaction; "unavailable" later.
 */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error)) return null;
  const { code, constraint, message } = error as Error & { code?: unknown; constraint?: unknown };
  const state = typeof code === "string" ? code : "";
  const kind =
    kindOfState[state] ??
    (isStaleStatement(error) || isSharedSession(error) ? "serialisation" : null) ??
    (UNAVAILABLE.test(state) || UNAVAILABLE.test(message) ? "unavailable" : null);
  return kind && { kind, constraint: typeof constraint === "string" ? constraint : null };
}

/** Faults that pass by themselves, as the refusal a client may simply send again; `null` for anything else. */
export function busyFault(error: unknown): Fault | null {
  const kind = databaseFault(error)?.kind;
  const passing =
    kind === "serialisation" || kind === "lock-timeout" || kind === "statement-timeout" || kind === "unavailable";
  return passing ? kernelFault("service.busy") : null;
}
