// What a unit's own page shows in a pilot: cards that modules add, people, and what the unit takes part in.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { duties, UnitId, unitKinds } from "./model.ts";

const Words = z.object({ zh: z.string(), en: z.string() });

/** Tones of the progress light. */
export const cardTones = ["green", "yellow", "red", "grey"] as const;
/** Colours of the flag of an order, a palette of its own. */
const cardFlags = ["blue", "yellow", "red"] as const;

/** A number with its word, and the way to the rows behind it. */
export const CardFigure = z.object({
  key: z.string(),
  label: Words,
  value: z.number().int(),
  tone: z.enum(cardTones).nullable(),
  /** A figure of orders of this grade: shown as its flag with its word. */
  flag: z.enum(cardFlags).optional(),
  href: z.string().nullable(),
});
export type CardFigure = z.infer<typeof CardFigure>;

export const CardLine = z.object({ key: z.string(), label: Words, figures: z.array(CardFigure) });
export type CardLine = z.infer<typeof CardLine>;

/** One thing the unit owes, or that is new. */
export const CardRow = z.object({
  id: z.string(),
  title: z.string(),
  /** What is to be done with it. */
  act: Words.nullable(),
  tone: z.enum(cardTones).nullable(),
  dueOn: z.string().nullable(),
  isLate: z.boolean(),
  href: z.string(),
});
export type CardRow = z.infer<typeof CardRow>;

/** How many there were of each tone at the end of a month. */
export const CardMonth = z.object({
  day: z.string(),
  total: z.number().int(),
  tones: z.record(z.string(), z.number().int()),
  href: z.string(),
});
export type CardMonth = z.infer<typeof CardMonth>;

export const UnitCard = z.object({
  kind: z.string(),
  title: Words,
  lines: z.array(CardLine),
  owed: z.array(CardRow),
  owedTotal: z.number().int(),
  /** Oldest first; of the unit alone, compared with nobody. */
  months: z.array(CardMonth),
  /** Said where there is nothing. */
  none: Words,
});
export type UnitCard = z.infer<typeof UnitCard>;

export const OwnUnits = z.object({ items: z.array(z.object({ id: UnitId, shortName: z.string() })) });
export type OwnUnits = z.infer<typeof OwnUnits>;

export const UnitPage = z.object({
  programmeId: z.uuid(),
  day: z.string(),
  unit: z.object({
    id: UnitId,
    kind: z.enum(codesOf(unitKinds)),
    name: z.string(),
    shortName: z.string(),
    endedOn: z.string().nullable(),
    demo: z.boolean(),
  }),
  /** Other units the reader acts for that take part in the pilot's work. */
  own: OwnUnits.shape.items,
  people: z.array(
    z.object({
      name: z.string(),
      duties: z.array(z.enum(codesOf(duties))),
      /** Who stands in for the person now. */
      standIn: z.object({ name: z.string(), untilOn: z.string() }).nullable(),
    }),
  ),
  cards: z.array(UnitCard),
});
export type UnitPage = z.infer<typeof UnitPage>;

export const UnitPageQuery = z.object({ asOf: day.optional() });
export const UnitBookQuery = UnitPageQuery.extend({ language: z.enum(["zh", "en"]).default("zh") });

/** What the workbook of a unit says around its tables. */
export const bookWords = defineLabels({
  file: { zh: "本单位数据", en: "unit-data" },
  about: { zh: "说明", en: "About" },
  author: { zh: "试点通", en: "Shidian" },
  footer: { zh: "第 &P 页，共 &N 页", en: "Page &P of &N" },
  demo: { zh: "演示数据", en: "Demo data" },
  returned: {
    zh: "本表为本单位在试点中的全部汇总数据，供本单位自用，不必另行填报。",
    en: "These are all consolidated data of the unit in the pilot, returned for its own use; nothing has to be reported again.",
  },
});
