// Workbooks as offices' programs write them are read as their readers see them; hostile ones are refused.
import { setTimeout } from "node:timers/promises";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { rawBook, textRows } from "../../tests/fixtures/files/write-sheet.ts";
import { type FaultReason, FileFault } from "./file-fault.ts";
import { sheetLimits } from "./limits.ts";
import { plainBook } from "./plain-book.ts";
import { readWorkbook } from "./read-workbook.ts";
import { takeThread } from "./waiting-threads.ts";

const firstRow = (cells: string, more: Partial<Parameters<typeof rawBook>[0]> = {}) => {
  const [sheet] = plainBook(rawBook({ sheets: [{ rows: `<row r="3">${cells}</row>` }], ...more }), sheetLimits).sheets;
  return sheet?.rows[0];
};

describe("a cell is read as it is shown", () => {
  test.each<[string, string, Partial<Parameters<typeof rawBook>[0]>, string, string]>([
    ["文本", '<c r="A3" t="inlineStr"><is><t>任务</t></is></c>', {}, "任务", "t"],
    ["共享文本", '<c r="A3" t="s"><v>1</v></c>', { strings: ["<t>x</t>", "<t>任务</t>"] }, "任务", "t"],
    [
      "富文本与注音",
      '<c r="A3" t="s"><v>0</v></c>',
      { strings: ["<r><rPr><b/></rPr><t>加</t></r><r><t>粗</t></r><rPh><t>jia</t></rPh>"] },
      "加粗",
      "t",
    ],
    ["数字", '<c r="A3"><v>3.5</v></c>', {}, "3.5", "n"],
    ["长数字(电话)", '<c r="A3"><v>13800000000</v></c>', {}, "13800000000", "n"],
    ["科学计数", '<c r="A3"><v>1.38E10</v></c>', {}, "13800000000", "n"],
    ["文本型数字", '<c r="A3" t="str"><v>001</v></c>', {}, "001", "t"],
    ["Excel 日期", '<c r="A3" s="0"><v>44561</v></c>', { formats: [14] }, "2021-12-31", "d"],
    ["WPS 中文日期", '<c r="A3" s="0"><v>44561</v></c>', { formats: ['yyyy"年"m"月"d"日";@'] }, "2021-12-31", "d"],
    ["带时间的日期", '<c r="A3" s="0"><v>44561.75</v></c>', { formats: [22] }, "2021-12-31", "d"],
    ["只有年月", '<c r="A3" s="0"><v>44561</v></c>', { formats: ['yyyy"年"m"月"'] }, "2021年12月", "n"],
    ["1904 日期", '<c r="A3" s="0"><v>43099</v></c>', { formats: [14], since1904: true }, "2021-12-31", "d"],
    ["ISO 日期(Strict)", '<c r="A3" t="d"><v>2021-12-31T00:00:00</v></c>', {}, "2021-12-31", "d"],
    ["公式取保存的结果", '<c r="A3"><f>1+2</f><v>3</v></c>', {}, "3", "n"],
    ["文本公式取保存的结果", '<c r="A3" t="str"><f>A1&amp;"x"</f><v>结果</v></c>', {}, "结果", "t"],
    ["公式没有结果", '<c r="A3"><f>1+2</f></c>', {}, "", "f"],
    ["公式出错", '<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', {}, "#DIV/0!", "e"],
    ["是非", '<c r="A3" t="b"><v>1</v></c>', {}, "TRUE", "b"],
    ["没有坐标", '<c t="inlineStr"><is><t>任务</t></is></c>', {}, "任务", "t"],
    ["换行", '<c r="A3" t="inlineStr"><is><t xml:space="preserve">一\n二</t></is></c>', {}, "一\n二", "t"],
  ])("%s", (_, cells, more, text, kind) => {
    const row = firstRow(cells, more);
    expect([row?.texts[0], row?.kinds[0], row?.row]).toEqual([text, kind, 3]);
  });
});

test("a workbook with prefixed elements, as some report programs write it", () => {
  const rows = '<x:row r="1"><x:c r="B1" t="str"><x:v>任务</x:v></x:c></x:row>';
  const [sheet] = plainBook(rawBook({ prefix: "x:", sheets: [{ rows }] }), sheetLimits).sheets;
  expect(sheet?.rows[0]?.texts).toEqual(["", "任务"]);
});

test("hidden sheets are named and left, hidden rows are read and said to be hidden", () => {
  const hiddenRow = '<row r="2" hidden="1"><c r="A2" t="str"><v>藏</v></c></row>';
  const read = plainBook(
    rawBook({
      sheets: [
        { name: "字典", rows: textRows([["x"]]), hidden: true },
        { name: "台账", rows: `${textRows([["任务"]])}${hiddenRow}` },
      ],
    }),
    sheetLimits,
  );
  expect(read.hiddenSheets).toEqual(["字典"]);
  expect(read.sheets.map(({ name }) => name)).toEqual(["台账"]);
  expect(read.sheets[0]?.rows.map(({ isHidden }) => isHidden)).toEqual([false, true]);
});

test("rows that are only formatted, down to the last of a sheet, cost next to nothing", () => {
  const formatted = Array.from(
    { length: 1_048_574 },
    (_, index) => `<row r="${index + 3}" s="1" customFormat="1"/>`,
  ).join("");
  const bytes = rawBook({ sheets: [{ rows: `${textRows([["任务"], ["水上巴士"]])}${formatted}` }] });
  expect(plainBook(bytes, sheetLimits).sheets[0]?.rows).toHaveLength(2);
});

test("separated values in GB18030 and in UTF-8, with line breaks in quotes", () => {
  // 任务,单位 / "水上⏎巴士",局 in GB18030: no encoder of ours writes it.
  const gb = Buffer.from("c8cecef12cb5a5cebb0d0a22cbaec9cf0ab0cdcabf222cbed60d0a", "hex");
  expect(plainBook(gb, sheetLimits).sheets[0]?.rows.map((row) => row.texts)).toEqual([
    ["任务", "单位"],
    ["水上\n巴士", "局"],
  ]);
  const utf = strToU8('\ufeff任务,单位\r\n"水上\n巴士",局\r\n');
  expect(plainBook(utf, sheetLimits).sheets[0]?.rows.map((row) => row.texts)).toEqual([
    ["任务", "单位"],
    ["水上\n巴士", "局"],
  ]);
});

const ole = (stream: string) =>
  new Uint8Array(
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(stream, "utf16le")]),
  );
const sheetWith = (rows: string, merges: string[] = []) => rawBook({ sheets: [{ rows, merges }] });

describe("what is no workbook, or one that costs too much, is refused", () => {
  test.each<[string, () => Uint8Array, FaultReason]>([
    ["旧版 .xls", () => ole("Workbook"), "legacy-sheet"],
    ["加密", () => ole("EncryptedPackage"), "encrypted"],
    ["空文件", () => new Uint8Array(), "without-table"],
    ["二进制", () => Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256), "unknown"],
    ["不是表格的压缩包", () => zipSync({ "a.txt": strToU8("x") }), "damaged"],
    ["截断", () => sheetWith(textRows([["任务"]])).slice(0, 300), "damaged"],
    ["20,101 行", () => sheetWith(textRows(Array.from({ length: 20_101 }, () => ["x"]))), "too-complex"],
    ["第 201 列", () => sheetWith('<row r="1"><c r="GS1"><v>1</v></c></row>'), "too-complex"],
    ["实体炸弹", () => zipSync({ "xl/workbook.xml": strToU8('<!DOCTYPE a [<!ENTITY b "c">]><workbook/>') }), "unsafe"],
    ["嵌套过深", () => sheetWith("<row>".repeat(5000)), "unsafe"],
    ["压缩炸弹", () => sheetWith(" ".repeat(151_000_000)), "too-complex"],
    [
      "一段文字引用两万次",
      () =>
        rawBook({
          strings: [`<t>${"字".repeat(20_000)}</t>`],
          sheets: [
            {
              rows: Array.from(
                { length: 5_000 },
                (_, index) => `<row r="${index + 1}"><c t="s"><v>0</v></c></row>`,
              ).join(""),
            },
          ],
        }),
      "too-complex",
    ],
    [
      "合并区域过多",
      () =>
        sheetWith(
          textRows([["x"]]),
          Array.from({ length: 20_101 }, (_, index) => `A${index + 1}:B${index + 1}`),
        ),
      "too-complex",
    ],
  ])("%s", { timeout: 60_000 }, async (_, make, reason) => {
    const failure = await readWorkbook(make()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FileFault);
    expect((failure as FileFault).reason).toBe(reason);
  });

  test("a reader that falls silent is ended", { timeout: 60_000 }, async () => {
    const bytes = sheetWith(textRows(Array.from({ length: 20_000 }, (_, index) => [`任务${index}`])));
    const failure = await readWorkbook(bytes, { ...sheetLimits, totalMs: 1 }).catch((error: unknown) => error);
    expect((failure as FileFault).reason).toBe("too-slow");
  });
});

describe("the thread that has read well waits for the next file", () => {
  const reader = new URL("./reading-thread.ts", import.meta.url);
  const bookOf = (text: string) => rawBook({ sheets: [{ rows: textRows([["任务"], [text]]) }] });
  const textOf = async (text: string, limits = sheetLimits) =>
    (await readWorkbook(bookOf(text), limits)).sheets[0]?.rows[1]?.texts[0];
  /** Takes the waiting thread away, so that each test begins with none. */
  const waits = async (limits = sheetLimits) => {
    const thread = takeThread(reader, limits);
    await thread?.terminate();
    return thread !== null;
  };

  test("each file is read for itself, one after the other and several at once", async () => {
    await waits();
    for (const text of ["甲", "乙"]) expect(await textOf(text)).toBe(text);
    const many = ["丙", "丁", "戊", "己", "庚"];
    expect(await Promise.all(many.map((text) => textOf(text)))).toEqual(many);
    expect([await waits(), await waits()]).toEqual([true, false]);
  });

  test("after a refused file none waits, and the next is read all the same", async () => {
    await waits();
    await expect(readWorkbook(sheetWith("<row>".repeat(5000)))).rejects.toThrow(FileFault);
    expect(await waits()).toBe(false);
    expect(await textOf("甲")).toBe("甲");
    await expect(readWorkbook(sheetWith("<row>".repeat(5000)))).rejects.toThrow(FileFault);
    expect(await waits()).toBe(false);
  });

  test("it waits as long as its limits say, and not at all where they say nothing", async () => {
    await waits();
    const { staysMs: _stays, ...leaves } = sheetLimits;
    expect(await textOf("甲", leaves)).toBe("甲");
    expect(await waits()).toBe(false);
    expect(await textOf("乙", { ...sheetLimits, staysMs: 20 })).toBe("乙");
    await setTimeout(200);
    expect(await waits()).toBe(false);
  });
});

test("a text with NUL, which no database takes, comes back whole with the sign for what is unreadable", async () => {
  const [sheet] = (
    await readWorkbook(
      rawBook({
        sheets: [
          { rows: '<row r="1"><c r="A1" t="inlineStr"><is><t>甲_x0000_乙</t></is></c><c r="B1"><v>7</v></c></row>' },
        ],
      }),
    )
  ).sheets;
  expect(sheet?.rows).toEqual([{ row: 1, isHidden: false, texts: ["甲\ufffd乙", "7"], kinds: "tn" }]);
});
