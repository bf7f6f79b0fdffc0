// The only place that asks the machine what time it is; everything else is given the instant.

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that a test or a demo moves by hand. */
export function steppedClock(start: string): Clock & { set(instant: string): void; advance(ms: number): void } {
  let at = Date.parse(start);
  return {
    now: () => at,
    set: (instant) => {
      at = Date.parse(instant);
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar day of an instant in a time zone.
 * @returns `YYYY-MM-DD`
 */
export function dayOf(at: number, zone: string): string {
  let format = dayFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    dayFormats.set(zone, format);
  }
  return format.format(at);
}

/** The instant as text, UTC with milliseconds: `2021-08-04T01:02:03.000Z`. */
export function isoOf(at: number): string {
  return new Date(at).toISOString();
}
