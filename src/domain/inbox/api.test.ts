// The inbox over real HTTP: what each duty owes, that it leaves when it is done, and that nobody sees another's.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { registerOwed } from "./sources.ts";

let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
}, 120_000);
afterAll(() => server.close());

const inboxOf = async (official: "office" | "group" | "lead" | "support" | "district") =>
  (await server.as(official)).inbox.getInbox({});

describe("任务的待办", () => {
  test("下达后牵头单位应签收，一个工作日内；签收后应分解，三个工作日内；办完即离开", async () => {
    const office = await server.as("office");
    const lead = await server.as("lead");
    const before = await inboxOf("lead");
    const { items } = await office.tasks.listTasks({ programmeId, sort: "ordinal" });
    const task = items.find((one) => one.state === "draft" && one.units.some((unit) => unit.shortName === "市科技局"));
    if (!task) throw new Error("no draft of the lead unit");
    expect(before.items.some((item) => item.id === task.id)).toBe(false);
    const issued = await office.tasks.issueTask({ programmeId, taskId: task.id, version: task.version });
    const asked = (await inboxOf("lead")).items.find((item) => item.id === task.id);
    expect(asked).toMatchObject({ kind: "task", act: "sign", dueOn: "2021-09-02", group: "week", late: 0 });
    expect(asked?.what.zh).toContain("签收");
    const signed = await lead.tasks.signTask({ programmeId, taskId: task.id, version: issued.version });
    expect((await inboxOf("lead")).items.find((item) => item.id === task.id)).toMatchObject({
      act: "begin",
      dueOn: "2021-09-06",
    });
    const planned = await lead.tasks.planMilestones({
      programmeId,
      taskId: task.id,
      version: signed.version,
      milestones: [{ title: "印发实施细则", dueOn: "2021-09-10", weight: 1, reachedOn: null }],
    });
    await lead.tasks.beginTask({ programmeId, taskId: task.id, version: planned.version });
    const working = (await inboxOf("lead")).items.find((item) => item.id === task.id);
    expect(working).toMatchObject({ act: null, dueOn: "2021-09-10", group: "later" });
    expect(working?.what.zh).toContain("印发实施细则");
    expect((await inboxOf("support")).items).toEqual([]);
    server.clock.set("2021-09-14T01:00:00.000Z");
    const late = (await inboxOf("lead")).items.find((item) => item.id === task.id);
    expect(late).toMatchObject({ group: "today", late: 2 });
    const counts = await (await server.as("lead")).inbox.countInbox({});
    expect(counts).toEqual((await inboxOf("lead")).counts);
    expect(counts.late).toBeGreaterThan(0);
  });

  test("看不到的试点不给待办；筛种类、筛试点只留相应的", async () => {
    const lead = await server.as("lead");
    const nowhere = "00000000-0000-7000-8000-0000000000ff" as ProgrammeId;
    expect((await lead.inbox.getInbox({ programmeId: nowhere })).items).toEqual([]);
    expect((await lead.inbox.getInbox({ kind: "nothing" })).items).toEqual([]);
    const all = await lead.inbox.getInbox({});
    expect((await lead.inbox.getInbox({ programmeId, kind: "task" })).items).toEqual(all.items);
    expect((await inboxOf("district")).items).toEqual([]);
  });
});

test("一类给出两百项以上时只列两百项，并说明不止这些；不属于看得到的试点的项一律不列", async () => {
  registerOwed({
    kind: "flood",
    owed: async () =>
      Array.from({ length: 250 }, (_, n) => ({
        programmeId: n === 0 ? "00000000-0000-7000-8000-0000000000ff" : programmeId,
        kind: "flood",
        id: String(n),
        title: { zh: "演示", en: "demo" },
        what: { zh: "演示", en: "demo" },
        act: null,
        dueOn: null,
        waitingFor: null,
        href: "/",
        sinceAt: "2021-09-01T00:00:00.000Z",
      })),
  });
  const { items, counts } = await (await server.as("office")).inbox.getInbox({ kind: "flood" });
  expect(items).toHaveLength(199);
  expect(counts.more).toBe(true);
});
