// The ledger over real HTTP: every act with the trace it leaves, every refusal, and who sees what.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { Task, TaskId } from "./model.ts";

let server: TestServer;
let programmeId: ProgrammeId;
const unitIds = new Map<string, UnitId>();
const unit = (shortName: string) => unitIds.get(shortName) as UnitId;

beforeAll(async () => {
  server = await startServer();
  const started = await (await server.as("office")).intake.startImport({ file: new File([plan()], "演示.txt") });
  const office = await server.as("office");
  const entered = await office.intake.confirmImport({
    importId: started.id,
    version: started.version,
    startsOn: "2021-09-01",
  });
  programmeId = entered.programmeId;
  for (const row of await server.database.db.selectFrom("unit").select(["id", "short_name"]).execute())
    unitIds.set(row.short_name, row.id as UnitId);
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const leads = ["市科技局", "市教委", "渝中区"];
const texts = ["完成率达到100%", "编写a_b对照表", "发布“问答'手册", '推行"一件事"', "开展C:\\演示\\演练"];

/** 演示数据: twelve tasks of a pilot that does not exist; every third has the same lead. */
function plan(): string {
  const rows = Array.from({ length: 12 }, (_, index) => {
    const lead = leads[index % 3];
    const text = `${texts[index % texts.length]},演示事项第${index + 1}号。`;
    return `${index + 1} | ${text} | ${lead} | 市财政局、${leads[(index + 1) % 3]} | 202${2 + (index % 2)}年${(index % 12) + 1}月底前 |`;
  });
  return [
    "云岭示范区试点工作方案(演示数据)",
    "云岭示范区管理委员会",
    "2021年9月1日",
    "序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |",
    ...rows,
  ].join("\n");
}

const numbered = async (number: number): Promise<Task> => {
  const row = await server.database.db
    .selectFrom("task")
    .select("id")
    .where("programme_id", "=", programmeId)
    .where("number", "=", String(number))
    .executeTakeFirstOrThrow();
  return (await server.as("office")).tasks.getTask({ programmeId, taskId: row.id as TaskId });
};
const at = (task: Pick<Task, "id" | "version">) => ({ programmeId, taskId: task.id, version: task.version });

const lastEvent = (task: Pick<Task, "id">) =>
  server.database.db
    .selectFrom("event")
    .selectAll()
    .where("subject_id", "=", task.id)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();

/** The call of a typed client with the headers that came back. */
async function raw(
  as: DemoOfficial,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const { cookie } = await server.as(as);
  const response = await fetch(`${server.base}/api/v1/programmes/${programmeId}${path}`, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, never> };
}

describe("每一步都留痕", () => {
  test("下达、签收、编排、开始:状态、版本、ETag 和审计事件一致", async () => {
    let task = await numbered(1);
    const steps = [
      { as: "office", act: "issue", body: { note: "请按期办理" }, after: "issued", person: "周明远", duty: "office" },
      { as: "lead", act: "sign", body: {}, after: "signed", person: "郑思齐", duty: "liaison" },
      {
        as: "lead",
        act: "plan",
        body: { milestones: [{ title: "出台细则", dueOn: "2021-12-31" }] },
        after: "signed",
        person: "郑思齐",
        duty: "liaison",
      },
      { as: "lead", act: "begin", body: {}, after: "inProgress", person: "郑思齐", duty: "liaison" },
    ] as const;
    for (const step of steps) {
      server.clock.advance(1000);
      const answer = await raw(step.as, "POST", `/tasks/${task.id}/${step.act}`, step.body, {
        "if-match": `"${task.version}"`,
        "x-request-id": `trace-${step.act}`,
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      expect(answer.body).toMatchObject({ state: step.after, version: task.version + 1 });
      expect(answer.headers.get("etag")).toBe(`"${task.version + 1}"`);
      expect(await lastEvent(task)).toMatchObject({
        kind: `task.${step.act}`,
        subject_kind: "task",
        subject_version: task.version + 1,
        programme_id: programmeId,
        person_name: step.person,
        duties: [step.duty],
        request_id: `trace-${step.act}`,
        note: "note" in step.body ? step.body.note : null,
        address: expect.stringContaining("127.0.0.1"),
      });
      const event = await lastEvent(task);
      if (step.act === "plan")
        expect(event).toMatchObject({ before: { milestones: [] }, after: { milestones: ["2021-12-31 出台细则"] } });
      else expect([event.before, event.after]).toEqual([{ state: task.state }, { state: step.after }]);
      expect(event.unit_id).toBe((await unitOf(step.as)) as string);
      task = await numbered(1);
    }
    expect(task.events.map((event) => event.kind)).toEqual([
      "task.begin",
      "task.plan",
      "task.sign",
      "task.issue",
      "task.entered",
    ]);
    expect(task.events[2]).toMatchObject({ personName: "郑思齐", unitName: "市科技局" });
  });

  test("编辑只记改动过的栏目,前后都在;没有改动就没有新版本", async () => {
    const task = await numbered(2);
    const office = await server.as("office");
    const edited = await office.tasks.editTask({ ...at(task), leader: "演示负责人", needsNational: false });
    expect(edited).toMatchObject({ leader: "演示负责人", version: task.version + 1 });
    expect(await lastEvent(task)).toMatchObject({
      kind: "task.edit",
      before: { leader: null },
      after: { leader: "演示负责人" },
    });
    const again = await office.tasks.editTask({ ...at(edited), leader: "演示负责人" });
    expect(again.version).toBe(edited.version);
  });

  test("调整单位:名单、先后和事件一致,撤下的关联保留起止时间", async () => {
    const task = await numbered(3);
    const office = await server.as("office");
    const assigned = await office.tasks.assignUnits({
      ...at(task),
      units: [
        { unitId: unit("市财政局"), part: "lead", ownDuty: "统筹" },
        { unitId: unit("渝中区"), part: "lead" },
        { unitId: unit("渝中区"), part: "support" },
      ],
    });
    expect(assigned.units.map((one) => [one.part, one.shortName, one.ownDuty])).toEqual([
      ["lead", "市财政局", "统筹"],
      ["lead", "渝中区", null],
      ["support", "渝中区", null],
    ]);
    expect(await lastEvent(task)).toMatchObject({
      kind: "task.assign",
      before: { units: ["lead:渝中区", "support:市财政局", "support:市科技局"] },
      after: { units: ["lead:市财政局", "lead:渝中区", "support:渝中区"] },
    });
    const links = await server.database.db
      .selectFrom("task_unit")
      .select(["unit_id", "part", "until_at"])
      .where("task_id", "=", task.id)
      .where("unit_id", "=", unit("市科技局"))
      .execute();
    expect(links).toEqual([{ unit_id: unit("市科技局"), part: "support", until_at: assigned.changedAt }]);
  });

  test("牵头单位换先后也算改动", async () => {
    const task = await numbered(4);
    const office = await server.as("office");
    const pair = (first: string, second: string) => [
      { unitId: unit(first), part: "lead" as const },
      { unitId: unit(second), part: "lead" as const },
    ];
    const one = await office.tasks.assignUnits({ ...at(task), units: pair("市科技局", "市教委") });
    server.clock.advance(1000);
    const two = await office.tasks.assignUnits({ ...at(one), units: pair("市教委", "市科技局") });
    expect(two.units.map((held) => held.shortName)).toEqual(["市教委", "市科技局"]);
    expect(two.version).toBe(one.version + 1);
  });
});

const unitOf = async (as: DemoOfficial) => (await (await server.as(as)).accounts.getSession({})).me?.unit.id;

describe("办不了的都说明为什么", () => {
  test("依据旧版本修改得到 412,并说出现在和依据的版本", async () => {
    const task = await numbered(5);
    const office = await server.as("office");
    await office.tasks.editTask({ ...at(task), leader: "先到的人" });
    const refusal = await refusalTo(office.tasks.editTask({ ...at(task), leader: "后到的人" }));
    expect(refusal).toMatchObject({
      status: 412,
      code: "version.stale",
      facts: { current: task.version + 1, given: task.version },
    });
    expect((await numbered(5)).leader).toBe("先到的人");
  });

  test("没有 If-Match 得到 428", async () => {
    const task = await numbered(5);
    const answer = await raw("office", "PATCH", `/tasks/${task.id}`, { leader: "无版本" });
    expect([answer.status, answer.body.code]).toEqual([428, "version.required"]);
  });

  const wrongParty: [string, DemoOfficial, string, (task: Task) => unknown, number, string][] = [
    ["配合单位签收", "support", "sign", () => ({}), 403, "task.not-yours"],
    ["配合单位编排里程碑", "support", "plan", () => ({ milestones: [] }), 403, "task.not-yours"],
    ["不相干单位的联络员签收", "district", "sign", () => ({}), 404, "task.absent"],
    ["不相干单位的联络员读取", "district", "", () => undefined, 404, "task.absent"],
    ["没有此任务的推进组读取", "group", "", () => undefined, 404, "programme.absent"],
    ["办公室代牵头单位签收", "office", "sign", () => ({}), 403, "request.not-your-duty"],
    ["牵头单位给自己下达", "lead", "issue", () => ({}), 403, "request.not-your-duty"],
    ["推进组编辑", "group", "edit", () => ({ leader: "推进组" }), 403, "request.not-your-duty"],
  ];
  test.each(wrongParty)("%s被拒", async (_title, as, act, body, status, code) => {
    const task = await issuedTask();
    const method = act === "" ? "GET" : act === "edit" ? "PATCH" : "POST";
    const path = act === "" || act === "edit" ? `/tasks/${task.id}` : `/tasks/${task.id}/${act}`;
    const answer = await raw(as, method, path, body(task), { "if-match": String(task.version) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await numbered(7)).version).toBe(task.version);
  });

  /** Task 7: led by 市科技局, supported by 市财政局 and 市教委. */
  async function issuedTask(): Promise<Task> {
    const task = await numbered(7);
    if (task.state !== "draft") return task;
    return (await server.as("office")).tasks.issueTask(at(task));
  }

  test("牵头单位改不了办公室的栏目,被拒时说明由谁改", async () => {
    const task = await issuedTask();
    const lead = await server.as("lead");
    const refusal = await refusalTo(lead.tasks.editTask({ ...at(task), isPublic: true, leader: "牵头负责人" }));
    expect(refusal).toMatchObject({ status: 403, code: "task.not-yours" });
    expect(refusal.messages.zh).toContain("办公室");
    expect((await lead.tasks.editTask({ ...at(task), leader: "牵头负责人" })).leader).toBe("牵头负责人");
  });

  test.each([
    ["未下达就签收", 8, "lead", "sign", {}, "已下达"],
    ["未签收就开始", 7, "lead", "begin", {}, "已签收"],
    ["重复下达", 7, "office", "issue", {}, "草拟"],
    ["草拟时编排里程碑", 8, "office", "plan", { milestones: [] }, "已下达"],
  ] as const)("%s得到 409,并说出须在的状态", async (_title, number, as, act, body, words) => {
    if (number === 8) await leadBecomes(8, "市科技局");
    const task = number === 7 ? await issuedTask() : await numbered(number);
    const answer = await raw(as, "POST", `/tasks/${task.id}/${act}`, body, { "if-match": String(task.version) });
    expect([answer.status, answer.body.code]).toEqual([409, "task.refused"]);
    expect(String(answer.body.detail)).toContain(words);
  });

  async function leadBecomes(number: number, shortName: string) {
    const task = await numbered(number);
    const units = [{ unitId: unit(shortName), part: "lead" as const }];
    await (await server.as("office")).tasks.assignUnits({ ...at(task), units });
  }

  test("没有里程碑不能开始,说明还缺什么", async () => {
    let task = await numbered(10);
    task = await (await server.as("office")).tasks.issueTask(at(task));
    const lead = await server.as("lead");
    task = await lead.tasks.signTask(at(task));
    const refusal = await refusalTo(lead.tasks.beginTask(at(task)));
    expect([refusal.status, refusal.code]).toEqual([409, "task.refused"]);
    expect(refusal.messages.zh).toContain("里程碑");
  });

  test.each([
    ["没有牵头单位", () => [{ unitId: unit("市教委"), part: "support" }], 422, "task.needs-lead"],
    ["一个单位也没有", () => [], 400, "request.invalid"],
    ["不存在的单位", () => [{ unitId: crypto.randomUUID(), part: "lead" }], 422, "task.no-such-unit"],
    ["不存在的分工", () => [{ unitId: unit("市教委"), part: "boss" }], 400, "request.invalid"],
  ] as const)("调整单位:%s", async (_title, units, status, code) => {
    const task = await numbered(9);
    const answer = await raw("office", "POST", `/tasks/${task.id}/assign`, { units: units() }, { "if-match": "1" });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await numbered(9)).toMatchObject({ version: task.version, units: task.units });
  });

  const milestone = { title: "节点", dueOn: "2022-01-31" };
  test.each([
    ["超过一百个里程碑", () => Array(101).fill(milestone), 400, "request.invalid"],
    ["别的任务的里程碑", () => [{ ...milestone, id: crypto.randomUUID() }], 422, "task.no-such-milestone"],
    ["没有名称", () => [{ ...milestone, title: " " }], 400, "request.invalid"],
    ["不存在的日期", () => [{ ...milestone, dueOn: "2022-02-30" }], 400, "request.invalid"],
    ["权重为零", () => [{ ...milestone, weight: 0 }], 400, "request.invalid"],
  ] as const)("编排里程碑:%s被拒,什么也不改", async (_title, milestones, status, code) => {
    const task = await issuedTask();
    const body = { milestones: milestones() };
    const answer = await raw("lead", "POST", `/tasks/${task.id}/plan`, body, { "if-match": String(task.version) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await numbered(7)).toMatchObject({ version: task.version, milestones: [] });
  });

  test("同一个里程碑给两次被拒;真的别的任务的里程碑不动", async () => {
    const other = (await numbered(1)).milestones[0];
    const task = await issuedTask();
    const lead = await server.as("lead");
    const foreign = await refusalTo(
      lead.tasks.planMilestones({ ...at(task), milestones: [{ ...milestone, id: other?.id as string }] }),
    );
    expect(foreign.code).toBe("task.no-such-milestone");
    const own = await lead.tasks.planMilestones({ ...at(task), milestones: [milestone] });
    const id = own.milestones[0]?.id as string;
    const twice = {
      ...at(own),
      milestones: [
        { ...milestone, id },
        { ...milestone, id },
      ],
    };
    expect((await refusalTo(lead.tasks.planMilestones(twice))).code).toBe("task.no-such-milestone");
    const cleared = await lead.tasks.planMilestones({ ...at(own), milestones: [] });
    expect(cleared.milestones).toEqual([]);
    expect((await numbered(1)).milestones[0]).toEqual(other);
  });

  test.each([
    ["开始晚于完成", { startsOn: "2030-01-01" }, 422, "task.due-before-start"],
    ["不存在的推进组", { groupId: "00000000-0000-7000-8000-000000000009" }, 422, "task.no-such-unit"],
    ["简称太长", { shortTitle: "长".repeat(61) }, 400, "request.invalid"],
    ["空字符", { leader: "a\u0000b" }, 400, "request.invalid"],
    ["半个字符", { annualGoal: "\ud800" }, 400, "request.unstorable"],
    ["不是日期", { startsOn: "2021-13-01" }, 400, "request.invalid"],
  ])("编辑:%s被拒,什么也不改", async (_title, change, status, code) => {
    const task = await numbered(9);
    const answer = await raw("office", "PATCH", `/tasks/${task.id}`, change, { "if-match": String(task.version) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await numbered(9)).version).toBe(task.version);
  });

  test("部门不能当推进组", async () => {
    const office = await server.as("office");
    const refusal = await refusalTo(office.tasks.editTask({ ...at(await numbered(9)), groupId: unit("市教委") }));
    expect(refusal).toMatchObject({ status: 422, code: "task.not-a-group" });
  });
});

describe("两个人同时保存", () => {
  test("八份依据同一版本的修改只有一份成功,其余都被告知", async () => {
    const task = await numbered(11);
    const office = await server.as("office");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => office.tasks.editTask({ ...at(task), leader: `第${index}人` })),
    );
    const won = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const lost = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(won).toHaveLength(1);
    expect(lost.map((reason) => [reason.status, reason.code])).toEqual(Array(7).fill([412, "version.stale"]));
    expect(await numbered(11)).toMatchObject({ leader: won[0]?.leader, version: task.version + 1 });
  });

  test("同一个键重发下达,只下达一次,答复相同", async () => {
    const task = await numbered(12);
    const headers = { "if-match": String(task.version), "idempotency-key": "issue-12" };
    const first = await raw("office", "POST", `/tasks/${task.id}/issue`, {}, headers);
    const again = await raw("office", "POST", `/tasks/${task.id}/issue`, {}, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const issued = (await numbered(12)).events.filter((event) => event.kind === "task.issue");
    expect(issued).toHaveLength(1);
  });
});
