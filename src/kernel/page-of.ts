// One list shape and one filter and sort grammar for every list: `?status=issued,signed&sort=dueOn,-number&limit=50&after=…`.
import { z } from "zod";

/** The largest page a list gives; more is an export. */
export const maxPage = 200;

/** The shape of every list: a page of items, how many there are in all, and the mark of the next page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number().int(), next: z.string().nullable() });

export interface Page<T> {
  items: T[];
  total: number;
  next: string | null;
}

/** Several codes in one query value, comma-separated: `status=issued,signed`. */
export const severalOf = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.enum(codes)).min(1).max(50))
    .optional();

/** Several ids in one query value. */
export const severalIds = z
  .string()
  .max(4000)
  .transform((text) => text.split(",").filter(Boolean))
  .pipe(z.array(z.uuid()).min(1).max(100))
  .optional();

/** A day, `YYYY-MM-DD`, of the years in which calendars and databases agree. */
export const day = z.iso.date().refine((text) => text >= "1900" && text < "2200", "the year must be 1900 to 2199");

/** The part of a list query that all lists share. */
export const listQuery = <const S extends readonly [string, ...string[]]>(sorts: S) => ({
  q: z.string().trim().max(100).optional(),
  sort: sortBy(sorts),
  limit: z.coerce.number().int().min(1).max(maxPage).default(50),
  after: z.string().max(1000).optional(),
});

export interface Sort<S extends string = string> {
  by: S;
  down: boolean;
}

/** `sort=dueOn,-number`: names in order of weight, a minus turns one round. */
export const sortBy = <const S extends readonly [string, ...string[]]>(sorts: S) =>
  z
    .string()
    .max(200)
    .default("")
    .transform((text) =>
      text
        .split(",")
        .filter(Boolean)
        .map((part): { by: string; down: boolean } =>
          part.startsWith("-") ? { by: part.slice(1), down: true } : { by: part, down: false },
        ),
    )
    .pipe(z.array(z.object({ by: z.enum(sorts), down: z.boolean() })).max(3));

export const sortText = (sort: Sort) => (sort.down ? `-${sort.by}` : sort.by);
