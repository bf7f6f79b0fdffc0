// What a seal covers and what it finds: one text per content, and every way of tampering named.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SealedRow, SealRow } from "./model.ts";
import { canonicalJson, checkSeal, firstPrevious, sealText, strayProblem } from "./rules.ts";

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
};

describe("同样的内容只有一种写法", () => {
  test.each([
    [{ b: 1, a: [true, null, "文"] }, '{"a":[true,null,"文"],"b":1}'],
    [{ b: { d: 1, c: 2 }, a: {} }, '{"a":{},"b":{"c":2,"d":1}}'],
    [[], "[]"],
    [undefined, "null"],
    ['"\\\n', '"\\"\\\\\\n"'],
    [{ Z: 1, a: 2, 中: 3 }, '{"Z":1,"a":2,"中":3}'],
  ])("%j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test("键的先后不影响文字,文字读回来就是原来的内容", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("内容不同,文字就不同", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
        const same = JSON.stringify(shuffled(one)) === JSON.stringify(shuffled(other));
        fc.pre(!same);
        if (canonicalJson(one) === canonicalJson(other)) expect(one).toEqual(other);
      }),
    );
  });
});

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const entries: SealedRow[] = ["e1", "e2", "e3"].map((eventId) => ({ eventId, digest: hash(eventId) }));
const sealOf = (number: number, previous: string, rows: readonly SealedRow[]): SealRow => {
  const seal = { number, at: "2021-09-01T01:00:00.000Z", previous, eventCount: rows.length };
  const digests = rows.map((row) => row.digest);
  return { ...seal, digest: hash(sealText(seal, digests)) };
};
const seal = sealOf(1, firstPrevious, entries);
const first = { number: 1, previous: firstPrevious };

interface Found {
  seal?: SealRow;
  expected?: { number: number; previous: string };
  entries?: SealedRow[];
  now?: [string, string][];
}

/** What a check says of a seal with these rows. */
const check = (found: Found) => {
  const rows = found.entries ?? entries;
  const held = found.seal ?? seal;
  const now = new Map(found.now ?? entries.map((row) => [row.eventId, row.digest]));
  const root = hash(
    sealText(
      held,
      rows.map((row) => row.digest),
    ),
  );
  return checkSeal(held, found.expected ?? first, rows, now, root).map((one) => [one.eventId, one.zh]);
};

describe("一道封条对照它封存的事件", () => {
  test("没有动过就没有话说", () => {
    expect(check({})).toEqual([]);
  });

  const cases: [string, Found, (string | null)[][]][] = [
    [
      "改了一件事",
      {
        now: [
          ["e1", hash("e1")],
          ["e2", hash("改过")],
          ["e3", hash("e3")],
        ],
      },
      [["e2", "事件内容已被改动"]],
    ],
    [
      "删了一件事",
      {
        now: [
          ["e1", hash("e1")],
          ["e3", hash("e3")],
        ],
      },
      [["e2", "事件已被删除"]],
    ],
    [
      "连同封存记录一起删",
      { entries: entries.slice(1) },
      [
        [null, "应有 3 条事件,现有 2 条"],
        [null, "封条摘要不符"],
      ],
    ],
    ["两件事换了先后", { entries: [entries[1], entries[0], entries[2]] as SealedRow[] }, [[null, "封条摘要不符"]]],
    ["改了封条的时间", { seal: { ...seal, at: "2021-09-02T01:00:00.000Z" } }, [[null, "封条摘要不符"]]],
    ["改了封条的件数", { seal: { ...seal, eventCount: 2 } }, [[null, "应有 2 条事件,现有 3 条"]]],
    ["抽走了前一道封条", { expected: { number: 0, previous: firstPrevious } }, [[null, "缺少第 0 号封条"]]],
    ["前一道封条被重做", { expected: { number: 1, previous: hash("另一道") } }, [[null, "与上一封条不相连"]]],
  ];
  test.each(cases)("%s,被查出", (_title, found, problems) => {
    expect(check(found)).toEqual(problems);
  });

  test("任何一件事的任何改动都被查出,并指出是哪一件", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.string(), (index, changed) => {
        const row = entries[index] as SealedRow;
        fc.pre(changed !== row.eventId);
        const now = entries.map((one): [string, string] => [one.eventId, one === row ? hash(changed) : one.digest]);
        expect(check({ now })).toEqual([[row.eventId, "事件内容已被改动"]]);
      }),
    );
  });
});

test("封条之外的事件和待封时被删的事件,各有说法", () => {
  expect(strayProblem({ eventId: "e9", removed: false })).toMatchObject({ sealNumber: null, eventId: "e9" });
  expect(strayProblem({ eventId: "e9", removed: true }).zh).toContain("删除");
});
