// Days that belong into somebody's calendar: the modules above offer them, app/modules.ts registers them.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";

export interface Dated {
  /** With the kind it makes an id that stays, so that calendars move an entry instead of doubling it. */
  id: string;
  /** `YYYY-MM-DD`: the whole day. */
  day: string;
  title: { zh: string; en: string };
  href: string;
  changedAt: string;
}

export interface DateSource {
  kind: string;
  /** What the caller has to keep in these programmes between two days, the first 500 by day. */
  dates(
    db: Db,
    call: Call,
    programmeIds: readonly string[],
    span: { from: string; to: string },
  ): Promise<readonly Dated[]>;
}

const sources = new Map<string, DateSource>();

export function registerDates(source: DateSource): void {
  sources.set(source.kind, source);
}

export const dateSources = (): DateSource[] => [...sources.values()];
