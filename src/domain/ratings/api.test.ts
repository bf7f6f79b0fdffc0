// Ratings over real HTTP: lights decided by people, confidence, rule versions; who sees what; every refusal.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type As, codeOf, startRated } from "../../../tests/rated-tasks.ts";
import { refusalTo, type TestServer, testZone } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { refreshLights } from "../tasks/jobs.ts";
import type { TaskId } from "../tasks/model.ts";
import { endOverrides } from "./jobs.ts";
import type { TaskRatings } from "./model-task.ts";

let rated: Awaited<ReturnType<typeof startRated>>;
let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  rated = await startRated();
  ({ server, programmeId } = rated);
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const api = (as: As) => rated.api(as);
const freshTask = (dueOn?: string) => rated.freshTask(dueOn);
const now = (taskId: TaskId) => rated.now(taskId);
const openOverride = (ratings: TaskRatings) => rated.openOverride(ratings);

describe("改判", () => {
  test("推进组改判得更严当即生效，自动灯并列；截止日过后恢复", async () => {
    const taskId = await freshTask();
    let group = await api("group");
    const decided = await group.overrideLight({
      programmeId,
      taskId,
      light: "red",
      reason: "演示：现场未开工",
      untilOn: "2021-09-10",
    });
    expect(decided.light).toMatchObject({ light: "red", automatic: "green" });
    expect(decided.light.because[0]).toMatchObject({
      code: "light.override",
      facts: { automatic: "green", reason: "演示：现场未开工", until: "2021-09-10" },
    });
    expect((await now(taskId)).light).toBe("red");
    const again = group.overrideLight({ programmeId, taskId, light: "yellow", reason: "再改", untilOn: "2021-09-10" });
    expect(await codeOf(again)).toEqual([409, "rating.already-decided"]);

    server.clock.set("2021-09-11T01:00:00.000Z");
    group = await api("group");
    expect(await endOverrides(server.database.db, server.clock.now(), testZone)).toBe(1);
    expect(await endOverrides(server.database.db, server.clock.now(), testZone)).toBe(0);
    await refreshLights(server.database.db, server.clock.now(), testZone);
    expect((await now(taskId)).light).toBe("green");
    const { stretches } = await group.listLights({ programmeId, taskId });
    expect(stretches.slice(-3).map((one) => one.light)).toEqual(["green", "red", "green"]);
    expect(stretches.at(-2)?.because[0]?.code).toBe("light.override");
    const then = await group.getRatings({ programmeId, taskId, asOf: "2021-09-10" });
    expect([then.light.light, then.overrides[0]?.state, then.abilities]).toEqual(["red", "standing", {}]);
  });

  test("改判得更宽：一人申请、另一人批准；未批准前灯不变", async () => {
    const taskId = await freshTask("2021-08-20");
    expect((await now(taskId)).light).toBe("red");
    const lead = await api("lead");
    const until = "2021-10-01";
    const asked = await lead.overrideLight({
      programmeId,
      taskId,
      light: "green",
      reason: "演示：已完成，待补录",
      untilOn: until,
    });
    expect([asked.light.light, asked.overrides[0]?.state]).toEqual(["red", "asked"]);
    const at = openOverride(asked);
    expect(await codeOf((await api("lead")).approveOverride(at))).toEqual([403, "request.not-your-duty"]);
    const office = await api("office");
    const { items, total } = await office.listOverrides({ programmeId });
    expect([total, items[0]?.task.leadUnit]).toEqual([1, "市科技局"]);
    expect(await codeOf(office.approveOverride({ ...at, version: 9 }))).toEqual([412, "version.stale"]);
    expect(await codeOf(office.refuseOverride(at))).toEqual([409, "rating.refused"]);
    const approved = await office.approveOverride({ ...at, note: "属实" });
    expect(approved.light).toMatchObject({ light: "green", automatic: "red" });
    expect((await now(taskId)).light).toBe("green");
    expect(await codeOf(office.approveOverride(openOverride(approved)))).toEqual([409, "rating.refused"]);
    const ended = await office.endOverride({ ...openOverride(approved), note: "核实未完成" });
    expect(ended.light).toMatchObject({ light: "red", automatic: "red" });
  });

  test("办公室自己申请的，自己不能批准；可以撤回，撤回后可再申请", async () => {
    const taskId = await freshTask("2021-08-20");
    const office = await api("office");
    const input = { programmeId, taskId, light: "yellow" as const, reason: "演示", untilOn: "2021-10-01" };
    const asked = await office.overrideLight(input);
    const refused = await refusalTo(office.approveOverride(openOverride(asked)));
    expect([refused.status, refused.code]).toEqual([409, "rating.refused"]);
    expect(refused.messages.zh).toContain("不能再办理");
    await office.withdrawOverride(openOverride(asked));
    expect((await office.overrideLight(input)).overrides.map((one) => one.state)).toEqual(["asked", "withdrawn"]);
  });

  test.each([
    ["与自动灯相同", { light: "green" as const }, 422, "rating.same-light"],
    ["截止日已过", { untilOn: "2021-08-31" }, 422, "rating.bad-end"],
    ["截止日太远", { untilOn: "2022-09-01" }, 422, "rating.bad-end"],
    ["没有理由", { reason: " " }, 400, "request.invalid"],
  ])("%s，不受理", async (_title, more, status, code) => {
    const taskId = await freshTask();
    const input = { programmeId, taskId, light: "red" as const, reason: "演示", untilOn: "2021-10-01" };
    expect(await codeOf((await api("office")).overrideLight({ ...input, ...more }))).toEqual([status, code]);
  });

  test("牵头单位不能改判得更严，配合单位什么也不能；看不到的任务与不存在的一样", async () => {
    const taskId = await freshTask();
    const input = { programmeId, taskId, light: "red" as const, reason: "演示", untilOn: "2021-10-01" };
    expect(await codeOf((await api("lead")).overrideLight(input))).toEqual([403, "rating.not-yours"]);
    expect(await codeOf((await api("district")).overrideLight(input))).toEqual([404, "task.absent"]);
    const made = await (await api("office")).overrideLight(input);
    const at = { ...openOverride(made), note: "演示" };
    const nowhere = { ...at, overrideId: "00000000-0000-7000-8000-0000000000ff" };
    for (const one of [at, nowhere])
      expect(await codeOf((await api("district")).endOverride(one))).toEqual([404, "rating.absent"]);
  });
});

describe("交付信心", () => {
  test("各方各评，历次保留，分歧看得见，灯不受影响", async () => {
    const taskId = await freshTask();
    const rate = async (as: As, rater: "self" | "group" | "office" | "third", points: number, more: object = {}) =>
      (await api(as)).rateConfidence({ programmeId, taskId, rater, points, reason: "演示理由", ...more });
    await rate("lead", "self", 5);
    expect((await rate("lead", "self", 4)).spread).toBeNull();
    expect((await rate("group", "group", 3)).spread).toBe(1);
    const apart = await rate("office", "office", 2);
    expect([apart.spread, apart.light.light]).toEqual([2, "green"]);
    expect(apart.confidence.map((one) => [one.rater, one.points, one.present])).toEqual([
      ["office", 2, true],
      ["group", 3, true],
      ["self", 4, true],
      ["self", 5, false],
    ]);
    for (const as of ["office", "lead", "group"] as const) {
      const { total, items } = await (await api(as)).listDivergence({ programmeId });
      expect([as, total, items[0]?.points]).toEqual([as, 1, { self: 4, group: 3, office: 2 }]);
    }
    expect((await (await api("district")).listDivergence({ programmeId })).rated).toBe(0);
    expect(await codeOf(rate("office", "third", 3))).toEqual([422, "rating.source-missing"]);
    const third = await rate("office", "third", 3, { source: "演示评估院" });
    expect(third.confidence[0]).toMatchObject({ rater: "third", source: "演示评估院" });
    expect(await codeOf(rate("lead", "office", 5))).toEqual([403, "rating.not-yours"]);
    expect(await codeOf(rate("office", "office", 6))).toEqual([400, "request.invalid"]);
    expect((await (await api("office")).listDivergence({ programmeId, asOf: "2021-08-31" })).rated).toBe(0);
  });
});

describe("亮灯规则", () => {
  const rule = { yellowGap: 5, redGap: 20, redOverdueDays: 10, yellowMissed: 1, redMissed: 2, holds: true };

  test("试算、定版、到日施行、灯写明版本；撤回未施行的；不溯及既往", async () => {
    const taskId = await freshTask("2021-09-20");
    server.clock.set("2021-10-06T01:00:00.000Z");
    let office = await api("office");
    await refreshLights(server.database.db, server.clock.now(), testZone);
    expect((await now(taskId)).light).toBe("red"); // 100 points behind
    const lenient = { ...rule, yellowGap: 100, redGap: 100, redOverdueDays: 300 };
    const trial = await office.previewRule({ programmeId, ...lenient });
    expect(trial.turns).toContainEqual({ from: "red", to: "yellow", count: expect.any(Number) });
    expect(trial.tasks.map((task) => task.taskId)).toContain(taskId);
    expect((await now(taskId)).light).toBe("red");

    const at = { programmeId, ...lenient, reason: "演示：试点初期放宽" };
    expect(await codeOf(office.proposeRule({ ...at, fromDay: "2021-10-05" }))).toEqual([422, "rating.rule-past"]);
    expect(await codeOf(office.proposeRule({ ...at, redGap: 1, fromDay: "2021-10-08" }))).toEqual([
      422,
      "rating.rule-order",
    ]);
    const { items } = await office.proposeRule({ ...at, fromDay: "2021-10-08" });
    expect(items.map((one) => [one.name, one.holdsNow])).toEqual([
      ["2021-2", false],
      ["2021-1", true],
    ]);
    expect(await codeOf(office.proposeRule({ ...at, fromDay: "2021-10-09" }))).toEqual([422, "rating.rule-same"]);
    expect((await now(taskId)).light).toBe("red");
    server.clock.set("2021-10-08T01:00:00.000Z");
    office = await api("office");
    await refreshLights(server.database.db, server.clock.now(), testZone);
    const judged = await now(taskId);
    expect([judged.light, judged.lightBecause[0]?.facts.version]).toEqual(["yellow", "2021-2"]);
    const held = items[0] as (typeof items)[number];
    const late = office.withdrawRule({ programmeId, ruleId: held.id as string, version: held.version });
    expect(await codeOf(late)).toEqual([409, "rating.refused"]);

    const today = await office.proposeRule({ programmeId, ...rule, reason: "演示：收紧", fromDay: "2021-10-08" });
    expect(today.items[0]).toMatchObject({ name: "2021-3", holdsNow: true });
    expect((await now(taskId)).light).toBe("red");
    const next = await office.proposeRule({ ...at, fromDay: "2021-11-01" });
    const planned = next.items[0] as (typeof items)[number];
    const after = await office.withdrawRule({ programmeId, ruleId: planned.id as string, version: planned.version });
    expect([after.items[0]?.state, after.items[1]?.holdsNow]).toEqual(["withdrawn", true]);
    const lead = await api("lead");
    expect((await lead.listRules({ programmeId })).abilities.propose?.allowed).toBe(false);
    expect(await codeOf((await api("group")).previewRule({ programmeId, ...rule }))).toEqual([
      403,
      "request.not-your-duty",
    ]);
  });
});
