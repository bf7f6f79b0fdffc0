// What each row of a file does: real files are written, read and decided, as an official would send them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rawBook, textRows } from "../../../tests/fixtures/files/write-sheet.ts";
import { sheetLimits } from "../../workbook/limits.ts";
import { plainBook } from "../../workbook/plain-book.ts";
import { writeWorkbook } from "../../workbook/write-workbook.ts";
import type { UnitMatch } from "../organisations/unit-lookup.ts";
import { keyOf } from "./file-rows.ts";
import { bookOf, fieldsFor, ledgerTable, rowFor } from "./ledger-book.ts";
import type { CellFaultCode, WorkbookField } from "./model.ts";
import { openTable } from "./open-table.ts";
import { decideRows, type ImportFacts } from "./rules.ts";
import type { LedgerTask } from "./task-cells.ts";

const unitId = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const office = { personId: "p1", duties: ["office"], unitIds: [unitId(1)] };
const names = ["市湖务局", "市云务局", "市桥务局"];
const matchOf = (n: number, kind = "department", exact = true) =>
  ({
    unitId: unitId(n),
    name: names[n - 2] ?? "推进组",
    shortName: names[n - 2] ?? "水运推进组",
    kind,
    exact,
  }) as UnitMatch;
const units = new Map<string, UnitMatch>([
  ["市湖务局", matchOf(2)],
  ["云湖市湖务局", matchOf(2)],
  ["市云务局", matchOf(3)],
  ["市桥务局", matchOf(4)],
  ["市湖物局", matchOf(2, "department", false)],
  ["水运推进组", { ...matchOf(9, "group"), shortName: "水运推进组" }],
]);

const held = (n: number, part: "lead" | "support") => ({
  unitId: unitId(n),
  name: names[n - 2],
  shortName: names[n - 2],
  part,
  ownDuty: null,
  implied: false,
});

const task = (n: number, more: Partial<LedgerTask> = {}): LedgerTask =>
  ({
    id: `00000000-0000-7000-9000-${String(n).padStart(12, "0")}`,
    ordinal: n,
    number: String(n),
    path: ["一、航运"],
    text: `演示数据 第${n}项任务，开行水上巴士。`,
    shortTitle: `水上巴士${n}`,
    state: "inProgress",
    light: "green",
    maturity: 1,
    plannedPercent: 40,
    progressPercent: 42,
    dueText: "2031年12月底前",
    dueOn: "2031-12-31",
    groupId: null,
    groupName: null,
    annualGoal: "开行两条",
    expectedOutcome: null,
    leader: null,
    contact: null,
    startsOn: "2031-01-01",
    needsNational: false,
    isPublic: true,
    units: [held(2, "lead"), held(3, "support")],
    version: 3,
    changedAt: "2031-03-01T01:00:00Z",
    mayEdit: "all",
    ...more,
  }) as LedgerTask;

async function exported(
  tasks: readonly LedgerTask[],
  change: (field: WorkbookField, value: unknown, row: number) => unknown = (_, value) => value,
  language: "zh" | "en" = "zh",
): Promise<Uint8Array> {
  const fields = fieldsFor(undefined);
  const rows = tasks.map((one, row) =>
    rowFor(one, fields, language).map((cell, column) => {
      const field = fields[column];
      return (field ? change(field, cell, row) : cell) as never;
    }),
  );
  const facts = { title: "演示", remarks: [], demo: true, language, lists: { units: names, groups: ["水运推进组"] } };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeWorkbook(bookOf(facts, [ledgerTable(facts, fields, [rows])]), "x")) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

function decide(
  bytes: Uint8Array,
  more: Partial<ImportFacts> = {},
  mapping: Record<string, WorkbookField> | null = null,
) {
  const table = openTable(plainBook(bytes, sheetLimits), mapping);
  if (!table) throw new Error("no table");
  return decideRows(table.rows, {
    headings: table.head.headings,
    tasks: [],
    exported: new Map(),
    units,
    actor: office,
    officeUnitId: unitId(1),
    ...more,
  });
}
const csv = (...lines: string[]) => new Uint8Array(Buffer.from(lines.join("\n")));
const codesOf = (places: readonly { code: CellFaultCode; cell: string }[]) =>
  places.map(({ code, cell }) => `${cell} ${code}`);

const someText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 10 }),
      fc.constantFrom("=1+1", "-", "+", "@", "\n", "\r\n", "&<>", "_x000D_", "任务", "　", "2031-01-01", "是"),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join("").replaceAll("\u0000", ""));
const filled = someText.filter((text) => text.trim() !== "").map((text) => text.slice(0, 50).toWellFormed());

const someTask = fc
  .record({
    number: fc.option(filled),
    path: fc.array(filled, { maxLength: 2 }),
    text: filled,
    shortTitle: filled,
    annualGoal: fc.option(someText),
    expectedOutcome: fc.option(someText),
    leader: fc.option(someText),
    contact: fc.option(someText),
    dueText: fc.option(someText),
    startsOn: fc.constantFrom(null, "1900-01-15", "2000-02-29", "2031-06-30"),
    dueOn: fc.constantFrom(null, "2031-12-31", "2199-12-31"),
    needsNational: fc.boolean(),
    isPublic: fc.boolean(),
    state: fc.constantFrom("draft" as const, "issued" as const, "closed" as const),
    light: fc.constantFrom("red" as const, "grey" as const),
    plannedPercent: fc.constantFrom(null, 0, 37),
    units: fc.constantFrom([], [held(2, "lead")], [held(3, "lead"), held(2, "lead"), held(4, "support")]),
  })
  .map((fields) => fields as unknown as Partial<LedgerTask>);

describe("what comes back as it went changes nothing", () => {
  test.each(["zh", "en"] as const)("whatever the tasks hold (%s)", async (language) => {
    await fc.assert(
      fc.asyncProperty(fc.array(someTask, { minLength: 1, maxLength: 12 }), async (some) => {
        const tasks = some.map((fields, index) => task(index + 1, fields));
        const decided = decide(await exported(tasks, undefined, language), { tasks });
        expect(decided.errors).toEqual([]);
        expect(decided.notices).toEqual([]);
        expect(decided.dropped).toEqual([]);
        expect(new Set(decided.rows.map((row) => row.outcome))).toEqual(new Set(["unchanged"]));
      }),
      { numRuns: 40 },
    );
  });
});

test("a task longer than a cell may be comes back unchanged", async () => {
  const tasks = [task(1, { text: `演示数据${"长".repeat(40_000)}` })];
  expect(decide(await exported(tasks), { tasks }).rows.map(({ outcome }) => outcome)).toEqual(["unchanged"]);
});

const edits: fc.Arbitrary<[WorkbookField, unknown, unknown, unknown]>[] = [
  ...(["shortTitle", "annualGoal", "expectedOutcome", "leader", "contact"] as const).map((field) =>
    filled.map(
      (text) =>
        [field, text, { [field]: text.replace(/\r\n?/g, "\n").trim() }, null] as [
          WorkbookField,
          unknown,
          unknown,
          unknown,
        ],
    ),
  ),
  fc.constantFrom(
    ["annualGoal", null, { annualGoal: null }, null],
    ["startsOn", { day: "2031-02-28" }, { startsOn: "2031-02-28" }, null],
    ["startsOn", "2031.3.5", { startsOn: "2031-03-05" }, null],
    ["startsOn", 47484, { startsOn: "2030-01-01" }, null],
    ["startsOn", null, { startsOn: null }, null],
    ["isPublic", "否", { isPublic: false }, null],
    ["needsNational", "是", { needsNational: true }, null],
    ["group", "水运推进组", { groupId: unitId(9) }, null],
    ["lead", "市桥务局、云湖市湖务局", {}, ["lead 4", "lead 2", "support 3"]],
    ["support", null, {}, ["lead 2"]],
  ) as fc.Arbitrary<[WorkbookField, unknown, unknown, unknown]>,
];

test("an edited cell is exactly that difference, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(...edits), fc.nat(4), async ([field, cell, change, wanted], at) => {
      const tasks = Array.from({ length: 5 }, (_, index) => task(index + 1));
      const bytes = await exported(tasks, (name, value, row) => (name === field && row === at ? cell : value));
      const decided = decide(bytes, { tasks });
      const touched = decided.rows.filter((row) => row.outcome !== "unchanged");
      // The edit may happen to be what stands there already.
      if (touched.length === 0)
        return expect(Object.values(change as object)).toEqual([tasks[at]?.[field as "annualGoal"]]);
      expect(decided.errors).toEqual([]);
      expect(touched.map((row) => [row.task?.id, row.outcome])).toEqual([[tasks[at]?.id, "changed"]]);
      expect(touched[0]?.change).toEqual(change);
      expect(touched[0]?.differences.map((one) => one.field)).toEqual([field]);
      expect(touched[0]?.units?.map((unit) => `${unit.part} ${unit.unitId.slice(-1)}`) ?? null).toEqual(wanted);
    }),
    { numRuns: 80 },
  );
});

describe("three values of one cell: as exported, in the file, now", () => {
  test.each<[string, string, string, string, "unchanged" | "changed" | "conflict"]>([
    ["nobody touched it", "甲", "甲", "甲", "unchanged"],
    ["only the file", "甲", "乙", "甲", "changed"],
    ["only somebody else", "甲", "甲", "丙", "unchanged"],
    ["both, the same way", "甲", "乙", "乙", "unchanged"],
    ["both, differently", "甲", "乙", "丙", "conflict"],
  ])("%s", async (_, before, file, now, outcome) => {
    const was = task(1, { annualGoal: before, version: 3 });
    const is = task(1, { annualGoal: now, version: 5, leader: "王五" });
    const bytes = await exported([was], (field, value) => (field === "annualGoal" ? file : value));
    const decided = decide(bytes, { tasks: [is], exported: new Map([[keyOf(was.id, 3), was]]) });
    const [row] = decided.rows;
    expect(row?.outcome).toBe(outcome);
    expect(row?.change).toEqual(outcome === "changed" ? { annualGoal: file } : {});
    if (outcome === "conflict")
      expect(row?.conflicts).toEqual([expect.objectContaining({ field: "annualGoal", exported: before, file, now })]);
  });

  test("an export whose version is not known any more is never taken for up to date", async () => {
    const bytes = await exported([task(1, { version: 2 })], (field, value) => (field === "leader" ? "赵六" : value));
    const decided = decide(bytes, { tasks: [task(1, { version: 9 })] });
    expect(decided.rows[0]?.outcome).toBe("conflict");
  });
});

describe("who may change what is decided by the ledger's own table", () => {
  const liaison = { personId: "p2", duties: ["liaison"], unitIds: [unitId(2)] };
  test.each<[WorkbookField, string, CellFaultCode | null]>([
    ["annualGoal", "新目标", null],
    ["leader", "王五", null],
    ["shortTitle", "新简称", "workbook.not-yours"],
    ["isPublic", "否", "workbook.not-yours"],
    ["lead", "市桥务局", "workbook.not-yours"],
  ])("lead unit: %s -> %s", async (field, value, code) => {
    const mine = task(1, { mayEdit: "own" });
    const bytes = await exported([mine], (name, cell) => (name === field ? value : cell));
    const decided = decide(bytes, { tasks: [mine], actor: liaison });
    expect(decided.errors.map((place) => place.code)).toEqual(code ? [code] : []);
    expect(decided.rows[0]?.outcome).toBe(code ? "error" : "changed");
  });

  test("a closed task is changed by nobody; new rows are the office's", async () => {
    const closed = task(1, { state: "closed", mayEdit: "none" });
    const bytes = await exported([closed], (field, cell) => (field === "leader" ? "王五" : cell));
    expect(decide(bytes, { tasks: [closed] }).errors.map((place) => place.code)).toEqual(["workbook.not-yours"]);
    const fresh = csv("任务,牵头单位", "新任务,市湖务局");
    expect(codesOf(decide(fresh, { actor: liaison }).errors)).toEqual(["2 workbook.add-not-yours"]);
    expect(decide(fresh).rows.map((row) => row.outcome)).toEqual(["added"]);
  });
});

describe("bad input is told by row and column, with the mend", () => {
  const head = "序号,任务,牵头单位,推进组,开始日期,计划完成日,办理状态,需国家授权,简称";
  test.each<[string, string[], string[], string?]>([
    ["任务为空", ["1,,市湖务局"], ["B2 workbook.empty"]],
    ["单位写错一字", ["1,新任务,市湖物局"], ["C2 workbook.unit-unknown"], "市湖务局"],
    ["没有这个单位", ["1,新任务,市火务局"], ["C2 workbook.unit-unknown"]],
    ["推进组栏填了部门", ["1,新任务,市湖务局,市云务局"], ["D2 workbook.not-a-group"]],
    ["不是日期", ["1,新任务,市湖务局,,明年开春"], ["E2 workbook.bad-day"]],
    ["没有的日子", ["1,新任务,市湖务局,,2031-02-30"], ["E2 workbook.bad-day"]],
    ["没有的状态", ["1,新任务,市湖务局,,,,差不多了"], ["G2 workbook.unknown-state"]],
    ["不是是否", ["1,新任务,市湖务局,,,,,也许"], ["H2 workbook.not-yes-no"]],
    ["简称过长", [`1,新任务,市湖务局,,,,,,${"长".repeat(61)}`], ["I2 workbook.too-long"]],
    ["开始晚于完成", ["1,新任务,市湖务局,,2031-12-31,2031-01-01"], ["E2 workbook.due-before-start"]],
    ["同一行两次", ["1,新任务,市湖务局", "1,新任务,市湖务局"], ["3 workbook.row-twice"]],
  ])("%s", (_, rows, places, suggestion) => {
    const decided = decide(csv(head, ...rows));
    expect(codesOf(decided.errors)).toEqual(places);
    expect(decided.errors[0]?.suggestion ?? undefined).toBe(suggestion);
    for (const { zh, en } of decided.errors) {
      expect(zh).not.toMatch(/[{}]|undefined/);
      expect(en).not.toMatch(/[{}]|undefined/);
    }
  });

  test.each<[string, string[], string[]]>([
    ["重复的序号", ["1,甲任务,市湖务局", "1,乙任务,市湖务局"], ["A3 workbook.number-twice"]],
    ["新任务的状态", ["1,新任务,市湖务局,,,,推进中"], ["G2 workbook.enters-as-draft"]],
    ["只写到月的日期", ["1,新任务,市湖务局,,,2031年6月底前"], ["F2 workbook.day-read-as"]],
  ])("%s只作提示", (_, rows, places) => {
    const decided = decide(csv(head, ...rows));
    expect(decided.errors).toEqual([]);
    expect(codesOf(decided.notices)).toEqual(places);
  });

  test("公式没有结果、公式出错", () => {
    const rows = `${textRows([["任务", "牵头单位"]])}<row r="2"><c r="A2"><f>B9</f></c><c r="B2" t="e"><f>1/0</f><v>#REF!</v></c></row>`;
    expect(codesOf(decide(rawBook({ sheets: [{ rows }] })).errors)).toEqual([
      "A2 workbook.formula",
      "B2 workbook.error-value",
    ]);
  });

  test("编号指向别的试点的任务", async () => {
    expect(decide(await exported([task(7)]), { tasks: [task(1)] }).errors.map(({ code }) => code)).toEqual([
      "workbook.absent",
    ]);
  });

  test.each<[WorkbookField, unknown]>([
    ["state", "已销号"],
    ["dueOn", { day: "2032-01-01" }],
    ["text", "另一件事"],
    ["number", "99"],
  ])("%s 不在表格中改", async (field, value) => {
    const tasks = [task(1)];
    const bytes = await exported(tasks, (name, cell) => (name === field ? value : cell));
    const decided = decide(bytes, { tasks });
    expect(decided.errors.map(({ code, field: at }) => [code, at])).toEqual([["workbook.by-act", field]]);
    expect(decided.rows[0]?.change).toEqual({});
  });

  test("系统计算的栏目改了不算数，只作提示", async () => {
    const tasks = [task(1)];
    const decided = decide(await exported(tasks, (field, cell) => (field === "progress" ? 99 : cell)), { tasks });
    expect(decided.rows[0]?.outcome).toBe("unchanged");
    expect(decided.notices.map(({ code }) => code)).toEqual(["workbook.read-only"]);
  });
});

describe("单位已有的台账", () => {
  test("标题行、两行表头、章节行、合并单元格、重复表头、隐藏行", () => {
    const rows = [
      textRows([["云湖市任务台账（虚构）"], ["填报单位：市湖务局"]]),
      textRows(
        [
          ["序号", "工作任务", "责任分工", "", "完成时限", "备注"],
          ["", "", "牵头单位", "配合单位"],
        ],
        3,
      ),
      textRows([["一、航运"], ["1", "开行水上巴士", "市湖务局", "市云务局", "2031年12月底前"]], 5),
      textRows([["2", "调整票价", "", "", "2031.6"]], 7),
      textRows([["序号", "工作任务", "牵头单位", "配合单位", "完成时限", "备注"]], 8),
      '<row r="9" hidden="1"><c r="A9" t="str"><v>3</v></c><c r="B9" t="str"><v>修码头</v></c><c r="C9" t="str"><v>市桥务局</v></c></row>',
    ].join("");
    const merges = ["A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "A5:F5", "C6:C7"];
    const decided = decide(rawBook({ sheets: [{ rows, merges }] }));
    expect(decided.errors).toEqual([]);
    expect(
      decided.rows.map(({ row, fresh }) => [
        row.row,
        fresh?.number,
        fresh?.text,
        fresh?.path,
        fresh?.dueOn,
        fresh?.units.map((unit) => `${unit.part} ${unit.unitId.slice(-1)}`),
      ]),
    ).toEqual([
      [6, "1", "开行水上巴士", ["一、航运"], "2031-12-31", ["lead 2", "support 3"]],
      [7, "2", "调整票价", ["一、航运"], "2031-06-30", ["lead 2"]],
      [9, "3", "修码头", ["一、航运"], null, ["lead 4"]],
    ]);
    expect(codesOf(decided.notices)).toEqual(["C7 workbook.merged", "9 workbook.hidden-row"]);
  });

  test("按序号和内容、再按内容找到任务；空着的格子不清空台账", () => {
    const tasks = [task(1), task(2), task(3, { text: "同文" }), task(4, { text: "同文" })];
    const bytes = csv(
      "序号,任务内容,责任人,年度目标",
      `1,${tasks[0]?.text},王五,`,
      `,${tasks[1]?.text.replace("，", ",").replace(/^/, '"')}",赵六,`,
      "4,同文,钱七,",
      ",同文,孙八,",
    );
    const decided = decide(bytes, { tasks });
    expect(decided.rows.map(({ task: found, outcome, change }) => [found?.ordinal, outcome, change])).toEqual([
      [1, "changed", { leader: "王五" }],
      [2, "changed", { leader: "赵六" }],
      [4, "changed", { leader: "钱七" }],
      [undefined, "error", {}],
    ]);
    expect(codesOf(decided.errors)).toEqual(["B5 workbook.several-match"]);
    expect(decided.dropped.map(({ ordinal }) => ordinal)).toEqual([3]);
  });

  test("复制一行改成新任务，原任务不受影响", async () => {
    const tasks = [task(1)];
    const bytes = await exported([task(1), task(1)], (field, cell, row) =>
      row === 1 && field === "text" ? "复制后改写的新任务" : cell,
    );
    const decided = decide(bytes, { tasks });
    expect(decided.rows.map(({ outcome }) => outcome)).toEqual(["unchanged", "added"]);
  });
});
