// The API as outside programs read it: one valid OpenAPI document, every operation in it, and replies that keep their promise.
import { createConfig, lintFromString } from "@redocly/openapi-core";
import fastJsonStringify from "fast-json-stringify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "../src/app/contracts.ts";
import { modules } from "../src/app/modules.ts";
import type { Shelf } from "../src/files/shelf.ts";
import { schemaOf } from "../src/http/http-schema.ts";
import type { Operation } from "../src/kernel/contract.ts";
import { isReplayable, paramsOf } from "../src/kernel/contract.ts";
import { startServer, type TestServer } from "./start-server.ts";

const operations = Object.entries(contracts).flatMap(([module, contract]) =>
  Object.entries(contract as Record<string, Operation>).map(([name, operation]) => ({ module, name, operation })),
);

interface Described {
  operationId: string;
  summary: string;
  tags: string[];
  security: object[];
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: { properties?: object; required?: string[] } }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

let server: TestServer;
let paper: { openapi: string; paths: Record<string, Record<string, Described>> };
beforeAll(async () => {
  server = await startServer();
  paper = (await (await fetch(`${server.base}/openapi.json`)).json()) as typeof paper;
}, 120_000);
afterAll(() => server.close());

test("接口文件是有效的 OpenAPI 3.1，检查工具没有一条意见", async () => {
  expect(paper.openapi).toBe("3.1.0");
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(paper), config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
}, 60_000);

describe.each(operations)("$module.$name", ({ module, name, operation }) => {
  // The server compiles it when the operation is first answered: too late to learn that it cannot be.
  test("答复的结构编得成序列化程序", () => {
    for (const reply of Object.values(
      schemaOf(module, name, operation).response as Record<string, { content?: object }>,
    ))
      for (const { schema } of reply.content ? Object.values(reply.content) : [{ schema: reply }])
        expect(fastJsonStringify(schema)).toBeTypeOf("function");
  });

  const described = () =>
    paper.paths[`/api/v1${operation.path}`]?.[operation.method.toLowerCase()] as Described | undefined;

  test("写进了接口文件：中英文名称、谁能用、参数、正文、答复和拒绝", () => {
    const found = described();
    expect(found).toMatchObject({ operationId: `${module}.${name}`, tags: [module] });
    expect(found?.summary).toMatch(/^[A-Z][^一-鿿]+ .*[一-鿿]/);
    expect(found?.security).toEqual(operation.for === "everyone" ? [] : [{ session: [] }, { token: [] }]);
    const named = (place: string) => (found?.parameters ?? []).filter((one) => one.in === place).map((one) => one.name);
    expect(named("path")).toEqual(paramsOf(operation.path));
    expect(named("query")).toEqual(Object.keys(operation.query?.shape ?? {}));
    expect(named("header")).toEqual([
      ...(operation.versioned ? ["if-match"] : []),
      ...(isReplayable(operation) ? ["idempotency-key"] : []),
    ]);
    const [media, body] = Object.entries(found?.requestBody?.content ?? {})[0] ?? [];
    if (operation.upload) {
      expect(media).toBe("multipart/form-data");
      expect(body?.schema.required).toContain("file");
    } else expect(media).toBe(operation.body ? "application/json" : undefined);
    const done = operation.reply ? "200" : "204";
    expect(Object.keys(found?.responses ?? {}).sort()).toEqual([done, "4XX"].sort());
    expect(Object.keys(found?.responses["4XX"]?.content ?? {})).toEqual(["application/problem+json"]);
  });

  test("有办理它的程序", () => {
    const routes =
      modules({ demo: true, mailReady: false, allowInner: false, origin: "", shelf: {} as Shelf }).find(
        (one) => one.name === module,
      )?.routes ?? {};
    expect(Object.keys(routes)).toContain(name);
  });
});

test("接口文件里没有契约之外的操作，也没有两个操作共用一个地址", () => {
  const listed = Object.values(paper.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(listed.sort()).toEqual(operations.map(({ module, name }) => `${module}.${name}`).sort());
  const places = operations.map(({ operation }) => `${operation.method} ${operation.path.replace(/\{\w+\}/g, "{}")}`);
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
});

test("名词读取，动词办事：GET 不带正文，POST 不改 GET 的地址之外的东西", () => {
  for (const { module, name, operation } of operations) {
    const where = `${module}.${name}`;
    expect(operation.path, where).toMatch(/^(\/[a-z-]+|\/\{\w+\})+(\/[a-z]+\.xlsx)?$/);
    if (operation.method === "GET")
      expect([operation.body, operation.versioned, operation.upload], where).toEqual([undefined, undefined, undefined]);
    const inPath = Object.keys(operation.params?.shape ?? {}).sort();
    expect(inPath, where).toEqual(paramsOf(operation.path).sort());
    const twice = Object.keys(operation.body?.shape ?? {}).filter((field) => inPath.includes(field));
    expect(twice, `${where}: a field of the body has the name of a path parameter`).toEqual([]);
  }
});

test("列表只有一种样子：q、sort、limit、after 进，items、total、next 出", () => {
  const lists = operations.filter(({ operation }) => operation.query && "after" in operation.query.shape);
  expect(lists.length).toBeGreaterThan(4);
  // What waits or happened, always newest first: nobody searches or sorts it.
  const newestFirst = [
    "ratings.listOverrides",
    "ratings.listClaims",
    "notices.listNotices",
    "notices.listDeliveries",
    "work.listJobs",
  ];
  for (const { module, name, operation } of lists) {
    expect(Object.keys(operation.query?.shape ?? {}), `${module}.${name}`).toEqual(
      expect.arrayContaining(
        newestFirst.includes(`${module}.${name}`) ? ["limit", "after"] : ["q", "sort", "limit", "after"],
      ),
    );
    const shape = (operation.reply as unknown as { shape: object }).shape;
    const beside = Object.keys(shape).filter((key) => key !== "counts");
    expect(beside.sort(), `${module}.${name}`).toEqual(["items", "next", "total"]);
  }
});

describe("答复与写明的样子相符，不多不少", () => {
  const readings: [
    string,
    (ids: { programmeId: string; taskId: string; unitId: string; importId: string; versionId: string }) => string,
    "office" | "audit" | "system",
  ][] = [
    ["pilot.listProgrammes", () => "/programmes", "office"],
    ["pilot.getPlan", ({ programmeId }) => `/programmes/${programmeId}/plan`, "office"],
    [
      "pilot.comparePlans",
      ({ programmeId, versionId }) => `/programmes/${programmeId}/plan/compare?from=${versionId}&to=${versionId}`,
      "office",
    ],
    ["pilot.listIndustries", () => "/industries", "office"],
    ["pilot.listPlaces", () => "/places", "office"],
    ["pilot.countWorkingDays", () => "/working-days?from=2021-09-01&days=3", "office"],
    ["tasks.listTasks", ({ programmeId }) => `/programmes/${programmeId}/tasks`, "office"],
    ["tasks.countTasks", ({ programmeId }) => `/programmes/${programmeId}/tasks/counts`, "office"],
    ["tasks.groupTasks", ({ programmeId }) => `/programmes/${programmeId}/tasks/groups?by=section`, "office"],
    ["tasks.compareDays", ({ programmeId }) => `/programmes/${programmeId}/tasks/changes?from=2020-01-01`, "office"],
    ["tasks.unitFigures", ({ programmeId }) => `/programmes/${programmeId}/tasks/units`, "office"],
    ["organisations.listOwnUnits", ({ programmeId }) => `/programmes/${programmeId}/own-units`, "office"],
    ["organisations.getUnitPage", ({ programmeId, unitId }) => `/programmes/${programmeId}/units/${unitId}`, "office"],
    ["organisations.listDelegations", () => "/delegations", "office"],
    ["organisations.listHandovers", () => "/handovers", "office"],
    [
      "evidence.listEvidence",
      ({ programmeId, taskId }) => `/programmes/${programmeId}/evidence?kind=task&subjectId=${taskId}`,
      "office",
    ],
    [
      "tasks.listPlaceChoices",
      ({ programmeId, taskId }) => `/programmes/${programmeId}/tasks/${taskId}/places`,
      "office",
    ],
    ["ratings.getRatings", ({ programmeId, taskId }) => `/programmes/${programmeId}/tasks/${taskId}/ratings`, "office"],
    ["ratings.listLights", ({ programmeId, taskId }) => `/programmes/${programmeId}/tasks/${taskId}/lights`, "office"],
    ["ratings.listOverrides", ({ programmeId }) => `/programmes/${programmeId}/light-overrides`, "office"],
    ["ratings.listDivergence", ({ programmeId }) => `/programmes/${programmeId}/confidence/divergence`, "office"],
    ["ratings.listClaims", ({ programmeId }) => `/programmes/${programmeId}/maturity-claims`, "office"],
    ["ratings.listRules", ({ programmeId }) => `/programmes/${programmeId}/light-rules`, "office"],
    ["ratings.listRates", ({ programmeId }) => `/programmes/${programmeId}/rates`, "office"],
    ["progress.listRounds", ({ programmeId }) => `/programmes/${programmeId}/rounds`, "office"],
    ["progress.listPlans", ({ programmeId }) => `/programmes/${programmeId}/round-plans`, "office"],
    [
      "progress.listTaskReports",
      ({ programmeId, taskId }) => `/programmes/${programmeId}/tasks/${taskId}/reports`,
      "office",
    ],
    ["supervision.listOrders", ({ programmeId }) => `/programmes/${programmeId}/orders`, "office"],
    [
      "supervision.draftOrder",
      ({ programmeId, taskId }) => `/programmes/${programmeId}/orders/draft?taskId=${taskId}`,
      "office",
    ],
    [
      "supervision.previewTaskUrging",
      ({ programmeId, taskId }) => `/programmes/${programmeId}/tasks/${taskId}/urging`,
      "office",
    ],
    ["supervision.listReminders", ({ programmeId }) => `/programmes/${programmeId}/reminders`, "office"],
    ["supervision.getSettings", ({ programmeId }) => `/programmes/${programmeId}/supervision`, "office"],
    ["inbox.getInbox", () => "/inbox", "office"],
    ["inbox.countInbox", () => "/inbox/counts", "office"],
    ["notices.listNotices", () => "/notices", "office"],
    ["notices.countNotices", () => "/notices/counts", "office"],
    ["notices.getPreferences", () => "/notices/preferences", "office"],
    ["notices.listFeeds", () => "/calendar-feeds", "office"],
    ["notices.listMailboxes", ({ programmeId }) => `/programmes/${programmeId}/mailboxes`, "office"],
    ["notices.listWebhooks", ({ programmeId }) => `/programmes/${programmeId}/webhooks`, "office"],
    ["notices.listDeliveries", ({ programmeId }) => `/programmes/${programmeId}/deliveries`, "office"],
    ["work.listJobs", () => "/jobs", "office"],
    ["matters.listMatters", ({ programmeId }) => `/programmes/${programmeId}/matters`, "office"],
    ["matters.countMatters", ({ programmeId }) => `/programmes/${programmeId}/matters/counts`, "office"],
    ["meetings.listMeetings", ({ programmeId }) => `/programmes/${programmeId}/meetings`, "office"],
    ["meetings.visitFrequency", ({ programmeId }) => `/programmes/${programmeId}/meetings/visits`, "office"],
    ["ministries.listEntries", ({ programmeId }) => `/programmes/${programmeId}/ministries`, "office"],
    ["ministries.countEntries", ({ programmeId }) => `/programmes/${programmeId}/ministries/counts`, "office"],
    ["ministries.listUncovered", ({ programmeId }) => `/programmes/${programmeId}/ministries/uncovered`, "office"],
    ["views.listViews", ({ programmeId }) => `/programmes/${programmeId}/views`, "office"],
    ["overview.getOverview", ({ programmeId }) => `/programmes/${programmeId}/overview`, "office"],
    ["overview.getMap", () => "/map", "office"],
    ["search.search", () => `/search?q=${encodeURIComponent("重庆")}`, "office"],
    ["tasks.getTask", ({ programmeId, taskId }) => `/programmes/${programmeId}/tasks/${taskId}`, "office"],
    ["intake.listImports", () => "/imports", "office"],
    ["intake.getImport", ({ importId }) => `/imports/${importId}`, "office"],
    ["intake.compareImport", ({ importId }) => `/imports/${importId}/comparison`, "office"],
    ["organisations.listUnits", () => "/units", "office"],
    ["organisations.getUnit", ({ unitId }) => `/units/${unitId}`, "office"],
    ["accounts.getSession", () => "/session", "office"],
    ["accounts.listTokens", () => "/tokens", "office"],
    ["accounts.listAccounts", () => "/accounts", "system"],
    ["audit.listEvents", () => "/events", "audit"],
    ["audit.verifyTrail", () => "/events/verification", "audit"],
  ];
  test.each(readings)("%s", async (operationName, path, as) => {
    const [module, name] = operationName.split(".") as [string, string];
    const operation = operations.find((one) => one.module === module && one.name === name)?.operation as Operation;
    const { cookie } = await server.as(as);
    const response = await fetch(`${server.base}/api/v1${path(await ids())}`, { headers: { cookie } });
    const reply: unknown = await response.json();
    const parsed = operation.reply?.safeParse(reply);
    expect(parsed?.error?.issues ?? []).toEqual([]);
    expect(parsed?.data).toEqual(reply);
  });

  test("没有漏掉的读取操作", () => {
    const tried = new Set(readings.map(([name]) => name));
    const left = operations
      .filter(({ operation }) => operation.method === "GET")
      .map(({ module, name }) => `${module}.${name}`);
    // Files and streams have no shape; what must be made before it can be read is tried where it is made.
    expect(left.filter((name) => !tried.has(name))).toEqual([
      "organisations.exportUnit",
      "organisations.previewUnitHandover",
      "organisations.listColleagues",
      "organisations.previewPersonHandover",
      "organisations.getPerson",
      "views.getView",
      "evidence.getEvidence",
      "evidence.getEvidenceFile",
      "tasks.getBulkResult",
      "matters.getMatter",
      "intake.getImportFile",
      "workbooks.exportTasks",
      "workbooks.exportTemplate",
      "workbooks.exportChanges",
      "workbooks.exportMarked",
      "progress.getRound",
      "progress.listReports",
      "progress.getReport",
      "progress.exportReport",
      "progress.getPlan",
      "supervision.getOrder",
      "supervision.previewOrderUrging",
      "meetings.getMeeting",
      "ministries.getEntry",
      "notices.getCalendar",
      "live.watch",
      "work.getJob",
      "work.getJobResult",
    ]);
  });

  async function ids() {
    const { db } = server.database;
    const task = await db.selectFrom("task").select("id").executeTakeFirstOrThrow();
    const unit = await db.selectFrom("unit").select("id").executeTakeFirstOrThrow();
    const held = await db.selectFrom("plan_import").select("id").executeTakeFirstOrThrow();
    const version = await db.selectFrom("plan_version").select("id").executeTakeFirstOrThrow();
    const { programmeId } = server;
    return { programmeId, taskId: task.id, unitId: unit.id, importId: held.id, versionId: version.id };
  }
});
