// Words of the search 检索: what is asked, what is found, and what modules offer to be found.
import { z } from "zod";
import { defineLabels } from "../../kernel/labels.ts";
import { pageOf, sortBy } from "../../kernel/page-of.ts";

export const terms = defineLabels({
  search: { zh: "检索", en: "Search", means: "在方案、任务、单位等内容中查找，只找得到本人可以查看的" },
  hit: { zh: "命中", en: "Hit" },
  initials: { zh: "拼音首字母", en: "Pinyin initials", means: "用每个字拼音的第一个字母查找，如 swj 找到商务局" },
});

/** The kind of job that brings entries up to date behind a change of very many records. */
export const staleKind = "search.stale";

/** The longest query, UTF-16 units. */
export const longestQuery = 100;
/** The most hits of one kind that are told; who has more makes the query longer. */
export const mostOfKind = 100;

export const SearchQuery = z.object({
  q: z.string().trim().max(longestQuery).default(""),
  /** Only in this programme, and what is common to all. */
  programme: z.uuid().optional(),
  /** Only of these kinds, comma-separated. */
  kinds: z
    .string()
    .max(500)
    .regex(/^[A-Za-z]+(,[A-Za-z]+)*$/)
    .transform((text) => text.split(","))
    .optional(),
  /** At most this many of each kind: for an overview. */
  each: z.coerce.number().int().min(1).max(50).optional(),
  /** What fits best comes first; there is no other order. */
  sort: sortBy(["fit"]),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(1000).optional(),
});
export type SearchQuery = z.output<typeof SearchQuery>;

/** UTF-16 units of the text beside it, end exclusive. */
const Place = z.object({ start: z.number().int(), end: z.number().int() });

export const SearchHit = z.object({
  kind: z.string(),
  id: z.uuid(),
  programmeId: z.uuid().nullable(),
  programmeTitle: z.string().nullable(),
  title: z.string(),
  titleHits: z.array(Place),
  snippet: z.string(),
  snippetHits: z.array(Place),
  /** A second line: who, where, how far. */
  hint: z.object({ zh: z.string(), en: z.string() }),
  light: z.enum(["green", "yellow", "red", "grey"]).nullable(),
  demo: z.boolean(),
  /** The screen that shows it. */
  href: z.object({ path: z.string(), search: z.record(z.string(), z.string()) }),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchPage = pageOf(SearchHit).extend({
  counts: z.array(
    z.object({
      kind: z.string(),
      zh: z.string(),
      en: z.string(),
      count: z.number().int(),
      /** There are more than are counted. */
      more: z.boolean(),
    }),
  ),
});
export type SearchPage = z.infer<typeof SearchPage>;

/** Who may find an entry: everybody signed in, who takes part in its programme, its office, groups and liaisons of units. */
export interface Readers {
  everyone?: true;
  participants?: true;
  office?: true;
  groups?: readonly string[];
  liaisons?: readonly string[];
}
