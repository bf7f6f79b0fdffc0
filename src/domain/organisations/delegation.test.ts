// Standing in for somebody on leave 请假委托 over real HTTP: it begins and ends by itself, is told in every trace, and never
// lets one person do what two must.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { colleagueOf } from "../../../tests/colleague.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { Delegation } from "./model-delegation.ts";

let server: TestServer;
type Client = Awaited<ReturnType<TestServer["as"]>>;
let unitId: string;
let colleague: Awaited<ReturnType<typeof colleagueOf>>;
beforeAll(async () => {
  server = await startServer();
  unitId = (await (await server.as("lead")).accounts.getSession({})).me?.unit.id as string;
  colleague = await colleagueOf(server, "lead", "代办同事");
}, 120_000);
afterAll(() => server.close());

const lend = async (more: object = {}) =>
  (await server.as("lead")).organisations.delegateDuty({
    toPersonId: colleague.personId,
    unitId,
    duty: "liaison",
    fromOn: "2021-09-01",
    untilOn: "2021-09-03",
    reason: "年休假",
    ...more,
  } as never);
const revoke = (who: Client, one: Delegation) =>
  who.organisations.revokeDelegation({ delegationId: one.id, version: one.version });
const standsFor = async () => (await (await colleague.signIn()).accounts.getSession({})).me?.standsFor;
const tasksOf = (who: Client) => who.tasks.listTasks({ programmeId: server.programmeId });

describe("请假委托", () => {
  test("没有职责的同事什么也看不到;委托后立即能办,痕迹写明代谁,到期自行失效", async () => {
    expect((await refusalTo(tasksOf(await colleague.signIn()))).status).toBe(403);
    const given = await lend();
    expect(given).toMatchObject({ state: "inForce", to: { name: "代办同事" }, abilities: { revoke: true } });
    expect(await standsFor()).toEqual([
      expect.objectContaining({ name: "郑思齐", duty: "liaison", unitName: "市科技局", untilOn: "2021-09-03" }),
    ]);
    const office = await server.as("office");
    const draft = (await tasksOf(office)).items.find((task) => task.state === "draft");
    if (!draft) throw new Error("the sample has no draft");
    const at = { programmeId: server.programmeId, taskId: draft.id };
    const issued = await office.tasks.issueTask({ ...at, version: draft.version });
    const signed = await (await colleague.signIn()).tasks.signTask({ ...at, version: issued.version });
    expect(signed.state).toBe("signed");
    const told = signed.events.find((event) => event.kind === "task.sign");
    expect(told?.personName).toBe("代办同事（代郑思齐）");
    const [event] = await server.database.db
      .selectFrom("event")
      .select(["person_id", "person_name", "acts_for", "duties"])
      .where("kind", "=", "task.sign")
      .execute();
    expect(event).toMatchObject({
      person_id: colleague.personId,
      acts_for: [{ name: "郑思齐", duty: "liaison", unitId, untilOn: "2021-09-03" }],
    });
    server.clock.set("2021-09-03T15:59:00.000Z");
    expect((await tasksOf(await colleague.signIn())).total).toBeGreaterThan(0);
    server.clock.set("2021-09-03T16:00:00.000Z");
    expect(await standsFor()).toEqual([]);
    expect((await refusalTo(tasksOf(await colleague.signIn()))).status).toBe(403);
    const listed = await (await server.as("lead")).organisations.listDelegations({});
    expect(listed.items.find((one) => one.id === given.id)?.state).toBe("over");
    expect((await refusalTo(revoke(await server.as("lead"), given))).code).toBe("delegation.ended");
  });

  test("收回立即生效;无关的人看不到它,也不能收回;痕迹两条都在", async () => {
    server.clock.set("2021-09-06T01:00:00.000Z");
    const given = await lend({ fromOn: "2021-09-06", untilOn: "2021-09-20" });
    const support = await server.as("support");
    expect((await refusalTo(revoke(support, given))).code).toBe("delegation.absent");
    expect((await support.organisations.listDelegations({ unitId })).items).toHaveLength(1);
    expect((await (await server.as("enterprise")).organisations.listDelegations({ unitId })).items).toEqual([]);
    expect((await refusalTo(revoke(await server.as("lead"), { ...given, version: 7 }))).code).toBe("version.stale");
    server.clock.advance(1000);
    const revoked = await revoke(await server.as("security"), given);
    expect(revoked).toMatchObject({ state: "revoked", abilities: { revoke: false } });
    expect(await standsFor()).toEqual([]);
    const kinds = await server.database.db
      .selectFrom("event")
      .select(["kind", "note"])
      .where("subject_id", "=", given.from.id)
      .where("kind", "like", "duty.dele%")
      .orderBy("at")
      .execute();
    expect(kinds.slice(-2)).toEqual([
      { kind: "duty.delegated", note: "年休假" },
      { kind: "duty.delegation-revoked", note: null },
    ]);
  });

  test("下周起的委托,今天还不生效", async () => {
    server.clock.set("2021-09-07T01:00:00.000Z");
    const given = await lend({ fromOn: "2021-09-13", untilOn: "2021-09-14" });
    expect(given.state).toBe("planned");
    expect(await standsFor()).toEqual([]);
    server.clock.set("2021-09-12T16:00:00.000Z");
    expect(await standsFor()).toHaveLength(1);
    await revoke(await colleague.signIn(), given);
  });

  test.each([
    ["外单位的人", (): object => ({ toPersonId: "support" }), "delegation.stranger"],
    ["管理员的职责", () => ({ duty: "security" }), "delegation.administrator"],
    ["并未担任的职责", () => ({ duty: "group" }), "delegation.not-held"],
    ["早已过去的日子", () => ({ fromOn: "2021-09-01" }), "delegation.days"],
    ["太久", () => ({ untilOn: "2022-09-01" }), "delegation.days"],
  ])("%s不能委托", async (_title, change, code) => {
    server.clock.set("2021-09-15T01:00:00.000Z");
    const asked: { toPersonId?: string; fromOn?: string } = change();
    const toPersonId = asked.toPersonId
      ? (await (await server.as("support")).accounts.getSession({})).me?.personId
      : colleague.personId;
    const refused = lend({ fromOn: "2021-09-15", untilOn: "2021-09-16", ...asked, toPersonId });
    expect((await refusalTo(refused)).code).toBe(code);
  });

  test("代办人不能再转托;代办期间不能被授予管理员职责", async () => {
    server.clock.set("2021-09-16T01:00:00.000Z");
    const given = await lend({ fromOn: "2021-09-16", untilOn: "2021-09-20" });
    const third = await colleagueOf(server, "lead", "第三位同事");
    const chain = (await colleague.signIn()).organisations.delegateDuty({
      toPersonId: third.personId,
      unitId,
      duty: "liaison",
      fromOn: "2021-09-16",
      untilOn: "2021-09-17",
    } as never);
    expect((await refusalTo(chain)).code).toBe("delegation.not-held");
    const security = await server.as("security");
    const operator = (await security.accounts.getSession({})).me?.unit.id;
    const grant = security.organisations.grantDuty({
      personId: colleague.personId,
      unitId: operator,
      duty: "audit",
    } as never);
    expect((await refusalTo(grant)).code).toBe("duty.excluded");
    await revoke(await server.as("lead"), given);
  });

  test("委托人的职责被解除,代办随即失效", async () => {
    server.clock.set("2021-09-21T01:00:00.000Z");
    const given = await lend({ fromOn: "2021-09-21", untilOn: "2021-09-25" });
    const security = await server.as("security");
    const personId = given.from.id;
    server.clock.advance(1000);
    await security.organisations.endDuty({ personId, unitId, duty: "liaison" } as never);
    expect((await refusalTo(tasksOf(await colleague.signIn()))).status).toBe(403);
    const [row] = (await (await colleague.signIn()).organisations.listDelegations({})).items;
    expect(row).toMatchObject({ id: given.id, state: "revoked" });
    server.clock.advance(1000);
    await security.organisations.grantDuty({ personId, unitId, duty: "liaison" } as never);
  });

  test("访问令牌只代表本人:代办的职责不随令牌走", async () => {
    server.clock.set("2021-09-27T01:00:00.000Z");
    const given = await lend({ fromOn: "2021-09-27", untilOn: "2021-09-28" });
    const { secret } = await (await colleague.signIn()).accounts.makeToken({ title: "脚本", days: 7 });
    const machine = server.client({ authorization: `Bearer ${secret}` });
    expect((await refusalTo(machine.tasks.listTasks({ programmeId: server.programmeId }))).status).toBe(403);
    await revoke(await server.as("lead"), given);
  });

  test("审计封条照旧成立,代办的痕迹也在封条之内", async () => {
    const audit = await server.as("audit");
    const { verifyTrail, sealEvents } = await import("../audit/service.ts");
    await sealEvents(server.database.db, new Date(server.clock.now()).toISOString());
    expect((await audit.audit.verifyTrail({})).sound).toBe(true);
    const { db } = server.database;
    const { sql } = await import("kysely");
    await sql`alter table event disable trigger event_append_only`.execute(db);
    await sql`update event set acts_for = null where kind = 'task.sign'`.execute(db);
    expect((await verifyTrail(db)).sound).toBe(false);
  });
});
