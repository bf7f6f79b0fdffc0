// Urging and reminders over HTTP and by the daily routine: whom they reach, that nothing is sent twice, that they stop.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startSupervision } from "../../../tests/own-supervision.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { TaskId } from "../tasks/model.ts";
import type { Reminder, ReminderQuery } from "./model-reminder.ts";
import { supervisionNotices } from "./notices.ts";

type Ground = Awaited<ReturnType<typeof startSupervision>>;
let ground: Ground;
beforeAll(async () => {
  ground = await startSupervision();
}, 120_000);
afterAll(() => ground.server.close());
beforeEach(() => ground.pass(60_000));

const as = async (official: DemoOfficial) => (await ground.server.as(official)).supervision;
const log = async (task: { id: TaskId }, more: Partial<ReminderQuery> = {}): Promise<Reminder[]> =>
  (
    await (
      await as("office")
    ).listReminders({
      programmeId: ground.programmeId,
      task: task.id,
      limit: 200,
      ...more,
    } as never)
  ).items;
const steps = async (task: { id: TaskId }) =>
  (await log(task)).map((one) => `${one.subjectKind} ${one.step} ${one.days}`).reverse();
const reached = (one: Reminder | undefined) => one?.handlers.map((handler) => `${handler.part} ${handler.unitName}`);
const taskAt = (task: { id: TaskId }) => ({ programmeId: ground.programmeId, taskId: task.id });

describe("人工催办", () => {
  test("两个牵头单位都送到；留下记录和事件；通知只由这条事件得出", async () => {
    const task = await ground.work("2022-12-30", { joint: true });
    const office = await as("office");
    const preview = await office.previewTaskUrging(taskAt(task));
    expect(preview.ability.allowed).toBe(true);
    expect(preview.handlers.map((one) => [one.unitName, one.people.map((p) => p.name).length > 0])).toEqual([
      ["市科技局", true],
      ["市教委", true],
    ]);
    const sent = await office.urgeTask({ ...taskAt(task), text: "请本周内反馈" });
    expect(sent).toMatchObject({
      step: "hand",
      note: "请本周内反馈",
      personName: "周明远",
      handlers: preview.handlers,
    });
    const [event] = await ground.events(sent.id);
    expect(event).toMatchObject({ kind: "task.urged", subject_kind: "reminder", note: "请本周内反馈" });
    const notices = await supervisionNotices.notices(ground.db, await ground.officeCall(), [
      {
        kind: "task.urged",
        programmeId: ground.programmeId,
        subject: { kind: "reminder", id: sent.id },
        note: sent.note,
        after: event?.after as never,
      },
    ]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ href: `/p/${ground.programmeId}/tasks/${task.id}`, key: `reminder:${sent.id}` });
    expect(notices[0]?.to.personIds?.sort()).toEqual(preview.handlers.flatMap((h) => h.people.map((p) => p.id)).sort());
    expect(notices[0]?.title.zh).toContain("请本周内反馈");
  });

  test("联络员请假，代办人也收到；收回委托后不再收到", async () => {
    const task = await ground.work("2022-12-30");
    const office = await as("office");
    const before = await office.previewTaskUrging(taskAt(task));
    const person = before.handlers[0]?.people[0];
    const standIn = await ground.db
      .selectFrom("person")
      .select(["id", "name"])
      .where("unit_id", "=", ground.unit("市科技局"))
      .where("id", "<>", person?.id as string)
      .executeTakeFirst();
    const other =
      standIn ??
      (await ground.db
        .selectFrom("person")
        .select(["id", "name"])
        .where("id", "<>", person?.id as string)
        .executeTakeFirstOrThrow());
    const instant = (days: number) => new Date(ground.now() + days * 86_400_000).toISOString();
    await ground.db
      .insertInto("delegation")
      .values({
        id: "00000000-0000-7000-8000-00000000d001",
        from_person_id: person?.id as string,
        to_person_id: other.id,
        unit_id: ground.unit("市科技局"),
        duty: "liaison",
        from_on: "2021-09-01",
        until_on: "2021-12-31",
        since_at: instant(-1),
        until_at: instant(1),
        made_at: instant(-1),
        changed_at: instant(-1),
      })
      .execute();
    const names = async () =>
      (await (await as("office")).previewTaskUrging(taskAt(task))).handlers.flatMap((h) => h.people.map((p) => p.name));
    expect((await names()).sort()).toEqual([person?.name, other.name].sort());
    ground.pass(2 * 86_400_000);
    expect(await names()).toEqual([person?.name]);
  });

  test("一小时内不能再催，满一小时可以；预览同样说明", async () => {
    const task = await ground.work("2022-12-30");
    const office = await as("office");
    await office.urgeTask({ ...taskAt(task), text: "第一次" });
    ground.pass(59 * 60_000);
    const again = await as("office");
    const refused = await refusalTo(again.urgeTask({ ...taskAt(task), text: "第二次" }));
    expect([refused.status, refused.code]).toEqual([409, "urging.too-soon"]);
    expect(refused.messages.zh).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d 之后再催/);
    expect((await again.previewTaskUrging(taskAt(task))).ability).toMatchObject({
      allowed: false,
      code: "urging.too-soon",
    });
    ground.pass(60_000);
    await (await as("office")).urgeTask({ ...taskAt(task), text: "第二次" });
    expect(await steps(task)).toHaveLength(2);
  });

  test("两人同时催同一件事，只发一次", async () => {
    const task = await ground.work("2022-12-30");
    const office = await as("office");
    const group = await as("group");
    const results = await Promise.allSettled([
      office.urgeTask({ ...taskAt(task), text: "甲" }),
      group.urgeTask({ ...taskAt(task), text: "乙" }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await log(task)).toHaveLength(1);
  });

  test("已终止的不能催，说明没有待办人；牵头单位自己不能催；看不到的任务如同没有", async () => {
    const task = await ground.work("2022-12-30");
    await ground.db
      .updateTable("task")
      .set({ state: "closed", changed_at: ground.isoNow() })
      .where("id", "=", task.id)
      .execute();
    const office = await as("office");
    const refused = await refusalTo(office.urgeTask({ ...taskAt(task), text: "催" }));
    expect([refused.status, refused.code]).toEqual([409, "urging.none"]);
    expect(refused.messages.zh).toContain("已销号");
    expect((await (await as("lead")).previewTaskUrging(taskAt(task))).ability.code).toBe("urging.not-yours");
    expect((await refusalTo((await as("district")).previewTaskUrging(taskAt(task)))).code).toBe("task.absent");
  });

  test("待初审的催推进组，待复核的催办公室", async () => {
    const task = await ground.work("2022-12-30");
    const set = (state: string) =>
      ground.db.updateTable("task").set({ state, changed_at: ground.isoNow() }).where("id", "=", task.id).execute();
    const office = await as("office");
    await set("closeRequested");
    const review = await office.previewTaskUrging(taskAt(task));
    expect(review.handlers.map((one) => one.part)).toEqual(["group"]);
    await set("firstReviewed");
    expect((await office.previewTaskUrging(taskAt(task))).handlers.map((one) => one.part)).toEqual(["office"]);
  });

  test("督办单：待签收催承办单位，待审核催推进组和办公室，销单后不能催", async () => {
    const task = await ground.work("2022-12-30", { joint: true });
    const [office, lead] = [await as("office"), await as("lead")];
    const proposed = await office.proposeOrder({
      programmeId: ground.programmeId,
      taskIds: [task.id],
      grade: "blue",
      source: "会议",
      matter: "事项",
      reason: "原因",
      requirement: "要求",
    });
    const at = (order: { id: string; version: number }) => ({
      programmeId: ground.programmeId,
      orderId: proposed.id,
      version: order.version,
    });
    let order = await office.issueOrder(at(proposed));
    const urged = await office.urgeOrder({ ...at(order), text: "请签收" });
    expect(reached(urged)).toEqual(["lead 市科技局", "lead 市教委"]);
    expect(urged).toMatchObject({ subjectKind: "order", taskId: task.id, title: order.number });
    order = await lead.signOrder(at(order));
    order = await lead.giveFeedback({ ...at(order), process: "过程", situation: "情况", nextStep: "下一步" });
    const preview = await office.previewOrderUrging(at(order));
    expect(preview.handlers.map((one) => one.part)).toEqual(["group", "office"]);
    expect(preview.ability.code).toBe("urging.too-soon");
    order = await office.passFeedback(at(order));
    order = await office.closeOrder(at(order));
    ground.pass(3_600_000);
    const refused = await refusalTo((await as("office")).urgeOrder({ ...at(order), text: "再催" }));
    expect([refused.code, refused.messages.zh.includes("已销单")]).toEqual(["urging.none", true]);
  });
});

describe("每日提醒与催办", () => {
  test("15、7、3 个工作日提醒，逾期第 1 日催办，每 5 个工作日再催；运行两次、并行运行都不多发", async () => {
    ground.goTo("2021-11-19");
    const task = await ground.work("2021-12-31");
    const days = ["2021-12-09", "2021-12-10", "2021-12-11", "2021-12-22", "2021-12-28", "2022-01-04", "2022-01-11"];
    for (const day of days) {
      ground.goTo(day);
      const sent = await Promise.all([ground.remind(), ground.remind()]);
      expect(await ground.remind(), day).toBe(0);
      if (day === "2021-12-09" || day === "2021-12-11") expect(sent, day).toEqual([0, 0]);
    }
    expect(await steps(task)).toEqual([
      "task before15 15",
      "task before7 7",
      "task before3 3",
      "task overdue -1",
      "task overdue -6",
    ]);
    const all = await log(task);
    for (const one of all) {
      expect(reached(one)).toEqual(["lead 市科技局"]);
      expect(one.personName).toBeNull();
      expect(one.rule).toBe("2021-1");
    }
    const events = await Promise.all(all.map((one) => ground.events(one.id)));
    expect(events.map((list) => list.map((event) => event.kind)).reverse()).toEqual([
      ["task.reminded"],
      ["task.reminded"],
      ["task.reminded"],
      ["task.urged"],
      ["task.urged"],
    ]);
    expect(await ground.events(task.id).then((list) => list.some((event) => event.kind.includes("remind")))).toBe(
      false,
    );
  });

  test("里程碑各自提醒；达成的不再提醒", async () => {
    const { programmeId } = ground;
    const lead = async () => (await ground.server.as("lead")).tasks;
    let task = await ground.work("2023-06-30");
    task = await (await lead()).planMilestones({
      programmeId,
      taskId: task.id,
      version: task.version,
      milestones: [
        { title: "出台细则", dueOn: "2022-03-01" },
        { title: "首例落地", dueOn: "2022-03-04" },
        { title: "办结", dueOn: "2023-06-30" },
      ],
    });
    ground.goTo("2022-02-28");
    await ground.remind();
    expect(await steps(task)).toEqual(["milestone before3 1", "milestone before7 4"]);
    expect((await log(task)).map((one) => one.title).sort()[0]).toContain("出台细则");
    const milestones = task.milestones.map((one) => ({
      ...one,
      reachedOn: one.title === "办结" ? null : "2022-02-28",
    }));
    const now = await (await lead()).getTask({ programmeId, taskId: task.id });
    await (await lead()).planMilestones({ programmeId, taskId: task.id, version: now.version, milestones });
    ground.goTo("2022-03-08");
    await ground.remind();
    expect(await steps(task)).toHaveLength(2);
  });

  test("几个里程碑都逾期：各在逾期第 1 日催一次，此后只就最近一个催；任务本身逾期后只催任务", async () => {
    ground.goTo("2022-03-09");
    const { programmeId } = ground;
    const made = await ground.work("2022-04-12");
    const task = await (await ground.server.as("lead")).tasks.planMilestones({
      programmeId,
      taskId: made.id,
      version: made.version,
      milestones: [
        { title: "甲", dueOn: "2022-03-10" },
        { title: "乙", dueOn: "2022-03-14" },
      ],
    });
    for (const day of ["2022-03-11", "2022-03-15", "2022-03-18", "2022-03-22", "2022-04-13", "2022-04-20"]) {
      ground.goTo(day);
      await ground.remind();
    }
    const urged = (await log(task, { step: "overdue" as never })).map(
      (one) => `${one.title.split(" · ")[1] ?? "任务"} ${one.days}`,
    );
    expect(urged.reverse()).toEqual(["甲 -1", "乙 -1", "乙 -6", "任务 -1", "任务 -6"]);
    ground.goTo("2022-03-09");
  });

  test.each(["closed", "ended", "suspended", "draft"])("任务 %s 之后不再提醒催办", async (state) => {
    const task = await ground.work("2022-04-20");
    await ground.db.updateTable("task").set({ state, changed_at: ground.isoNow() }).where("id", "=", task.id).execute();
    ground.goTo("2022-04-20");
    await ground.remind();
    ground.goTo("2022-05-20");
    await ground.remind();
    expect(await log(task)).toEqual([]);
    ground.goTo("2022-04-01");
  });

  test("催办间隔由设置决定；时限改了，新时限重新提醒", async () => {
    ground.goTo("2022-06-01");
    const office = await as("office");
    const { programmeId } = ground;
    const settings = await office.getSettings({ programmeId });
    await office.changeSettings({ programmeId, version: settings.version, urgeEvery: 2 });
    const task = await ground.work("2022-06-09");
    for (const day of ["2022-06-06", "2022-06-10", "2022-06-13", "2022-06-14"]) {
      ground.goTo(day);
      await ground.remind();
    }
    expect(await steps(task)).toEqual(["task before3 3", "task overdue -1", "task overdue -3"]);
    await ground.db
      .updateTable("task")
      .set({ due_on: "2022-06-17", changed_at: ground.isoNow() })
      .where("id", "=", task.id)
      .execute();
    await ground.remind();
    // The milestone kept its own day, and is urged for it.
    expect((await steps(task)).slice(3).sort()).toEqual(["milestone overdue -3", "task before3 3"]);
  });

  test("记录各看各的：推进组看本组任务，配合单位看有份的，别的单位看不到", async () => {
    const { programmeId } = ground;
    const count = async (official: DemoOfficial) => (await (await as(official)).listReminders({ programmeId })).total;
    const all = await count("office");
    expect(all).toBeGreaterThan(10);
    expect(await count("support")).toBeGreaterThan(0);
    expect(await count("district")).toBe(0);
    const office = await as("office");
    const first = await office.listReminders({ programmeId, limit: 3 });
    const second = await office.listReminders({ programmeId, limit: 200, after: first.next as string });
    const ids = [...first.items, ...second.items].map((one) => one.id);
    expect([ids.length, new Set(ids).size]).toEqual([all, all]);
    expect((await office.listReminders({ programmeId, step: "hand" })).items.every((one) => one.step === "hand")).toBe(
      true,
    );
  });
});
