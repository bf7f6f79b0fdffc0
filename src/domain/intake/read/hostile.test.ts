// Files made to hurt: each ends after two seconds of work at most in a refusal that says the mend, with memory bounded.
import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { pdfOf, pdfOfObjects, pdfOfStreams, streamObject } from "../../../../tests/fixtures/files/write-pdf.ts";
import { docxOfBody, wordCell, wordParagraph } from "../../../../tests/fixtures/files/write-plan.ts";
import { slowness } from "../../../../tests/processor-time.ts";
import { readLimits } from "./limits.ts";
import { readPlanFile } from "./read.ts";
import { loadReader } from "./readers.ts";
import { FileRefused, type RefusalCode } from "./refusals.ts";

const mega = 1_000_000;
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

async function refusalOf(bytes: Uint8Array, name: string): Promise<FileRefused> {
  const error = await readPlanFile(bytes, name).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error, "the file was read although it must be refused").toBeInstanceOf(FileRefused);
  return error as FileRefused;
}

const ole = (...streams: string[]) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      Buffer.alloc(504),
      ...streams.map((stream) => Buffer.from(stream.padEnd(32, "\0"), "utf16le")),
    ]),
  );

const zipOf = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

const sheetParts = (sheet: string): Record<string, string> => ({
  "xl/workbook.xml": '<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
  "xl/worksheets/sheet1.xml": sheet,
});

const lockedPdf = () =>
  pdfOfObjects(
    ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"],
    `/ID [<${"00".repeat(16)}> <${"00".repeat(16)}>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >> `,
  );

describe("files of other kinds are refused with what to do", () => {
  test.each<[name: string, bytes: Uint8Array, code: RefusalCode, mend: RegExp]>([
    ["方案.docx", new Uint8Array(), "intake.file-empty", /重新选择/],
    ["方案.doc", ole("WordDocument"), "intake.file-legacy-word", /\.doc .*另存为 \.docx/],
    ["方案.wps", ole("WordDocument"), "intake.file-legacy-word", /\.wps .*另存为 \.docx/],
    ["台账.xls", ole("Workbook"), "intake.file-legacy-sheet", /\.xls .*另存为 \.xlsx/],
    ["台账.et", ole("Workbook"), "intake.file-legacy-sheet", /\.et .*另存为 \.xlsx/],
    ["方案.docx", ole("EncryptionInfo", "EncryptedPackage"), "intake.file-encrypted", /取消密码/],
    ["方案.pdf", lockedPdf(), "intake.file-encrypted", /取消密码/],
    ["方案.ofd", zipOf({ "OFD.xml": "<ofd/>" }), "intake.file-ofd", /另存为带文字的 PDF/],
    ["汇报.pptx", zipOf({ "ppt/presentation.xml": "<p/>" }), "intake.file-presentation", /上传方案/],
    ["材料.zip", zipOf({ "方案.txt": "一、" }), "intake.file-archive", /解压/],
    ["扫描.pdf", pdfOfStreams(["0 0 m 10 10 l S"]), "intake.pdf-without-text", /OCR/],
    ["照片.pdf", latin1(`\x89PNG\r\n\x1a\n${"\0".repeat(50)}`), "intake.file-image", /OCR/],
    ["方案.rtf", utf8("{\\rtf1 x}"), "intake.file-legacy-word", /另存为 \.docx/],
    ["方案.txt", new Uint8Array(randomBytes(4000)), "intake.file-unknown", /另存为 \.docx/],
    ["方案.txt", utf8("a\0b"), "intake.file-unknown", /\.docx/],
    ["方案.txt", utf8(" \r\n　"), "intake.file-without-text", /文字/],
    ["方案.docx", docxOfBody(""), "intake.file-without-text", /文字/],
    ["方案.docx", docxOfBody("<w:p/>").slice(0, 300), "intake.file-damaged", /重新保存/],
    ["方案.pdf", pdfOf([{ paragraph: "任务" }]).slice(0, 200), "intake.file-damaged", /重新保存/],
  ])("%s -> %#", async (name, bytes, code, mend) => {
    const refusal = await refusalOf(bytes, name);
    expect(refusal.code).toBe(code);
    expect(refusal.zh).toMatch(mend);
    expect(refusal.en).toMatch(/[a-z]/);
    expect(`${refusal.zh}${refusal.en}`).not.toMatch(/[{}]/);
  });
});

/** A package whose directory declares `declared` bytes for the document although it inflates to more. */
function lyingDocx(declared: number): Uint8Array {
  const bytes = zipOf({ "word/document.xml": `<w:document>${" ".repeat(10 * mega)}</w:document>` });
  const view = new DataView(bytes.buffer);
  const directory = Buffer.from(bytes).indexOf("504b0102", 0, "hex");
  view.setUint32(directory + 24, declared, true);
  return bytes;
}

/** A package whose directory lists the same large part many times over. */
function overlappingDocx(): Uint8Array {
  const one = zipOf({ "word/document.xml": randomBytes(30_000).toString("base64") });
  const directory = Buffer.from(one).indexOf("504b0102", 0, "hex");
  const end = Buffer.from(one).indexOf("504b0506", 0, "hex");
  const entry = one.subarray(directory, end);
  const tail = one.slice(end);
  const view = new DataView(tail.buffer);
  view.setUint16(8, 1000, true);
  view.setUint16(10, 1000, true);
  view.setUint32(12, entry.length * 1000, true);
  return new Uint8Array(Buffer.concat([one.subarray(0, directory), ...Array<Uint8Array>(1000).fill(entry), tail]));
}

const flateStream = (content: Uint8Array) => {
  const packed = Buffer.from(deflateSync(content)).toString("latin1");
  return `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`;
};

const pdfWith = (content: string, pages = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>") =>
  pdfOfObjects([
    "<< /Type /Catalog /Pages 2 0 R >>",
    pages,
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
    content,
  ]);

const manyRows = (count: number, row: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index + 1)).join("");

/** Built when the test runs: some take a while to make and much memory to keep. */
const attacks: [what: string, name: string, make: () => Uint8Array, code: RegExp][] = [
  ["200 MB", "方案.docx", () => new Uint8Array(200 * mega), /too-large/],
  ["11 MB of text", "方案.txt", () => utf8("任务".repeat(2 * mega)), /too-large/],
  ["declared zip bomb", "方案.docx", () => zipOf({ "word/document.xml": " ".repeat(61 * mega) }), /too-complex/],
  ["zip bomb with a false size", "方案.docx", () => lyingDocx(1000), /unsafe/],
  ["overlapping zip entries", "方案.docx", overlappingDocx, /unsafe/],
  [
    "10,000 parts",
    "方案.docx",
    () => zipOf(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`${i}`, ""]))),
    /too-complex/,
  ],
  [
    "XML entity bomb",
    "方案.docx",
    () =>
      zipOf({
        "word/document.xml": '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>',
      }),
    /unsafe/,
  ],
  ["10,000 nested tables in Word", "方案.docx", () => docxOfBody("<w:tbl><w:tr><w:tc>".repeat(10_000)), /unsafe/],
  ["10,000 nested elements in HTML", "方案.html", () => utf8(`<html>${"<div>".repeat(10_000)}任务`), /unsafe/],
  ["10,000 nested tables in HTML", "方案.html", () => utf8(`<html>${"<table><tr><td>".repeat(10_000)}任务`), /unsafe/],
  [
    "100,000 columns in HTML",
    "方案.html",
    () => utf8(`<table><tr>${"<td>任务</td>".repeat(100_000)}</tr></table>`),
    /too-complex/,
  ],
  ["a row of 1,000 columns in CSV", "台账.csv", () => utf8("任务,".repeat(1000)), /too-complex/],
  ["100,000 rows in CSV", "台账.csv", () => utf8("任务,单位\n".repeat(100_000)), /too-complex/],
  [
    "1,048,576 rows in a sheet",
    "台账.xlsx",
    () =>
      zipOf(
        sheetParts(
          `<worksheet><sheetData>${manyRows(1_048_576, () => "<row><c><v>1</v></c></row>")}</sheetData></worksheet>`,
        ),
      ),
    /too-complex/,
  ],
  [
    "a cell far to the right",
    "台账.xlsx",
    () => zipOf(sheetParts('<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>')),
    /too-complex/,
  ],
  [
    "overlapping merged ranges",
    "台账.xlsx",
    () =>
      zipOf(
        sheetParts(
          `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>${'<mergeCell ref="A1:B1048576"/>'.repeat(1000)}</mergeCells></worksheet>`,
        ),
      ),
    /unsafe/,
  ],
  [
    "PDF whose page tree is a ring",
    "方案.pdf",
    () => pdfWith(streamObject(""), "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"),
    /./,
  ],
  [
    "PDF whose drawing draws itself",
    "方案.pdf",
    () =>
      pdfWith(
        streamObject(
          "/X Do /X Do",
          "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> ",
        ),
      ),
    /./,
  ],
  [
    "PDF that says it has a million pages",
    "方案.pdf",
    () => pdfWith(streamObject(""), "<< /Type /Pages /Count 1000000 /Kids [3 0 R] >>"),
    /./,
  ],
  ["PDF with a stream of 500 MB", "方案.pdf", () => pdfWith(flateStream(new Uint8Array(500 * mega).fill(0x20))), /./],
  ["PDF with 10,000 nested arrays", "方案.pdf", () => pdfWith(streamObject("[".repeat(10_000))), /./],
];

describe("hostile files", () => {
  test.each(attacks)("%s", { timeout: 60_000 }, async (_, name, make, code) => {
    const bytes = make();
    const before = process.memoryUsage.rss();
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, 20);
    // Processor time of all threads: what the clock says depends on what else the machine does.
    const start = process.cpuUsage();
    const refusal = await refusalOf(bytes, name);
    const used = process.cpuUsage(start);
    clearInterval(watch);
    expect(refusal.code).toMatch(code);
    expect((used.user + used.system) / 1_000, "milliseconds").toBeLessThan(2_500 * slowness());
    expect(highest - before).toBeLessThan(700 * mega);
  });

  test.each(["md", "txt", "csv", "html"] as const)(
    "no pattern of .%s has a trap in a megabyte of one sign",
    { timeout: 60_000 },
    async (kind) => {
      const read = await loadReader(kind);
      const most = 2_000 * slowness();
      for (const sign of [
        "*",
        "**a",
        "[",
        "![",
        "`",
        "|",
        "| -",
        "<",
        "<a ",
        "\\",
        "_",
        " ",
        "#",
        ">",
        "- ",
        '"',
        '",',
        "&",
      ]) {
        const bytes = utf8(`任务${sign.repeat(mega / sign.length)}`);
        const start = process.cpuUsage();
        const failure = await read(bytes, readLimits, () => {}).catch((error: unknown) => error);
        if (failure instanceof Error) expect(failure).toBeInstanceOf(FileRefused);
        expect(process.cpuUsage(start).user / 1_000, `${sign} in .${kind}`).toBeLessThan(most);
      }
    },
  );
});

test("many hostile files at once do not stop an honest one", { timeout: 60_000 }, async () => {
  const bomb = pdfWith(flateStream(new Uint8Array(400 * mega).fill(0x20)));
  const honest = docxOfBody(
    `<w:tbl><w:tr>${wordCell(wordParagraph("试点任务"))}${wordCell(wordParagraph("市湖务局"))}</w:tr></w:tbl>`,
  );
  const bombs = Array.from({ length: 4 }, () => refusalOf(bomb, "方案.pdf"));
  const { document } = await readPlanFile(honest, "方案.docx");
  expect(document.text).toBe("试点任务 | 市湖务局 |");
  await Promise.all(bombs);
});
