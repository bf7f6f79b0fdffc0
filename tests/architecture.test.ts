// The rules by which the source is built (docs/architecture.md): each is tried on the real source and on a bad sample,
// so that a check which cannot fail is noticed.
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { differences, labelledCodes, unlabelled } from "./architecture/labels.ts";
import { rules } from "./architecture/rules.ts";
import { isTest, readTree, treeOf } from "./architecture/tree.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const real = readTree(
  root,
  ["src", "tests", "scripts", "bench"].filter((folder) => existsSync(`${root}${folder}`)),
);

describe.each(rules)("$rule", ({ check, bad, good }) => {
  test("the source keeps it", () => {
    expect(check(real).join("\n")).toBe("");
  });
  test.each(bad)("a source that breaks it is told the mend %#", (texts, message) => {
    expect(check(treeOf(texts)).join("\n")).toMatch(message);
  });
  test("a source near the border passes", () => {
    expect(check(treeOf(good))).toEqual([]);
  });
});

const load = (path: string): Promise<Record<string, unknown>> => import(pathToFileURL(`${root}${path}`).href);

describe("words in both languages", () => {
  const worded = [...real.values()].filter(
    (file) =>
      /^src\/(domain|kernel|app(?!\/cli))\/.*\.ts$/.test(file.path) &&
      !isTest(file.path) &&
      /^export (const|function)[\s\S]*\bzh:/m.test(file.text),
  );

  test("every code that a file exports has Chinese and English with the same blanks", async () => {
    const faults: string[] = [];
    for (const { path } of worded) faults.push(...unlabelled(path, await load(path)));
    expect(worded.length).toBeGreaterThan(5);
    expect(faults.join("\n")).toBe("");
  });

  test("every refusal code of the rules has words", async () => {
    const codes = new Set<string>();
    for (const { path } of worded) for (const code of labelledCodes(await load(path))) codes.add(code);
    const missing = [...real.values()]
      .filter((file) => file.path.startsWith("src/") && !isTest(file.path))
      .flatMap((file) =>
        [...file.text.matchAll(/\brefused\(\s*"([^"]+)"/g)].map((found) => `${file.path}: ${found[1]}`),
      )
      .filter((place) => !codes.has(place.split(": ")[1] ?? ""));
    expect(missing, "give each code zh and en in its module's model.ts").toEqual([]);
  });

  test("screens say Chinese with full-width punctuation", async () => {
    const faults: string[] = [];
    for (const { path } of [...real.values()].filter((file) => file.path.endsWith("/page-words.ts"))) {
      const { words } = (await load(path)) as { words: Record<string, { zh: string }> };
      for (const [key, { zh }] of Object.entries(words))
        if (/[一-鿿”}][,;:?!]|[,;:?!][一-鿿“]/.test(zh)) faults.push(`${path} ${key}: ${zh}`);
    }
    expect(faults).toEqual([]);
  });

  test("the interface says the same sentences in both", async () => {
    const [zh, en] = ["src/app/web/messages/zh.ts", "src/app/web/messages/en.ts"];
    if (!real.has(zh) && !real.has(en)) return;
    const said = await Promise.all([zh, en].map(load));
    const [chinese, english] = said.map((exported) => Object.values(exported)[0]);
    expect(differences(chinese, english)).toEqual([]);
  });

  test.each([
    [{ lights: { red: { zh: "红" } } }, /lights\.red has no en/],
    [{ lights: { red: { zh: " ", en: "Red" } } }, /lights\.red has no zh/],
    [
      { fault: Object.assign(() => 0, { table: { "a.b": { zh: "缺{unit}", en: "missing" } } }) },
      /fault\.table\.a\.b fills \{unit\} in zh but nothing in en/,
    ],
  ])("a code without its word is noticed %#", (exported, message) => {
    expect(unlabelled("model.ts", exported).join("\n")).toMatch(message);
  });

  test.each([
    [{ save: "保存" }, {}, /save is missing in en\.ts/],
    [{ list: { empty: "" } }, { list: { empty: "Empty" } }, /list\.empty is missing in zh\.ts/],
    [{ left: "还有{count}天" }, { left: "{days} left" }, /fills \{count\}/],
  ])("sentences that differ are noticed %#", (zh, en, message) => {
    expect(differences(zh, en).join("\n")).toMatch(message);
  });
});
