// Sessions, passwords and cookies over real HTTP, as an attacker meets them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import { forgetSessions } from "./service.ts";
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

describe("会话 sessions end at once", () => {
  test("a stolen cookie is worth nothing after its owner signs out", async () => {
    const lead = await server.as("lead");
    const thief = visitors.client({ cookie: lead.cookie });
    expect((await thief.accounts.listTokens({})).items).toEqual([]);
    await lead.accounts.signOut({});
    expect((await refusalTo(thief.accounts.listTokens({}))).status).toBe(401);
    expect((await thief.accounts.getSession({})).me).toBeNull();
  });

  test("security ends every session and token of a person; the next request is already refused", async () => {
    const { personId, cookie, username } = await visitors.officer();
    const one = visitors.client({ cookie });
    const two = visitors.client({ cookie: (await visitors.signIn(username, password)).cookie });
    const token = await one.accounts.makeToken({ title: "月报接口" });
    const machine = visitors.client({ authorization: `Bearer ${token.secret}` });
    for (const key of [one, two, machine]) expect((await key.pilot.listProgrammes({})).total).toBe(1);
    await (await server.as("security")).accounts.revokeSessions({ personId });
    for (const key of [one, two, machine]) expect((await refusalTo(key.pilot.listProgrammes({}))).status).toBe(401);
  });

  test("a duty that ends is lost with the next request of an open session", async () => {
    const { personId, unitId, cookie } = await visitors.officer();
    const liaison = visitors.client({ cookie });
    expect((await liaison.pilot.listProgrammes({})).total).toBe(1);
    await (await server.as("security")).organisations.endDuty({ personId, unitId, duty: "liaison" });
    expect((await refusalTo(liaison.pilot.listProgrammes({}))).status).toBe(403);
  });

  test("a disabled account is out at once, tokens too, and comes back only by hand", async () => {
    const { personId, username, cookie } = await visitors.officer();
    const { secret } = await visitors.client({ cookie }).accounts.makeToken({ title: "接口" });
    const machine = visitors.client({ authorization: `Bearer ${secret}` });
    const system = await server.as("system");
    await system.accounts.disableAccount({ personId });
    expect((await refusalTo(machine.accounts.listTokens({}))).status).toBe(401);
    expect((await visitors.signIn(username, "wrong-Password-1")).body.code).toBe("account.wrong-password");
    expect((await visitors.signIn(username, password)).body.code).toBe("account.disabled");
    await system.accounts.enableAccount({ personId });
    expect((await machine.accounts.listTokens({})).items).toHaveLength(1);
  });

  test("30 minutes of silence end a session, use keeps it, 12 hours end it anyway", async () => {
    const idle = await server.as("lead");
    minutes(31);
    expect((await refusalTo(idle.accounts.listTokens({}))).status).toBe(401);
    const busy = await server.as("lead");
    for (let half = 0; half < 28; half += 1) {
      minutes(25);
      expect((await busy.accounts.listTokens({})).items).toEqual([]);
    }
    minutes(25);
    expect((await refusalTo(busy.accounts.listTokens({}))).status).toBe(401);
  });

  test("the last use is written at most once a minute", async () => {
    const lead = await server.as("lead");
    const seen = async () => {
      const rows = await server.database.db
        .selectFrom("session")
        .select("seen_at")
        .orderBy("seen_at", "desc")
        .execute();
      return rows[0]?.seen_at;
    };
    const first = await seen();
    server.clock.advance(59_000);
    await lead.accounts.listTokens({});
    expect(await seen()).toBe(first);
    server.clock.advance(2_000);
    await lead.accounts.listTokens({});
    expect(await seen()).not.toBe(first);
  });

  test("signing in again ends the session one came with", async () => {
    const { username, cookie } = await visitors.officer();
    const next = await visitors.post("/session", { username, password }, { cookie });
    expect(next.response.status).toBe(200);
    expect((await refusalTo(visitors.client({ cookie }).accounts.listTokens({}))).status).toBe(401);
  });

  test("stale sessions are forgotten, living ones are not", async () => {
    const lead = await server.as("lead");
    await forgetSessions(server.database.db, server.clock.now());
    expect((await lead.accounts.getSession({})).me?.name).toBe("郑思齐");
    minutes(31);
    await forgetSessions(server.database.db, server.clock.now());
    expect(await server.database.db.selectFrom("session").selectAll().execute()).toEqual([]);
  });

  test("the cookie is out of reach for scripts and other sites", async () => {
    const { response } = await visitors.post("/session/demo", { as: "lead" });
    expect(response.headers.get("set-cookie")).toMatch(/HttpOnly/i);
    expect(response.headers.get("set-cookie")).toMatch(/SameSite=Lax/i);
  });
});

describe("猜密码 guessing passwords", () => {
  test("five wrong tries lock for 15 minutes; the tries are kept although each was refused", async () => {
    const { username } = await visitors.officer();
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const refused = await visitors.signIn(username, `Wrong-guess-${attempt}`);
      expect([refused.response.status, refused.body.code]).toEqual([401, "account.wrong-password"]);
      expect((await accountOf(username)).failed_count).toBe(attempt);
    }
    expect((await visitors.signIn(username, "Wrong-guess-5")).body.code).toBe("account.locked");
    minutes(14);
    const early = await visitors.signIn(username, password);
    expect([early.response.status, early.body.code, early.body.facts.minutes]).toEqual([429, "account.locked", 1]);
    minutes(1);
    expect((await visitors.signIn(username, password)).response.status).toBe(200);
    const personId = (await accountOf(username)).person_id;
    const events = await server.database.db
      .selectFrom("event")
      .select("kind")
      .where("subject_id", "=", personId)
      .where("kind", "=", "session.refused")
      .execute();
    expect(events).toHaveLength(6);
  });

  test("guesses sent all at once are counted one after the other", async () => {
    const { username } = await visitors.officer();
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, index) => visitors.signIn(username, `Wrong-guess-${index}`)),
    );
    const codes = tries.map((one) => one.body.code);
    expect(codes.filter((code) => code === "account.wrong-password")).toHaveLength(4);
    expect(codes.filter((code) => code === "account.locked")).toHaveLength(4);
    expect((await accountOf(username)).failed_count).toBe(5);
  });

  test("whoever holds an open session cannot guess the password through its change either", async () => {
    const { cookie, username } = await visitors.officer();
    const holder = visitors.client({ cookie });
    for (let attempt = 1; attempt <= 5; attempt += 1)
      await refusalTo(holder.accounts.changePassword({ current: `Wrong-guess-${attempt}`, next: "Another-2022x" }));
    expect((await refusalTo(holder.accounts.changePassword({ current: password, next: "Another-2022x" }))).code).toBe(
      "account.locked",
    );
    expect((await accountOf(username)).locked_until).not.toBeNull();
  });

  test("a system administrator unlocks others, never themselves", async () => {
    const { username, personId } = await visitors.officer();
    for (let attempt = 1; attempt <= 5; attempt += 1) await visitors.signIn(username, "Wrong-guess-1");
    const system = await server.as("system");
    await system.accounts.unlockAccount({ personId });
    expect((await visitors.signIn(username, password)).response.status).toBe(200);
    const own = (await system.accounts.getSession({})).me?.personId as string;
    expect((await refusalTo(system.accounts.unlockAccount({ personId: own }))).code).toBe("account.own");
    expect((await refusalTo(system.accounts.resetPassword({ personId: own }))).code).toBe("account.own");
  });

  test("a name that does not exist is answered like a wrong password, and is not written down", async () => {
    const { username } = await visitors.officer();
    const unknown = await visitors.signIn("my-Secret-Password-1", "whatever-It-Is-1");
    const wrong = await visitors.signIn(username, "whatever-It-Is-1");
    const told = ({ code, detail, facts, messages, status, title }: Answer) => ({
      code,
      detail,
      facts,
      messages,
      status,
      title,
    });
    expect(told(unknown.body)).toEqual(told(wrong.body));
    const trail = JSON.stringify(await server.database.db.selectFrom("event").selectAll().execute());
    expect(trail.includes("my-Secret-Password-1")).toBe(false);
    expect(trail.includes("whatever-It-Is-1")).toBe(false);
    expect(trail.includes("account.unknown")).toBe(true);
  });

  test.each(["' or '1'='1", "admin'--", "%", "_", "demo-%", '"; drop table account; --', "\u0000", "\\", "用户"])(
    "the name %j finds nobody",
    async (username) => {
      const refused = await visitors.signIn(username, password);
      expect([400, 401]).toContain(refused.response.status);
    },
  );

  test("demo officials have no password that could be guessed", async () => {
    for (const secret of ["demo", "demo-office", " ", "null"])
      expect((await visitors.signIn("demo-office", secret)).body.code).toBe("account.wrong-password");
  });
});

describe("跨站请求 requests caused by other sites", () => {
  test.each([
    ["a form on another site", { "sec-fetch-site": "cross-site" }],
    ["a sister site under the same domain", { "sec-fetch-site": "same-site" }],
    ["an older browser's origin", { origin: "https://evil.example" }],
    ["an opaque origin", { origin: "null" }],
  ])("%s cannot make a token with the visitor's cookie", async (_title, headers) => {
    const lead = await server.as("lead");
    const refused = await visitors.post(
      "/tokens",
      { title: "x" },
      { cookie: lead.cookie, ...(headers as Record<string, string>) },
    );
    expect([refused.response.status, refused.body.code]).toEqual([403, "request.cross-site"]);
    expect((await lead.accounts.listTokens({})).items).toEqual([]);
  });

  test("nor sign somebody in under the attacker's name", async () => {
    const refused = await visitors.post("/session/demo", { as: "lead" }, { "sec-fetch-site": "cross-site" });
    expect([refused.response.status, refused.cookie]).toEqual([403, ""]);
  });
});

test("one address tries at most thirty sign-ins a minute", async () => {
  const here = { "x-forwarded-for": "192.0.2.7" };
  const codes: string[] = [];
  for (let count = 0; count <= 30; count += 1)
    codes.push((await visitors.post("/session", { username: "nobody", password }, here)).body.code);
  expect(codes.slice(0, 30)).toEqual(Array(30).fill("account.wrong-password"));
  expect(codes[30]).toBe("request.too-many");
}, 60_000);
