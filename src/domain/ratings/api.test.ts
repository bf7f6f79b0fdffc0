// Ratings over real HTTP: lights decided by people, confidence, steps, rule versions and rates; who sees what; every refusal.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { NewEvent } from "../audit/model.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { refreshLights } from "../tasks/jobs.ts";
import type { Task, TaskId } from "../tasks/model.ts";
import { registerEvidenceCount } from "./evidence-count.ts";
import { endOverrides } from "./jobs.ts";
import type { TaskRatings } from "./model-task.ts";
import { ratingNotices } from "./notices.ts";
import { claimsOwed, overridesOwed } from "./owed.ts";

type As = "office" | "group" | "lead" | "support" | "district";
let server: TestServer;
let programmeId: ProgrammeId;
const api = async (as: As) => (await server.as(as)).ratings;
const evidence = new Map<string, number>();

beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  registerEvidenceCount(async (_db, _programme, _kind, ids) => new Map(ids.map((id) => [id, evidence.get(id) ?? 1])));
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

/** A task at work, led by the demo lead and given to the demo group; on schedule unless `dueOn` has passed. */
async function atWork(dueOn = "2030-12-31"): Promise<TaskId> {
  const office = await server.as("office");
  const lead = await server.as("lead");
  const { me } = await lead.accounts.getSession({});
  const groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
  const { items } = await office.tasks.listTasks({
    programmeId,
    status: "draft",
    lead: me?.unit.id as string,
    sort: "ordinal",
  });
  let task = await office.tasks.getTask({ programmeId, taskId: (items[0] as Task).id });
  const at = () => ({ programmeId, taskId: task.id, version: task.version });
  task = await office.tasks.editTask({ ...at(), groupId });
  task = await office.tasks.issueTask(at());
  task = await lead.tasks.signTask(at());
  task = await lead.tasks.planMilestones({ ...at(), milestones: [{ title: "演示节点", dueOn }] });
  task = await lead.tasks.beginTask(at());
  return task.id;
}

/** The sample plan gives the lead few tasks; tests that need a fresh one make copies of the first. */
async function freshTask(dueOn?: string): Promise<TaskId> {
  const { db } = server.database;
  const first = await db
    .selectFrom("task")
    .selectAll()
    .where("programme_id", "=", programmeId)
    .orderBy("ordinal")
    .executeTakeFirstOrThrow();
  const links = await db
    .selectFrom("task_unit")
    .selectAll()
    .where("task_id", "=", first.id)
    .where("until_at", "=", "infinity")
    .execute();
  copies += 1;
  const id = `00000000-0000-7000-8000-${String(copies).padStart(12, "0")}`;
  await db
    .insertInto("task")
    .values({
      ...first,
      id,
      ordinal: 1000 + copies,
      content_key: `copy-${copies}`,
      state: "draft",
      light: "grey",
      light_because: "[]",
      maturity: 0,
      in_force_on: null,
      version: 1,
    })
    .execute();
  for (const link of links)
    await db
      .insertInto("task_unit")
      .values({ ...link, task_id: id })
      .execute();
  for (const other of await db
    .selectFrom("task")
    .select(["id", "state"])
    .where("programme_id", "=", programmeId)
    .where("state", "=", "draft")
    .execute())
    if (other.id !== id) await db.updateTable("task").set({ state: "ended" }).where("id", "=", other.id).execute();
  return atWork(dueOn);
}
let copies = 0;

const now = async (taskId: TaskId) => (await server.as("office")).tasks.getTask({ programmeId, taskId });
const openOverride = (ratings: TaskRatings) => {
  const one = ratings.overrides[0] as TaskRatings["overrides"][number];
  return { programmeId, overrideId: one.id, version: one.version };
};
const claimAt = (ratings: TaskRatings) => {
  const one = ratings.claims[0] as TaskRatings["claims"][number];
  return { programmeId, claimId: one.id, version: one.version };
};
const codeOf = async (call: Promise<unknown>) => {
  const { status, code } = await refusalTo(call);
  return [status, code];
};
async function callOf(as: As) {
  const { db } = server.database;
  const { person_id } = await db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", `demo-${as}`)
    .executeTakeFirstOrThrow();
  return ownCall(await actorOfPerson(db, person_id), server.clock.now(), testZone, "test");
}

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

describe("成熟度", () => {
  const issued = {
    documentNumber: "演示〔2021〕1号",
    documentTitle: "演示办法",
    issuedOn: "2021-09-01",
    inForceOn: "2021-10-01",
  };
  const first = { firstCase: "演示首单", beneficiary: "演示企业", doneOn: "2021-09-05" };

  test("逐级申报、办公室核定、收回；已实施从施行之日算起，实施率与销号率各算各的", async () => {
    const taskId = await freshTask();
    let [lead, office] = [await api("lead"), await api("office")];
    expect(await codeOf(lead.claimStep({ programmeId, taskId, step: 2, facts: first }))).toEqual([
      422,
      "rating.wrong-step",
    ]);
    const missing = await refusalTo(lead.claimStep({ programmeId, taskId, step: 1, facts: { documentNumber: "x" } }));
    expect([missing.code, missing.places.map((place) => place.path)]).toEqual([
      "rating.facts-missing",
      ["facts.documentTitle", "facts.issuedOn", "facts.inForceOn"],
    ]);
    const claimed = await lead.claimStep({ programmeId, taskId, step: 1, facts: issued, note: "演示" });
    expect([claimed.maturity, claimed.claims[0]?.state, claimed.claims[0]?.evidenceCount]).toEqual([0, "claimed", 1]);
    const id = claimed.claims[0]?.id as string;
    evidence.set(id, 0);
    const bare = await refusalTo(office.confirmStep(claimAt(claimed)));
    expect(bare.messages.zh).toContain("佐证");
    evidence.set(id, 2);
    expect((await office.listClaims({ programmeId })).items[0]).toMatchObject({ id, evidenceCount: 2 });
    const confirmed = await office.confirmStep(claimAt(claimed));
    expect(confirmed).toMatchObject({ maturity: 1, inForceOn: "2021-10-01", implemented: false });
    const task = await now(taskId);
    expect([task.maturity, task.inForceOn, task.events[0]?.kind]).toEqual([1, "2021-10-01", "task.maturity"]);

    const listed = async (more: object) =>
      (await (await server.as("office")).tasks.listTasks({ programmeId, implemented: "true", ...more })).items.map(
        (one) => one.id,
      );
    expect(await listed({})).not.toContain(taskId);
    server.clock.set("2021-10-01T01:00:00.000Z");
    [lead, office] = [await api("lead"), await api("office")];
    expect(await listed({})).toContain(taskId);
    expect(await listed({ asOf: "2021-09-30" })).not.toContain(taskId);
    const rates = (await office.listRates({ programmeId, months: 3 })).items;
    expect(rates.map((point) => [point.day, point.implemented, point.closed])).toEqual([
      ["2021-09-30", 0, 0],
      ["2021-10-01", 1, 0],
    ]);
    const total = rates.at(-1)?.total as number;
    expect(rates.at(-1)?.implementationRate).toBe(Math.round(1000 / total) / 10);
    const then = (await office.listRates({ programmeId, months: 1, asOf: "2021-09-15" })).items;
    expect(then.map((point) => [point.day, point.implemented])).toEqual([["2021-09-15", 0]]);

    const second = await lead.claimStep({ programmeId, taskId, step: 2, facts: first });
    const two = await office.confirmStep(claimAt(second));
    const one = two.claims.find((claim) => claim.step === 1) as TaskRatings["claims"][number];
    const early = await refusalTo(
      office.takeBackStep({ programmeId, claimId: one.id, version: one.version, note: "演示" }),
    );
    expect(early.messages.zh).toContain("先收回更高的台阶");
    await office.takeBackStep({ ...claimAt(two), note: "首单未落地" });
    const gone = await office.takeBackStep({ programmeId, claimId: one.id, version: one.version, note: "文件废止" });
    expect(gone).toMatchObject({ maturity: 0, inForceOn: null, implemented: false });
    expect((await office.listRates({ programmeId, months: 1 })).items[0]?.implemented).toBe(0);
    const before = await office.getRatings({ programmeId, taskId, asOf: "2021-09-30" });
    expect([before.maturity, before.claims[0]?.state]).toEqual([1, "confirmed"]);
  });

  test("退回后补充再报；撤回；谁能办", async () => {
    const taskId = await freshTask();
    const [lead, office] = [await api("lead"), await api("office")];
    const claimed = await lead.claimStep({
      programmeId,
      taskId,
      step: 1,
      facts: { ...issued, inForceOn: "2021-10-02" },
    });
    expect(await codeOf(office.returnStep(claimAt(claimed)))).toEqual([409, "rating.refused"]);
    const returned = await office.returnStep({ ...claimAt(claimed), note: "文号不清" });
    expect(returned.claims[0]).toMatchObject({ state: "returned", decisionNote: "文号不清" });
    const again = await lead.claimStep({ programmeId, taskId, step: 1, facts: issued });
    expect(await codeOf(lead.claimStep({ programmeId, taskId, step: 1, facts: issued }))).toEqual([
      422,
      "rating.wrong-step",
    ]);
    expect((await lead.withdrawStep(claimAt(again))).claims[0]?.state).toBe("withdrawn");
    expect(await codeOf((await api("group")).claimStep({ programmeId, taskId, step: 1, facts: issued }))).toEqual([
      403,
      "request.not-your-duty",
    ]);
    expect(await codeOf((await api("support")).claimStep({ programmeId, taskId, step: 1, facts: issued }))).toEqual([
      403,
      "rating.not-yours",
    ]);
  });

  test("两人同时核定，一人成、一人被告知", async () => {
    const taskId = await freshTask();
    const claimed = await (await api("lead")).claimStep({ programmeId, taskId, step: 1, facts: issued });
    const [a, b] = [await api("office"), await api("office")];
    const outcomes = await Promise.allSettled([a.confirmStep(claimAt(claimed)), b.confirmStep(claimAt(claimed))]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await now(taskId)).maturity).toBe(1);
  });

  test("待办：办公室欠核定，牵头单位等待；退回后牵头单位欠补充", async () => {
    const taskId = await freshTask();
    const claimed = await (await api("lead")).claimStep({ programmeId, taskId, step: 1, facts: issued });
    const owed = async (as: As, source: typeof claimsOwed | typeof overridesOwed = claimsOwed) =>
      (await source.owed(server.database.db, await callOf(as), [programmeId])).filter((one) =>
        one.href.includes(taskId),
      );
    expect((await owed("office")).map((one) => [one.act, one.waitingFor])).toEqual([["confirm", null]]);
    expect((await owed("lead")).map((one) => [one.act, one.waitingFor?.zh])).toEqual([[null, "办公室"]]);
    expect(await owed("support")).toEqual([]);
    await (await api("office")).returnStep({ ...claimAt(claimed), note: "演示" });
    expect(await owed("office")).toEqual([]);
    expect((await owed("lead")).map((one) => one.act)).toEqual(["claimStep"]);
    await (await api("lead")).claimStep({ programmeId, taskId, step: 1, facts: issued });
    expect((await owed("lead")).map((one) => one.act)).toEqual([null]);
    await (await api("group")).overrideLight({
      programmeId,
      taskId,
      light: "red",
      reason: "演示",
      untilOn: "2021-10-05",
    });
    expect(await owed("office", overridesOwed)).toEqual([]);
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

describe("告知", () => {
  test("该告知的人：更严告知牵头与推进组，申请告知办公室，批准告知申请人；转绿不打扰", async () => {
    const taskId = await freshTask("2021-08-01");
    const asked = await (await api("lead")).overrideLight({
      programmeId,
      taskId,
      light: "yellow",
      reason: "演示",
      untilOn: "2021-11-01",
    });
    expect(asked.overrides[0]?.state).toBe("asked");
    const call = await callOf("office");
    const event = (kind: string, after: Record<string, unknown>): NewEvent => ({
      kind,
      programmeId,
      subject: { kind: "task", id: taskId },
      after,
    });
    const told = await ratingNotices.notices(server.database.db, call, [
      event("rating.askBetterLight", { light: "yellow" }),
      event("rating.approveLight", { light: "yellow" }),
      event("task.light", { light: "red" }),
      event("task.light", { light: "green" }),
      event("task.issue", {}),
    ]);
    const { person_id } = await server.database.db
      .selectFrom("account")
      .select("person_id")
      .where("username", "=", "demo-lead")
      .executeTakeFirstOrThrow();
    expect(told.map((one) => Object.keys(one.to))).toEqual([
      ["office"],
      ["unitIds", "groupIds", "personIds"],
      ["unitIds", "groupIds"],
    ]);
    expect(told[1]?.to.personIds).toEqual([person_id]);
    expect(told[2]?.title.zh).toContain("进度灯变为严重滞后");
    expect(new Set(told.map((one) => one.key)).size).toBe(told.length);
  });
});
