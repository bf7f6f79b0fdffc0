// Contract tables over real HTTP on a real database: what a caller, an attacker and a retrying client notice.
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startDatabase } from "../../tests/start-database.ts";
import type { Database } from "../database/database.ts";
import type { Actor } from "../kernel/access.ts";
import type { AnyDb } from "../kernel/call.ts";
import { steppedClock } from "../kernel/clock.ts";
import { defineContract } from "../kernel/contract.ts";
import { defineFaults } from "../kernel/errors.ts";
import { createLog } from "../kernel/log.ts";
import { createHttp, KeptFault, ReplyFile, type RoutesOf } from "./http.ts";

const shelfFault = defineFaults({
  "shelf.full": {
    category: "conflict",
    zh: "书架已满,请先取下一本。",
    en: "The shelf is full. Take a book off first.",
  },
});

const Book = z.object({ id: z.string(), title: z.string(), version: z.number().int(), note: z.string().nullable() });

const shelfApi = defineContract<"librarian" | "reader">()({
  listBooks: {
    method: "GET",
    path: "/books",
    query: z.object({ limit: z.coerce.number().int().max(50).default(10) }),
    reply: z.object({ items: z.array(Book) }),
    for: ["reader", "librarian"],
    zh: "书目",
    en: "List",
  },
  addBook: {
    method: "POST",
    path: "/books",
    body: z.object({ title: z.string().min(2), note: z.string().nullable().default(null) }),
    reply: Book,
    for: ["librarian"],
    zh: "上架",
    en: "Add",
  },
  changeBook: {
    method: "PATCH",
    path: "/books/{bookId}",
    params: z.object({ bookId: z.string() }),
    body: z.object({ title: z.string() }),
    reply: Book,
    for: ["librarian"],
    versioned: true,
    zh: "修改",
    en: "Change",
  },
  refuseBook: {
    method: "POST",
    path: "/books/refuse",
    body: z.object({ keep: z.boolean() }),
    reply: null,
    for: "signedIn",
    zh: "拒绝",
    en: "Refuse",
  },
  scanBook: {
    method: "POST",
    path: "/books/scan",
    upload: 2000,
    reply: z.object({ bytes: z.number(), prepared: z.string() }),
    for: ["librarian"],
    zh: "扫描",
    en: "Scan",
  },
  copyBook: { method: "GET", path: "/books/copy", reply: z.unknown(), for: "everyone", zh: "抄写", en: "Copy" },
  fetchBook: { method: "GET", path: "/books/file", reply: z.unknown(), for: "everyone", zh: "下载", en: "Download" },
});

const newBook = async (tx: AnyDb, title: string, note: string | null) => {
  const id = crypto.randomUUID();
  await sql`insert into shelf (id, title, note) values (${id}, ${title}, ${note})`.execute(tx);
  return { id, title, note, version: 1, secret: "内部字段" };
};

/** A copy without end; it tells how far it went and that it was ended. */
const copying = { pages: 0, ended: false };
async function* copyPages(): AsyncGenerator<Uint8Array> {
  try {
    while (true) {
      copying.pages += 1;
      yield new Uint8Array(64 * 1024);
    }
  } finally {
    copying.ended = true;
  }
}

const shelfRoutes: RoutesOf<typeof shelfApi> = {
  listBooks: async (db, _call, { limit }) => ({
    items: (await sql<z.infer<typeof Book>>`select id, title, version, note from shelf limit ${limit}`.execute(db))
      .rows,
  }),
  addBook: async (tx, _call, { title, note }) => newBook(tx, title, note),
  changeBook: async (_tx, _call, { bookId, title, version }) => ({
    id: bookId,
    title,
    version: version + 1,
    note: null,
  }),
  refuseBook: async (tx, _call, { keep }) => {
    await newBook(tx, keep ? "留痕" : "不留", null);
    throw keep ? new KeptFault(shelfFault("shelf.full")) : shelfFault("shelf.full");
  },
  scanBook: {
    prepare: async ({ file }) => ({ prepared: file.name }),
    run: async (_tx, _call, { file, prepared }) => ({ bytes: file.bytes.length, prepared }),
  },
  copyBook: async () => new ReplyFile("抄本.txt", "text/plain", copyPages()),
  fetchBook: async () => new ReplyFile("目录 一.txt", "text/plain", new TextEncoder().encode("目录")),
};

const people: Record<string, Actor> = Object.fromEntries(
  ["reader", "librarian"].map((duty) => [
    `token-of-the-${duty}-0123456789`,
    { personId: duty, name: duty, unitId: "u", duties: [duty], unitIds: ["u"], via: "token", keyId: duty },
  ]),
);

let database: Database;
let server: FastifyInstance;
let base: string;

beforeAll(async () => {
  database = await startDatabase();
  await sql`create table shelf (id text primary key, title text not null, note text, version int not null default 1)`.execute(
    database.db,
  );
  server = await createHttp({
    db: database.db,
    clock: steppedClock("2021-08-04T01:00:00Z"),
    zone: "Asia/Shanghai",
    log: createLog("silent"),
    modules: [{ name: "shelf", contract: shelfApi, routes: shelfRoutes }],
    identify: async (_db, key) => people[key.secret] ?? null,
    cookieName: "s",
    secureCookie: false,
    trustProxy: false,
    explain: () => null,
    dutyLabel: (duty, language) => (language === "zh" ? ({ reader: "读者", librarian: "馆员" }[duty] ?? duty) : duty),
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/api/v1`;
});

afterAll(async () => {
  await server.close();
  await database.close();
});

const send = (path: string, init: RequestInit & { as?: "reader" | "librarian" } = {}) => {
  const { as, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (as) headers.set("authorization", `Bearer token-of-the-${as}-0123456789`);
  return fetch(`${base}${path}`, { ...rest, headers });
};
const post = (path: string, body: unknown, as?: "reader" | "librarian", headers: Record<string, string> = {}) =>
  send(path, {
    method: "POST",
    ...(as ? { as } : {}),
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
// biome-ignore lint/suspicious/noExplicitAny: whatever came back is what the test looks at
const json = async (response: Response) => (await response.json()) as any;
const count = async (title: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from shelf where title = ${title}`.execute(database.db)).rows[0]
    ?.n;

describe("进门", () => {
  test.each([
    ["未登录", undefined, 401, "request.signed-out", /重新登录/],
    ["职责不符", "reader", 403, "request.not-your-duty", /馆员/],
  ] as const)("%s被拒,并说明怎么办", async (_title, as, status, code, words) => {
    const response = await post("/books", { title: "某书" }, as);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    const problem = await json(response);
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).toMatch(words);
    expect(problem.requestId).toBe(response.headers.get("x-request-id"));
  });

  test.each([
    ["别的网站发来的请求", { "sec-fetch-site": "cross-site" }],
    ["旧浏览器从别的网站发来的请求", { origin: "http://evil.example" }],
  ])("%s带着会话也不办", async (_title, headers) => {
    const response = await post("/books", { title: "某书" }, undefined, {
      cookie: "s=token-of-the-librarian-0123456789",
      ...headers,
    });
    expect([response.status, (await json(response)).code]).toEqual([403, "request.cross-site"]);
  });

  test("本站页面带着会话可以办", async () => {
    const response = await post("/books", { title: "会话上架" }, undefined, {
      cookie: "s=token-of-the-librarian-0123456789",
      origin: base.slice(0, -7),
    });
    expect(response.status).toBe(200);
  });
});

describe("输入", () => {
  test("错的栏目逐个说明,中英文都有", async () => {
    const problem = await json(await post("/books", { title: "一" }, "librarian"));
    expect(problem).toMatchObject({
      status: 400,
      code: "request.invalid",
      places: [{ path: "title", code: "too_small" }],
    });
    expect(problem.places[0].zh).toMatch(/[一-鿿]/);
    expect(problem.places[0].en).not.toMatch(/[一-鿿]/);
  });

  test.each([
    ["不是 JSON", { body: "{", headers: { "content-type": "application/json" } }, 400, "request.not-json"],
    ["不认识的类型", { body: "a=1", headers: { "content-type": "text/csv" } }, 415, "request.unsupported-type"],
    [
      "超过 1 MB",
      { body: JSON.stringify({ title: "长".repeat(600_000) }), headers: { "content-type": "application/json" } },
      413,
      "request.too-large",
    ],
  ])("%s被拒", async (_title, init, status, code) => {
    const response = await send("/books", { method: "POST", as: "librarian", ...init });
    expect([response.status, (await json(response)).code]).toEqual([status, code]);
  });

  test.each([
    [undefined, 428],
    ["abc", 428],
    ['"7"', 200],
    ['W/"7"', 200],
  ])("If-Match 为 %s 时得到 %i", async (match, status) => {
    const response = await send("/books/b1", {
      method: "PATCH",
      as: "librarian",
      body: JSON.stringify({ title: "新题" }),
      headers: { "content-type": "application/json", ...(match ? { "if-match": match } : {}) },
    });
    expect(response.status).toBe(status);
    if (status === 200) expect(response.headers.get("etag")).toBe('"8"');
  });

  test("上传:先读文件再开事务;超限被拒;不是上传被拒", async () => {
    const upload = async (bytes: number) => {
      const form = new FormData();
      form.set("file", new File([new Uint8Array(bytes)], "书 一.txt"));
      return send("/books/scan", { method: "POST", as: "librarian", body: form });
    };
    expect(await (await upload(1999)).json()).toEqual({ bytes: 1999, prepared: "书 一.txt" });
    expect((await upload(5000)).status).toBe(413);
    expect((await post("/books/scan", {}, "librarian")).status).toBe(415);
  });

  test("不存在的地址是同一种 404", async () => {
    const response = await send("/nothing", { as: "reader" });
    expect([response.status, (await json(response)).code]).toEqual([404, "request.absent"]);
  });
});

describe("答复", () => {
  test("没有声明的栏目不出门", async () => {
    const book = await json(await post("/books", { title: "公开的书" }, "librarian"));
    expect(Object.keys(book).sort()).toEqual(["id", "note", "title", "version"]);
    expect(book.note).toBeNull();
  });

  test("文件带中文名下载", async () => {
    const response = await send("/books/file");
    expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("目录 一.txt"));
    expect(await response.text()).toBe("目录");
  });

  test("没有尽头的文件随取随写：不读就停下，离开就结束", async () => {
    const response = await send("/books/copy");
    const reader = response.body?.getReader();
    await reader?.read();
    const until = async (done: () => boolean) => {
      for (let turn = 0; turn < 200 && !done(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    let before = -1;
    await until(() => {
      const stands = before === copying.pages;
      before = copying.pages;
      return stands;
    });
    expect(copying.pages).toBeLessThan(1000);
    expect(copying.ended).toBe(false);
    await reader?.cancel();
    await until(() => copying.ended);
    expect(copying.ended).toBe(true);
  });
});

describe("事务", () => {
  test("拒绝时什么也不留;要留痕的留痕", async () => {
    for (const keep of [true, false]) {
      const response = await post("/books/refuse", { keep }, "reader");
      expect([response.status, (await json(response)).code]).toEqual([409, "shelf.full"]);
    }
    expect([await count("留痕"), await count("不留")]).toEqual([1, 0]);
  });

  test.each([
    ["短", "k-1", "只此一本"],
    ["长", "k-long", "只此长本".repeat(2_000)],
  ])("同一个键发两次只办一次,%s答复也相同;换了内容被拒", async (_which, name, title) => {
    const key = { "idempotency-key": name };
    const first = await post("/books", { title }, "librarian", key);
    const again = await post("/books", { title }, "librarian", key);
    expect(await json(again)).toEqual({ ...(await json(first)), title });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await count(title)).toBe(1);
    const other = await post("/books", { title: "另外一本" }, "librarian", key);
    expect([other.status, (await json(other)).code]).toEqual([422, "idempotency.reused"]);
  });

  test("同一个键同时发八次也只办一次", async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => post("/books", { title: "同时" }, "librarian", { "idempotency-key": "k-2" })),
    );
    const ids = new Set(await Promise.all(replies.map(async (reply) => (await json(reply)).id)));
    expect([ids.size, await count("同时")]).toEqual([1, 1]);
  });
});
