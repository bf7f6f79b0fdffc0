// The glossary: every term and code of the modules' models with its official Chinese word, meaning and source.
import type { Label } from "../src/kernel/labels.ts";
import { generatedFrom, printTable } from "./markdown.ts";

export interface GlossaryPart {
  /** The module's folder. */
  name: string;
  /** Its official term. */
  title: string;
  /** What its model.ts exports. */
  model: Readonly<Record<string, unknown>>;
}

/** Tables of names that belong to the demonstration and are no terms. */
const notTerms: readonly string[] = ["demoOfficials"];

const heads = ["English", "官方中文 Official Chinese", "代码 Code", "含义 Meaning", "来源 Source"];

/** The glossary by module: terms first, then the tables of codes under their name in the code. */
export function printGlossary(parts: readonly GlossaryPart[]): string {
  const sections = parts.flatMap(({ name, title, model }) => {
    const tables = Object.entries(model)
      .filter(isWordTable)
      .filter(([table]) => !notTerms.includes(table))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const [terms, codes] = [true, false].map((wanted) => tables.filter(([table]) => (table === "terms") === wanted));
    return [
      title ? `## ${title} · ${name}` : `## ${name}`,
      ...(terms ?? []).map(([, table]) => printWords(table)),
      ...(codes ?? []).flatMap(([table, words]) => [`### \`${table}\``, printWords(words)]),
    ];
  });
  return `${[
    generatedFrom("src/domain/*/model.ts"),
    "# 术语表 · Glossary",
    "程序、页面、文档用同一个词。One word for one thing, in code, on screens and in papers.",
    ...sections,
  ].join("\n\n")}\n`;
}

const printWords = (words: Readonly<Record<string, Label>>) =>
  printTable(
    heads,
    Object.entries(words).map(([code, { zh, en, means, source }]) => [
      en,
      zh,
      `\`${code}\``,
      means ?? "",
      source ?? "",
    ]),
  );

type WordTable = Readonly<Record<string, Label>>;

/** A table whose every entry has zh and en; sentences with blanks to fill are messages and no terms. */
function isWordTable(entry: [string, unknown]): entry is [string, WordTable] {
  const table = entry[1];
  if (typeof table !== "object" || table === null || "_zod" in table) return false;
  const words: unknown[] = Object.values(table);
  return words.length > 0 && words.every(isLabel) && !words.some(({ zh }) => zh.includes("{"));
}

const isLabel = (value: unknown): value is Label =>
  typeof value === "object" &&
  value !== null &&
  "zh" in value &&
  "en" in value &&
  typeof value.zh === "string" &&
  typeof value.en === "string";
