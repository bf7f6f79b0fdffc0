import fc from "fast-check";
import { expect, it } from "vitest";
import { textRuns } from "./type-setting.ts";

const signs = (text: string) => textRuns(text, "", null).flatMap((run) => (run.sign ? [run.text] : []));

it.each([
  ["坚持问题导向,补齐短板", [","]],
  ["增长1,200户", []],
  ["(国函〔2021〕37号)精神", ["(", ")"]],
  [",力争探索", [","]],
  ["GDP, PPP", []],
])("room for half-width signs in %s", (text, expected) => expect(signs(text)).toEqual(expected));

it("marks what is looked for without regard to case, and the goal's number once", () => {
  expect(textRuns("OPC和opc", "opc", null).filter((run) => run.found)).toHaveLength(2);
  expect(textRuns("86项中的86项", "", "86项").filter((run) => run.strong)).toHaveLength(1);
});

it("loses and adds nothing", () => {
  const text = fc.string({ unit: fc.constantFrom("市", ",", "(", ")", "8", "a", "A", "。") });
  fc.assert(
    fc.property(text, text, (whole, query) => {
      const runs = textRuns(whole, query, "8");
      expect(runs.map((run) => run.text).join("")).toBe(whole);
    }),
  );
});
