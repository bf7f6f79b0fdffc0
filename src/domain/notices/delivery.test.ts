// What leaves the program, against a real mail server and a real web server: once, signed, held at night, tried again, visibly failed.
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startMailServer, type TestMailServer } from "../../../tests/mail-server.ts";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { type Runner, startJobs } from "../../jobs/runner.ts";
import { ownCall } from "../../kernel/call.ts";
import { createLog } from "../../kernel/log.ts";
import { type DemoOfficial, programActor } from "../accounts/model.ts";
import type { PersonId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { tellAll } from "./hearing.ts";
import type { WebhookKind } from "./model-channels.ts";
import type { Told } from "./sources.ts";

let server: TestServer;
let post: TestMailServer;
let web: Server;
let programmeId: ProgrammeId;
const people = {} as Record<DemoOfficial, PersonId>;
const calls: { path: string; headers: IncomingMessage["headers"]; body: string }[] = [];
/** What the web server does with a call; tests set it. */
let answer: (call: (typeof calls)[number], reply: ServerResponse) => void | Promise<void>;
const yes = (_call: unknown, reply: ServerResponse) => void reply.writeHead(200).end('{"errcode":0,"code":0}');
let runner: Runner;
let origin: string;
// A Wednesday morning at nine.
const morning = "2021-09-01T01:00:00.000Z";

const start = async () =>
  startJobs({ database: server.database, clock: server.clock, zone: testZone, log: createLog("silent"), lanes: 3 });

beforeAll(async () => {
  post = await startMailServer();
  answer = yes;
  web = createServer(async (request, reply) => {
    const call = { path: request.url ?? "", headers: request.headers, body: await text(request) };
    calls.push(call);
    await answer(call, reply);
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  server = await startServer({
    SHIDIAN_SMTP: post.url,
    SHIDIAN_MAIL_FROM: "示例试点办 <pilot@example.gov.cn>",
    SHIDIAN_URL: "https://shidian.example.gov.cn",
    SHIDIAN_INNER_WEBHOOKS: "1",
  });
  programmeId = server.programmeId as ProgrammeId;
  runner = await start();
  for (const official of ["office", "group", "lead", "support", "district"] as const) {
    const { me } = await (await server.as(official)).accounts.getSession({});
    people[official] = me?.personId as PersonId;
  }
}, 120_000);
afterEach(async () => {
  await runner.settle();
  post.refuseWith = null;
  answer = yes;
  const { db } = server.database;
  await sql`delete from notice_address`.execute(db);
  await sql`delete from notice_preference`.execute(db);
  await sql`delete from delivery`.execute(db);
  await sql`delete from webhook`.execute(db);
  await sql`delete from unit_mailbox`.execute(db);
  await sql`delete from job`.execute(db);
  post.mails.length = 0;
  calls.length = 0;
  server.clock.set(morning);
});
afterAll(async () => {
  await runner.stop();
  await server.close();
  await post.close();
  await new Promise((resolve) => web.close(resolve));
});

let keys = 0;
const about = (to: Told["to"], more: Partial<Told> = {}): Told => ({
  programmeId,
  to,
  topic: "tasks",
  subject: { kind: "task", id: crypto.randomUUID() },
  title: { zh: `演示通知 ${keys}`, en: `demo notice ${keys}` },
  href: `/p/${programmeId}/tasks/1`,
  key: `test ${keys++}`,
  ...more,
});
/** Something happens now; whatever is due is sent. */
async function happen(...told: Told[]) {
  const call = ownCall(programActor, server.clock.now(), testZone, "test");
  await server.database.db.transaction().execute((tx) => tellAll(tx, call, told));
  await runner.settle();
}
async function proveAddress(official: "lead" | "support" | "district", address = `${official}@example.gov.cn`) {
  const api = await server.as(official);
  await api.notices.setAddress({ address });
  await runner.settle();
  const code = /\d{6}/.exec(post.mails.pop()?.body ?? "")?.[0] ?? "";
  expect((await api.notices.verifyAddress({ code })).address).toMatchObject({ address, verified: true });
  return people[official];
}
async function addHook(kind: WebhookKind, path = "/hook", secret = "") {
  const office = await server.as("office");
  return office.notices.addWebhook({ programmeId, title: "演示", kind, url: `${origin}${path}`, secret });
}
const logOf = async () => (await (await server.as("office")).notices.listDeliveries({ programmeId })).items;
const move = (instant: string) => server.clock.set(instant);

describe("个人邮箱", () => {
  test("凭验证码确认：错码计次，五次后作废；未确认的邮箱不收通知；刚发过要等", async () => {
    const lead = await server.as("lead");
    await lead.notices.setAddress({ address: "lead@example.gov.cn" });
    const soon = await refusalTo(lead.notices.setAddress({ address: "lead@example.gov.cn" }));
    expect([soon.status, soon.code]).toEqual([429, "address.too-soon"]);
    await runner.settle();
    expect(post.mails.map((mail) => mail.to)).toEqual([["lead@example.gov.cn"]]);
    const code = /\d{6}/.exec(post.mails[0]?.body ?? "")?.[0] as string;
    expect(post.mails[0]?.subject).not.toContain(code);
    const kept = JSON.stringify(await server.database.db.selectFrom("notice_address").selectAll().execute());
    const jobs = await sql`select * from job`.execute(server.database.db);
    expect(`${kept}${JSON.stringify(jobs.rows)}`).not.toContain(code);
    await happen(about({ personIds: [people.lead] }));
    expect(post.mails).toHaveLength(1);
    const wrong = code === "000000" ? "111111" : "000000";
    for (const left of [4, 3, 2, 1, 0]) {
      const refused = await refusalTo(lead.notices.verifyAddress({ code: wrong }));
      expect([refused.code, refused.facts.left]).toEqual(["address.wrong-code", left]);
    }
    expect((await refusalTo(lead.notices.verifyAddress({ code }))).code).toBe("address.wrong-code");
  });

  test("即时送出一封；链接指向本系统；题名里的换行不能添加邮件头", async () => {
    const lead = await proveAddress("lead");
    await happen(about({ personIds: [lead] }, { title: { zh: "甲\r\nBcc: evil@example.com\r\n\r\n乙", en: "a" } }));
    const [mail, ...others] = post.mails;
    expect(others).toEqual([]);
    expect(mail?.to).toEqual(["lead@example.gov.cn"]);
    expect(mail?.source).not.toMatch(/^Bcc:/im);
    expect(mail?.subject).toContain("甲 Bcc: evil@example.com 乙");
    expect(mail?.body).toContain("https://shidian.example.gov.cn/p/");
    const [entry] = await logOf();
    expect(entry).toMatchObject({ channel: "mail", state: "sent", noticeCount: 1, recipient: "郑思齐" });
    expect(mail?.messageId).toBe(`<${entry?.id}@shidian.example.gov.cn>`);
    expect(JSON.stringify(entry)).not.toContain("lead@example.gov.cn");
  });

  test("指向别处的地址不会写进通知", async () => {
    const lead = await proveAddress("lead");
    await happen(about({ personIds: [lead] }, { href: "//evil.example.com/x" }));
    expect(post.mails[0]?.body).not.toContain("evil.example.com");
  });

  test("夜间的留到次日早晨，合为一封；紧急的立即；选了不发的主题不发", async () => {
    const lead = await proveAddress("lead");
    const api = await server.as("lead");
    await api.notices.changePreferences({ version: 0, mail: { matters: "off" } });
    move("2021-09-01T14:00:00.000Z");
    await happen(about({ personIds: [lead] }), about({ personIds: [lead] }));
    await happen(about({ personIds: [lead] }), about({ personIds: [lead] }, { topic: "matters" }));
    expect(post.mails).toHaveLength(0);
    await happen(about({ personIds: [lead] }, { urgent: true, title: { zh: "紧急", en: "urgent" } }));
    expect(post.mails.map((mail) => mail.subject)).toEqual([expect.stringContaining("紧急")]);
    move("2021-09-01T23:59:00.000Z");
    await runner.settle();
    expect(post.mails).toHaveLength(1);
    move("2021-09-02T00:00:00.000Z");
    await runner.settle();
    expect(post.mails).toHaveLength(2);
    expect(post.mails[1]?.subject).toContain("3 条通知");
    const { unread } = await (await server.as("lead")).notices.countNotices({});
    expect(unread).toBeGreaterThanOrEqual(5);
  });

  test("每周合并：一周的合为一封，下周一早晨送出", async () => {
    const lead = await proveAddress("lead");
    await (await server.as("lead")).notices.changePreferences({
      version: 0,
      mail: { tasks: "weekly" },
      language: "en",
    });
    for (const day of ["01", "02", "03"]) {
      move(`2021-09-${day}T02:00:00.000Z`);
      await happen(about({ personIds: [lead] }));
    }
    expect(post.mails).toHaveLength(0);
    move("2021-09-06T00:00:00.000Z");
    await runner.settle();
    expect(post.mails.map((mail) => mail.subject)).toEqual([expect.stringContaining("3 notices")]);
  });

  test("单位公共邮箱收发给本单位的；个人撤销邮箱后，已约定的作废", async () => {
    const office = await server.as("office");
    const { items } = await office.notices.listMailboxes({ programmeId });
    const unit = items.find((one) => one.unitName === "市科技局");
    await office.notices.setMailbox({
      programmeId,
      unitId: unit?.unitId as never,
      address: "kjj@example.gov.cn",
      version: 0,
    });
    await happen(about({ unitIds: [unit?.unitId as string] }));
    expect(post.mails.map((mail) => mail.to[0])).toEqual(["kjj@example.gov.cn"]);
    await proveAddress("support");
    move("2021-09-01T15:00:00.000Z");
    await happen(about({ personIds: [people.support] }));
    await (await server.as("support")).notices.dropAddress({});
    move("2021-09-02T01:00:00.000Z");
    await runner.settle();
    expect(post.mails.map((mail) => mail.to[0])).toEqual(["kjj@example.gov.cn"]);
    expect((await logOf()).map((entry) => entry.state).sort()).toEqual(["sent", "void"]);
  });

  test("邮件服务器一直拒收：隔久些再试，六次后失败，记录说明；可重送", async () => {
    const lead = await proveAddress("lead");
    post.refuseWith = 451;
    await happen(about({ personIds: [lead] }));
    const waits: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { rows } = await sql<{
        runAt: string;
      }>`select run_at as "runAt" from job where kind = 'notices.send'`.execute(server.database.db);
      waits.push(Date.parse(rows[0]?.runAt ?? "") - server.clock.now());
      move(rows[0]?.runAt as string);
      await runner.settle();
    }
    expect(waits.map((wait) => wait / 1000)).toEqual([60, 300, 1500, 7500, 37_500]);
    const [failed] = await logOf();
    expect(failed).toMatchObject({ state: "failed", abilities: { resend: true } });
    expect(failed?.tries.filter((one) => one.outcome === "refused")).toHaveLength(6);
    expect(failed?.tries[0]?.zh).toContain("451");
    post.refuseWith = null;
    const office = await server.as("office");
    await office.notices.resendDelivery({ programmeId, deliveryId: failed?.id as never });
    await runner.settle();
    expect(post.mails).toHaveLength(1);
    expect((await logOf())[0]?.state).toBe("sent");
    const again = await refusalTo(office.notices.resendDelivery({ programmeId, deliveryId: failed?.id as never }));
    expect([again.status, again.code]).toEqual([409, "delivery.wrong-state"]);
  });
});

describe("推送地址", () => {
  test("系统接口：签名经对方核验；每条通知一次，夜里也送", async () => {
    const { secret } = await addHook("signed", "/in?key=1");
    move("2021-09-01T15:00:00.000Z");
    await happen(about({ personIds: [people.lead, people.support] }));
    const [call, ...others] = calls;
    expect(others).toEqual([]);
    expect(call?.path).toBe("/in?key=1");
    const stamp = call?.headers["x-shidian-timestamp"];
    const sign = createHmac("sha256", secret as string)
      .update(`${stamp}.${call?.body}`)
      .digest("hex");
    expect(call?.headers["x-shidian-signature"]).toBe(`sha256=${sign}`);
    expect(Math.abs(Number(stamp) * 1000 - server.clock.now())).toBeLessThan(2000);
    expect(JSON.parse(call?.body ?? "")).toMatchObject({ id: call?.headers["x-shidian-delivery"], programmeId });
  });

  test("群机器人：夜里的早晨合并送出；返回错误码算未接收", async () => {
    await addHook("wecom");
    move("2021-09-01T15:00:00.000Z");
    await happen(about({ personIds: [people.lead] }), about({ personIds: [people.lead] }));
    expect(calls).toHaveLength(0);
    move("2021-09-02T00:00:00.000Z");
    await runner.settle();
    expect(calls).toHaveLength(1);
    expect(JSON.parse(calls[0]?.body ?? "").markdown.content).toContain("2 条通知");
    answer = (_call, reply) => void reply.writeHead(200).end('{"errcode":45009}');
    await happen(about({ personIds: [people.lead] }));
    expect((await logOf())[0]).toMatchObject({ state: "waiting" });
  });

  test("不跟随跳转；回答太长只读开头；连不上、答得慢都有说明", async () => {
    await addHook("signed");
    answer = (_call, reply) => void reply.writeHead(302, { location: `${origin}/elsewhere` }).end();
    await happen(about({ personIds: [people.lead] }));
    expect(calls.map((call) => call.path)).toEqual(["/hook"]);
    expect((await logOf())[0]?.tries[0]?.zh).toContain("302");
    answer = (_call, reply) => void reply.writeHead(200).end("x".repeat(5_000_000));
    await happen(about({ personIds: [people.lead] }));
    expect((await logOf())[0]?.state).toBe("sent");
  });

  test("试送一次；暂停后不再送，已约定的作废", async () => {
    const office = await server.as("office");
    const { webhook } = await addHook("dingtalk", "/robot?access_token=t", "SEC");
    const at = { programmeId, webhookId: webhook.id, version: webhook.version };
    await office.notices.testWebhook(at);
    await runner.settle();
    expect(calls[0]?.path).toMatch(/access_token=t&timestamp=\d+&sign=/);
    move("2021-09-01T15:00:00.000Z");
    await happen(about({ personIds: [people.lead] }));
    await (await server.as("office")).notices.pauseWebhook(at);
    move("2021-09-02T01:00:00.000Z");
    await runner.settle();
    await happen(about({ personIds: [people.lead] }));
    expect(calls).toHaveLength(1);
    expect((await logOf()).map((entry) => entry.state).sort()).toEqual(["sent", "void"]);
  });
});

describe("进程在送出与记录之间中断", () => {
  /** The process that sends is lost as soon as its call has arrived. */
  const loseOnce = () => {
    let lost = false;
    answer = async (_call, reply) => {
      if (!lost) {
        lost = true;
        await sql`update job set owner = gen_random_uuid(), lease_until = '-infinity'
          where kind = 'notices.send' and state = 'running'`.execute(server.database.db);
      }
      yes(_call, reply);
    };
  };
  test("系统接口：再送一次，编号相同，对方可以认出", async () => {
    await addHook("signed");
    loseOnce();
    await happen(about({ personIds: [people.lead] }));
    await runner.settle();
    expect(calls).toHaveLength(2);
    expect(calls[0]?.headers["x-shidian-delivery"]).toBe(calls[1]?.headers["x-shidian-delivery"]);
    expect((await logOf()).map((entry) => entry.state)).toEqual(["sent"]);
  });
  test("群机器人：不重复，记为“不明”，由人决定重送", async () => {
    await addHook("feishu");
    loseOnce();
    await happen(about({ personIds: [people.lead] }));
    await runner.settle();
    expect(calls).toHaveLength(1);
    const [entry] = await logOf();
    expect(entry).toMatchObject({ state: "unsure", abilities: { resend: true } });
    await (await server.as("office")).notices.resendDelivery({ programmeId, deliveryId: entry?.id as never });
    await runner.settle();
    expect(calls).toHaveLength(2);
    expect((await logOf())[0]?.state).toBe("sent");
  });
});

describe("不漏不重", () => {
  test("两个进程同时办：每次送出各一次", async () => {
    await addHook("signed");
    const lead = await proveAddress("lead");
    const other = await start();
    try {
      const told = Array.from({ length: 25 }, () => about({ personIds: [lead] }));
      await Promise.all([happen(...told.slice(0, 13)), happen(...told.slice(13)), other.settle()]);
      await other.settle();
      await runner.settle();
      expect(post.mails).toHaveLength(25);
      expect(new Set(post.mails.map((mail) => mail.messageId)).size).toBe(25);
      expect(new Set(calls.map((call) => call.headers["x-shidian-delivery"])).size).toBe(25);
      expect(calls).toHaveLength(25);
    } finally {
      await other.stop();
    }
  });

  test("任何一串通知与故障之后：每条要送的都已送达或看得见地失败，键不重，不多送", async () => {
    const step = fc.record({
      keys: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
      hours: fc.integer({ min: 0, max: 30 }),
      mail: fc.constantFrom(null, 451, 550),
      hook: fc.constantFrom(200, 500),
    });
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const { db } = server.database;
        turn += 1;
        await sql`delete from delivery`.execute(db);
        await sql`delete from job`.execute(db);
        await sql`delete from notice_address`.execute(db);
        post.mails.length = 0;
        post.refuseWith = null;
        server.clock.set("2021-09-01T01:00:00.000Z");
        const lead = people.lead;
        await sql`insert into notice_address (person_id, address, verified_at, changed_at)
          values (${lead}, 'lead@example.gov.cn', ${morning}, ${morning})`.execute(db);
        if (turn === 1) await addHook("signed");
        calls.length = 0;
        for (const one of steps) {
          post.refuseWith = one.mail;
          answer = (_call, reply) => void reply.writeHead(one.hook).end("{}");
          await happen(...one.keys.map((key) => about({ personIds: [lead] }, { key: `turn ${turn} ${key}` })));
          server.clock.advance(one.hours * 3_600_000);
        }
        // Well again: within two weeks everything that still waits is sent or has failed.
        post.refuseWith = null;
        answer = yes;
        for (let day = 0; day < 14; day += 1) {
          server.clock.advance(86_400_000);
          await runner.settle();
        }
        const { rows } = await sql<{ state: string; channel: string; notices: number }>`
          select d.state, d.channel, count(dn.notice_id)::int as notices from delivery d
          join delivery_notice dn on dn.programme_id = d.programme_id and dn.delivery_id = d.id
          group by d.programme_id, d.id`.execute(db);
        expect(rows.every((row) => row.state === "sent" || row.state === "failed")).toBe(true);
        const keysTold = new Set(steps.flatMap((one) => one.keys));
        for (const channel of ["mail", "webhook"])
          expect(rows.filter((row) => row.channel === channel).reduce((sum, row) => sum + row.notices, 0)).toBe(
            keysTold.size,
          );
        const sentMails = rows.filter((row) => row.channel === "mail" && row.state === "sent").length;
        expect(new Set(post.mails.map((mail) => mail.messageId)).size).toBe(sentMails);
        expect(post.mails).toHaveLength(sentMails);
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
