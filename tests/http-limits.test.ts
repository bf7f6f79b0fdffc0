// What a hostile or broken client meets: clear refusals within bounds, no server error, nothing of the inside told.
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let cookie: string;
/** Every answer of this file; looked at in the end for what no answer may tell. */
const answers: { what: string; status: number; text: string }[] = [];

beforeAll(async () => {
  server = await startServer();
  cookie = (await server.as("office")).cookie;
}, 120_000);
afterAll(() => server.close());

async function send(path: string, init: RequestInit = {}) {
  const response = await fetch(`${server.base}${path}`, {
    ...init,
    headers: { cookie, ...(init.headers as Record<string, string>) },
  });
  const text = await response.text();
  answers.push({ what: `${init.method ?? "GET"} ${path.slice(0, 80)}`, status: response.status, text });
  return { status: response.status, headers: response.headers, text };
}
const post = (path: string, body: string | Blob, type = "application/json") =>
  send(`/api/v1${path}`, { method: "POST", body, headers: { "content-type": type } });

const packed = (body: string) =>
  send("/api/v1/units", {
    method: "POST",
    body: new Uint8Array(gzipSync(body)),
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
  });

/** Bytes as they are on a connection; what came back until it was closed or `wait` milliseconds had passed. */
async function speak(bytes: string, wait = 2000): Promise<string> {
  const socket = connect(Number(new URL(server.base).port), "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString();
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await Promise.race([once(socket, "close"), sleep(wait)]);
  socket.destroy();
  answers.push({ what: bytes.slice(0, 60), status: Number(heard.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0), text: heard });
  return heard;
}

const ledger = () => `/programmes/${server.programmeId}/tasks`;

/** The embedded engine answers one at a time; the server's pool holds a few connections, fewer than the clients. */
const clients = process.env.SHIDIAN_TEST_ENGINE === "postgres" ? 64 : 24;

describe("许多人同时用", () => {
  test("几十个人同时读台账、读任务、写任务，没有一个失败，也没有一个久等", async () => {
    const office = await server.as("office");
    const programmeId = server.programmeId as never;
    const { items } = await office.tasks.listTasks({ programmeId });
    const began = performance.now();
    const outcomes = await Promise.allSettled(
      Array.from({ length: clients }, async (_, client) => {
        for (let round = 0; round < 3; round += 1) {
          const task = items[client % items.length];
          await office.tasks.listTasks({ programmeId, limit: 50, sort: "-dueOn" });
          const { version, id } = await office.tasks.getTask({ programmeId, taskId: task?.id as never });
          await office.tasks
            .editTask({ programmeId, taskId: id, version, contact: `${client}-${round}` })
            .catch((error) => {
              if (error.code !== "version.stale") throw error;
            });
        }
      }),
    );
    expect(outcomes.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []))).toEqual([]);
    expect(performance.now() - began).toBeLessThan(25_000);
  });
});

describe("撑不坏", () => {
  const nested = (depth: number) => `{"name":"x","aliases":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  test.each([
    ["千层嵌套的 JSON", () => post("/units", nested(1000)), 400],
    ["四十万层嵌套的 JSON", () => post("/units", nested(400_000)), 400],
    ["超过一兆的正文", () => post("/units", JSON.stringify({ name: "长".repeat(400_000) })), 413],
    ["夹带原型的 JSON", () => post("/units", '{"__proto__":{"admin":true}}'), 400],
    ["空的正文", () => post("/units", ""), 400],
    ["半截的 JSON", () => post("/units", '{"name":"'), 400],
    ["压缩过的正文不解开", () => packed(JSON.stringify({ name: "长".repeat(40_000_000) })), 400],
    ["正文是数组", () => post("/units", "[]"), 400],
    ["不认识的类型", () => post("/units", "<a/>", "application/xml"), 415],
    ["没有类型", () => post("/units", new Blob(["{}"]), ""), 415],
    ["该上传文件却给 JSON", () => post("/imports", "{}"), 415],
    ["五兆的查询", () => send(`/api/v1/programmes?q=${"长".repeat(5_000_000 / 9)}`), 431],
    ["巨大的请求头", () => send("/api/v1/programmes", { headers: { "x-big": "x".repeat(20_000) } }), 431],
    ["不成形的地址", () => send("/api/v1/programmes/%zz/tasks"), 404],
    ["很长的编号", () => send(`/api/v1/programmes/${"a".repeat(3000)}/tasks`), 404],
    ["不是编号的编号", () => send("/api/v1/programmes/1/tasks"), 400],
    ["同一参数给两次", () => send(`/api/v1${ledger()}?limit=1&limit=2`), 400],
    ["查询里的空字符", () => send(`/api/v1${ledger()}?q=%00`), 400],
    ["几千个参数", () => send(`/api/v1${ledger()}?${"a=1&".repeat(3000)}`), 200],
    ["没有的方法", () => send(`/api/v1${ledger()}`, { method: "PUT" }), 404],
    ["没有的地址", () => send("/api/v1/nothing"), 404],
    ["坏的会话", () => send("/api/v1/programmes", { headers: { cookie: `shidian_session=${"x".repeat(3000)}` } }), 401],
    ["坏的令牌", () => send("/api/v1/programmes", { headers: { cookie: "", authorization: "Bearer ' or 1=1" } }), 401],
  ])("%s", async (_title, call, status) => {
    const answer = await call();
    expect(answer.status, answer.text.slice(0, 300)).toBe(status);
    if (status >= 400) {
      expect(answer.headers.get("content-type")).toMatch(status === 431 ? /json/ : /^application\/problem\+json/);
      expect(answer.text.length).toBeLessThan(20_000);
    }
  });

  test.each([
    ["不是 HTTP", "\u0016\u0003\u0001\u0002\r\n\r\n", /^HTTP\/1\.1 400/],
    [
      "两个长度",
      "POST /api/v1/units HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
      /^HTTP\/1\.1 400/,
    ],
    [
      "长度与分块并用",
      "POST /api/v1/units HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      /^HTTP\/1\.1 400/,
    ],
    ["没有主机名", "GET /healthz HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400/],
  ])("%s的请求被关掉", async (_title, bytes, status) => {
    expect(await speak(bytes)).toMatch(status);
  });

  test("慢慢送正文的人不耽误别人；没登录的人不用等他送完就被拒", async () => {
    const head = (extra: string) =>
      `POST /api/v1/units HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n${extra}\r\n{"name"`;
    const slow = Array.from({ length: 20 }, () => speak(head(`Cookie: ${cookie}\r\n`), 1500));
    const began = performance.now();
    expect((await send(`/api/v1${ledger()}`)).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(1500);
    const stranger = await speak(head(""), 1000);
    expect(stranger).toMatch(/^HTTP\/1\.1 401/);
    for (const heard of await Promise.all(slow)) expect(heard).toBe("");
  });

  test("中途断开的上传不留下什么，也不影响后来的人", async () => {
    const form = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${"断".repeat(500)}`;
    const head = `POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 90000\r\n\r\n`;
    await speak(head + form, 300);
    const imports = await send("/api/v1/imports");
    expect([imports.status, JSON.parse(imports.text).total]).toEqual([200, 1]);
  });
});

describe("方法", () => {
  test("HEAD 与 GET 同样答复但没有正文；没登录一样被拒", async () => {
    const [get, head] = [await send("/api/v1/programmes"), await send("/api/v1/programmes", { method: "HEAD" })];
    expect([head.status, head.text, head.headers.get("content-type")]).toEqual([
      200,
      "",
      get.headers.get("content-type"),
    ]);
    expect((await fetch(`${server.base}/api/v1/programmes`, { method: "HEAD" })).status).toBe(401);
  });

  test("OPTIONS 不给别的网站开门", async () => {
    const answer = await send("/api/v1/programmes", {
      method: "OPTIONS",
      headers: { origin: "http://evil.example", "access-control-request-method": "POST" },
    });
    expect(answer.status).toBe(404);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("页面与接口都带防护", () => {
  test.each(["/api/v1/programmes", "/api/v1/nothing", "/healthz", "/docs", "/openapi.json"])("%s", async (path) => {
    const { headers } = await send(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-powered-by")).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|upgrade-insecure-requests|script-src[^;]*unsafe/);
    expect(headers.get("x-request-id")).toMatch(/^[\w.-]{1,64}$/);
  });

  test("接口的答复不进缓存；会话 Cookie 脚本读不到、别的网站带不走", async () => {
    expect((await send("/api/v1/programmes")).headers.get("cache-control")).toBe("no-store");
    expect((await send("/api/v1/nothing")).headers.get("cache-control")).toBe("no-store");
    const signedIn = await post("/session/demo", '{"as":"office"}');
    expect(signedIn.headers.get("set-cookie")).toMatch(/HttpOnly.*SameSite=Lax/);
  });

  test("长的答复压缩着送，不收压缩的照原样，内容相同；短的不压", async () => {
    const asked = (encoding: string) => send("/openapi.json", { headers: { "accept-encoding": encoding } });
    const [compressed, plain] = [await asked("gzip"), await asked("identity")];
    expect(compressed.headers.get("content-encoding")).toBe("gzip");
    expect(compressed.headers.get("vary")).toMatch(/accept-encoding/i);
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(compressed.text).toBe(plain.text);
    expect((await send("/readyz")).headers.get("content-encoding")).toBeNull();
  });

  test.each(["正常的-编号", "a b", "x".repeat(65), "<script>", "a\tb"])("请求编号 %j 不原样回显怪字符", async (id) => {
    const { headers } = await send("/healthz", { headers: { "x-request-id": encodeURIComponent(id).slice(0, 200) } });
    expect(headers.get("x-request-id")).toMatch(/^[\w.-]{1,64}$/);
  });
});

describe("不出内网也能看接口说明", () => {
  const outside = /(?:src|href|url\()\s*=?\s*["']?(?:https?:)?\/\/(?!127\.0\.0\.1)[^"'\s]*/gi;

  test("说明页和它引用的每个文件都来自本机，没有外部地址", async () => {
    const page = await send("/docs");
    expect(page.status).toBe(200);
    expect(page.text.match(outside) ?? []).toEqual([]);
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1] as string);
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const path = new URL(file, `${server.base}/docs/`).pathname;
      const answer = await fetch(`${server.base}${path}`);
      const text = await answer.text();
      expect(answer.status, path).toBe(200);
      if (path.endsWith("initializer.js")) expect(text).toContain("validatorUrl: null");
    }
  });

  test("接口文件里没有外部地址", async () => {
    const { text, status } = await send("/openapi.json");
    expect(status).toBe(200);
    expect(text.match(/https?:\/\/[^"\s]+/g) ?? []).toEqual([]);
  });
});

test("健康检查：存活与就绪都答复，不说内情", async () => {
  expect(JSON.parse((await send("/healthz")).text)).toEqual({ status: "ok" });
  const ready = JSON.parse((await send("/readyz")).text);
  expect(Object.keys(ready).sort()).toEqual(["engine", "status", "version"]);
});

test("以上所有答复里，没有服务出错，没有程序的堆栈、语句和路径", () => {
  expect(answers.length).toBeGreaterThan(50);
  expect(answers.filter((one) => one.status >= 500).map((one) => [one.what, one.status])).toEqual([]);
  const inside = /\bat .+\.ts:\d+|node_modules|\bselect .+ from\b|insert into|\/src\/|postgres:\/\/|ECONN|SQLSTATE/i;
  // The pages of the API document name what they document.
  const told = answers.filter((one) => !/docs|openapi/.test(one.what) && inside.test(one.text));
  expect(told.map((one) => [one.what, one.text.match(inside)?.[0]])).toEqual([]);
});
