// Copying to the spreadsheet and pasting from it: what is copied comes back the same, and what cannot be taken is said.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CellField, parseCell } from "./grid-cells.ts";
import { type PasteTarget, planPaste, readCells, writeCells, writeTable } from "./grid-paste.ts";

const groups = [{ id: "g1", name: "金融推进组", shortName: "金融组" }];
const parse = (field: CellField, text: string) => parseCell(field, text, groups);

describe("表格文本", () => {
  test.each([
    ["一行", "甲\t乙", [["甲", "乙"]]],
    [
      "末尾换行不算一行",
      "甲\t乙\r\n丙\t丁\r\n",
      [
        ["甲", "乙"],
        ["丙", "丁"],
      ],
    ],
    ["格内换行与引号", '"甲\n乙"\t"他说""好"""', [["甲\n乙", '他说"好"']]],
    [
      "空格子",
      "\t\r\n甲\t",
      [
        ["", ""],
        ["甲", ""],
      ],
    ],
    ["引号只是文字", '"甲\t乙', [['"甲', "乙"]]],
    ["引号在中间", '甲"乙"\t丙', [['甲"乙"', "丙"]]],
    ["一个空行在中间", "甲\n\n乙", [["甲"], [""], ["乙"]]],
  ])("%s", (_, text, cells) => expect(readCells(text)).toEqual(cells));

  test("复制后再读，逐格相同", () => {
    const cell = fc.string().map((text) => text.replaceAll("\0", ""));
    const table = fc
      .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 5 }))
      .chain(([wide, high]) =>
        fc.array(fc.array(cell, { minLength: wide, maxLength: wide }), { minLength: high, maxLength: high }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        expect(readCells(writeCells(rows))).toEqual(rows);
      }),
    );
  });

  test("网页格式不夹带标签", () => {
    expect(writeTable([["<img onerror=x>", "甲&乙\n丙"]])).not.toMatch(/<img|&乙/);
  });
});

const cells: [CellField, string, unknown][] = [
  ["startsOn", "2026-3-1", "2026-03-01"],
  ["startsOn", "２０２６年３月１日", "2026-03-01"],
  ["startsOn", "20260301", "2026-03-01"],
  ["startsOn", "2026/03/01 00:00:00", "2026-03-01"],
  ["startsOn", "2026-02-30", "day"],
  ["startsOn", "三月", "day"],
  ["startsOn", "", null],
  ["needsNational", "是", true],
  ["needsNational", "√", true],
  ["needsNational", "", false],
  ["needsNational", "也许", "yesNo"],
  ["groupId", "金融组", "g1"],
  ["groupId", "没有的组", "group"],
  ["groupId", "—", null],
  ["contact", " 张三\r\n电话 ", "张三 电话"],
  ["contact", "长".repeat(121), "long"],
  ["annualGoal", "一\r\n二", "一\n二"],
  ["shortTitle", "  ", "required"],
];

describe("填入一格", () => {
  test.each(cells)("%s：%s", (field, text, wanted) => {
    const parsed = parse(field, text);
    if ("value" in parsed) expect(parsed.value).toBe(wanted);
    else
      expect(parsed.why.zh, `${field} ${text}`).toMatch(
        { day: /日期/, yesNo: /是.*否/, group: /推进组/, long: /最多/, required: /不能为空/ }[
          wanted as string
        ] as RegExp,
      );
  });
});

const target = (taskId: string, closed = false): PasteTarget => ({
  taskId,
  cells: [
    { label: "状态", field: null, value: null, text: "草拟", closed: { zh: "此栏不能直接填写", en: "not here" } },
    {
      label: "联系人",
      field: "contact",
      value: "旧",
      text: "旧",
      ...(closed ? { closed: { zh: "应由办公室办理", en: "for the office" } } : {}),
    },
    { label: "开始日期", field: "startsOn", value: null, text: "" },
  ],
});

describe("粘贴", () => {
  test("能写的写，不能写的逐格说明，多出的行列说明数目", () => {
    const given = [
      ["草拟", "新", "2026-3-1", "多"],
      ["已下达", "旧", "不是日期", ""],
      ["草拟", "改", "", ""],
      ["草拟", "余", "", ""],
    ];
    const plan = planPaste(given, [target("a"), target("b"), target("c", true)], parse);
    expect(plan.edits).toEqual([
      { taskId: "a", field: "contact", before: "旧", value: "新" },
      { taskId: "a", field: "startsOn", before: null, value: "2026-03-01" },
    ]);
    expect(plan.refused.map(({ taskId, field, typed }) => [taskId, field, typed])).toEqual([
      ["b", null, "已下达"],
      ["b", "startsOn", "不是日期"],
      ["c", null, "改"],
    ]);
    expect(plan).toMatchObject({ unchanged: 4, leftRows: 1, leftColumns: 1 });
  });
  test("一个值填满所选各格", () => {
    const plan = planPaste(
      [["新"]],
      [target("a"), target("b")].map((one) => ({ ...one, cells: one.cells.slice(1, 2) })),
      parse,
    );
    expect(plan.edits.map((edit) => edit.taskId)).toEqual(["a", "b"]);
    expect(plan.leftRows).toBe(0);
  });
  test("五百行粘进八十六行：余下的行数说得清", () => {
    const plan = planPaste(
      Array.from({ length: 500 }, (_, row) => [`联系人${row}`]),
      Array.from({ length: 86 }, (_, row) => ({ ...target(String(row)), cells: target("x").cells.slice(1, 2) })),
      parse,
    );
    expect(plan).toMatchObject({ leftRows: 414, refused: [] });
    expect(plan.edits).toHaveLength(86);
  });
});
