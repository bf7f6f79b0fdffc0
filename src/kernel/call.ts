// One request as a service sees it: who, when, which. Passed as the second argument, after the connection.
import type { Kysely } from "kysely";
import type { Actor } from "./access.ts";
import { dayOf, isoOf } from "./clock.ts";

/** A connection or open transaction, for code that does not know the product's tables. */
// biome-ignore lint/suspicious/noExplicitAny: the kernel does not know the product's tables
export type AnyDb = Kysely<any>;

export type Language = "zh" | "en";

export interface Call<A extends Actor | null = Actor> {
  actor: A;
  /** The instant of the request, milliseconds since 1970 UTC; every time written during it is this one. */
  at: number;
  /** The same instant, ISO 8601 UTC. */
  atIso: string;
  /** The calendar day of `at` in the configured time zone, `YYYY-MM-DD`. */
  today: string;
  /** The configured time zone, for "as of" a day. */
  zone: string;
  requestId: string;
  /** Which operation, `module.name`. */
  operation: string;
  /** The caller's network address. */
  address: string;
  language: Language;
  /** What has been read for each actor and holds until the answer; only where a request changes nothing and ends soon. */
  readings?: WeakMap<Actor, Map<string, Promise<unknown>>>;
  /** Sets (token, seconds) or ends (null) the session cookie; only on operations marked `session`. */
  keepSession(token: string | null, seconds?: number): void;
}

/**
 * Reads what several services of one request ask for, such as its programme, once. Where something is changed, or goes on for
 * long, it is read each time.
 * @param what its name, the same wherever the same is read
 */
export function onceInRequest<T>({ readings, actor }: Call, what: string, read: () => Promise<T>): Promise<T> {
  if (!readings) return read();
  const own = readings.get(actor) ?? new Map<string, Promise<unknown>>();
  readings.set(actor, own);
  const found = (own.get(what) as Promise<T> | undefined) ?? read();
  own.set(what, found);
  return found;
}

/** A call on behalf of the program itself (start-up, command line, scheduled work). */
export function ownCall(actor: Actor, at: number, zone: string, operation: string): Call {
  return {
    actor,
    at,
    atIso: isoOf(at),
    today: dayOf(at, zone),
    zone,
    requestId: operation,
    operation,
    address: "local",
    language: "zh",
    keepSession: () => {},
  };
}
