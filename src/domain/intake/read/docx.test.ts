// What Word shows is what is read: automatic numbers, merged cells, tracked changes, hidden text, text boxes.
import { expect, test } from "vitest";
import { docxOfBody, wordCell, wordParagraph } from "../../../../tests/fixtures/files/write-plan.ts";
import { readDocx } from "./docx.ts";
import { Numbering } from "./docx-numbering.ts";
import { readLimits } from "./limits.ts";
import { numberFormats } from "./number-formats.ts";

const linesOf = (body: string, parts?: Record<string, string>) =>
  readDocx(docxOfBody(body, parts), readLimits).document.text.split("\n");
const codesOf = (body: string) => readDocx(docxOfBody(body), readLimits).warnings.map((warning) => warning.code);

const level = (depth: number, format: string, text: string, more = "") =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = (levels: string, lists = '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>') => ({
  "word/numbering.xml": `<w:numbering><w:abstractNum w:abstractNumId="1">${levels}</w:abstractNum>${lists}</w:numbering>`,
});
const numbered = (text: string, depth = 0, list = 5) =>
  wordParagraph(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`);

test("a plan numbered by Word itself keeps 一、（一）1. as Word shows them", () => {
  const parts = numbering(
    level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3."),
  );
  const body =
    numbered("总体要求") +
    numbered("重点任务") +
    numbered("航运", 1) +
    numbered("开通水上巴士", 2) +
    numbered("公布票价", 2) +
    numbered("数据", 1) +
    numbered("建设展厅", 2) +
    numbered("保障措施") +
    numbered("组织", 1);
  expect(linesOf(body, parts)).toEqual([
    "一、总体要求",
    "二、重点任务",
    "（一）航运",
    "1.开通水上巴士",
    "2.公布票价",
    "（二）数据",
    "1.建设展厅",
    "三、保障措施",
    "（一）组织",
  ]);
});

test("a second list of the same kind goes on counting unless it restarts", () => {
  const lists = [5, 6].map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="1"/></w:num>`).join("");
  const restart =
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>';
  const body = numbered("甲") + numbered("乙", 0, 6) + numbered("丙", 0, 7) + numbered("丁", 0, 7);
  expect(linesOf(body, numbering(level(0, "decimal", "%1."), lists + restart))).toEqual([
    "1.甲",
    "2.乙",
    "1.丙",
    "2.丁",
  ]);
});

test("numbers that a heading style carries, level by level, and 第一条 with a space after it", () => {
  const styles = `<w:styles><w:style w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="b"><w:name w:val="条"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`;
  const parts = numbering(
    level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="a"/>') +
      level(1, "chineseCountingThousand", "第%2条", '<w:pStyle w:val="b"/>'),
  );
  const file = docxOfBody(
    wordParagraph("总则", '<w:pStyle w:val="a"/>') + wordParagraph("本办法为虚构。", '<w:pStyle w:val="b"/>'),
    { ...parts, "word/styles.xml": styles },
  );
  expect(readDocx(file, readLimits).document.blocks).toMatchObject([
    { text: "第一章 总则", heading: 1 },
    { text: "第一条 本办法为虚构。", heading: 2 },
  ]);
});

test("a column numbered by Word in a table is text of its cells", () => {
  const row = (text: string) => `<w:tr>${wordCell(numbered(""))}${wordCell(wordParagraph(text))}</w:tr>`;
  const body = `<w:tbl>${row("水上巴士")}${row("电子提单")}</w:tbl>`;
  expect(linesOf(body, numbering(level(0, "decimal", "%1")))).toEqual(["1 | 水上巴士 |", "2 | 电子提单 |"]);
});

test.each([
  [10, "chineseCounting", "十"],
  [11, "chineseCounting", "十一"],
  [20, "chineseCountingThousand", "二十"],
  [86, "chineseCountingThousand", "八十六"],
  [100, "chineseCountingThousand", "一百"],
  [103, "chineseCountingThousand", "一百零三"],
  [110, "chineseCountingThousand", "一百一十"],
  [10, "chineseLegalSimplified", "壹拾"],
  [4, "lowerRoman", "iv"],
  [28, "upperLetter", "BB"],
  [3, "decimalEnclosedCircle", "③"],
  [12, "ideographTraditional", "12"],
  [12, "decimalFullWidth", "１２"],
])("%d as %s is %s", (value, format, text) => {
  expect(numberFormats[format]?.(value)).toBe(text);
});

test("an unknown number style is counted, so that the person is warned", () => {
  const list = new Numbering(
    new TextEncoder().encode(numbering(level(0, "hebrew1", "%1."))["word/numbering.xml"]),
    readLimits,
  );
  expect([list.next("5", 0), list.unknown]).toEqual(["1.", 1]);
});

test("merged cells show once, where they begin; section rows span the table", () => {
  const start = '<w:vMerge w:val="restart"/>';
  const body = `<w:tbl>
    <w:tr>${wordCell(wordParagraph("一、航运"), '<w:gridSpan w:val="3"/>')}</w:tr>
    <w:tr>${wordCell(wordParagraph("1"))}${wordCell(wordParagraph("巴士"))}${wordCell(wordParagraph("市湖务局"), start)}</w:tr>
    <w:tr>${wordCell(wordParagraph("2"))}${wordCell(wordParagraph("票价"))}${wordCell(wordParagraph(""), "<w:vMerge/>")}</w:tr>
  </w:tbl>`;
  const { blocks } = readDocx(docxOfBody(body), readLimits).document;
  expect(blocks.map((block) => block.kind === "row" && block.cells.map((cell) => [cell.text, cell.span ?? 1]))).toEqual(
    [
      [["一、航运", 3]],
      [
        ["1", 1],
        ["巴士", 1],
        ["市湖务局", 1],
      ],
      [
        ["2", 1],
        ["票价", 1],
        ["", 1],
      ],
    ],
  );
});

test("tracked changes are read as accepted, with a warning", () => {
  const body = `<w:p><w:r><w:t>由</w:t></w:r><w:del><w:r><w:delText>旧局</w:delText><w:t>旧局</w:t></w:r></w:del><w:ins><w:r><w:t>新局</w:t></w:r></w:ins><w:r><w:t>牵头</w:t></w:r></w:p>
    <w:tbl><w:tr>${wordCell(wordParagraph("留"))}</w:tr><w:tr><w:trPr><w:del/></w:trPr>${wordCell(wordParagraph("删"))}</w:tr></w:tbl>`;
  expect(linesOf(body)).toEqual(["由新局牵头", "留 |"]);
  expect(codesOf(body)).toEqual(["intake.revisions-accepted"]);
});

test("what is not part of the text is left out and told: hidden words, contents, notes, pictures", () => {
  const body = `${wordParagraph("目录行……1", '<w:pStyle w:val="t"/>')}<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>正文</w:t><w:footnoteReference w:id="1"/><w:drawing><pic:pic/></w:drawing></w:r></w:p>`;
  const styles = { "word/styles.xml": '<w:styles><w:style w:styleId="t"><w:name w:val="toc 1"/></w:style></w:styles>' };
  const { document, warnings } = readDocx(docxOfBody(body, styles), readLimits);
  expect(document.text).toBe("正文");
  expect(warnings.map(({ code, facts }) => [code, facts.count])).toEqual([
    ["intake.contents-left-out", 1],
    ["intake.notes-left-out", 1],
    ["intake.hidden-left-out", 1],
    ["intake.pictures-left-out", 1],
  ]);
});

test("a text box is read once although the file holds it twice", () => {
  const box = `<w:txbxContent>${wordParagraph("框内文字")}</w:txbxContent>`;
  const body = `<w:p><w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外文字</w:t></w:r></w:p>`;
  expect(linesOf(body)).toEqual(["框内文字", "框外文字"]);
});

test("a frame of one cell around prose is prose", () => {
  const body = `<w:tbl><w:tr>${wordCell(wordParagraph("一、总体要求") + wordParagraph("虚构。"))}</w:tr></w:tbl>`;
  expect(readDocx(docxOfBody(body), readLimits).document.blocks.map((block) => block.kind)).toEqual([
    "paragraph",
    "paragraph",
  ]);
});
