// Orders by rule in a running programme: proposed once, escalated, lapsing, issued by themselves; numbers under concurrency; inboxes.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { startSupervision } from "../../../tests/own-supervision.ts";
import { testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { TaskId } from "../tasks/model.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { ordersBehind } from "./behind.ts";
import { ordersHandover } from "./handover.ts";
import type { Order, OrderSummary } from "./model.ts";
import { supervisionNotices } from "./notices.ts";
import { ordersOwedBy } from "./owed.ts";
import { openOrders } from "./service.ts";

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
const of = async (task: { id: TaskId }): Promise<OrderSummary[]> =>
  (await (await as("office")).listOrders({ programmeId: ground.programmeId, task: task.id, sort: "madeAt" })).items;
const said = async (task: { id: TaskId }) => (await of(task)).map((order) => `${order.grade} ${order.state}`);
const setTask = (task: { id: TaskId }, patch: object) =>
  ground.db
    .updateTable("task")
    .set({ changed_at: ground.isoNow(), ...patch })
    .where("id", "=", task.id)
    .execute();
const callOf = async (official: DemoOfficial) => {
  const me = (await (await ground.server.as(official)).accounts.getSession({})).me;
  return ownCall(await actorOfPerson(ground.db, me?.personId as string), ground.now(), testZone, "test");
};
const owed = async (official: DemoOfficial) =>
  (await askedOwed(ordersOwedBy, ground.db, await callOf(official), ground.programmeId)).map(
    (one) => `${one.act ?? "等待"} ${one.id}`,
  );

test("临期未动提蓝单；办公室签发；逾期提黄单、再提红单，逐张注明升级前的单；每天运行、并行运行都不多提", async () => {
  const task = await ground.work("2021-09-30");
  ground.goTo("2021-09-09");
  const runs = await Promise.all([ground.propose(), ground.propose()]);
  expect(runs.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
  expect(await ground.propose()).toBe(0);
  expect(await said(task)).toEqual(["blue proposed"]);
  const [proposed] = await of(task);
  const blue = await ground.order(proposed?.id as string);
  expect(blue.reasons).toMatchObject([
    { code: "order.near-unmoved", facts: { dueOn: "2021-09-30", version: "2021-1" } },
  ]);
  expect(blue).toMatchObject({ origin: "rule", makerName: null, matter: task.text });
  expect(await owed("office")).toContain(`issue ${blue.id}`);
  expect(await owed("lead")).not.toContain(`sign ${blue.id}`);
  const issued = await (await as("office")).issueOrder(at(blue));
  expect(await owed("lead")).toContain(`sign ${blue.id}`);
  expect(await owed("office")).toContain(`等待 ${blue.id}`);

  ground.goTo("2021-10-08");
  await ground.propose();
  expect(await said(task)).toEqual(["blue issued", "yellow proposed"]);
  const yellow = (await of(task))[1] as OrderSummary;
  const signedYellow = await (await as("office")).issueOrder(at(yellow));
  expect(signedYellow.chain.map((link) => link.id)).toEqual([blue.id, yellow.id]);
  expect(await said(task)).toEqual(["blue escalated", "yellow issued"]);
  expect(issued.number).not.toBe(signedYellow.number);

  ground.goTo("2021-11-08");
  await ground.propose();
  expect(await said(task)).toEqual(["blue escalated", "yellow issued", "red proposed"]);
  const red = await ground.order((await of(task))[2]?.id as string);
  expect(red.reasons.map((reason) => reason.code).sort()).toContain("order.overdue-long");
  for (const day of ["2021-11-09", "2021-11-10", "2021-11-20"]) {
    ground.goTo(day);
    expect(await ground.propose(), day).toBe(0);
  }
  await (await as("office")).issueOrder(at(red));
  expect(await said(task)).toEqual(["blue escalated", "yellow escalated", "red issued"]);
});

test("不予签发之后，同一情形不再提", async () => {
  ground.goTo("2021-11-22");
  const task = await ground.work("2021-11-25");
  await ground.propose();
  const [proposed] = await of(task);
  await (await as("office")).dismissOrder({ ...at(proposed as OrderSummary), note: "已电话督促" });
  ground.goTo("2021-11-24");
  await ground.propose();
  expect(await said(task)).toEqual(["blue dismissed"]);
  ground.goTo("2021-11-26");
  await ground.propose();
  expect(await said(task)).toEqual(["blue dismissed", "yellow proposed"]);
});

test("待签发的轻单被更重的代替；任务办结、暂缓后，待签发的自行撤下", async () => {
  const task = await ground.work("2021-12-01");
  await ground.propose();
  expect(await said(task)).toEqual(["blue proposed"]);
  ground.goTo("2021-12-02");
  await ground.propose();
  expect(await said(task)).toEqual(["blue dismissed", "yellow proposed"]);
  await setTask(task, { state: "suspended" });
  ground.goTo("2021-12-03");
  await ground.propose();
  expect(await said(task)).toEqual(["blue dismissed", "yellow dismissed"]);
  const last = await ground.order((await of(task))[1]?.id as string);
  expect(last.events[0]).toMatchObject({ kind: "order.dismiss", personName: "系统" });
  expect(last.events[0]?.note).toContain("情形已消除");
});

test("退回两次提黄单", async () => {
  const task = await ground.work("2022-12-30");
  await setTask(task, { progress_percent: 90, planned_percent: 20 });
  const call = await ground.officeCall();
  const { recordEvents } = await import("../audit/service.ts");
  await ground.db.transaction().execute((tx) =>
    recordEvents(
      tx,
      call,
      [1, 2].map(() => ({
        kind: "task.returnForMore",
        programmeId: ground.programmeId,
        subject: { kind: "task", id: task.id },
        note: "演示退回",
      })),
    ),
  );
  await ground.propose();
  const [order] = await of(task);
  expect((await ground.order(order?.id as string)).reasons).toMatchObject([
    { code: "order.returned", facts: { times: 2 } },
  ]);
});

test("休息日不提；没有牵头单位的不提", async () => {
  const task = await ground.work("2021-12-10");
  ground.goTo("2021-12-04");
  await ground.propose();
  expect(await said(task)).toEqual([]);
});

test("设为自动签发的试点，按规则提出即编号签发；前单同时结束", async () => {
  ground.goTo("2021-12-06");
  const { programmeId } = ground;
  const office = await as("office");
  const settings = await office.getSettings({ programmeId });
  await office.changeSettings({ programmeId, version: settings.version, issuesItself: true });
  const task = await ground.work("2021-12-10");
  ground.goTo("2021-12-07");
  await ground.propose();
  expect(await said(task)).toEqual(["blue issued"]);
  const blue = await ground.order((await of(task))[0]?.id as string);
  expect(blue).toMatchObject({ issuerName: null, dueOn: "2021-12-28" });
  ground.goTo("2021-12-13");
  await Promise.all([ground.propose(), ground.propose()]);
  expect(await said(task)).toEqual(["blue escalated", "yellow issued"]);
  const off = await (await as("office")).getSettings({ programmeId });
  await (await as("office")).changeSettings({ programmeId, version: off.version, issuesItself: false });
});

test("几人同时签发许多单，编号一个不重、一个不跳", async () => {
  const task = await ground.work("2022-12-30");
  const office = await as("office");
  const proposed = [];
  for (let n = 0; n < 12; n += 1)
    proposed.push(
      await office.proposeOrder({
        programmeId: ground.programmeId,
        taskIds: [task.id],
        grade: "blue",
        source: "会议",
        matter: `事项${n}`,
        reason: "原因",
        requirement: "要求",
      }),
    );
  // Every second one is asked for with a stale version, and takes no number.
  await Promise.allSettled(
    proposed.flatMap((order) => [
      office.issueOrder(at(order)),
      office.issueOrder({ ...at(order), version: order.version + 5 }),
    ]),
  );
  const numbers = (
    await ground.db
      .selectFrom("supervision_order")
      .select("number_in_year as n")
      .where("programme_id", "=", ground.programmeId)
      .where("number_year", "=", 2021)
      .orderBy("number_in_year")
      .execute()
  ).map((row) => row.n);
  expect(numbers.length).toBeGreaterThan(12);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

describe("别处看到的", () => {
  test("总览的计数、方案里的单、通知送给谁，都与列表一致", async () => {
    const { programmeId } = ground;
    const office = await as("office");
    const open = await office.listOrders({ programmeId, state: "issued,signed,answered,passed", limit: 200 });
    const call = await ground.officeCall();
    const programme = await ground.db
      .selectFrom("programme")
      .selectAll()
      .where("id", "=", programmeId)
      .executeTakeFirstOrThrow();
    const reading = {
      programmeId,
      scope: ledgerScope(call.actor, programme.office_unit_id),
      asOf: null,
      today: ground.today(),
    };
    const counts = await openOrders(ground.db, reading);
    const inList = (grade: string) => open.items.filter((order) => order.grade === grade).length;
    expect([counts.blue.count, counts.yellow.count, counts.red.count]).toEqual(["blue", "yellow", "red"].map(inList));
    const nobody = { ...reading, scope: { all: false, groupIds: [], unitIds: [ground.unit("渝中区")] } };
    expect((await openOrders(ground.db, nobody)).red.count).toBe(0);
    const before = { ...reading, asOf: "2021-09-10T00:00:00Z", today: "2021-09-09" };
    expect((await openOrders(ground.db, before)).red.count).toBe(0);

    const order = open.items[0] as OrderSummary;
    const notices = await supervisionNotices.notices(ground.db, call, [
      { kind: "order.issue", programmeId, subject: { kind: "order", id: order.id, version: 2 } },
      { kind: "order.feedback", programmeId, subject: { kind: "order", id: order.id, version: 4 } },
    ]);
    expect(notices[0]?.to.unitIds?.length).toBe(order.units.length);
    expect(notices[1]?.to).toMatchObject({ office: true, groupIds: [ground.groupId] });
    expect(new Set(notices.map((notice) => notice.key)).size).toBe(2);
    expect(await ordersBehind.exists(ground.db, programmeId, order.id)).toBe(true);
  });

  test("待办：签发、签收、反馈、审核、销单轮到谁就在谁的待办里；反馈人不审自己的", async () => {
    const task = await ground.work("2022-12-30");
    const office = await as("office");
    const lead = await as("lead");
    let order = await office.proposeOrder({
      programmeId: ground.programmeId,
      taskIds: [task.id],
      grade: "blue",
      source: "会议",
      matter: "待办演示",
      reason: "原因",
      requirement: "要求",
    });
    const whose = async () => {
      const found: string[] = [];
      for (const official of ["office", "group", "lead", "support", "district"] as const)
        for (const line of await owed(official))
          if (line.endsWith(order.id)) found.push(`${official} ${line.split(" ")[0]}`);
      return found;
    };
    expect(await whose()).toEqual(["office issue"]);
    order = await office.issueOrder(at(order));
    expect(await whose()).toEqual(["office 等待", "lead sign"]);
    order = await lead.signOrder(at(order));
    expect(await whose()).toEqual(["office 等待", "lead feedback"]);
    order = await lead.giveFeedback({ ...at(order), process: "过程", situation: "情况", nextStep: "下一步" });
    expect(await whose()).toEqual(["office pass", "group pass", "lead 等待"]);
    order = await office.passFeedback(at(order));
    expect(await whose()).toEqual(["office close", "lead 等待"]);
    await office.closeOrder(at(order));
    expect(await whose()).toEqual([]);
  });

  test("单位整体移交：未办结的单随任务转到接手单位，办结的留在原处", async () => {
    const task = await ground.work("2022-12-30");
    const office = await as("office");
    const base = { programmeId: ground.programmeId, taskIds: [task.id], grade: "blue" as const };
    const text = { source: "会议", matter: "移交演示", reason: "原因", requirement: "要求" };
    const open = await office.issueOrder(at(await office.proposeOrder({ ...base, ...text })));
    const gone = await office.dismissOrder({ ...at(await office.proposeOrder({ ...base, ...text })), note: "重复" });
    const call = await ground.officeCall();
    const [from, to] = [ground.unit("市科技局"), ground.unit("渝中区")];
    const handover = {
      of: "unit" as const,
      from: { id: from, name: "市科技局" },
      to: { id: to, name: "渝中区" },
      unitIds: [],
      programmeIds: [ground.programmeId],
      chosen: [open.id],
    };
    const preview = await ordersHandover.preview(ground.db, call, handover);
    expect(preview?.items.map((item) => item.id)).toContain(open.id);
    expect(preview?.items.map((item) => item.id)).not.toContain(gone.id);
    expect(await ground.db.transaction().execute((tx) => ordersHandover.move(tx, call, handover))).toBe(1);
    const leads = async (id: string) =>
      (await ground.order(id)).units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
    expect([await leads(open.id), await leads(gone.id)]).toEqual([["渝中区"], ["市科技局"]]);
    expect((await (await as("district")).signOrder(at(open))).state).toBe("signed");
    expect((await ground.events(open.id)).map((event) => event.kind)).toContain("order.handedOver");
  });
});

test("所涉任务都已销号或终止的督办单：告知办公室一次，办公室待办可撤回；撤回后不再欠", async () => {
  ground.goTo("2021-12-01");
  const task = await ground.work("2022-12-30");
  const office = await as("office");
  const content = { source: "专题会议", matter: "演示事项", reason: "未落实", requirement: "限期反馈", limitDays: 15 };
  const proposed = await office.proposeOrder({
    programmeId: ground.programmeId,
    taskIds: [task.id],
    grade: "blue",
    ...content,
  } as never);
  const order = await office.issueOrder(at(proposed));
  await ground.propose();
  expect((await ground.events(order.id)).some((event) => event.kind === "order.settled")).toBe(false);
  expect(await owed("office")).toContain(`等待 ${order.id}`);
  await setTask(task, { state: "closed" });
  await Promise.all([ground.propose(), ground.propose()]);
  await ground.propose();
  expect((await ground.events(order.id)).filter((event) => event.kind === "order.settled").length).toBe(1);
  expect(await owed("office")).toContain(`withdraw ${order.id}`);
  const { items } = await (await ground.server.as("office")).notices.listNotices({ topic: "supervision" });
  expect(items.filter((item) => item.title.zh.startsWith("所涉任务均已了结")).map((item) => item.subject.id)).toEqual([
    order.id,
  ]);
  await (await as("office")).withdrawOrder({ ...at(order), note: "任务已销号" });
  expect((await owed("office")).some((one) => one.includes(order.id))).toBe(false);
});
