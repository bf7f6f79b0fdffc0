// The permission matrix, computed from the contracts and tried cell by cell over real HTTP: every duty, every operation.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "../src/app/contracts.ts";
import { type DemoOfficial, demoOfficials } from "../src/domain/accounts/model.ts";
import { administratorDuties, type Duty, duties } from "../src/domain/organisations/model.ts";
import { requestOf } from "../src/http/client.ts";
import { isInAudience } from "../src/kernel/access.ts";
import { type Operation, paramsOf } from "../src/kernel/contract.ts";
import { startServer, type TestServer } from "./start-server.ts";

const operations = Object.entries(contracts).flatMap(([module, contract]) =>
  Object.entries(contract as Record<string, Operation<Duty>>).map(([name, operation]) => ({
    name: `${module}.${name}`,
    module,
    operation,
  })),
);
const officials = Object.keys(demoOfficials) as DemoOfficial[];
const dutyOf: Record<DemoOfficial, Duty> = {
  office: "office",
  group: "group",
  lead: "liaison",
  support: "liaison",
  district: "liaison",
  enterprise: "enterprise",
  judge: "judge",
  system: "system",
  security: "security",
  audit: "audit",
};

let server: TestServer;
const cookies = new Map<string, string>();
beforeAll(async () => {
  server = await startServer();
  for (const official of officials) cookies.set(official, (await server.as(official)).cookie);
}, 120_000);
afterAll(() => server.close());

interface Answer {
  status: number;
  code: string | undefined;
}

const nowhere = "00000000-0000-7000-8000-0000000000ff";

/** Calls an operation with ids of nothing and a body that no operation takes, so that being allowed changes nothing. */
async function call(operation: Operation, official: DemoOfficial | null, body?: string): Promise<Answer> {
  const { url } = requestOf(operation, Object.fromEntries(paramsOf(operation.path).map((name) => [name, nowhere])));
  const response = await fetch(`${server.base}${url}`, {
    method: operation.method,
    headers: {
      ...(official ? { cookie: cookies.get(official) as string } : {}),
      ...(operation.method === "GET" ? {} : { "content-type": "application/json" }),
    },
    ...(operation.method === "GET" ? {} : { body: body ?? "[]" }),
  });
  const text = await response.text();
  const code = response.headers.get("content-type")?.includes("problem") ? JSON.parse(text).code : undefined;
  return { status: response.status, code };
}

const actor = (official: DemoOfficial) => ({ duties: [dutyOf[official]] }) as never;
const signedOut = { status: 401, code: "request.signed-out" };
const notYours = { status: 403, code: "request.not-your-duty" };

describe.each(operations)("$name", ({ name, operation }) => {
  const open = operation.for === "everyone";

  test(open ? "不登录也可以用" : "不登录得到 401,读正文之前就拒绝", async () => {
    const answer = await call(operation, null);
    if (open) expect([401, 403]).not.toContain(answer.status);
    else {
      expect(answer).toEqual(signedOut);
      expect(await call(operation, null, "{ 不是 JSON")).toEqual(signedOut);
    }
  });

  test("名单之外的职责得到 403,名单之内的进得去", async () => {
    const matrix: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const official of officials) {
      const allowed = isInAudience(operation.for, actor(official));
      // Signing out would end the session that the next cells need.
      if (allowed && name === "accounts.signOut") continue;
      const answer = await call(operation, official, allowed ? "[]" : "{ 不是 JSON");
      const entered = answer.status !== 401 && answer.code !== notYours.code;
      matrix[official] = allowed ? entered : answer;
      expected[official] = allowed ? true : notYours;
    }
    expect(matrix).toEqual(expected);
  });
});

test("每种职责都有一位演示人员,矩阵没有空着的列", async () => {
  expect([...new Set(Object.values(dutyOf))].sort()).toEqual(Object.keys(duties).sort());
  for (const official of officials) {
    const { me } = await server.client({ cookie: cookies.get(official) as string }).accounts.getSession({});
    expect(me?.duties, official).toEqual([dutyOf[official]]);
  }
});

describe("三员分立", () => {
  const shared = ["audit", "organisations", "accounts", "search"];
  const business = [...new Set(operations.map(({ module }) => module))].filter((module) => !shared.includes(module));
  const administration = operations.filter(({ module }) => !business.includes(module));

  test.each(administratorDuties)("%s 管理员办不了任何业务", (duty) => {
    const reached = operations
      .filter(({ module }) => business.includes(module))
      .filter(({ operation }) => Array.isArray(operation.for) && operation.for.includes(duty))
      .map(({ name }) => name);
    expect(reached).toEqual([]);
  });

  test("一件管理事务不会三员都能办,审计只有审计管理员看", () => {
    for (const { name, operation } of administration)
      if (operation.method !== "GET" && Array.isArray(operation.for))
        expect(
          administratorDuties.every((duty) => operation.for.includes(duty)),
          name,
        ).toBe(false);
    for (const { name, operation } of operations.filter(({ module }) => module === "audit"))
      expect([name, operation.for]).toEqual([name, ["audit"]]);
  });

  test("办业务的职责不进管理事务", () => {
    const administrative = administration.filter(({ module }) => module === "accounts" || module === "audit");
    for (const { name, operation } of administrative)
      if (Array.isArray(operation.for))
        expect(
          operation.for.filter((duty) => !(administratorDuties as readonly string[]).includes(duty)),
          name,
        ).toEqual([]);
  });
});

describe("每个操作都写明由谁办、依据哪一版", () => {
  test("没有操作漏写职责,也没有不存在的职责", () => {
    for (const { name, operation } of operations) {
      if (typeof operation.for === "string") expect(["everyone", "signedIn"], name).toContain(operation.for);
      else {
        expect(operation.for.length, name).toBeGreaterThan(0);
        for (const duty of operation.for) expect(Object.keys(duties), name).toContain(duty);
      }
    }
  });

  test("对所有人开放的只有登录、当前会话和凭密址订阅的日历", () => {
    const open = operations.filter(({ operation }) => operation.for === "everyone").map(({ name }) => name);
    expect(open.sort()).toEqual([
      "accounts.getSession",
      "accounts.signIn",
      "accounts.signInDemo",
      "notices.getCalendar",
    ]);
  });

  test("改动带版本的记录都要 If-Match", () => {
    const replyHasVersion = (operation: Operation) =>
      operation.reply !== null && "shape" in operation.reply && "version" in (operation.reply.shape as object);
    const recordPaths = operations
      .filter(({ operation }) => operation.method === "GET" && replyHasVersion(operation))
      .map(({ operation }) => operation.path)
      .filter((path) => path.endsWith("}"));
    expect(recordPaths).toContain("/programmes/{programmeId}/tasks/{taskId}");
    const careless = operations
      .filter(({ operation }) => operation.method !== "GET" && !operation.versioned)
      .filter(({ operation }) => recordPaths.some((path) => operation.path.startsWith(path)))
      .map(({ name }) => name);
    // Duties are held or not: granting twice changes nothing, and none overwrites another. Presence changes no record.
    // A proposed hand-over is a record of its own; a second one while it waits is refused. Urging changes no record.
    // Many reports carry a version each in the request.
    expect(careless).toEqual([
      "organisations.handOverPerson",
      "organisations.grantDuty",
      "organisations.endDuty",
      "progress.acceptReports",
      "supervision.urgeOrder",
      "supervision.urgeTask",
      "live.showPresence",
    ]);
  });

  test("PATCH 一律带版本", () => {
    const careless = operations.filter(({ operation }) => operation.method === "PATCH" && !operation.versioned);
    expect(careless.map(({ name }) => name)).toEqual([]);
  });
});

test("看不到的试点与不存在的试点,答复一字不差", async () => {
  const hidden = await server.database.db.transaction().execute(async (tx) => {
    const officeUnit = await tx.selectFrom("programme").select("office_unit_id").executeTakeFirstOrThrow();
    const row = {
      id: "00000000-0000-7000-8000-0000000000aa",
      title: "别处的试点(演示数据)",
      short_title: "别处的试点",
      office_unit_id: officeUnit.office_unit_id,
      changed_at: "2021-09-01T00:00:00Z",
    };
    await tx.insertInto("programme").values(row).execute();
    return row.id;
  });
  const below = ["/tasks", "/plan", "/tasks/counts", `/tasks/${nowhere}`, "/live"];
  for (const official of ["office", "group", "lead", "district"] as const)
    for (const path of below) {
      const answers = await Promise.all(
        [hidden, nowhere].map(async (id) => {
          const response = await fetch(`${server.base}/api/v1/programmes/${id}${path}`, {
            headers: { cookie: cookies.get(official) as string, "x-request-id": "same" },
          });
          return [response.status, await response.text()];
        }),
      );
      expect(answers[0], `${official} ${path}`).toEqual(answers[1]);
      expect(answers[0]?.[0]).toBe(404);
    }
});
