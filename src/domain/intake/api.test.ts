// A plan on its way in over real HTTP: upload, settle, confirm all at once or not at all, and who may know of it.
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fictionalPlan } from "../../../tests/fixtures/files/fictional-plan.ts";
import { docxOf, txtOf } from "../../../tests/fixtures/files/write-plan.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Import, type ImportChange, maxPlanFile } from "./model.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const office = () => server.as("office");
const upload = async (content: string | Uint8Array, name = "演示.txt", programmeId?: ProgrammeId) =>
  (await office()).intake.startImport({
    file: new File([content as string], name),
    ...(programmeId ? { programmeId } : {}),
  });
const at = (held: Pick<Import, "id" | "version">) => ({ importId: held.id, version: held.version });
const change = async (held: Import, edit: ImportChange) =>
  (await office()).intake.changeImport({ ...at(held), ...edit } as never);
const settle = (held: Import) =>
  change(held, { findings: held.findings.map(({ key }) => ({ key, settled: true, decision: "演示核定" })) });
const confirm = async (held: Import) => (await office()).intake.confirmImport(at(held));

/** 演示数据: each row one task of a pilot that does not exist. */
const planOf = (rows: readonly (readonly [text: string, lead: string])[], title = "云岭示范区演示方案（演示数据）") =>
  [
    title,
    "2021年9月1日",
    "序号 | 工作任务 | 牵头单位 |",
    ...rows.map(([text, lead], index) => `${index + 1} | ${text} | ${lead} |`),
  ].join("\n");

const eventsOf = async (id: string) =>
  (
    await server.database.db
      .selectFrom("event")
      .select(["kind", "subject_version as version", "person_name as person", "after"])
      .where("subject_id", "=", id)
      .orderBy("at")
      .orderBy("id")
      .execute()
  ).map(({ kind, version, person }) => [kind, version, person]);

/** How much there is of everything that a confirmation makes. */
async function census() {
  const count = async (
    table: "programme" | "plan_version" | "plan_element" | "task" | "task_unit" | "unit" | "event",
  ) =>
    (
      await server.database.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .$if(table === "event", (q) => q.where(sql`kind`, "not like", "session.%"))
        .executeTakeFirstOrThrow()
    ).n;
  const tables = ["programme", "plan_version", "plan_element", "task", "task_unit", "unit", "event"] as const;
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await count(table)])));
}

describe("上传", () => {
  test.each([
    ["文本", "云湖方案.txt", () => txtOf(fictionalPlan), "txt"],
    ["Word", "云湖方案.docx", () => docxOf(fictionalPlan), "docx"],
  ] as const)("%s文件读成草稿：任务、单位、原文都在，下载的原文件一字节不差", async (_title, name, make, kind) => {
    const content = make();
    const held = await upload(content, name);
    expect(held).toMatchObject({ state: "draft", fileName: name, fileKind: kind, taskCount: 3, version: 1 });
    expect(held.tasks.map((task) => task.lead)).toEqual([["市湖务局"], ["市商贸局"], ["市数据局"]]);
    for (const task of held.tasks) expect(held.text.slice(task.start, task.end)).toContain(task.number);
    expect(held.abilities).toEqual({ edit: true, confirm: held.openFindings === 0 });
    const { cookie } = await office();
    const file = await fetch(`${server.base}/api/v1/imports/${held.id}/file`, { headers: { cookie } });
    const expected = Buffer.from(content as string);
    expect(Buffer.from(await file.arrayBuffer()).equals(expected)).toBe(true);
    expect(await eventsOf(held.id)).toEqual([["import.started", 1, "周明远"]]);
  });

  const ole = (stream: string) =>
    Buffer.concat([
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      Buffer.alloc(600),
      Buffer.from(stream, "utf16le"),
      Buffer.alloc(600),
    ]);
  const unreadable: [string, string, () => string | Uint8Array, string, RegExp][] = [
    ["空文件", "空.txt", () => "", "intake.file-empty", /重新选择/],
    ["旧版 Word", "旧.doc", () => ole("WordDocument"), "intake.file-legacy-word", /另存为 .docx/],
    ["加密的 Word", "密.docx", () => ole("EncryptedPackage"), "intake.file-encrypted", /取消密码/],
    ["图片", "扫描.png", () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "intake.file-image", /OCR/],
    ["坏的 Word", "坏.docx", () => docxOf(fictionalPlan).slice(0, 300), "intake.file-damaged", /重新保存/],
  ];
  test.each(unreadable)("%s被拒，并说明怎么办，什么也不留", async (_title, name, make, code, mend) => {
    const before = await census();
    const refusal = await refusalTo(upload(make(), name));
    expect([refusal.status, refusal.code]).toEqual([422, code]);
    expect(refusal.messages.zh).toMatch(mend);
    expect(refusal.messages.en).not.toMatch(/[一-鿿]/);
    expect(await census()).toEqual(before);
  });

  test("超过上限得到 413，并说出上限", async () => {
    const refusal = await refusalTo(upload(new Uint8Array(maxPlanFile + 1)));
    expect([refusal.status, refusal.code, refusal.facts.limit]).toEqual([413, "request.too-large", "20 MB"]);
  });

  test.each([
    ["没有文件", () => new FormData(), 400],
    ["多出一个文件", () => formOf(["file", "a"], ["file", "b"]), 413],
  ])("%s被拒", async (_title, make, status) => {
    const { cookie } = await office();
    const response = await fetch(`${server.base}/api/v1/imports`, {
      method: "POST",
      headers: { cookie },
      body: make(),
    });
    expect(response.status).toBe(status);
  });

  const formOf = (...files: [string, string][]): FormData => {
    const form = new FormData();
    for (const [name, content] of files) form.append(name, new File([content], "演示.txt"));
    return form;
  };

  test("半截的表单得到 4xx，不是服务出错", async () => {
    const { cookie } = await office();
    const response = await fetch(`${server.base}/api/v1/imports`, {
      method: "POST",
      headers: { cookie, "content-type": "multipart/form-data; boundary=x" },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n半截',
    });
    expect(response.status).toBe(415);
  });

  test.each([
    "=cmd|'/c calc'!A1.txt",
    "<script>alert(1)</script>.txt",
    '"><img src=x onerror=alert(1)>.txt',
    "a\r\nSet-Cookie: x=1.txt",
    "../../etc/passwd.txt",
    "方案；filename=evil.html",
    "长".repeat(300),
  ])("文件名 %j 只是文字：照样显示，下载时不被解释", async (name) => {
    const held = await upload(planOf([["演示事项", "市教委"]]), name);
    const { cookie } = await office();
    const file = await fetch(`${server.base}/api/v1/imports/${held.id}/file`, { headers: { cookie } });
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''[\w.~!%-]*$/);
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(file.headers.get("x-content-type-options")).toBe("nosniff");
    expect(file.headers.get("set-cookie")).toBeNull();
    expect(held.fileName).not.toContain("/etc");
    expect(held.fileName.length).toBeLessThanOrEqual(255);
  });
});

describe("核定", () => {
  test("改标题、任务和疑点，版本加一，事件记下改了哪几栏；旧版本的修改被拒", async () => {
    const held = await upload(planOf([["演示事项甲", "市教委"]]));
    const next = await change(held, { head: { title: "改过的标题" }, tasks: [{ key: "T1", support: ["市财政局"] }] });
    expect(next).toMatchObject({ version: 2, title: "改过的标题", tasks: [{ support: ["市财政局"] }] });
    expect(next.units.map((unit) => unit.name)).toEqual(["市教委", "市财政局"]);
    expect(await eventsOf(held.id)).toEqual([
      ["import.started", 1, "周明远"],
      ["import.settled", 2, "周明远"],
    ]);
    const stale = await refusalTo(change(held, { head: { title: "后到的标题" } }));
    expect(stale).toMatchObject({ status: 412, code: "version.stale", facts: { current: 2, given: 1 } });
  });

  test.each([
    ["草稿里没有的任务", { tasks: [{ key: "T99" }] }, 422, "import.no-such-item"],
    ["没有名称的单位", { tasks: [{ key: "T1", lead: [" "] }] }, 400, "request.invalid"],
    [
      "不存在的单位编号",
      { units: [{ name: "市教委", unitId: "00000000-0000-7000-8000-00000000000f" }] },
      422,
      "import.no-such-item",
    ],
    ["太短的标题", { head: { title: "一" } }, 400, "request.invalid"],
    ["不存在的日期", { tasks: [{ key: "T1", dueOn: "2022-02-30" }] }, 400, "request.invalid"],
  ])("%s被拒，草稿不变", async (_title, edit, status, code) => {
    const held = await upload(planOf([["演示事项乙", "市教委"]]));
    const refusal = await refusalTo(change(held, edit as never));
    expect([refusal.status, refusal.code]).toEqual([status, code]);
    expect((await (await office()).intake.getImport({ importId: held.id })).version).toBe(1);
  });

  test("手工写的单位名称也去对已有单位：同名的直接对上，近似的给出建议，声明为新单位的不再改", async () => {
    const held = await upload(planOf([["演示事项一", "市教委"]]));
    const key = held.tasks[0]?.key as string;
    const typed = await change(held, {
      tasks: [{ key, lead: ["重庆市科学技术局"], support: ["市教育厅", "全新演示单位"] }],
    });
    const unit = (draft: Import, name: string) => draft.units.find((one) => one.name === name);
    expect(unit(typed, "重庆市科学技术局")).toMatchObject({ unitName: "市科技局", suggestion: null });
    expect(unit(typed, "市教育厅")).toMatchObject({ unitId: null });
    expect(unit(typed, "全新演示单位")).toMatchObject({ unitId: null, suggestion: null });
    const fresh = await change(typed, { units: [{ name: "重庆市科学技术局", unitId: null }] });
    const later = await change(fresh, { tasks: [{ key, support: ["市科技局"] }] });
    expect(unit(later, "重庆市科学技术局")?.unitId).toBeNull();
    expect(unit(later, "市科技局")).toMatchObject({ unitName: "市科技局" });
  });
});

describe("确认", () => {
  test("疑点没有核定、任务没有牵头单位、没有任务时，都不能确认", async () => {
    const doubtful = await upload(`到2024年，完成9项试点任务。\n${planOf([["演示事项丙", "市教委"]])}`);
    expect(doubtful.openFindings).toBeGreaterThan(0);
    expect(await refusalTo(confirm(doubtful))).toMatchObject({
      status: 409,
      code: "import.unsettled",
      facts: { count: doubtful.openFindings },
    });
    const leaderless = await change(await settle(doubtful), { tasks: [{ key: "T1", lead: [] }] });
    expect(leaderless.abilities.confirm).toBe(false);
    expect(await refusalTo(confirm(leaderless))).toMatchObject({ status: 422, facts: { tasks: ["1"] } });
    const empty = await change(leaderless, { tasks: [{ key: "T1", dropped: true }] });
    expect((await refusalTo(confirm(empty))).code).toBe("import.no-tasks");
  });

  test("一次办成：试点、方案、台账、新单位；已有的单位沿用，新单位待确认", async () => {
    const before = await census();
    const held = await settle(
      await upload(
        planOf([
          ["演示事项丁", "重庆市科学技术局"],
          ["演示事项戊", "云岭演示一局"],
        ]),
      ),
    );
    const { programmeId, taskCount } = await confirm(held);
    const after = await census();
    expect([after.programme, after.task, after.unit, taskCount]).toEqual([
      (before.programme ?? 0) + 1,
      (before.task ?? 0) + 2,
      (before.unit ?? 0) + 1,
      2,
    ]);
    const { items } = await (await office()).tasks.listTasks({ programmeId });
    expect(items.map((task) => task.units.map((unit) => unit.shortName))).toEqual([["市科技局"], ["云岭演示一局"]]);
    const added = await server.database.db
      .selectFrom("unit")
      .selectAll()
      .where("name", "=", "云岭演示一局")
      .executeTakeFirst();
    expect(added).toMatchObject({ kind: "department", known: false });
    expect((await eventsOf(held.id)).at(-1)).toEqual(["import.confirmed", held.version + 1, "周明远"]);
    const ended = await (await office()).intake.getImport({ importId: held.id });
    expect(ended).toMatchObject({ state: "confirmed", programmeId, abilities: { edit: false, confirm: false } });
    expect((await refusalTo(confirm(held))).code).toBe("import.ended");
    expect((await refusalTo(change(ended, { head: { title: "再改" } }))).code).toBe("import.ended");
  });

  test("做到一半失败，什么也不留下；改正之后可以接着确认", async () => {
    const held = await settle(
      await upload(
        planOf([
          ["演示事项己", "云岭演示二局"],
          ["演示事项庚", "云岭演示三局"],
        ]),
      ),
    );
    // Somebody enters the second unit between the upload and the confirmation.
    const rival = await (await office()).organisations.addUnit({ kind: "department", name: "云岭演示三局" });
    const before = await census();
    const refusal = await refusalTo(confirm(held));
    expect([refusal.status, refusal.code]).toEqual([409, "unit.name-taken"]);
    expect(await census()).toEqual(before);
    expect((await (await office()).intake.getImport({ importId: held.id })).state).toBe("draft");
    const mended = await change(held, { units: [{ name: "云岭演示三局", unitId: rival.id as UnitId }] });
    expect((await confirm(mended)).taskCount).toBe(2);
  });

  test("同时确认四次，只成一次", async () => {
    const held = await settle(await upload(planOf([["演示事项辛", "云岭演示四局"]])));
    const before = await census();
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => confirm(held)));
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of outcomes) if (one.status === "rejected") expect([409, 412]).toContain(one.reason.status);
    expect((await census()).programme).toBe((before.programme ?? 0) + 1);
  });

  test("放弃之后留在列表里，不能再动", async () => {
    const held = await upload(planOf([["演示事项壬", "市教委"]]));
    const { intake } = await office();
    await intake.discardImport(at(held));
    expect((await intake.listImports({})).items[0]).toMatchObject({ id: held.id, state: "discarded", taskCount: 1 });
    expect((await refusalTo(confirm(held))).code).toBe("import.ended");
    expect((await refusalTo(intake.discardImport(at(held)))).code).toBe("import.ended");
  });
});

describe("换版", () => {
  test("句子没变的任务保留编号和进展，新的加入，旧的不会消失", async () => {
    const first = [
      ["演示事项子", "市教委"],
      ["演示事项丑", "市财政局"],
    ] as const;
    const { programmeId } = await confirm(await settle(await upload(planOf(first))));
    const { tasks } = await office();
    const before = (await tasks.listTasks({ programmeId })).items;
    const kept = before[1];
    await tasks.editTask({ programmeId, taskId: kept?.id as never, version: 1, leader: "留任的人" });
    server.clock.advance(60_000);
    const next = await upload(planOf([["演示事项寅", "市科技局"], first[1]]), "第二版.txt", programmeId);
    expect(await confirm(await settle(next))).toMatchObject({ programmeId, taskCount: 2 });
    const after = (await tasks.listTasks({ programmeId })).items;
    expect(after).toHaveLength(3);
    expect(after.find((task) => task.id === kept?.id)).toMatchObject({ number: "2", text: kept?.text });
    expect(await tasks.getTask({ programmeId, taskId: kept?.id as never })).toMatchObject({ leader: "留任的人" });
    expect(after.some((task) => task.id === before[0]?.id)).toBe(true);
    expect(after.some((task) => task.text.includes("演示事项寅"))).toBe(true);
  });
});

describe("别处的办公室", () => {
  test("看不到、改不了、确认不了这份导入，也导不进这个试点", async () => {
    const held = await upload(planOf([["演示事项癸", "市教委"]]));
    const other = await otherOffice();
    const calls = [
      () => other.intake.getImport({ importId: held.id }),
      () => other.intake.changeImport({ ...at(held), head: { title: "越界" } }),
      () => other.intake.confirmImport(at(held)),
      () => other.intake.discardImport(at(held)),
      () => other.intake.getImportFile({ importId: held.id }),
    ];
    for (const call of calls) expect(await refusalTo(call())).toMatchObject({ status: 404, code: "import.absent" });
    expect((await other.intake.listImports({})).total).toBe(0);
    const file = new File([planOf([["越界事项", "市教委"]])], "越界.txt");
    const programmeId = server.programmeId as ProgrammeId;
    expect((await refusalTo(other.intake.startImport({ file, programmeId }))).code).toBe("programme.absent");
    const own = await other.intake.startImport({ file });
    const foreign = { ...at(own), programmeId };
    expect((await refusalTo(other.intake.confirmImport(foreign))).code).toBe("programme.absent");
  });

  /** An official of an office that runs another pilot, with an account made the way any is. */
  async function otherOffice() {
    const [system, security] = [await server.as("system"), await server.as("security")];
    const { id: unitId } = await system.organisations.addUnit({ kind: "office", name: "云岭演示办公室" });
    const person = await system.organisations.addPerson({ unitId, name: "演示办公室人员" });
    const account = await system.accounts.openAccount({ personId: person.id, username: "other.office" });
    await security.organisations.grantDuty({ personId: person.id, unitId, duty: "office" });
    const send = async (path: string, body: object, cookie = "") => {
      const headers = { "content-type": "application/json", cookie };
      const response = await fetch(`${server.base}/api/v1${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      return (response.headers.get("set-cookie") ?? "").split(";")[0] as string;
    };
    const entered = await send("/session", { username: "other.office", password: account.password });
    const next = "Yunling-2021-demo";
    return server.client({ cookie: await send("/session/password", { current: account.password, next }, entered) });
  }
});
