// Units, names and duties: what an official would notice.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { districts, stateAgencies, workingGroups } from "./chongqing-units.ts";
import { administratorDuties, type Duty, duties, type UnitKind, unitKinds } from "./model.ts";
import { foldName, homeOf, nameKey } from "./name-key.ts";
import { editDistance, nameDistance, nearestKey } from "./nearest-name.ts";
import { pinyinKey } from "./pinyin-order.ts";
import {
  fitsUnit,
  mayGrant,
  mayHoldTogether,
  mayStandBelow,
  maySucceed,
  type SuccessionFacts,
  seesPeople,
  unitAbilities,
} from "./rules.ts";
import { buildLookup, matchName, type NamedUnit, unitsInReach } from "./unit-lookup.ts";
import { namesAfter } from "./unit-names.ts";

const home = "重庆市";

describe("两种写法是同一单位 two ways of writing one unit", () => {
  test.each([
    ["重庆市科学技术局", "市科技局"],
    ["重庆市科学技术局", "市科学技术局"],
    ["重庆市科学技术局", "科技局"],
    ["重庆市发展和改革委员会", "市发展改革委"],
    ["重庆市发展和改革委员会", "市发改委"],
    ["重庆市教育委员会", "市教委"],
    ["重庆市国有资产监督管理委员会", "市国资委"],
    ["重庆市经济和信息化委员会", "市经济信息委"],
    ["重庆市经济和信息化委员会", "市经信委"],
    ["重庆市人力资源和社会保障局", "市人力社保局"],
    ["重庆市住房和城乡建设委员会", "市住房城乡建委"],
    ["重庆市卫生健康委员会", "市卫生健康委"],
    ["重庆市文化和旅游发展委员会", "市文化旅游发展委"],
    ["重庆市市场监督管理局", "市市场监管局"],
    ["重庆市市场监督管理局", "市场监管局"],
    ["重庆市政务服务管理办公室", "市政务服务管理办"],
    ["重庆市民政局", "市民政局"],
    ["重庆市人民政府", "市政府"],
    ["重庆市人民政府", "重庆市"],
    ["重庆市人民政府外事办公室", "市政府外事办"],
    ["中共重庆市委组织部", "市委组织部"],
    ["重庆市渝中区人民政府", "渝中区"],
    ["西部(重庆)科学城", "西部(重庆)科学城"],
    ["西部〔重庆〕科学城", "西部 (重庆) 科学城"],
    ["中国人民银行重庆营业管理部", "人行重庆营管部"],
  ])("%s = %s", (one, other) => {
    expect(nameKey(other, home)).toBe(nameKey(one, home));
  });

  test.each([
    ["市财政局", "市民政局"],
    ["市教委", "市教育局"],
    ["市交通局", "市公安局"],
    ["市委办公厅", "市政府办公厅"],
    ["渝中区", "渝北区"],
    ["江北区", "江北嘴"],
    ["市科技局", "渝中区科技局"],
  ])("%s ≠ %s", (one, other) => {
    expect(nameKey(other, home)).not.toBe(nameKey(one, home));
  });

  test("the place before a name may be written out, shortened to its level, or left out", () => {
    const cores = ["财政局", "科学技术局", "知识产权局", "商务委员会", "林业局", "统计局", "大数据应用发展管理局"];
    const homes = ["重庆市", "广东省", "黄埔区", "石柱县"];
    for (const core of cores)
      for (const place of homes) {
        const keys = [place + core, place.slice(-1) + core, core].map((name) => nameKey(name, place));
        expect(new Set(keys), `${place} ${core}`).toHaveLength(1);
      }
  });

  test("another city's department is never taken for one's own", () => {
    expect(nameKey("成都市科技局", home)).not.toBe(nameKey("市科技局", home));
  });

  test("widths, brackets and spaces never matter; any text gives a key", () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."重庆市科技局区县委A1()- ") }), (text) => {
        expect(nameKey(wide(text), home)).toBe(nameKey(text, home));
        expect(nameKey([...text].join(" "), home)).toBe(nameKey(text, home));
      }),
    );
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => typeof nameKey(text, home) === "string"));
  });

  test.each([
    ["重庆市人民政府", "重庆市"],
    ["广州市黄埔区政府", "广州市黄埔区"],
    ["广东省", "广东省"],
    ["中国人民银行", null],
    ["", null],
  ])("the government %s rules %s", (name, place) => {
    expect(homeOf(name)).toBe(place);
  });
});

describe("相近名称 the nearest known name", () => {
  const known = ["科技局", "知识产权局", "财政局", "国资委", "发改委", "两江新区", "人行重庆营管部", "重庆银保监局"];
  test.each([
    ["科技厅", "科技局"],
    ["知产局", "知识产权局"],
    ["知识产权管理局", "知识产权局"],
    ["重庆银监局", "重庆银保监局"],
    ["人行重庆管营部", "人行重庆营管部"],
    ["民政局", null],
    ["气象局", null],
    ["", null],
    ["科", null],
  ])("%s → %s", (written, expected) => {
    expect(nearestKey(written, known)).toBe(expected);
  });

  test("distance is symmetric, zero only for the same stem, and bounded by the edits", () => {
    const text = fc.string({ unit: fc.constantFrom(..."市科技教育委局厅"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(nameDistance(a, b)).toBe(nameDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        if (editDistance(a, b) === 0) expect(a).toBe(b);
      }),
    );
  });

  test("a hostile name of a million characters is not compared at all", () => {
    expect(nearestKey("局".repeat(1_000_000), known)).toBeNull();
  });
});

const named = (unitId: string, written: string, more: Partial<NamedUnit> = {}): NamedUnit => ({
  unitId,
  name: more.name ?? written,
  shortName: written,
  kind: "department",
  programmeId: null,
  demo: false,
  endedOn: null,
  successorId: null,
  government: "重庆市人民政府",
  written,
  former: false,
  ...more,
});

describe("从名称找到单位 finding the unit that is meant", () => {
  const lookup = buildLookup([
    named("kj", "重庆市科学技术局"),
    named("old", "重庆市旅游局", { endedOn: "2018-10-01", successorId: "wl" }),
    named("wl", "重庆市文化和旅游发展委员会"),
    named("part", "重庆市规划局", { endedOn: "2018-10-01" }),
    named("now", "重庆市广播电视局"),
    named("was", "重庆市广播电视局", { former: true, name: "重庆市新闻出版局" }),
    named("river", "江州市科技局", { government: "江州市人民政府" }),
    named("a-office", "专项工作组办公室", { programmeId: "a" }),
    named("b-office", "专项工作组办公室", { programmeId: "b" }),
    named("agency", "重庆银保监局", { government: null }),
    named("newcomer", "市体育局", { government: null }),
    named("sport", "重庆市体育局"),
  ]);
  test.each([
    ["市科技局 in a plan of Chongqing", "市科技局", { government: "重庆市人民政府" }, "kj", true],
    ["市科技局 in a plan of another city", "市科技局", { government: "江州市人民政府" }, "river", true],
    ["市科技局 where two cities have one: a person decides", "市科技局", {}, "kj", false],
    ["重庆市科学技术局 leaves no doubt", "重庆市科学技术局", {}, "kj", true],
    ["a merged unit stands for its successor", "市旅游局", {}, "wl", true],
    ["a unit without a single successor is a question", "市规划局", {}, "part", false],
    ["who bears a name now comes before who bore it", "市广播电视局", {}, "now", true],
    ["the office of the pilot at hand", "专项工作组办公室", { programmeId: "b" }, "b-office", true],
    ["an agency outside the tree", "重庆银保监局", {}, "agency", true],
    [
      "one that no government is known to have comes after Chongqing's",
      "市体育局",
      { government: "重庆市人民政府" },
      "sport",
      true,
    ],
    ["a near name is only proposed", "重庆银监局", {}, "agency", false],
  ] as const)("%s", (_title, written, wish, unitId, exact) => {
    expect(matchName(lookup, written, wish)).toMatchObject({ unitId, exact });
  });

  test.each([
    ["a plan that names no government", {}, ["real", "company"]],
    ["a plan of a real city", { government: "重庆市人民政府" }, ["real", "company"]],
    ["a real pilot", { programmeId: "a" }, ["real", "company"]],
    ["the plan of the made-up city", { government: "示例市人民政府" }, ["city", "made-up", "made-up-office"]],
    ["the made-up pilot", { programmeId: "demo" }, ["city", "made-up", "made-up-office"]],
  ])("演示单位不与真实单位相混: %s", (_title, wish, ids) => {
    const madeUp = { demo: true, government: "示例市人民政府" };
    const units = [
      named("real", "重庆市财政局"),
      named("company", "某某集团", { government: null }),
      named("city", "示例市人民政府", { ...madeUp, kind: "government" }),
      named("made-up", "示例市财政局", madeUp),
      named("made-up-office", "专项工作组办公室", { ...madeUp, programmeId: "demo" }),
    ];
    expect(unitsInReach(units, wish).map((unit) => unit.unitId)).toEqual(ids);
  });

  test("nothing near: no match", () => {
    expect(matchName(lookup, "某某研究会")).toBeNull();
  });

  test("successors in a circle end the search instead of the program", () => {
    const circle = buildLookup([
      named("a", "甲局", { endedOn: "2020-01-01", successorId: "b" }),
      named("b", "乙局", { endedOn: "2020-01-01", successorId: "a" }),
    ]);
    expect(matchName(circle, "甲局")).toMatchObject({ unitId: "a", exact: false });
  });
});

describe("单位变更 one unit takes over from another", () => {
  const facts: SuccessionFacts = {
    from: { id: "a", name: "甲局", endedOn: null, startedOn: "2000-01-01" },
    to: { id: "b", name: "乙局", endedOn: null },
    kind: "merged",
    onDay: "2021-10-01",
    earlierKinds: [],
    predecessorsOfFrom: [],
    today: "2021-10-01",
  };
  const ended = "2021-09-01";
  test.each<[string, Partial<SuccessionFacts>, string | null]>([
    ["a living unit passes on to a living unit", {}, null],
    ["not to itself", { to: { ...facts.from } }, "unit.succeeds-itself"],
    ["not back to a unit it took over", { predecessorsOfFrom: ["b"] }, "unit.succeeds-itself"],
    ["not twice", { from: { ...facts.from, endedOn: ended }, earlierKinds: ["merged"] }, "unit.already-ended"],
    [
      "a split goes on to a second part",
      { from: { ...facts.from, endedOn: ended }, kind: "split", earlierKinds: ["split"] },
      null,
    ],
    [
      "a merger cannot become a split later",
      { from: { ...facts.from, endedOn: ended }, kind: "split", earlierKinds: ["merged"] },
      "unit.already-ended",
    ],
    ["not to a unit that has ended itself", { to: { ...facts.to, endedOn: ended } }, "unit.already-ended"],
    ["not ahead of time", { onDay: "2021-10-02" }, "unit.succession-ahead"],
    ["not before it began", { onDay: "1999-12-31" }, "unit.succession-before-start"],
  ])("%s", (_title, change, code) => {
    const decision = maySucceed({ ...facts, ...change });
    expect(decision.allowed ? null : decision.code).toBe(code);
  });

  test("a unit never stands below itself or its own part", () => {
    expect(mayStandBelow("a", ["a", "child"])).toMatchObject({ code: "unit.cycle" });
    expect(mayStandBelow("child", ["a", "child"])).toMatchObject({ code: "unit.cycle" });
    expect(mayStandBelow("other", ["a", "child"])).toMatchObject({ allowed: true });
  });
});

describe("曾用名 names over time", () => {
  const rows = namesAfter([], { name: "重庆市甲局", shortName: "市甲局", aliases: ["甲局"] }, "2021-01-01");
  test("a new name keeps the old one with its last day", () => {
    const after = namesAfter(rows, { name: "重庆市乙局", shortName: "市乙局", aliases: ["甲局"] }, "2022-05-01");
    expect(after).toEqual([
      { name: "甲局", kind: "alias", fromOn: null, untilOn: null },
      { name: "市甲局", kind: "former", fromOn: null, untilOn: "2022-05-01" },
      { name: "重庆市甲局", kind: "former", fromOn: null, untilOn: "2022-05-01" },
      { name: "市乙局", kind: "short", fromOn: "2022-05-01", untilOn: null },
      { name: "重庆市乙局", kind: "full", fromOn: "2022-05-01", untilOn: null },
    ]);
  });

  test("no name is ever lost, and exactly one is the full one", () => {
    const name = fc.constantFrom("甲局", "乙局", "丙局", "丁局", "戊局");
    const step = fc.record({ name, shortName: name, aliases: fc.array(name, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        let held = namesAfter([], steps[0] ?? { name: "甲局", shortName: "甲局", aliases: [] }, "2021-01-01");
        for (const [index, present] of steps.entries()) {
          const next = namesAfter(held, present, `2021-02-0${index + 1}`);
          expect(next.map((row) => row.name)).toEqual(expect.arrayContaining(held.map((row) => row.name)));
          expect(next.filter((row) => row.kind === "full").map((row) => row.name)).toEqual([present.name]);
          expect(new Set(next.map((row) => row.name)).size).toBe(next.length);
          held = next;
        }
      }),
    );
  });
});

describe("三员分立 the three administrators", () => {
  const all = Object.keys(duties) as Duty[];
  test.each(administratorDuties)("%s is combined with no other duty", (administrator) => {
    for (const other of all) {
      const decision = mayHoldTogether([administrator, other]);
      expect(decision.allowed, `${administrator} + ${other}`).toBe(administrator === other);
    }
  });

  test("whatever the set, it holds an administrator alone or none", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all)), (held) => {
        const administrators = held.filter((duty) => (administratorDuties as readonly Duty[]).includes(duty));
        expect(mayHoldTogether(held).allowed).toBe(administrators.length === 0 || new Set(held).size === 1);
      }),
    );
  });

  test.each<[string, Duty[], Duty, number, string | null]>([
    ["security grants business duties", ["security"], "liaison", 3, null],
    ["security grants administrators", ["security"], "system", 1, null],
    ["system names the first security administrator", ["system"], "security", 0, null],
    ["system names the first audit administrator", ["system"], "audit", 0, null],
    ["system names no second one", ["system"], "security", 1, "duty.not-yours"],
    ["system grants no business duty", ["system"], "office", 0, "duty.not-yours"],
    ["audit grants nothing", ["audit"], "security", 0, "duty.not-yours"],
    ["the office grants nothing", ["office"], "liaison", 0, "duty.not-yours"],
  ])("%s", (_title, held, duty, holders, code) => {
    const decision = mayGrant({ personId: "me", duties: held }, "other", duty, holders);
    expect(decision.allowed ? null : decision.code).toBe(code);
  });

  test("nobody grants to oneself, whatever they hold", () => {
    for (const duty of all)
      for (const held of all)
        expect(mayGrant({ personId: "me", duties: [held] }, "me", duty, 0)).toMatchObject({ code: "duty.own" });
  });

  test("a duty is held where it belongs", () => {
    const where = (duty: Duty) => (Object.keys(unitKinds) as UnitKind[]).filter((kind) => fitsUnit(duty, kind).allowed);
    expect(where("office")).toEqual(["office"]);
    expect(where("group")).toEqual(["group"]);
    expect(where("enterprise")).toEqual(["enterprise"]);
    expect(where("liaison")).toEqual(["government", "department", "district", "platform", "outside"]);
    expect(where("judge")).toEqual(Object.keys(unitKinds));
  });
});

describe("单位可办事项 what may be done with a unit", () => {
  const common = { endedOn: null, programmeId: null, inOwnProgramme: false };
  const foreign = { endedOn: null, programmeId: "p", inOwnProgramme: false };
  const own = { ...foreign, inOwnProgramme: true };
  test.each<[Duty, typeof common | typeof foreign, { edit: boolean; succeed: boolean }]>([
    ["office", common, { edit: true, succeed: true }],
    ["office", own, { edit: true, succeed: true }],
    ["office", foreign, { edit: false, succeed: false }],
    ["system", common, { edit: true, succeed: false }],
    ["liaison", common, { edit: false, succeed: false }],
    ["group", own, { edit: false, succeed: false }],
    ["enterprise", common, { edit: false, succeed: false }],
  ])("%s on %o: %o", (duty, unit, expected) => {
    expect(unitAbilities({ duties: [duty] }, unit)).toMatchObject(expected);
  });

  test("companies and judges do not see who works where", () => {
    const seers = (Object.keys(duties) as Duty[]).filter((duty) => seesPeople({ duties: [duty] }));
    expect(seers).toEqual(["office", "group", "liaison", "system", "security", "audit"]);
  });
});

describe("排序与数据 order and data", () => {
  test("units sort by pinyin, letters and digits before them, on plain text order", () => {
    const names = ["知识产权局", "财政局", "12345热线", "万州区", "长寿区", "重庆海关", "教委", "科技局", "ABC公司"];
    const sorted = [...names].sort((a, b) => (pinyinKey(a) < pinyinKey(b) ? -1 : 1));
    expect(sorted).toEqual([
      "12345热线",
      "ABC公司",
      "财政局",
      "长寿区",
      "重庆海关",
      "教委",
      "科技局",
      "万州区",
      "知识产权局",
    ]);
  });

  test("38 districts and counties: 26, 8 and 4, each code once and in Chongqing", () => {
    const ends = (end: RegExp) => districts.filter((unit) => end.test(unit.name)).length;
    expect(districts).toHaveLength(38);
    expect([ends(/区$/), ends(/(?<!自治)县$/), ends(/自治县$/)]).toEqual([26, 8, 4]);
    expect(new Set(districts.map((unit) => unit.code)).size).toBe(38);
    for (const unit of districts) {
      expect(unit.code).toMatch(/^500[12]\d\d$/);
      expect(unit.name.endsWith("区"), unit.name).toBe(unit.code?.startsWith("5001"));
    }
  });

  test("nine working groups, and no two units of the seed share a name", () => {
    expect(workingGroups).toHaveLength(9);
    const names = [...districts, ...workingGroups, ...stateAgencies].flatMap((unit) => [
      unit.name,
      ...(unit.aliases ?? []),
    ]);
    expect(new Set(names.map(foldName)).size).toBe(names.length);
  });
});
