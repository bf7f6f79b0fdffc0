// Who is editing: seen by those who see the task, gone after half a minute, and nothing of it written down.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type LiveReader, listenLive } from "../../../tests/live-reader.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../../domain/accounts/model.ts";
import type { Api } from "../contracts.ts";
import type { Editing } from "./model.ts";
import { Presences, presenceText, readPresence } from "./presence.ts";

let server: TestServer;
const open: LiveReader[] = [];
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(() => server.close());
afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
});

const programmeId = () => server.programmeId as never;
const tasksOf = async (api: Api) => (await api.tasks.listTasks({ programmeId: programmeId() })).items;
async function listenAs(official: DemoOfficial): Promise<LiveReader> {
  const { cookie } = await server.as(official);
  const reader = await listenLive(`${server.base}/api/v1/programmes/${server.programmeId}/live`, { cookie });
  open.push(reader);
  await reader.next("ready");
  return reader;
}

describe("正在编辑", () => {
  test("同一任务的人看到姓名、单位和字段；自己看不到自己，看不到任务的人看不到", async () => {
    const lead = await server.as("lead");
    const [task] = await tasksOf(lead);
    const [office, support, own, district] = [
      await listenAs("office"),
      await listenAs("support"),
      await listenAs("lead"),
      await listenAs("district"),
    ];
    const { me } = await lead.accounts.getSession({});
    await lead.live.showPresence({ programmeId: programmeId(), taskId: task?.id as never, field: "contact" });
    const shown = {
      taskId: task?.id,
      personId: me?.personId,
      name: me?.name,
      unitName: me?.unit.shortName,
      field: "contact",
    };
    expect(await office.next("editing")).toEqual({ people: [shown] });
    await lead.live.showPresence({ programmeId: programmeId(), taskId: task?.id as never, field: null });
    expect(await office.next("editing")).toEqual({ people: [{ ...shown, field: null }] });
    await sleep(300);
    const sees = (await tasksOf(await server.as("support"))).some((one) => one.id === task?.id);
    expect(support.events.some((one) => one.event === "editing")).toBe(sees);
    expect(own.events.map((one) => one.event)).toEqual(["ready"]);
    expect(district.events.map((one) => one.event)).toEqual(["ready"]);
  });

  test("后来打开页面的人也看到；三十秒没有动静就不再显示", async () => {
    const lead = await server.as("lead");
    const [task] = await tasksOf(lead);
    await lead.live.showPresence({ programmeId: programmeId(), taskId: task?.id as never, field: "leader" });
    await sleep(300);
    const late = await listenAs("office");
    expect(await late.next("editing")).toMatchObject({ people: [{ taskId: task?.id, field: "leader" }] });
    server.clock.advance(31_000);
    const later = await listenAs("office");
    await sleep(400);
    expect(later.events.map((one) => one.event)).toEqual(["ready"]);
  });

  test("看不到的任务与不存在的任务，答复一样；不在名单的职责得到 403", async () => {
    const office = await server.as("office");
    const [task] = await tasksOf(office);
    const district = await server.as("district");
    const nowhere = "00000000-0000-7000-8000-0000000000ff";
    const answers = [];
    for (const taskId of [task?.id, nowhere])
      answers.push(
        await refusalTo(
          district.live.showPresence({ programmeId: programmeId(), taskId: taskId as never, field: "a" }),
        ),
      );
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [404, "task.absent"],
      [404, "task.absent"],
    ]);
    const audit = await server.as("audit");
    const refused = await refusalTo(
      audit.live.showPresence({ programmeId: programmeId(), taskId: nowhere as never, field: "a" }),
    );
    expect(refused.status).toBe(403);
  });

  test.each(["<b>", "a b", "x".repeat(61), "", "责任人"])("字段只能是字段代号，%j 不行", async (field) => {
    const office = await server.as("office");
    const [task] = await tasksOf(office);
    const refused = await refusalTo(
      office.live.showPresence({ programmeId: programmeId(), taskId: task?.id as never, field }),
    );
    expect(refused.status).toBe(400);
  });

  test("不写审计，也不占任何表", async () => {
    const count = () =>
      server.database.db
        .selectFrom("event")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
    const before = await count();
    const lead = await server.as("lead");
    const signIn = await count();
    const [task] = await tasksOf(lead);
    await lead.live.showPresence({ programmeId: programmeId(), taskId: task?.id as never, field: "contact" });
    expect(await count()).toEqual(signIn);
    expect(signIn.n).toBe(before.n + 1);
  });
});

describe("谁在哪里，只记最后一句", () => {
  const editing = (taskId: string, field: string | null): Editing & { programmeId: string } => ({
    programmeId: "p",
    taskId: taskId as never,
    personId: "00000000-0000-4000-8000-000000000001" as never,
    name: "王主任",
    unitName: "演示办",
    field,
  });
  test("转到另一任务：先说离开，再说到达", () => {
    const presences = new Presences();
    presences.take(editing("a", "contact"), 0);
    expect(presences.take(editing("b", "leader"), 1).map((one) => [one.taskId, one.field])).toEqual([
      ["a", null],
      ["b", "leader"],
    ]);
    expect(presences.at("p", 2).map((one) => one.taskId)).toEqual(["b"]);
  });
  test("迟到的离开不抹掉新的到达", () => {
    const presences = new Presences();
    presences.take(editing("b", "leader"), 0);
    presences.take(editing("a", null), 1);
    expect(presences.at("p", 2).map((one) => one.taskId)).toEqual(["b"]);
  });
  test.each([
    [29_999, 1],
    [30_000, 0],
  ])("%d 毫秒之后还有 %d 人", (at, people) => {
    const presences = new Presences();
    presences.take(editing("a", "contact"), 0);
    expect(presences.at("p", at)).toHaveLength(people);
    expect(presences.at("other", at)).toHaveLength(0);
  });
  test.each(["", "{}", "[1]", "x", presenceText({ ...editing("a", "<script>") })])("频道上的闲话 %j 不当真", (text) =>
    expect(readPresence(text)).toBeNull(),
  );
});
