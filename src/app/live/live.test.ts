// The live connection over real HTTP: who hears what, how soon, when it ends, and what a hostile reader can do.
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type LiveReader, listenLive } from "../../../tests/live-reader.ts";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { openAccount } from "../../domain/accounts/administration.ts";
import { type DemoOfficial, programActor } from "../../domain/accounts/model.ts";
import { newSecret } from "../../domain/accounts/secrets.ts";
import { announcementsOf, eventChannel } from "../../domain/audit/announcement.ts";
import { tell } from "../../domain/audit/service.ts";
import { addPerson, assignDuty } from "../../domain/organisations/people.ts";
import type { TaskSummary } from "../../domain/tasks/model.ts";
import { ownCall } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import type { Api } from "../contracts.ts";

let server: TestServer;
let office: Api & { cookie: string };
let tasks: TaskSummary[];
const open: LiveReader[] = [];
const patience = { timeout: 10_000, interval: 10 };

beforeAll(async () => {
  server = await startServer({}, { heartbeat: 300 });
  office = await server.as("office");
}, 120_000);
afterAll(() => server.close());
beforeAll(async () => {
  tasks = await ledgerOf(office);
});
afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
});

const path = () => `${server.base}/api/v1/programmes/${server.programmeId}/live`;
const ledgerOf = async (api: Api) => (await api.tasks.listTasks({ programmeId: server.programmeId as never })).items;
const at = (task: TaskSummary) => ({ programmeId: server.programmeId as never, taskId: task.id });

async function listen(headers: Record<string, string>, query = ""): Promise<LiveReader> {
  const reader = await listenLive(`${path()}${query}`, headers);
  open.push(reader);
  if (reader.status === 200) await reader.next("ready");
  return reader;
}
const listenAs = async (official: DemoOfficial) => listen({ cookie: (await server.as(official)).cookie });

let turn = 0;
/** Somebody edits a task; each time another value. */
async function edit(task: TaskSummary | undefined, api: Api = office): Promise<TaskSummary> {
  if (!task) throw new Error("no such task");
  turn += 1;
  server.clock.advance(1000);
  const { version } = await api.tasks.getTask(at(task));
  await api.tasks.editTask({ ...at(task), version, contact: `联系人${turn}` });
  return task;
}

/** What a reader has heard of tasks, without whose request it was. */
const heardTasks = (reader: LiveReader): string[] =>
  reader.events
    .filter((one) => one.event === "change")
    .flatMap((one) => (one.data as { changes: { kind: string; ids: string[] }[] }).changes)
    .flatMap((change) => (change.kind === "task" ? change.ids : [change.kind]));

describe("谁听得到什么", () => {
  test("办公室听到每一项任务的改动；单位只听到自己那一份；无关的区县什么也听不到", async () => {
    const readers = new Map<DemoOfficial, LiveReader>();
    for (const official of ["office", "group", "lead", "support", "district"] as const)
      readers.set(official, await listenAs(official));
    for (const task of tasks) await edit(task);
    const all = readers.get("office") as LiveReader;
    await vi.waitFor(() => expect(new Set(heardTasks(all))).toEqual(new Set(tasks.map((task) => task.id))), patience);
    await sleep(500);
    for (const [official, reader] of readers) {
      const visible = (await ledgerOf(await server.as(official))).map((task) => task.id as string);
      expect([official, new Set(heardTasks(reader))]).toEqual([official, new Set(visible)]);
    }
    expect(heardTasks(readers.get("lead") as LiveReader).length).toBeGreaterThan(0);
    expect(readers.get("district")?.events.map((one) => one.event)).toEqual(["ready"]);
  });

  test("只说编号，不说内容，也不说是谁改的", async () => {
    const reader = await listenAs("support");
    const [mine] = await ledgerOf(await server.as("support"));
    await edit(mine);
    expect(await reader.next("change")).toEqual({ changes: [{ kind: "task", ids: [mine?.id] }] });
  });

  test("自己的改动带着自己的请求编号，别人的不带", async () => {
    const [mine, other] = [await listenAs("office"), await listenAs("lead")];
    const [task] = await ledgerOf(await server.as("lead"));
    const api = server.client({ cookie: office.cookie, "x-request-id": "tab-7.1" });
    await edit(task, api);
    expect(await mine.next("change")).toEqual({ changes: [{ kind: "task", ids: [task?.id], requestId: "tab-7.1" }] });
    expect(await other.next("change")).toEqual({ changes: [{ kind: "task", ids: [task?.id] }] });
  });

  test("被撤下的单位听到最后一次改动，之后不再听到；新指定的单位立即听到", async () => {
    const district = await server.as("district");
    const reader = await listen({ cookie: district.cookie });
    const { me } = await district.accounts.getSession({});
    const task = tasks[3] as TaskSummary;
    const assign = async (add: boolean) => {
      const now = await office.tasks.getTask(at(task));
      const units = now.units
        .filter((unit) => unit.unitId !== me?.unit.id)
        .map(({ unitId, part, ownDuty }) => ({ unitId, part, ownDuty }));
      if (add) units.push({ unitId: me?.unit.id as never, part: "support", ownDuty: null });
      server.clock.advance(1000);
      await office.tasks.assignUnits({ ...at(task), version: now.version, units });
    };
    await assign(true);
    expect(await reader.next("change")).toEqual({ changes: [{ kind: "task", ids: [task.id] }] });
    await assign(false);
    expect(await reader.next("change")).toEqual({ changes: [{ kind: "task", ids: [task.id] }] });
    server.clock.advance(61_000);
    const told = reader.events.length;
    await edit(task);
    await sleep(600);
    expect(reader.events.length).toBe(told);
  });

  test("被拒绝的改动、撤销了的改动听不到", async () => {
    const reader = await listenAs("office");
    const task = tasks[0] as TaskSummary;
    expect((await refusalTo(office.tasks.editTask({ ...at(task), version: 9999, contact: "旧版" }))).status).toBe(412);
    await sleep(500);
    expect(reader.events.map((one) => one.event)).toEqual(["ready"]);
  });

  test("接连的改动并作一次说，一条不少", async () => {
    const reader = await listenAs("office");
    await Promise.all(tasks.slice(0, 4).map((task) => edit(task)));
    await vi.waitFor(
      () => expect(new Set(heardTasks(reader))).toEqual(new Set(tasks.slice(0, 4).map((task) => task.id))),
      patience,
    );
    expect(reader.events.filter((one) => one.event === "change").length).toBeLessThanOrEqual(3);
  });
});

describe("连接断了再连", () => {
  const markOf = (reader: LiveReader) => reader.events.findLast((one) => one.id)?.id as string;

  test("期间没有改动：不必重读；有改动：告知重读。地址参数与标准请求头都可以", async () => {
    const first = await listenAs("office");
    first.close();
    for (const again of [
      await listen({ cookie: office.cookie }, `?since=${markOf(first)}`),
      await listen({ cookie: office.cookie, "last-event-id": markOf(first) }),
    ]) {
      await sleep(100);
      expect(again.events.map((one) => one.event)).toEqual(["ready"]);
    }
    await edit(tasks[0]);
    await (await listen({ cookie: office.cookie }, `?since=${markOf(first)}`)).next("resync");
    const last = await listen({ cookie: office.cookie, "last-event-id": markOf(first) });
    await last.next("resync");
    expect(markOf(last)).not.toBe(markOf(first));
  });

  test("页面从会话所给的标记接上：其间本方案或本人有变才重读，别的方案不算", async () => {
    const markNow = async () => (await office.accounts.getSession({})).liveMark as string;
    const mustReadAnew = async (mark: string) => {
      const reader = await listen({ cookie: office.cookie }, `?since=${mark}`);
      await sleep(100);
      return reader.events.some((one) => one.event === "resync");
    };
    expect(await mustReadAnew(await markNow())).toBe(false);
    const before = await markNow();
    await edit(tasks[0]);
    await vi.waitFor(async () => expect(await markNow()).not.toBe(before), patience);
    expect(await mustReadAnew(before)).toBe(true);
    const between = await markNow();
    const elsewhere = { programmeId: crypto.randomUUID(), subject: { kind: "task", id: crypto.randomUUID() } };
    for (const text of announcementsOf({ personId: "-", requestId: "-" }, [elsewhere]))
      await tell(server.database.db, eventChannel, text);
    await vi.waitFor(async () => expect(await markNow()).not.toBe(between), patience);
    expect(await mustReadAnew(between)).toBe(false);
  });

  test("没有登录的人看不到标记", async () => {
    expect((await server.client().accounts.getSession({})).liveMark).toBeNull();
  });

  test.each(["x", "00000000-1", "%00", "长".repeat(30)])(
    "来历不明的标记 %j 一律重读，或按参数错误拒绝",
    async (mark) => {
      const reader = await listen({ cookie: office.cookie }, `?since=${mark}`);
      if (reader.status === 200) await reader.next("resync");
      else expect(reader.status).toBe(400);
    },
  );
});

describe("该断就断", () => {
  test("退出登录，几秒内断开；别人的不受影响", async () => {
    const support = await server.as("support");
    const [mine, other] = [await listen({ cookie: support.cookie }), await listenAs("support")];
    await support.accounts.signOut({});
    await vi.waitFor(() => expect(mine.ended).toBe(true), patience);
    expect(other.ended).toBe(false);
    expect((await listen({ cookie: support.cookie })).status).toBe(401);
  });

  test("安全管理员收回全部会话，几秒内断开", async () => {
    const lead = await server.as("lead");
    const reader = await listen({ cookie: lead.cookie });
    const { me } = await lead.accounts.getSession({});
    await (await server.as("security")).accounts.revokeSessions({ personId: me?.personId as never });
    await vi.waitFor(() => expect(reader.ended).toBe(true), patience);
  });

  test("解除职责，几秒内断开；令牌的连接也一样", async () => {
    const group = await server.as("group");
    const { me } = await group.accounts.getSession({});
    const { secret } = await group.accounts.makeToken({ title: "看台账" });
    const readers = [await listen({ cookie: group.cookie }), await listen({ authorization: `Bearer ${secret}` })];
    expect(readers.map((one) => one.status)).toEqual([200, 200]);
    const security = await server.as("security");
    const duty = { personId: me?.personId as never, unitId: me?.unit.id as never, duty: "group" as const };
    await security.organisations.endDuty(duty);
    await vi.waitFor(() => expect(readers.map((one) => one.ended)).toEqual([true, true]), patience);
    await security.organisations.grantDuty(duty);
  });

  test("只听不动不算使用：闲置到时会话照样失效，连接随之断开", async () => {
    const support = await server.as("support");
    const reader = await listen({ cookie: support.cookie });
    await vi.waitFor(() => expect(reader.beats).toBeGreaterThan(2), patience);
    server.clock.advance(29 * 60_000);
    const beats = reader.beats;
    await vi.waitFor(() => expect(reader.beats).toBeGreaterThan(beats + 1), patience);
    server.clock.advance(2 * 60_000);
    await vi.waitFor(() => expect(reader.ended).toBe(true), patience);
    office = await server.as("office");
  });
});

describe("谁进得来", () => {
  test.each(["enterprise", "judge", "system", "security", "audit"] as const)("%s 得到 403", async (official) => {
    expect((await listenAs(official)).status).toBe(403);
  });

  test("没有登录得到 401；看不到的试点得到 404；HEAD 不占连接", async () => {
    expect((await listen({})).status).toBe(401);
    const nowhere = path().replace(server.programmeId, "00000000-0000-7000-8000-0000000000ff");
    expect((await listenLive(nowhere, { cookie: office.cookie })).status).toBe(404);
    const head = await fetch(path(), { method: "HEAD", headers: { cookie: office.cookie } });
    expect(head.status).toBe(404);
  });

  test("是事件流，不进缓存，不压缩，告诉代理不要缓冲", async () => {
    const reader = await listen({ cookie: office.cookie, "accept-encoding": "gzip, br" });
    const { headers } = reader;
    expect(headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-accel-buffering")).toBe("no");
    expect(headers.get("content-encoding")).toBeNull();
  });

  test("一个人最多八条连接，第九条说明怎么办；关掉一条又可以", async () => {
    const mine = await Promise.all(Array.from({ length: 8 }, () => listen({ cookie: office.cookie })));
    expect(mine.map((one) => one.status)).toEqual(Array(8).fill(200));
    const ninth = await listen({ cookie: office.cookie });
    expect(ninth.status).toBe(429);
    expect(ninth.events[0]?.data).toMatchObject({ code: "live.too-many", facts: { limit: 8 } });
    mine[0]?.close();
    await vi.waitFor(async () => expect((await listen({ cookie: office.cookie })).status).toBe(200), patience);
  });
});

describe("撑不坏", () => {
  test("连上不读的人不耽误别人", async () => {
    const { hostname, port } = new URL(server.base);
    const deaf = connect(Number(port), hostname);
    deaf.pause();
    deaf.on("error", () => {});
    deaf.write(`GET ${new URL(path()).pathname} HTTP/1.1\r\nHost: a\r\nCookie: ${office.cookie}\r\n\r\n`);
    const reader = await listenAs("support");
    await sleep(200);
    const [mine] = await ledgerOf(await server.as("support"));
    await edit(mine);
    expect(await reader.next("change")).toMatchObject({ changes: [{ kind: "task" }] });
    deaf.destroy();
  });
});

/** Somebody new in the office, signed in; no demo official has eight namesakes. */
async function newcomer(number: number): Promise<string> {
  const { secret, digest } = newSecret();
  await server.database.db.transaction().execute(async (tx) => {
    const call = ownCall(programActor, server.clock.now(), testZone, "test");
    const { office_unit_id: unitId } = await tx
      .selectFrom("programme")
      .select("office_unit_id")
      .executeTakeFirstOrThrow();
    const { id: personId } = await addPerson(tx, call, { unitId: unitId as never, name: `演示人员${number}` });
    await assignDuty(tx, call, { personId, unitId: unitId as never, duty: "office" });
    await openAccount(tx, call, { personId, username: `live.reader.${number}` });
    await tx.updateTable("account").set({ must_change: false }).where("person_id", "=", personId).execute();
    const now = isoOf(server.clock.now());
    const row = { digest, person_id: personId, made_at: now, seen_at: now, address: "127.0.0.1" };
    await tx
      .insertInto("session")
      .values({ ...row, ends_at: isoOf(server.clock.now() + 3_600_000) })
      .execute();
  });
  return `shidian_session=${secret}`;
}

test("六十四个连接同时听，都听到，也都还活着", async () => {
  const cookies: string[] = [];
  for (let number = 0; number < 8; number += 1) cookies.push(await newcomer(number));
  const readers = await Promise.all(Array.from({ length: 64 }, (_, n) => listen({ cookie: cookies[n % 8] as string })));
  expect(readers.map((one) => one.status)).toEqual(Array(64).fill(200));
  const task = await edit(tasks[0]);
  for (const reader of readers)
    expect(await reader.next("change")).toEqual({ changes: [{ kind: "task", ids: [task.id] }] });
  await vi.waitFor(() => expect(Math.min(...readers.map((one) => one.beats))).toBeGreaterThan(1), patience);
  expect(readers.some((one) => one.ended)).toBe(false);
});

test("服务停止：连接立即关闭，不必等", async () => {
  const other = await startServer();
  const { cookie } = await other.as("office");
  const readers = await Promise.all(
    [1, 2, 3].map(() => listenLive(`${other.base}/api/v1/programmes/${other.programmeId}/live`, { cookie })),
  );
  const began = performance.now();
  await other.close();
  expect(performance.now() - began).toBeLessThan(4000);
  await vi.waitFor(() => expect(readers.map((one) => one.ended)).toEqual([true, true, true]), patience);
});
