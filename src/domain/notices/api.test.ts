// Notices over real HTTP: who is told, once; reading; choices and address; webhooks by the office alone; calendar feeds.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskSummary } from "../tasks/model.ts";
import type { NoticeId } from "./model.ts";

let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
}, 120_000);
afterAll(() => server.close());

const listOf = async (official: DemoOfficial) => (await (await server.as(official)).notices.listNotices({})).items;

async function issueOne(): Promise<TaskSummary> {
  const office = await server.as("office");
  const { items } = await office.tasks.listTasks({ programmeId, sort: "ordinal" });
  const task = items.find((one) => one.state === "draft") as TaskSummary;
  await office.tasks.issueTask({ programmeId, taskId: task.id, version: task.version });
  return task;
}

describe("谁收到通知", () => {
  test("下达：牵头和配合单位各一条，下达的人没有；别的单位没有；已读各记各的", async () => {
    expect(await listOf("lead")).toEqual([]);
    const task = await issueOne();
    const [told, ...others] = await listOf("lead");
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      topic: "tasks",
      subject: { kind: "task", id: task.id },
      href: `/p/${programmeId}/tasks/${task.id}`,
      readAt: null,
    });
    expect(told?.title.zh).toContain("任务已下达");
    expect(await listOf("support")).toHaveLength(1);
    expect(await listOf("office")).toEqual([]);
    expect(await listOf("district")).toEqual([]);
    const lead = await server.as("lead");
    expect(await lead.notices.countNotices({})).toEqual({ unread: 1 });
    expect(await lead.notices.readNotices({ which: { ids: [told?.id as NoticeId] } })).toEqual({ unread: 0 });
    expect((await lead.notices.listNotices({ unread: "true" })).total).toBe(0);
    expect((await lead.notices.listNotices({ unread: "false", topic: "tasks", programmeId })).total).toBe(1);
    expect(await (await server.as("support")).notices.countNotices({})).toEqual({ unread: 1 });
  });

  test("改动被撤销，通知也没有；同一件事不通知两次", async () => {
    const before = (await listOf("lead")).length;
    const office = await server.as("office");
    const [draft] = (await office.tasks.listTasks({ programmeId, status: "draft" })).items;
    const issue = { programmeId, taskId: draft?.id as never, version: draft?.version as number };
    expect((await refusalTo(office.tasks.issueTask({ ...issue, version: 99 }))).code).toBe("version.stale");
    expect(await listOf("lead")).toHaveLength(before);
    const key = "same-key-twice";
    await office.tasks.issueTask(issue, { key });
    await office.tasks.issueTask(issue, { key });
    expect(await listOf("lead")).toHaveLength(before + 1);
  });

  test("他人的通知与不存在的通知，答复一样，也标不了已读", async () => {
    const [told] = await listOf("support");
    const other = await server.as("district");
    const nowhere = "00000000-0000-7000-8000-0000000000ff" as NoticeId;
    for (const id of [told?.id as NoticeId, nowhere]) {
      const refused = await refusalTo(other.notices.readNotices({ which: { ids: [id] } }));
      expect([refused.status, refused.code]).toEqual([404, "notice.absent"]);
    }
    expect((await listOf("support"))[0]?.readAt).toBeNull();
  });

  test("全部标为已读只到看到的那一刻", async () => {
    const lead = await server.as("lead");
    const until = (await listOf("lead"))[0]?.madeAt as string;
    server.clock.advance(1000);
    const office = await server.as("office");
    const [signed] = (await lead.tasks.listTasks({ programmeId, status: "issued" })).items;
    await lead.tasks.signTask({ programmeId, taskId: signed?.id as never, version: signed?.version as number });
    expect((await listOf("office"))[0]?.title.zh).toContain("任务已签收");
    expect((await office.notices.readNotices({ which: { until } })).unread).toBe(1);
    expect((await lead.notices.readNotices({ which: { until } })).unread).toBe(0);
  });

  test("翻页不重不漏", async () => {
    const lead = await server.as("lead");
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await lead.notices.listNotices({ limit: 1, ...(after ? { after } : {}) });
      seen.push(...page.items.map((one) => one.id));
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe((await lead.notices.listNotices({})).total);
  });
});

describe("通知设置", () => {
  test("默认即时、夜间和假日免打扰；改动带版本，后改者被告知", async () => {
    const lead = await server.as("lead");
    const first = await lead.notices.getPreferences({});
    expect(first).toMatchObject({
      language: "zh",
      mail: {},
      quiet: { on: true, from: "20:00", until: "08:00" },
      version: 0,
    });
    const changed = await lead.notices.changePreferences({ version: 0, mail: { tasks: "daily", matters: "off" } });
    expect(changed).toMatchObject({ mail: { tasks: "daily", matters: "off" }, version: 1 });
    const stale = await refusalTo(lead.notices.changePreferences({ version: 0, language: "en" }));
    expect([stale.status, stale.code]).toEqual([412, "version.stale"]);
    const again = await lead.notices.changePreferences({
      version: 1,
      quiet: { on: false, from: "21:00", until: "07:30" },
    });
    expect(again).toMatchObject({ mail: { tasks: "daily" }, quiet: { on: false }, version: 2 });
    expect((await (await server.as("support")).notices.getPreferences({})).version).toBe(0);
  });
  test("没有邮件服务器时说明；没有待确认邮箱时说明", async () => {
    const lead = await server.as("lead");
    expect((await refusalTo(lead.notices.setAddress({ address: "a@example.com" }))).code).toBe("address.no-mail");
    expect((await refusalTo(lead.notices.verifyAddress({ code: "123456" }))).code).toBe("address.none");
  });
});

describe("推送地址", () => {
  const hook = {
    title: "数据平台",
    kind: "signed" as const,
    url: "https://hooks.example.org/in?key=key-that-is-a-secret",
    topics: ["tasks" as const],
  };
  test("一个地址的一生：密钥只显示一次，地址只显示主机，事件里没有密钥", async () => {
    const office = await server.as("office");
    const { webhook, secret } = await office.notices.addWebhook({ programmeId, ...hook });
    expect(secret).toHaveLength(43);
    expect(webhook).toMatchObject({ host: "hooks.example.org", hasSecret: true, state: "active", version: 1 });
    const at = (version: number) => ({ programmeId, webhookId: webhook.id, version });
    const changed = await office.notices.changeWebhook({ ...at(1), title: "平台", secret: "mine", topics: [] });
    expect(changed).toMatchObject({ title: "平台", topics: [], version: 2 });
    expect((await office.notices.pauseWebhook(at(2))).state).toBe("paused");
    const wrong = await refusalTo(office.notices.pauseWebhook(at(3)));
    expect([wrong.status, wrong.code]).toEqual([409, "webhook.wrong-state"]);
    expect((await office.notices.resumeWebhook(at(3))).state).toBe("active");
    expect((await refusalTo(office.notices.resumeWebhook(at(3)))).code).toBe("version.stale");
    const listed = JSON.stringify(await office.notices.listWebhooks({ programmeId }));
    await office.notices.dropWebhook(at(4));
    expect((await refusalTo(office.notices.testWebhook(at(5)))).code).toBe("webhook.absent");
    const { db } = server.database;
    const events = await db
      .selectFrom("event")
      .selectAll()
      .where("subject_id", "=", webhook.id)
      .orderBy("id")
      .execute();
    expect(events.map((event) => event.kind)).toEqual(
      ["add", "change", "pause", "resume", "drop"].map((act) => `webhook.${act}`),
    );
    for (const text of [listed, JSON.stringify(events)]) {
      expect(text).not.toContain(secret as string);
      expect(text).not.toContain("key-that-is-a-secret");
    }
    const row = await db.selectFrom("webhook").selectAll().where("id", "=", webhook.id).executeTakeFirstOrThrow();
    expect([row.secret, row.url]).toEqual(["", "hooks.example.org"]);
  });

  test.each(["https://127.0.0.1/", "http://example.org/", "https://[::1]/", "https://169.254.169.254/"])(
    "内部地址 %s 登记时就拒绝",
    async (url) => {
      const office = await server.as("office");
      const refused = await refusalTo(office.notices.addWebhook({ programmeId, ...hook, url }));
      expect([refused.status, refused.code]).toEqual([422, "webhook.bad-address"]);
    },
  );

  test("别的试点的办公室、记录不存在，都一样没有", async () => {
    const office = await server.as("office");
    const nowhere = "00000000-0000-7000-8000-0000000000ff";
    const elsewhere = await refusalTo(office.notices.listWebhooks({ programmeId: nowhere as ProgrammeId }));
    expect(elsewhere.status).toBe(404);
    const resend = office.notices.resendDelivery({ programmeId, deliveryId: nowhere as never });
    expect((await refusalTo(resend)).code).toBe("delivery.absent");
    const unit = office.notices.setMailbox({
      programmeId,
      unitId: nowhere as never,
      address: "a@example.com",
      version: 0,
    });
    expect((await refusalTo(unit)).code).toBe("mailbox.absent");
  });

  test("单位邮箱：设置、版本、撤销", async () => {
    const office = await server.as("office");
    const { items } = await office.notices.listMailboxes({ programmeId });
    const unitId = items[0]?.unitId as never;
    const set = await office.notices.setMailbox({ programmeId, unitId, address: "unit@example.com", version: 0 });
    expect(set).toMatchObject({ address: "unit@example.com", version: 1 });
    const stale = office.notices.setMailbox({ programmeId, unitId, address: "x@example.com", version: 0 });
    expect((await refusalTo(stale)).code).toBe("version.stale");
    expect(await office.notices.setMailbox({ programmeId, unitId, address: null, version: 1 })).toMatchObject({
      address: null,
      version: 2,
    });
  });
});

describe("日历订阅", () => {
  const read = (path: string) => fetch(`${server.base}${path}`);
  test("凭地址不登录可读；只有本人的时限；收回即失效；猜不出", async () => {
    const lead = await server.as("lead");
    const { feed, path } = await lead.notices.makeFeed({ title: "我的时限" });
    const answer = await read(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/calendar");
    const text = await answer.text();
    expect(text.startsWith("BEGIN:VCALENDAR\r\n")).toBe(true);
    const mine = (await lead.tasks.listTasks({ programmeId })).items.filter(
      (task) => task.dueOn && task.state !== "draft",
    );
    for (const task of mine) expect(text).toContain(`UID:task-${task.id}@shidian`);
    const district = await (await server.as("district")).notices.makeFeed({ title: "区里" });
    expect(await (await read(district.path)).text()).not.toContain("BEGIN:VEVENT");
    const listed = await lead.notices.listFeeds({});
    expect(JSON.stringify(listed)).not.toContain(path.slice(-30, -4));
    expect(listed.items[0]).toMatchObject({ id: feed.id, readAt: expect.any(String) });
    const rows = await server.database.db.selectFrom("calendar_feed").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(path.split("/").pop()?.replace(".ics", ""));
    const foreign = await refusalTo(lead.notices.revokeFeed({ feedId: district.feed.id }));
    expect([foreign.status, foreign.code]).toEqual([404, "feed.absent"]);
    await lead.notices.revokeFeed({ feedId: feed.id });
    const revoked = await read(path);
    const guessed = await read(`${path.slice(0, -10)}aaaaaa.ics`);
    expect([revoked.status, guessed.status]).toEqual([404, 404]);
    const code = async (one: Response) => ((await one.json()) as { code: string }).code;
    expect(await code(revoked)).toBe(await code(guessed));
  });
  test("每人有上限；猜得太勤被限", async () => {
    const support = await server.as("support");
    for (let n = 0; n < 5; n += 1) await support.notices.makeFeed({ title: `第${n}个` });
    expect((await refusalTo(support.notices.makeFeed({ title: "再一个" }))).code).toBe("feed.too-many");
    const statuses = await Promise.all(
      Array.from({ length: 80 }, (_, n) =>
        read(`/api/v1/calendar/${"x".repeat(40)}${n}.ics`).then((one) => one.status),
      ),
    );
    expect(statuses).toContain(429);
  });
});
