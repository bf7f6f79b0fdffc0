// The ledger's workbook over real HTTP: out and back by several people, what is written, refused, remembered, and streamed.
import { request } from "node:http";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rawBook, textRows } from "../../../tests/fixtures/files/write-sheet.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { type ImportReport, workbookFields } from "./model.ts";

let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const address = (path: string) => `${server.base}/api/v1/programmes/${programmeId}/tasks/${path}`;

async function download(official: DemoOfficial, path: string): Promise<{ response: Response; bytes: Uint8Array }> {
  const { cookie } = await server.as(official);
  const response = await fetch(address(path), { headers: { cookie } });
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function opened(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  return book.worksheets[0] as ExcelJS.Worksheet;
}

/** An export with cells changed as a person does in a spreadsheet, saved by another program. */
async function edited(bytes: Uint8Array, cells: [row: number, heading: string, value: ExcelJS.CellValue][]) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  const head = (sheet.getRow(1).values as string[]).map(String);
  for (const [row, heading, value] of cells) sheet.getRow(row).getCell(head.indexOf(heading)).value = value;
  return new Uint8Array(await book.xlsx.writeBuffer());
}

interface Options {
  dryRun?: "true" | "false";
  onlyGood?: "true" | "false";
  mapping?: string;
  name?: string;
  key?: string;
}

async function bringIn(
  official: DemoOfficial,
  bytes: Uint8Array,
  { key, name = "台账.xlsx", ...options }: Options = {},
) {
  const file = new File([bytes as Uint8Array<ArrayBuffer>], name);
  return (await server.as(official)).workbooks.importTasks(
    { programmeId, file, ...options } as never,
    key ? { key } : undefined,
  ) as Promise<ImportReport>;
}

const ledger = async (official: DemoOfficial = "office") =>
  (await (await server.as(official)).tasks.listTasks({ programmeId, limit: 1000 })).items;
const label = (field: keyof typeof workbookFields) => workbookFields[field].zh;

describe("导出", () => {
  test("当前视图：筛选、排序、栏目照办，名字和类型说得清", async () => {
    const { response, bytes } = await download("office", "export.xlsx?sort=-ordinal&columns=lead,state");
    expect(response.headers.get("content-type")).toBe(
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    expect(decodeURIComponent(response.headers.get("content-disposition") ?? "")).toMatch(/台账-2021-09-01\.xlsx$/);
    const sheet = await opened(bytes);
    expect((sheet.getRow(1).values as string[]).slice(1, 5)).toEqual(["序号", "任务", "牵头单位", "办理状态"]);
    expect(sheet.getColumn(1).values.slice(2)).toEqual(["4", "3", "2", "1"]);
    expect(sheet.getColumn(4).values.slice(2)).toEqual(["草拟", "草拟", "草拟", "草拟"]);
    const filtered = await download("office", "export.xlsx?q=知识产权质押");
    expect((await opened(filtered.bytes)).rowCount).toBeLessThan(5);
  });

  test("英文表头、截至某日、空白模板、两日变化", async () => {
    const english = await opened((await download("office", "export.xlsx?language=en&asOf=2021-09-01")).bytes);
    expect(english.getCell("B1").value).toBe("Task");
    const template = await opened((await download("lead", "template.xlsx")).bytes);
    expect(template.rowCount).toBe(1);
    expect(template.getCell("H2").dataValidation.formulae?.[0]).toMatch(/草拟/);
    const changes = await opened((await download("office", "changes.xlsx?from=2021-08-30&to=2021-09-01")).bytes);
    expect(changes.getRow(2).getCell(3).value).toBe("新增");
    expect((await download("office", "changes.xlsx?from=2021-09-02&to=2021-09-01")).response.status).toBe(422);
  });

  test("只有看得到的任务；别的试点当作没有；不认识的栏目被拒", async () => {
    const mine = await opened((await download("support", "export.xlsx")).bytes);
    expect(mine.rowCount - 1).toBe((await ledger("support")).length);
    expect((await download("office", "export.xlsx?columns=price")).response.status).toBe(400);
    const { cookie } = await server.as("office");
    const nowhere = `${server.base}/api/v1/programmes/00000000-0000-7000-8000-0000000000ff/tasks/export.xlsx`;
    expect((await fetch(nowhere, { headers: { cookie } })).status).toBe(404);
  });

  test("读的人走了，服务器不受影响", async () => {
    const { cookie } = await server.as("office");
    await new Promise<void>((done) => {
      const call = request(address("export.xlsx"), { headers: { cookie } }, (response) => {
        response.once("data", () => {
          response.destroy();
          done();
        });
      });
      call.end();
    });
    expect((await download("office", "export.xlsx")).response.status).toBe(200);
  });
});

describe("改后导回", () => {
  test("原样导回，什么也不变；先看差异不写入", async () => {
    const before = await ledger();
    const { bytes } = await download("office", "export.xlsx");
    for (const dryRun of ["true", "false"] as const) {
      const report = await bringIn("office", bytes, { dryRun });
      expect([report.added, report.changed, report.conflicts, report.errors, report.dropped]).toEqual([
        [],
        [],
        [],
        [],
        [],
      ]);
      expect(report.unchanged).toBe(4);
      expect(report.mapping).toBe("own");
    }
    const saved = await edited(bytes, [[2, label("annualGoal"), "演示目标"]]);
    const dry = await bringIn("office", saved, { dryRun: "true" });
    expect(dry.changed.map(({ row, fields }) => [row, fields])).toEqual([
      [2, [{ field: "annualGoal", cell: "P2", before: null, after: "演示目标" }]],
    ]);
    expect(await ledger()).toEqual(before);
  });

  test("改了的写入，逐项留痕；再导一次就没有差异", async () => {
    const { bytes } = await download("office", "export.xlsx");
    const saved = await edited(bytes, [
      [2, label("annualGoal"), "=1+1 不是公式"],
      [2, label("leader"), "王五"],
      [3, label("startsOn"), new Date("2021-10-08T00:00:00Z")],
      [4, label("support"), "市教委、市财政局"],
      [4, label("isPublic"), "是"],
    ]);
    const report = await bringIn("office", saved);
    expect(report.written).toEqual({ added: 0, changed: 3, skipped: 0 });
    expect(report.results.map(({ outcome }) => outcome)).toEqual(["saved", "saved", "saved", "unchanged"]);
    const [first, second, third] = await ledger();
    expect([first?.annualGoal, first?.leader, second?.startsOn, third?.isPublic]).toEqual([
      "=1+1 不是公式",
      "王五",
      "2021-10-08",
      true,
    ]);
    expect(third?.units.filter(({ part }) => part === "support").map(({ shortName }) => shortName)).toEqual([
      "市教委",
      "市财政局",
    ]);
    const story = await (await server.as("office")).tasks.getTask({ programmeId, taskId: third?.id as TaskId });
    expect(story.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["task.edit", "task.assign"]));
    const again = await bringIn("office", (await download("office", "export.xlsx")).bytes, { dryRun: "true" });
    expect([again.changed, again.errors]).toEqual([[], []]);
  });

  test("两人同时：后到的看到冲突，不覆盖；没有冲突的修改照样写入", async () => {
    const { bytes } = await download("office", "export.xlsx");
    const one = await edited(bytes, [[2, label("expectedOutcome"), "甲的写法"]]);
    const two = await edited(bytes, [
      [2, label("expectedOutcome"), "乙的写法"],
      [3, label("contact"), "李四 023-6000"],
    ]);
    await bringIn("office", one);
    server.clock.advance(60_000);
    const dry = await bringIn("office", two, { dryRun: "true" });
    expect(dry.conflicts.map(({ row, fields }) => [row, fields])).toEqual([
      [2, [{ field: "expectedOutcome", cell: "Q2", exported: null, file: "乙的写法", now: "甲的写法" }]],
    ]);
    const refusal = await refusalTo(bringIn("office", two));
    expect([refusal.status, refusal.code]).toEqual([422, "workbook.not-all-good"]);
    const report = await bringIn("office", two, { onlyGood: "true" });
    expect(report.written).toEqual({ added: 0, changed: 1, skipped: 1 });
    const [first, second] = await ledger();
    expect([first?.expectedOutcome, second?.contact]).toEqual(["甲的写法", "李四 023-6000"]);
  });

  test("别人改了别的栏目，不算冲突，也不被冲掉", async () => {
    const { bytes } = await download("office", "export.xlsx");
    await bringIn("office", await edited(bytes, [[2, label("leader"), "赵六"]]));
    server.clock.advance(60_000);
    const report = await bringIn("office", await edited(bytes, [[2, label("contact"), "钱七"]]));
    expect(report.written.changed).toBe(1);
    const [first] = await ledger();
    expect([first?.leader, first?.contact]).toEqual(["赵六", "钱七"]);
  });

  test("有错的行按行列说明，一行也不写；只写无误的行", async () => {
    const { bytes } = await download("office", "export.xlsx");
    const saved = await edited(bytes, [
      [2, label("annualGoal"), "会写入"],
      [3, label("lead"), "市科技厅"],
      [4, label("startsOn"), "明年开春"],
    ]);
    const dry = await bringIn("office", saved, { dryRun: "true" });
    expect(
      dry.errors.map(({ row, cell, heading, code, suggestion }) => [row, cell, heading, code, suggestion]),
    ).toEqual([
      [3, "E3", "牵头单位", "workbook.unit-unknown", "市科技局"],
      [4, "M4", "开始日期", "workbook.bad-day", null],
    ]);
    const refusal = await refusalTo(bringIn("office", saved));
    expect(refusal.places.map(({ path, row, column }) => [path, row, column])).toEqual([
      ["E3", 3, 5],
      ["M4", 4, 13],
    ]);
    expect((await ledger())[0]?.annualGoal).not.toBe("会写入");
    const report = await bringIn("office", saved, { onlyGood: "true" });
    expect(report.written).toEqual({ added: 0, changed: 1, skipped: 2 });
    expect((await ledger())[0]?.annualGoal).toBe("会写入");

    const { bytes: copy } = await download("office", `imports/${report.importId}/marked.xlsx`);
    const marked = await opened(copy);
    expect(marked.getCell("E3").note).toMatch(/市科技厅.*市科技局/s);
    expect(marked.getCell("E3").fill).toMatchObject({ pattern: "solid" });
    const mended = await edited(copy, [
      [3, label("lead"), "市科技局"],
      [4, label("startsOn"), "2022-01-01"],
    ]);
    expect((await bringIn("office", mended, { dryRun: "true" })).errors).toEqual([]);
  });

  test("同一请求重发只办一次，答复相同", async () => {
    const { bytes } = await download("office", "export.xlsx");
    const saved = await edited(bytes, [[5, label("leader"), "孙八"]]);
    const first = await bringIn("office", saved, { key: "same-import" });
    expect(await bringIn("office", saved, { key: "same-import" })).toEqual(first);
    expect(first.written.changed).toBe(1);
    const other = await refusalTo(bringIn("office", saved, { key: "same-import", dryRun: "true" }));
    expect(other.code).toBe("idempotency.reused");
    // The same choice as a field of the form, as other tools send it.
    const form = new FormData();
    form.set("file", new File([saved as Uint8Array<ArrayBuffer>], "台账.xlsx"));
    form.set("dryRun", "true");
    const headers = { cookie: (await server.as("office")).cookie, "idempotency-key": "same-import" };
    const answer = await fetch(address("import"), { method: "POST", headers, body: form });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, "idempotency.reused"]);
  });
});

describe("谁能导入什么", () => {
  test("牵头单位改本单位填报的栏目；其余说明由谁办理", async () => {
    const mine = await download("lead", "export.xlsx");
    const good = await edited(mine.bytes, [[2, label("annualGoal"), "本单位填报"]]);
    expect((await bringIn("lead", good)).written.changed).toBe(1);
    server.clock.advance(60_000);
    const bad = await edited((await download("lead", "export.xlsx")).bytes, [[2, label("shortTitle"), "改简称"]]);
    const report = await bringIn("lead", bad, { dryRun: "true" });
    expect(report.errors.map(({ code }) => code)).toEqual(["workbook.not-yours"]);
    expect(report.errors[0]?.zh).toMatch(/办公室/);
  });

  test("看不到的任务当作没有，表中没有的任务只列出自己看得到的", async () => {
    const all = await download("office", "export.xlsx");
    const report = await bringIn("support", all.bytes, { dryRun: "true" });
    const visible = (await ledger("support")).length;
    expect(report.errors.filter(({ code }) => code === "workbook.absent")).toHaveLength(4 - visible);
    const none = await bringIn("support", new Uint8Array(Buffer.from("任务,牵头单位\n新任务,市教委\n")), {
      dryRun: "true",
      name: "a.csv",
    });
    expect(none.errors.map(({ code }) => code)).toEqual(["workbook.add-not-yours"]);
    expect(none.dropped).toHaveLength(visible);
  });

  test("推进组能导出不能导入；标注副本只给导入的人", async () => {
    expect((await download("group", "export.xlsx")).response.status).toBe(200);
    const { bytes } = await download("office", "export.xlsx");
    expect((await refusalTo(bringIn("group", bytes))).status).toBe(403);
    const { importId } = await bringIn("office", bytes, { dryRun: "true" });
    expect((await download("office", `imports/${importId}/marked.xlsx`)).response.status).toBe(200);
    expect((await download("lead", `imports/${importId}/marked.xlsx`)).response.status).toBe(404);
  });
});

describe("单位已有的台账", () => {
  const foreign = (head: string[], ...rows: string[][]) => rawBook({ sheets: [{ rows: textRows([head, ...rows]) }] });

  test("按表头认出栏目，新增的任务接在台账后面", async () => {
    const bytes = foreign(
      ["编号", "重点任务", "责任单位", "协办单位", "完成时间", "责任人", "备注"],
      ["甲1", "演示数据：开行水上巴士。", "市科技局", "市教委", "2022年12月底前", "周九", "—"],
    );
    const dry = await bringIn("office", bytes, { dryRun: "true" });
    expect([dry.mapping, dry.needsMapping]).toEqual(["proposed", false]);
    expect(dry.columns.filter((column) => !column.field).map(({ heading }) => heading)).toEqual(["备注"]);
    const report = await bringIn("office", bytes);
    expect(report.written).toEqual({ added: 1, changed: 0, skipped: 0 });
    const task = (await ledger()).at(-1);
    expect(task).toMatchObject({
      id: report.results[0]?.taskId,
      number: "甲1",
      text: "演示数据：开行水上巴士。",
      state: "draft",
      dueText: "2022年12月底前",
      dueOn: "2022-12-31",
      leader: "周九",
      units: [
        { shortName: "市科技局", part: "lead" },
        { shortName: "市教委", part: "support" },
      ],
    });
    server.clock.advance(60_000);
    const again = await bringIn("office", bytes);
    expect([again.written.added, again.unchanged]).toEqual([0, 1]);
  });

  test("认不出任务列时先请人指定，同样的表头下次沿用", async () => {
    const bytes = foreign(["项", "干什么", "谁来干"], ["乙1", "演示数据：整修码头。", "市科技局"]);
    const asked = await bringIn("office", bytes, { dryRun: "true" });
    expect([asked.needsMapping, asked.added, asked.columns.map(({ field }) => field)]).toEqual([
      true,
      [],
      [null, null, null],
    ]);
    expect((await refusalTo(bringIn("office", bytes))).code).toBe("workbook.needs-mapping");
    const mapping = JSON.stringify({ 1: "number", 2: "text", 3: "lead" });
    const given = await bringIn("office", bytes, { dryRun: "true", mapping });
    expect([given.mapping, given.added.map(({ text }) => text)]).toEqual(["given", ["演示数据：整修码头。"]]);
    const next = foreign(["项", "干什么", "谁来干"], ["乙2", "演示数据：疏浚航道。", "市教委"]);
    const remembered = await bringIn("office", next, { dryRun: "true" });
    expect([remembered.mapping, remembered.needsMapping, remembered.added.length]).toEqual(["remembered", false, 1]);
    expect((await refusalTo(bringIn("office", next, { mapping: '{"1":"price"}' }))).status).toBe(400);
  });

  test("GB18030 的 .csv", async () => {
    // 任务,牵头单位 / 演示任务丙,市科技局
    const bytes = Buffer.from("c8cecef12cc7a3cdb7b5a5cebb0d0ad1ddcabec8cecef1b1fb2ccad0bfc6bcbcbed60d0a", "hex");
    const report = await bringIn("office", new Uint8Array(bytes), { dryRun: "true", name: "台账.csv" });
    expect(report.added.map(({ text }) => text)).toEqual(["演示任务丙"]);
    expect(report.errors).toEqual([]);
  });

  test.each<[string, () => Uint8Array, number, string]>([
    ["不是表格", () => new Uint8Array(Buffer.from("%PDF-1.7\u0000")), 422, "workbook.file-unknown"],
    ["没有表头", () => rawBook({ sheets: [{ rows: textRows([["只有一句话"]]) }] }), 422, "workbook.file-without-table"],
    [
      "20,001 行",
      () =>
        rawBook({
          sheets: [
            { rows: textRows([["任务", "简称"], ...Array.from({ length: 20_001 }, (_, n) => [`任务${n}`, "x"])]) },
          ],
        }),
      422,
      "workbook.file-too-complex",
    ],
    ["超过 20 MB", () => new Uint8Array(20 * 1024 * 1024 + 1), 413, "request.too-large"],
  ])("%s被拒，说明怎么办", async (_, make, status, code) => {
    const refusal = await refusalTo(bringIn("office", make()));
    expect([refusal.status, refusal.code]).toEqual([status, code]);
    expect(refusal.messages.zh).toMatch(/。$/);
  });
});

test("一万行新增，一次写入", { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => [
    String(n + 1),
    `演示数据 第${n + 1}件事。`,
    "市科技局",
    "2022-12-31",
  ]);
  const bytes = rawBook({ sheets: [{ rows: textRows([["序号", "任务", "牵头单位", "完成时限"], ...rows]) }] });
  const report = await bringIn("office", bytes);
  expect(report.written.added).toBe(10_000);
  expect(new Set(report.results.map(({ taskId }) => taskId)).size).toBe(10_000);
});
