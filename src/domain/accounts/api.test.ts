// Accounts, tokens and administrators over real HTTP.
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDatabase } from "../../../tests/start-database.ts";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { addPerson, assignDuty, grantDuty } from "../organisations/people.ts";
import { addUnit } from "../organisations/service.ts";
import type { Tables } from "../tables.ts";
import { openAccount } from "./administration.ts";
import { accountsApi } from "./contract.ts";
import { type DemoOfficial, demoOfficials, programActor } from "./model.ts";
import { actorOfPerson, createFirstAdministrator, identify } from "./service.ts";
import { type Answer, password, visitorsOf } from "./visitors.ts";

let server: TestServer;
let visitors: ReturnType<typeof visitorsOf>;
beforeAll(async () => {
  server = await startServer({ SHIDIAN_TRUST_PROXY: "1" });
  visitors = visitorsOf(server);
}, 120_000);
afterAll(() => server.close());

const accountOf = (username: string) =>
  server.database.db.selectFrom("account").selectAll().where("username", "=", username).executeTakeFirstOrThrow();

const minutes = (count: number) => server.clock.advance(count * 60_000);

describe("一次性密码 the one-time password", () => {
  test("opens nothing until it is changed; then the old session and the old password are gone", async () => {
    const system = await server.as("system");
    const security = await server.as("security");
    const unitId = (await system.organisations.listUnits({ q: "市国资委" })).items[0]?.id as string;
    const person = await system.organisations.addPerson({ unitId, name: "测试新人" });
    const first = await system.accounts.openAccount({ personId: person.id, username: "new.comer" });
    await security.organisations.grantDuty({ personId: person.id, unitId, duty: "liaison" });

    const entered = await visitors.signIn("New.Comer", first.password);
    expect(entered.body.me).toMatchObject({ name: "测试新人", mustChange: true });
    const newcomer = visitors.client({ cookie: entered.cookie });
    expect((await refusalTo(newcomer.pilot.listProgrammes({}))).status).toBe(403);
    expect((await refusalTo(newcomer.accounts.makeToken({ title: "x" }))).code).toBe("account.must-change");
    for (const weak of ["short-A1", "chongqing-pilot", "New.Comer-2021"])
      expect((await refusalTo(newcomer.accounts.changePassword({ current: first.password, next: weak }))).code).toBe(
        "account.weak-password",
      );
    const again = await refusalTo(newcomer.accounts.changePassword({ current: first.password, next: first.password }));
    expect(again.code).toBe("account.same-password");

    const changed = await visitors.post(
      "/session/password",
      { current: first.password, next: password },
      { cookie: entered.cookie },
    );
    expect(changed.response.status).toBe(204);
    expect((await refusalTo(newcomer.accounts.listTokens({}))).status).toBe(401);
    const settled = visitors.client({ cookie: changed.cookie });
    expect((await settled.pilot.listProgrammes({})).total).toBe(1);
    expect((await visitors.signIn("new.comer", first.password)).response.status).toBe(401);
  });

  test("an account is opened once, under a name nobody has, whatever its case", async () => {
    const system = await server.as("system");
    const { personId, unitId, username } = await visitors.officer();
    expect((await refusalTo(system.accounts.openAccount({ personId, username: "someone.else" }))).code).toBe(
      "account.exists",
    );
    const other = await system.organisations.addPerson({ unitId, name: "测试同名" });
    const taken = system.accounts.openAccount({ personId: other.id, username: username.toUpperCase() });
    expect((await refusalTo(taken)).code).toBe("account.exists");
  });
});

describe("访问令牌 access tokens", () => {
  test("act for their maker until their day, are shown once, and stored only as a digest", async () => {
    const { cookie } = await visitors.officer();
    const maker = visitors.client({ cookie });
    const token = await maker.accounts.makeToken({ title: "数据报送", days: 2 });
    const machine = visitors.client({ authorization: `Bearer ${token.secret}` });
    expect((await machine.pilot.listProgrammes({})).total).toBe(1);
    expect(JSON.stringify(await maker.accounts.listTokens({}))).not.toContain(token.secret);
    const stored = await server.database.db.selectFrom("access_token").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(token.secret);
    minutes(2 * 24 * 60 - 1);
    expect((await machine.pilot.listProgrammes({})).total).toBe(1);
    minutes(1);
    expect((await refusalTo(machine.pilot.listProgrammes({}))).status).toBe(401);
  });

  test("cannot make tokens, change the password or sign out a person", async () => {
    const { cookie } = await visitors.officer();
    const { secret } = await visitors.client({ cookie }).accounts.makeToken({ title: "接口" });
    const machine = visitors.client({ authorization: `Bearer ${secret}` });
    for (const act of [
      () => machine.accounts.makeToken({ title: "x" }),
      () => machine.accounts.changePassword({ current: password, next: "Another-2022x" }),
      () => machine.accounts.signOut({}),
    ])
      expect((await refusalTo(act())).code).toBe("account.needs-session");
  });

  test("are revoked by their maker and by nobody else of the same rank", async () => {
    const [one, two] = [await visitors.officer(), await visitors.officer()];
    const maker = visitors.client({ cookie: one.cookie });
    const token = await maker.accounts.makeToken({ title: "接口" });
    const other = visitors.client({ cookie: two.cookie });
    expect((await refusalTo(other.accounts.revokeToken({ tokenId: token.id }))).code).toBe("token.absent");
    await maker.accounts.revokeToken({ tokenId: token.id });
    const machine = visitors.client({ authorization: `Bearer ${token.secret}` });
    expect((await refusalTo(machine.accounts.listTokens({}))).status).toBe(401);
  });

  test("twenty at most", async () => {
    const maker = visitors.client({ cookie: (await visitors.officer()).cookie });
    for (let count = 0; count < 20; count += 1) await maker.accounts.makeToken({ title: `接口${count}` });
    expect((await refusalTo(maker.accounts.makeToken({ title: "多余" }))).code).toBe("token.too-many");
  });

  test("a session's cookie is no bearer token, a token no cookie, a prefix of either nothing", async () => {
    const { cookie } = await visitors.officer();
    const { secret } = await visitors.client({ cookie }).accounts.makeToken({ title: "接口" });
    const [name, value = ""] = cookie.split("=");
    for (const headers of [
      { authorization: `Bearer ${value}` },
      { cookie: `${name}=${secret}` },
      { authorization: `Bearer ${secret.slice(0, -1)}` },
      { cookie: `${name}=${value.slice(0, -1)}` },
    ])
      expect((await refusalTo(visitors.client(headers as Record<string, string>).accounts.listTokens({}))).status).toBe(
        401,
      );
  });
});

describe("职责 who may call what", () => {
  const operations = Object.entries(accountsApi).filter(([, operation]) => Array.isArray(operation.for));
  test.each(operations)("%s is refused to every other duty and to strangers", async (_name, operation) => {
    const url = `${server.base}/api/v1${operation.path.replace(/\{\w+\}/g, crypto.randomUUID())}`;
    const call = (cookie: string) =>
      fetch(url, {
        method: operation.method,
        headers: { cookie, "content-type": "application/json" },
        ...(operation.method === "GET" ? {} : { body: "{}" }),
      });
    expect((await call("")).status).toBe(401);
    for (const official of Object.keys(demoOfficials) as DemoOfficial[]) {
      const known = await server.as(official);
      const duties = (await known.accounts.getSession({})).me?.duties ?? [];
      const meant = duties.some((duty) => (operation.for as readonly string[]).includes(duty));
      const { status } = await call(known.cookie);
      if (meant) expect(status, official).not.toBe(403);
      else expect(status, official).toBe(403);
    }
  });

  test("the list of accounts never shows a digest and pages without gap or repetition", async () => {
    const audit = await server.as("audit");
    const whole = await audit.accounts.listAccounts({ limit: 200 });
    expect(JSON.stringify(whole)).not.toContain("argon2");
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await audit.accounts.listAccounts({ limit: 3, ...(after ? { after } : {}) });
      names.push(...page.items.map((account) => account.username));
      after = page.next ?? undefined;
    } while (after);
    expect(names).toEqual(whole.items.map((account) => account.username));
    expect(names).toHaveLength(whole.total);
  });
});

test("only a demo installation signs in officials by name", async () => {
  const production = await startServer({ SHIDIAN_DEMO: "0" });
  try {
    const response = await fetch(`${production.base}/api/v1/session/demo`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ as: "office" }),
    });
    expect([response.status, ((await response.json()) as Answer).code]).toEqual([404, "account.not-demo"]);
    expect(response.headers.get("set-cookie")).toBeNull();
  } finally {
    await production.close();
  }
}, 120_000);

test("no password is kept, not even under a fast digest", async () => {
  const { username } = await visitors.officer();
  await visitors.client({}).accounts.signIn({ username, password });
  const kept = await server.database.db.selectFrom("idempotency_key").select("operation").execute();
  expect(kept.map((row) => row.operation)).not.toContain("accounts.signIn");
});

test("no token or one-time password is kept in clear", async () => {
  const { cookie, first } = await visitors.officer();
  const token = await visitors.client({ cookie }).accounts.makeToken({ title: "接口" });
  const rows = await server.database.db.selectFrom("idempotency_key").selectAll().execute();
  const texts = rows.map(({ reply, ...row }) => JSON.stringify(row) + (reply ? inflateSync(reply).toString() : ""));
  const kept = texts.join("\n");
  expect(kept).toContain(`"name":"测试人员`);
  for (const secret of [token.secret, first]) expect(kept.includes(secret)).toBe(false);
});

test("a refused sign-in sent again under the same key is refused again", async () => {
  const { username } = await visitors.officer();
  const key = { "idempotency-key": crypto.randomUUID() };
  const statuses: number[] = [];
  for (let attempt = 1; attempt <= 2; attempt += 1)
    statuses.push((await visitors.post("/session", { username, password: "Wrong-guess-1" }, key)).response.status);
  expect(statuses).toEqual([401, 401]);
  expect((await accountOf(username)).failed_count).toBe(2);
});

test("an empty installation begins with one system administrator, who names security and audit, who do the rest", async () => {
  const database = await startDatabase<Tables>();
  const at = Date.parse("2021-09-01T01:00:00Z");
  try {
    await database.db.transaction().execute(async (tx) => {
      const program = ownCall(programActor, at, testZone, "test");
      await expect(createFirstAdministrator(tx, program, "no spaces")).rejects.toMatchObject({
        code: "account.bad-username",
      });
      const password = await createFirstAdministrator(tx, program, "admin");
      expect(password.length).toBeGreaterThanOrEqual(24);
      await expect(createFirstAdministrator(tx, program, "second")).rejects.toMatchObject({
        code: "account.not-first",
      });

      const { person_id: systemId } = await tx.selectFrom("account").selectAll().executeTakeFirstOrThrow();
      await tx.updateTable("account").set({ must_change: false }).execute();
      const system = ownCall(await actorOfPerson(tx, systemId), at, testZone, "test");
      expect(system.actor.duties).toEqual(["system"]);
      const unitId = system.actor.unitId;
      const first = await addPerson(tx, system, { unitId, name: "测试安全员" });
      const second = await addPerson(tx, system, { unitId, name: "测试二号" });
      await grantDuty(tx, system, { personId: first.id, unitId, duty: "security" });
      const again = grantDuty(tx, system, { personId: second.id, unitId, duty: "security" });
      await expect(again).rejects.toMatchObject({ code: "duty.not-yours" });
      await expect(grantDuty(tx, system, { personId: second.id, unitId, duty: "liaison" })).rejects.toMatchObject({
        code: "duty.not-yours",
      });
      await openAccount(tx, system, { personId: first.id, username: "security" });
      await tx.updateTable("account").set({ must_change: false }).execute();
      const security = ownCall(await actorOfPerson(tx, first.id), at, testZone, "test");
      await grantDuty(tx, security, { personId: second.id, unitId, duty: "liaison" });
    });
  } finally {
    await database.close();
  }
}, 120_000);

test("one acts for the own unit, for units where a duty is held, all below, and all taken over, in any depth", async () => {
  const database = await startDatabase<Tables>();
  const at = Date.parse("2021-09-01T01:00:00Z");
  try {
    await database.db.transaction().execute(async (tx) => {
      const call = ownCall(programActor, at, testZone, "test");
      const unit = async (name: string, parentId: string | null = null) =>
        (await addUnit(tx, call, { kind: "department", name, parentId })).id as string;
      const own = await unit("甲局");
      const below = await unit("甲局一处", own);
      const deep = await unit("甲局一处一科", below);
      const merged = await unit("旧乙局");
      const mergedBelow = await unit("旧乙局一处", merged);
      const older = await unit("更旧丙局");
      const seat = await unit("丁局");
      const other = await unit("戊局");
      const succession = { kind: "merged", on_day: "2021-01-01", note: null };
      await tx
        .insertInto("unit_succession")
        .values([
          { from_unit_id: merged, to_unit_id: own, ...succession },
          { from_unit_id: older, to_unit_id: mergedBelow, ...succession },
          { from_unit_id: own, to_unit_id: older, ...succession },
        ])
        .execute();
      const person = await addPerson(tx, call, { unitId: own, name: "测试甲" });
      await assignDuty(tx, call, { personId: person.id, unitId: seat, duty: "liaison" });
      await openAccount(tx, call, { personId: person.id, username: "jia" });
      await tx.updateTable("account").set({ must_change: false }).execute();
      const actor = await actorOfPerson(tx, person.id);
      expect([...actor.unitIds].sort()).toEqual([own, below, deep, merged, mergedBelow, older, seat].sort());
      expect(actor.unitIds).not.toContain(other);
      expect(await identify(tx, { kind: "session", secret: "nothing" }, at)).toBeNull();
    });
  } finally {
    await database.close();
  }
}, 120_000);
