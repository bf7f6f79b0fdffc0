// Markdown pieces that the printed documents share: tables, and the line that names the generator.

/** The first line of a printed document. */
export const generatedFrom = (source: string) =>
  `<!-- Generated from ${source} by \`npm run docs\`: change it there. -->`;

/** A table; bars and line breaks inside cells are kept from breaking it. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellOf).join(" | ")} |`;
  return [line(heads), `|${heads.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

const cellOf = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ").trim();
