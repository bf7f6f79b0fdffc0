// A table as it stood at an instant: every kept table has a history beside it from which any day can be read.
import { type RawBuilder, sql } from "kysely";
import type { Call } from "./call.ts";
import { endOfDay } from "./clock.ts";

/**
 * The table itself, or its rows that held just before an instant: the end of a day belongs to the next one.
 * @param table a table of which `keep_history_of` keeps every state
 * @param asOf ISO 8601 UTC; `null` reads what holds now
 */
export const rowsAt = <Row = unknown>(table: string, asOf: string | null): RawBuilder<Row> =>
  asOf
    ? sql<Row>`(select * from ${sql.table(`${table}_history`)} where valid_from < ${asOf} and valid_to >= ${asOf})`
    : sql<Row>`${sql.table(table)}`;

export interface DayRead {
  /** The end of a past day; `null` is now. */
  asOf: string | null;
  /** The day by which lateness is judged, `YYYY-MM-DD`. */
  today: string;
}

/** What a question with an optional past day reads: the instant for the histories, the day for what is late. */
export const dayRead = ({ zone, today }: Pick<Call, "zone" | "today">, day: string | undefined): DayRead => ({
  asOf: day ? endOfDay(day, zone) : null,
  today: day ?? today,
});
