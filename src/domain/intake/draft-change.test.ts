import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conflictsOf, joinChanges } from "./draft-change.ts";
import type { DraftFinding, DraftTask, Import, ImportChange } from "./model.ts";
import { noDecisions } from "./model-next.ts";
import { applyChange } from "./rules.ts";

type Draft = Pick<Import, "head" | "tasks" | "units" | "findings" | "decisions">;

const task = (key: string): DraftTask => ({
  key,
  number: null,
  text: "开通水上巴士",
  path: [],
  lead: ["市湖务局"],
  support: [],
  guide: [],
  implied: [],
  dueText: null,
  dueOn: null,
  start: 0,
  end: 6,
  contentKey: key,
  dropped: false,
});

const finding = (key: string): DraftFinding => ({
  key,
  code: "tasks.count-differs",
  severity: "warning",
  zh: "",
  en: "",
  start: null,
  end: null,
  settled: false,
  decision: null,
});

const draft: Draft = {
  head: { title: "云湖方案(虚构)", issuer: null, documentNumber: null, issuedOn: null, years: null, basis: [] },
  tasks: [task("T1"), task("T2")],
  units: [{ name: "市湖务局", unitId: null, unitName: null, suggestion: null, kind: "department", count: 2 }],
  findings: [finding("F1")],
  decisions: noDecisions,
};

const words = fc.constantFrom("甲", "乙", "丙");
const change: fc.Arbitrary<ImportChange> = fc.record(
  {
    head: fc.record({ title: words, issuer: words }, { requiredKeys: [] }),
    tasks: fc.uniqueArray(
      fc.record(
        {
          key: fc.constantFrom("T1", "T2"),
          text: words,
          lead: fc.array(words, { maxLength: 2 }),
          dropped: fc.boolean(),
        },
        { requiredKeys: ["key"] },
      ),
      { selector: (one) => one.key, maxLength: 2 },
    ),
    findings: fc.array(
      fc.record({ key: fc.constant("F1"), settled: fc.boolean(), decision: fc.option(words, { nil: null }) }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ImportChange>;

const applied = (before: Draft, edit: ImportChange): Draft => {
  const result = applyChange(before, edit);
  if ("missing" in result) throw new Error(`no ${result.missing}`);
  return result.draft;
};

it("edits joined to one do what they do one after the other", () => {
  fc.assert(
    fc.property(change, change, (first, then) => {
      const { units: _together, ...together } = applied(draft, joinChanges(first, then));
      const { units: _apart, ...apart } = applied(applied(draft, first), then);
      expect(together).toEqual(apart);
    }),
  );
});

describe("what somebody else changed meanwhile", () => {
  const mine: ImportChange = { head: { issuer: "我填的机关" }, tasks: [{ key: "T1", lead: ["市交通局"] }] };
  const cases: [string, ImportChange, string[]][] = [
    ["the same field", { head: { issuer: "对方填的机关" } }, ["head issuer"]],
    ["another field of the same task", { tasks: [{ key: "T1", number: "9" }] }, []],
    ["the same field to the same value", { tasks: [{ key: "T1", lead: ["市交通局"] }] }, []],
    ["the same task's lead", { tasks: [{ key: "T1", lead: [] }] }, ["T1 lead"]],
    ["another task", { tasks: [{ key: "T2", lead: [] }] }, []],
  ];
  it.each(cases)("%s", (_, theirs, expected) => {
    const conflicts = conflictsOf(draft, applied(draft, theirs), mine);
    expect(conflicts.map((one) => `${one.where} ${one.field}`)).toEqual(expected);
  });
});
