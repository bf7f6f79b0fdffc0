// Plain text in the encodings offices use, Markdown, web pages and comma-separated files, as a person would read them.
import { expect, test } from "vitest";
import { readPlanFile } from "./read.ts";
import { FileRefused } from "./refusals.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const read = async (content: string, name: string) => (await readPlanFile(utf8(content), name)).document;

test.each([
  ["UTF-8", bytes("e8af95 e782b9 0a e4bbbb e58aa1")],
  ["UTF-8 with a mark", bytes("efbbbf e8af95 e782b9 0d0a e4bbbb e58aa1")],
  ["UTF-16, little end first", bytes("fffe d58b b970 0d00 0a00 fb4e a152")],
  ["UTF-16, big end first", bytes("feff 8bd5 70b9 000a 4efb 52a1")],
  ["UTF-16 without a mark", bytes("d58b b970 0a00 fb4e a152")],
  ["GBK", bytes("cad4 b5e3 0d0a c8ce cef1")],
])("试点 / 任务 in %s", async (_, content) => {
  const { document, warnings } = await readPlanFile(content, "方案.txt");
  expect(document.text.trim()).toBe("试点\n任务");
  expect(document.blocks).toHaveLength(2);
  expect(warnings).toEqual([]);
});

test("characters that only GB18030 has: 㐂 and 𠮷 in names of people and places", async () => {
  const { document } = await readPlanFile(bytes("8139ee39 9532 b636 cad4 b5e3"), "方案.txt");
  expect([...document.text].slice(-2).join("")).toBe("试点");
  expect(document.text).not.toContain("\ufffd");
});

test("UTF-8 that was cut in the middle of a character is refused, not shown as other characters", async () => {
  const whole = utf8("统筹推进虚构试点任务，由市湖务局牵头。");
  await expect(readPlanFile(whole.slice(0, -1), "方案.txt")).rejects.toMatchObject({ code: "intake.file-damaged" });
});

test("a few Chinese characters in GBK among many Latin ones", async () => {
  const content = Buffer.concat([Buffer.from("task,unit\n".repeat(500)), bytes("cad4b5e3"), Buffer.from(",x\n")]);
  expect((await readPlanFile(new Uint8Array(content), "t.csv")).document.text).toContain("试点 | x |");
});

test("lists numbered by the browser keep their numbers", async () => {
  const page = "<html><ol start=3><li>开通<ol type=a><li>巴士<li>票价</ol><li>公布</ol><ul><li>保障</ul>";
  expect((await read(page, "页.html")).text).toBe("3.开通\na.巴士\nb.票价\n4.公布\n保障");
});

test("a web page saved as .doc is read as what it is, with a warning", async () => {
  const { kind, document, warnings } = await readPlanFile(
    utf8("<html><body><p>试点任务</p></body></html>"),
    "C:\\下载\\方案.doc",
  );
  expect([kind, document.text]).toEqual(["html", "试点任务"]);
  expect(warnings).toMatchObject([{ code: "intake.name-differs", facts: { name: "方案.doc", kind: ".html" } }]);
});

test("a page declares GB2312: the text decides, not the declaration", async () => {
  const page = Buffer.concat([
    Buffer.from('<html><meta charset="utf-8"><p>'),
    bytes("cad4b5e3"),
    Buffer.from("</p></html>"),
  ]);
  expect((await readPlanFile(new Uint8Array(page), "页.html")).document.text).toBe("试点");
});

test("of a web page the plan is left: no scripts, styles, navigation, hidden text or link lists", async () => {
  const page = `<html><head><title>网站</title><style>p{}</style></head><body><nav>导航</nav><ul><li><a href="/">首页</a></li><li><a href="/x">政策</a> | <a href="/y">解读</a></li></ul>
    <h1>云湖市方案（虚构）</h1><script>var 任务 = 1</script><p style="display:none">隐藏</p>
    <p>　　见<a href="/z">附件</a>，由市湖务局&nbsp;牵头。<br>　　第二段&lt;虚构&gt;</p><footer>版权</footer></body></html>`;
  const { document, warnings } = await readPlanFile(utf8(page), "页.html");
  expect(document.text).toBe("云湖市方案（虚构）\n见附件，由市湖务局 牵头。\n第二段<虚构>");
  expect(warnings.map(({ code }) => code)).toEqual(["intake.links-left-out", "intake.hidden-left-out"]);
});

test("merged cells of a web table, unclosed tags and a table that only lays out the page", async () => {
  const page = `<table><tr><td>页眉<td><table>
    <tr><th>序号<th>任务<th>单位<tr><td colspan=3>一、航运<tr><td>1<td>巴士<td rowspan=2>市湖务局<tr><td>2<td>票价</table><p>附注</table>`;
  const document = await read(page, "页.html");
  expect(document.text).toBe("页眉\n序号 | 任务 | 单位 |\n一、航运 |\n1 | 巴士 | 市湖务局 |\n2 | 票价 | |\n附注");
});

test("Markdown: marks go, numbers stay, pipes inside cells stay", async () => {
  const text = `# 一、**总体**要求\n\n1. 由[市湖务局](https://x)牵头\\*\n- （一）\`虚构\`\n> 引用\n---\n任务 | 单位\n:--- | ---\na \\| b | 市<br>局\n\n无表格 | 的行`;
  const document = await read(text, "方案.md");
  expect(document.text).toBe(
    "一、总体要求\n1. 由市湖务局牵头*\n（一）虚构\n引用\n任务 | 单位 |\na | b | 市\n局 |\n无表格 | 的行",
  );
});

test.each([
  ["commas and quoted line breaks", '序号,任务,单位\r\n1,"开通,公布\n票价",市湖务局\r\n'],
  ["semicolons", '序号;任务;单位\n1;"开通,公布\n票价";市湖务局'],
  ["tabs", '序号\t任务\t单位\n1\t"开通,公布\n票价"\t市湖务局\n\n'],
  ["a declared delimiter", 'sep=;\n序号;任务;单位\n1;"开通,公布\n票价";市湖务局'],
])("a table with %s", async (_, content) => {
  expect((await read(content, "台账.csv")).text).toBe("序号 | 任务 | 单位 |\n1 | 开通,公布\n票价 | 市湖务局 |");
});

test("a row of a table may be short, and its columns keep their place", async () => {
  const { blocks } = await read("标题,,\n序号,任务,单位\n1,,市湖务局\n2\n", "台账.csv");
  expect(blocks.map((block) => (block.kind === "row" ? block.cells.map((cell) => cell.text) : block.text))).toEqual([
    "标题",
    ["序号", "任务", "单位"],
    ["1", "", "市湖务局"],
    ["2", "", ""],
  ]);
});

test("a refusal carries its code, its facts and both languages", async () => {
  const refusal = await readPlanFile(utf8("x".repeat(200)), "方案.txt", { textBytes: 100 }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(FileRefused);
  expect(refusal).toMatchObject({ code: "intake.file-too-large", facts: { limit: 0.0001 } });
});
