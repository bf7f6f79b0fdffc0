// Words for codes: every code of the product carries its official Chinese term and an English one.

export interface Label {
  zh: string;
  en: string;
  /** What the term means, where the glossary should say so. */
  means?: string;
  /** Which document uses it. */
  source?: string;
}

/** A table of codes with their words; its keys become the type. */
export const defineLabels = <const T extends Record<string, Label>>(table: T): T => table;

/** The codes of a table as a tuple, for zod enums. */
export const codesOf = <T extends Record<string, unknown>>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
