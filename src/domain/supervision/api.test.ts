// Orders over real HTTP: the whole way of one, escalation, numbers, what each person sees and may do, every refusal.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startSupervision } from "../../../tests/own-supervision.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { Task } from "../tasks/model.ts";
import type { Order } from "./model.ts";

type Ground = Awaited<ReturnType<typeof startSupervision>>;
let ground: Ground;
beforeAll(async () => {
  ground = await startSupervision();
}, 120_000);
afterAll(() => ground.server.close());
beforeEach(() => ground.pass(60_000));

const as = async (official: DemoOfficial) => (await ground.server.as(official)).supervision;
const at = (order: Pick<Order, "id" | "version">) => ({
  programmeId: ground.programmeId,
  orderId: order.id,
  version: order.version,
});
const content = (task: Task) => ({
  programmeId: ground.programmeId,
  taskIds: [task.id],
  source: "专题会议",
  matter: "演示事项推进缓慢",
  reason: "会议明确的事项未落实",
  requirement: "限期反馈",
});
const feedback = { process: "已召开协调会", situation: "方案已报审", nextStep: "下周印发" };
const propose = async (task: Task, more: object = {}) =>
  (await as("office")).proposeOrder({ ...content(task), grade: "blue", ...more } as never);
const issued = async (task: Task, more: object = {}) => (await as("office")).issueOrder(at(await propose(task, more)));

describe("一张督办单从提出到销单", () => {
  test("提出、修改、签发、签收、反馈、退回、再反馈、审核、销单：状态、编号、版本、事件一致", async () => {
    const task = await ground.work("2022-12-30");
    const [office, group, lead] = [await as("office"), await as("group"), await as("lead")];
    let order = await propose(task);
    expect(order).toMatchObject({ state: "proposed", number: null, dueOn: null, limitDays: 15, origin: "hand" });
    expect(order.units.map((unit) => `${unit.part} ${unit.shortName}`)).toEqual(["lead 市科技局", "support 市教委"]);
    expect((await refusalTo(lead.getOrder(at(order)))).code).toBe("order.absent");

    order = await office.changeOrder({ ...at(order), requirement: "五个工作日内反馈", limitDays: 5 });
    order = await office.issueOrder({ ...at(order), note: "请抓紧" });
    expect(order).toMatchObject({ state: "issued", issuerName: "周明远", issuedOn: ground.today() });
    expect(order.number).toMatch(/^督〔2021〕\d+号$/);
    // 2021-09-02 之后的第 5 个工作日。
    expect(order.dueOn).toBe("2021-09-09");

    order = await lead.signOrder(at(order));
    expect(order).toMatchObject({ state: "signed", signerName: "郑思齐" });
    order = await lead.giveFeedback({ ...at(order), ...feedback });
    const refused = await refusalTo(group.returnFeedback(at(order)));
    expect([refused.status, refused.code]).toEqual([409, "order.refused"]);
    expect(refused.messages.zh).toContain("须填写意见");
    order = await group.returnFeedback({ ...at(order), note: "请补充会议纪要" });
    expect(order.state).toBe("signed");
    order = await lead.giveFeedback({ ...at(order), ...feedback, situation: "方案已印发，纪要已附" });
    order = await group.passFeedback({ ...at(order), note: "同意" });
    order = await office.closeOrder(at(order));
    expect(order).toMatchObject({ state: "closed", closedOn: ground.today() });
    expect(order.feedback.map((one) => [one.round, one.verdict, one.remark, one.reviewerName])).toEqual([
      [1, "returned", "请补充会议纪要", "钱启明"].map((value, index) =>
        index === 3 ? order.feedback[0]?.reviewerName : value,
      ),
      [2, "passed", "同意", order.feedback[1]?.reviewerName],
    ]);
    const events = await ground.events(order.id);
    expect(events.map((event) => event.kind)).toEqual([
      "order.propose",
      "order.change",
      "order.issue",
      "order.sign",
      "order.feedback",
      "order.returnFeedback",
      "order.feedback",
      "order.pass",
      "order.close",
    ]);
    expect(events.at(-1)?.subject_version).toBe(order.version);
    expect(order.events.length).toBe(9);
    const past = await ground.db
      .selectFrom("supervision_order_history")
      .select("state")
      .where("id", "=", order.id)
      .orderBy("version")
      .execute();
    expect(past.map((row) => row.state)).toEqual([
      "proposed",
      "proposed",
      "issued",
      "signed",
      "answered",
      "signed",
      "answered",
      "passed",
      "closed",
    ]);
  });

  test("撤回、不予签发都要写明意见，之后办不了别的", async () => {
    const task = await ground.work("2022-12-30");
    const office = await as("office");
    const proposed = await propose(task);
    expect((await refusalTo(office.dismissOrder(at(proposed)))).messages.zh).toContain("须填写意见");
    const dismissed = await office.dismissOrder({ ...at(proposed), note: "已电话督促" });
    expect((await refusalTo(office.issueOrder(at(dismissed)))).code).toBe("order.refused");
    const order = await issued(task);
    const withdrawn = await office.withdrawOrder({ ...at(order), note: "签发对象有误" });
    expect(withdrawn.state).toBe("withdrawn");
    expect(withdrawn.number).toBe(order.number);
    expect(Object.values(withdrawn.abilities).some((ability) => ability.allowed)).toBe(false);
  });
});

describe("升级", () => {
  test("蓝单升黄单再升红单：新单注明升级前的单，前单即告结束；不会降级", async () => {
    const task = await ground.work("2022-12-30");
    const office = await as("office");
    const blue = await issued(task);
    const yellow = await office.escalateOrder({ ...at(blue), note: "未按期反馈" });
    expect(yellow).toMatchObject({ grade: "yellow", state: "issued", limitDays: 7, reason: "未按期反馈" });
    expect((await ground.order(blue.id)).state).toBe("escalated");
    expect((await ground.events(blue.id)).at(-1)).toMatchObject({ kind: "order.escalate", note: "未按期反馈" });
    const red = await office.escalateOrder({ ...at(yellow), note: "仍未反馈" });
    expect(red.chain.map((link) => `${link.grade} ${link.state}`)).toEqual([
      "blue escalated",
      "yellow escalated",
      "red issued",
    ]);
    const refused = await refusalTo(office.escalateOrder({ ...at(red), note: "再升" }));
    expect(refused.messages.zh).toContain("红单已是最高");
    const chain = (await (await as("lead")).getOrder(at(blue))).chain.map((link) => link.id);
    expect(chain).toEqual([blue.id, yellow.id, red.id]);
  });
});

describe("谁能动、动什么", () => {
  test("每种状态下每个人的按钮，与办理规则一致；按钮说不行的，接口也不行", async () => {
    const task = await ground.work("2022-12-30");
    const order = await issued(task);
    const allowed = async (official: DemoOfficial) => {
      const { abilities } = await (await as(official)).getOrder(at(order));
      return Object.keys(abilities).filter((act) => abilities[act]?.allowed);
    };
    expect(await allowed("office")).toEqual(["escalate", "withdraw"]);
    expect(await allowed("lead")).toEqual(["sign"]);
    expect(await allowed("support")).toEqual([]);
    expect(await allowed("group")).toEqual([]);
    for (const official of ["district", "support"] as const) {
      const refused = await refusalTo((await as(official)).signOrder(at(order)));
      const hidden = official === "district";
      expect([refused.status, refused.code]).toEqual(hidden ? [404, "order.absent"] : [403, "order.not-yours"]);
    }
    const signed = await (await as("lead")).signOrder(at(order));
    expect(signed.state).toBe("signed");
    const stale = await refusalTo((await as("lead")).giveFeedback({ ...at(order), ...feedback }));
    expect([stale.status, stale.code]).toEqual([412, "version.stale"]);
  });

  test("两人同时签发同一张单，只有一人成功，编号只用一个", async () => {
    const task = await ground.work("2022-12-30");
    const proposed = await propose(task);
    const office = await as("office");
    const results = await Promise.allSettled([office.issueOrder(at(proposed)), office.issueOrder(at(proposed))]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const next = await issued(task);
    const order = await ground.order(proposed.id);
    const seq = (one: Order) => Number(/〕(\d+)号/.exec(one.number ?? "")?.[1]);
    expect(seq(next)).toBe(seq(order) + 1);
  });

  test("推进组只能就本组任务提出", async () => {
    const own = await ground.work("2022-12-30");
    const other = await ground.work("2022-12-30", { group: false });
    const group = await as("group");
    expect((await group.proposeOrder({ ...content(own), grade: "blue" })).state).toBe("proposed");
    const refused = await refusalTo(group.proposeOrder({ ...content(other), grade: "blue" }));
    expect([refused.status, refused.code]).toEqual([422, "order.no-task"]);
  });

  test.each([
    ["红单", { grade: "red", important: true }, "order.start-too-high"],
    ["不是重要事项的黄单", { grade: "yellow" }, "order.start-too-high"],
    [
      "别的单位",
      { units: [{ unitId: "00000000-0000-7000-8000-0000000000ff", part: "lead" }] },
      "order.unit-not-of-task",
    ],
    ["没有的任务", { taskIds: ["00000000-0000-7000-8000-0000000000ff"] }, "order.no-task"],
    ["空的要求", { requirement: " " }, "request.invalid"],
    ["251 个工作日", { limitDays: 251 }, "request.invalid"],
    [
      "21 项任务",
      { taskIds: Array.from({ length: 21 }, () => "00000000-0000-7000-8000-0000000000ff") },
      "request.invalid",
    ],
  ])("拒绝人工提出：%s", async (_, more, code) => {
    const task = await ground.work("2022-12-30");
    expect((await refusalTo(propose(task, more))).code).toBe(code);
  });

  test("只留配合单位的不行；草拟的任务不行；重要事项可从黄单开始", async () => {
    const task = await ground.work("2022-12-30");
    const onlySupport = { units: [{ unitId: ground.unit("市教委"), part: "support" }] };
    expect((await refusalTo(propose(task, onlySupport))).code).toBe("order.no-unit");
    const draft = (
      await ground.enterTask({ dueOn: "2022-12-30", units: [{ unitId: ground.unit("市教委"), part: "lead" }] })
    ).taskIds[0];
    const refused = await refusalTo(propose({ ...task, id: draft } as Task));
    expect(refused.code).toBe("order.task-at-rest");
    expect(refused.messages.zh).toContain("草拟");
    expect(await propose(task, { grade: "yellow", important: true })).toMatchObject({
      grade: "yellow",
      important: true,
    });
  });
});

describe("设置", () => {
  test("只有办公室能改；写明版本；改了编号字头，新单用新字头，旧单不变", async () => {
    const { programmeId } = ground;
    const [office, lead] = [await as("office"), await as("lead")];
    const before = await lead.getSettings({ programmeId });
    expect(before).toMatchObject({ urgeEvery: 5, issuesItself: false, numberPrefix: "督", mayChange: false });
    const task = await ground.work("2022-12-30");
    const old = await issued(task);
    const now = await office.changeSettings({ programmeId, version: before.version, numberPrefix: "渝督" });
    expect(now).toMatchObject({ numberPrefix: "渝督", version: before.version + 1, mayChange: true });
    const stale = await refusalTo(office.changeSettings({ programmeId, version: before.version, urgeEvery: 3 }));
    expect(stale.code).toBe("version.stale");
    expect((await issued(task)).number).toMatch(/^渝督〔2021〕/);
    expect((await ground.order(old.id)).number).toBe(old.number);
    await office.changeSettings({ programmeId, version: now.version, numberPrefix: "督" });
    expect(
      (await refusalTo(office.changeSettings({ programmeId, version: now.version + 1, numberPrefix: "督〔" }))).code,
    ).toBe("request.invalid");
  });
});

describe("列表和预填", () => {
  test("按任务预填：事项来自原文，理由来自规则，时限按等级算好", async () => {
    const task = await ground.work("2021-09-15");
    const draft = await (await as("office")).draftOrder({ programmeId: ground.programmeId, taskId: task.id });
    expect(draft).toMatchObject({ grade: "blue", matter: task.text, source: `试点方案任务第${task.number}项` });
    expect(draft.reasons.map((reason) => reason.code)).toEqual(["order.near-unmoved"]);
    expect(draft.limits.red).toEqual({ days: 3, dueOn: "2021-09-07" });
    const refused = await refusalTo(
      (await as("group")).draftOrder({
        programmeId: ground.programmeId,
        taskId: (await ground.work("2021-09-15", { group: false })).id,
      }),
    );
    expect(refused.code).toBe("task.absent");
  });

  test("按等级、状态、单位、任务、逾期筛选；各人只看到自己的；翻页不重不漏", async () => {
    const task = await ground.work("2022-12-30");
    const orders = [await issued(task), await issued(task), await issued(task)];
    const office = await as("office");
    const { programmeId } = ground;
    const one = await office.listOrders({ programmeId, task: task.id, limit: 2 });
    expect([one.items.length, one.total, one.next !== null]).toEqual([2, 3, true]);
    const two = await office.listOrders({ programmeId, task: task.id, limit: 2, after: one.next as string });
    expect(new Set([...one.items, ...two.items].map((order) => order.id))).toEqual(new Set(orders.map((o) => o.id)));
    for (const sort of ["grade", "-madeAt", "-dueOn"] as const)
      expect((await office.listOrders({ programmeId, task: task.id, sort })).items.length).toBe(3);
    expect((await office.listOrders({ programmeId, task: task.id, late: "true" })).total).toBe(0);
    ground.goTo("2021-10-20");
    const late = await (await as("office")).listOrders({
      programmeId,
      task: task.id,
      late: "true",
      grade: "blue",
      state: "issued",
    });
    expect(late.items.map((order) => order.lateDays > 0)).toEqual([true, true, true]);
    expect((await (await as("support")).listOrders({ programmeId, task: task.id })).total).toBe(3);
    expect((await (await as("district")).listOrders({ programmeId })).total).toBe(0);
    const unit = ground.unit("市教委");
    expect((await (await as("office")).listOrders({ programmeId, task: task.id, unit, q: "推进缓慢" })).total).toBe(3);
  });
});
