// What is printed from the code must be what is committed: tables, glossary, state diagrams, permissions, settings.
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { actPapers } from "../scripts/act-papers.ts";
import { generate, root } from "../scripts/generated.ts";
import { startDatabase } from "./start-database.ts";

const mend = "run npm run docs and commit what it writes";
let printed = new Map<string, string>();

beforeAll(async () => {
  const database = await startDatabase();
  try {
    printed = await generate(database.db);
  } finally {
    await database.close();
  }
}, 120_000);

const committed = (path: string) => {
  try {
    return readFileSync(`${root}${path}`, "utf8");
  } catch {
    return "";
  }
};

test.each(["src/domain/tables.ts", "GLOSSARY.md", "docs/permissions.md", ".env.example"])(
  "%s says what the code says",
  (path) => {
    expect(committed(path), mend).toBe(printed.get(path));
  },
);

test.each(actPapers.map(({ name }) => `docs/states/${name}.md`))("%s says what the code says", (path) => {
  expect(committed(path), mend).toBe(printed.get(path));
});

test("every generated file names its generator in its first line, and none is left of a table that is gone", () => {
  for (const [path, text] of printed) expect(text.split("\n")[0], path).toContain("npm run docs");
  const left = readdirSync(`${root}docs/states`).filter((file) => !printed.has(`docs/states/${file}`));
  expect(left, "delete it: its transition table is no longer in scripts/act-papers.ts").toEqual([]);
});

test("every transition table of a module is printed", () => {
  const rules = readdirSync(`${root}src/domain`, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|\/)([a-z]+-)*rules\.ts$/.test(file),
  );
  const tables = rules.flatMap((file) =>
    [
      ...readFileSync(`${root}src/domain/${file}`, "utf8").matchAll(/^export const (\w+Acts) = (?:defineActs|\{)/gm),
    ].map((found) => `src/domain/${file} ${found[1]}`),
  );
  expect(actPapers.map(({ file, table }) => `${file} ${table}`).toSorted(), "add it to scripts/act-papers.ts").toEqual(
    tables.toSorted(),
  );
});
