// What leaves the program, against a real mail server and a real web server: proved addresses, signed, held at night, tried again, visibly failed.
import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type DeliveryStage, startDeliveryStage } from "../../../tests/delivery-stage.ts";
import { refusalTo } from "../../../tests/start-server.ts";

let stage: DeliveryStage;
beforeAll(async () => {
  stage = await startDeliveryStage();
}, 120_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("个人邮箱", () => {
  test("凭验证码确认：错码计次，五次后作废；未确认的邮箱不收通知；刚发过要等", async () => {
    const lead = await stage.server.as("lead");
    await lead.notices.setAddress({ address: "lead@example.gov.cn" });
    const soon = await refusalTo(lead.notices.setAddress({ address: "lead@example.gov.cn" }));
    expect([soon.status, soon.code]).toEqual([429, "address.too-soon"]);
    await stage.runner.settle();
    expect(stage.post.mails.map((mail) => mail.to)).toEqual([["lead@example.gov.cn"]]);
    const code = /\d{6}/.exec(stage.post.mails[0]?.body ?? "")?.[0] as string;
    expect(stage.post.mails[0]?.subject).not.toContain(code);
    const kept = JSON.stringify(await stage.server.database.db.selectFrom("notice_address").selectAll().execute());
    const jobs = await sql`select * from job`.execute(stage.server.database.db);
    expect(`${kept}${JSON.stringify(jobs.rows)}`).not.toContain(code);
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    expect(stage.post.mails).toHaveLength(1);
    const wrong = code === "000000" ? "111111" : "000000";
    for (const left of [4, 3, 2, 1, 0]) {
      const refused = await refusalTo(lead.notices.verifyAddress({ code: wrong }));
      expect([refused.code, refused.facts.left]).toEqual(["address.wrong-code", left]);
    }
    expect((await refusalTo(lead.notices.verifyAddress({ code }))).code).toBe("address.wrong-code");
  });

  test("即时送出一封；链接指向本系统；题名里的换行不能添加邮件头", async () => {
    const lead = await stage.proveAddress("lead");
    await stage.happen(
      stage.about({ personIds: [lead] }, { title: { zh: "甲\r\nBcc: evil@example.com\r\n\r\n乙", en: "a" } }),
    );
    const [mail, ...others] = stage.post.mails;
    expect(others).toEqual([]);
    expect(mail?.to).toEqual(["lead@example.gov.cn"]);
    expect(mail?.source).not.toMatch(/^Bcc:/im);
    expect(mail?.subject).toContain("甲 Bcc: evil@example.com 乙");
    expect(mail?.body).toContain("https://shidian.example.gov.cn/p/");
    const [entry] = await stage.logOf();
    expect(entry).toMatchObject({ channel: "mail", state: "sent", noticeCount: 1, recipient: "郑思齐" });
    expect(mail?.messageId).toBe(`<${entry?.id}@shidian.example.gov.cn>`);
    expect(JSON.stringify(entry)).not.toContain("lead@example.gov.cn");
  });

  test("指向别处的地址不会写进通知", async () => {
    const lead = await stage.proveAddress("lead");
    await stage.happen(stage.about({ personIds: [lead] }, { href: "//evil.example.com/x" }));
    expect(stage.post.mails[0]?.body).not.toContain("evil.example.com");
  });

  test("夜间的留到次日早晨，合为一封；紧急的立即；选了不发的主题不发", async () => {
    const lead = await stage.proveAddress("lead");
    const api = await stage.server.as("lead");
    await api.notices.changePreferences({ version: 0, mail: { matters: "off" } });
    stage.move("2021-09-01T14:00:00.000Z");
    await stage.happen(stage.about({ personIds: [lead] }), stage.about({ personIds: [lead] }));
    await stage.happen(stage.about({ personIds: [lead] }), stage.about({ personIds: [lead] }, { topic: "matters" }));
    expect(stage.post.mails).toHaveLength(0);
    await stage.happen(stage.about({ personIds: [lead] }, { urgent: true, title: { zh: "紧急", en: "urgent" } }));
    expect(stage.post.mails.map((mail) => mail.subject)).toEqual([expect.stringContaining("紧急")]);
    stage.move("2021-09-01T23:59:00.000Z");
    await stage.runner.settle();
    expect(stage.post.mails).toHaveLength(1);
    stage.move("2021-09-02T00:00:00.000Z");
    await stage.runner.settle();
    expect(stage.post.mails).toHaveLength(2);
    expect(stage.post.mails[1]?.subject).toContain("3 条通知");
    const { unread } = await (await stage.server.as("lead")).notices.countNotices({});
    expect(unread).toBeGreaterThanOrEqual(5);
  });

  test("每周合并：一周的合为一封，下周一早晨送出", async () => {
    const lead = await stage.proveAddress("lead");
    await (await stage.server.as("lead")).notices.changePreferences({
      version: 0,
      mail: { tasks: "weekly" },
      language: "en",
    });
    for (const day of ["01", "02", "03"]) {
      stage.move(`2021-09-${day}T02:00:00.000Z`);
      await stage.happen(stage.about({ personIds: [lead] }));
    }
    expect(stage.post.mails).toHaveLength(0);
    stage.move("2021-09-06T00:00:00.000Z");
    await stage.runner.settle();
    expect(stage.post.mails.map((mail) => mail.subject)).toEqual([expect.stringContaining("3 notices")]);
  });

  test("单位公共邮箱收发给本单位的；个人撤销邮箱后，已约定的作废", async () => {
    const office = await stage.server.as("office");
    const { items } = await office.notices.listMailboxes({ programmeId: stage.programmeId });
    const unit = items.find((one) => one.unitName === "市科技局");
    await office.notices.setMailbox({
      programmeId: stage.programmeId,
      unitId: unit?.unitId as never,
      address: "kjj@example.gov.cn",
      version: 0,
    });
    await stage.happen(stage.about({ unitIds: [unit?.unitId as string] }));
    expect(stage.post.mails.map((mail) => mail.to[0])).toEqual(["kjj@example.gov.cn"]);
    await stage.proveAddress("support");
    stage.move("2021-09-01T15:00:00.000Z");
    await stage.happen(stage.about({ personIds: [stage.people.support] }));
    await (await stage.server.as("support")).notices.dropAddress({});
    stage.move("2021-09-02T01:00:00.000Z");
    await stage.runner.settle();
    expect(stage.post.mails.map((mail) => mail.to[0])).toEqual(["kjj@example.gov.cn"]);
    expect((await stage.logOf()).map((entry) => entry.state).sort()).toEqual(["sent", "void"]);
  });

  test("邮件服务器一直拒收：隔久些再试，六次后失败，记录说明；可重送", async () => {
    const lead = await stage.proveAddress("lead");
    stage.post.refuseWith = 451;
    await stage.happen(stage.about({ personIds: [lead] }));
    const waits: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { rows } = await sql<{
        runAt: string;
      }>`select run_at as "runAt" from job where kind = 'notices.send'`.execute(stage.server.database.db);
      waits.push(Date.parse(rows[0]?.runAt ?? "") - stage.server.clock.now());
      stage.move(rows[0]?.runAt as string);
      await stage.runner.settle();
    }
    expect(waits.map((wait) => wait / 1000)).toEqual([60, 300, 1500, 7500, 37_500]);
    const [failed] = await stage.logOf();
    expect(failed).toMatchObject({ state: "failed", abilities: { resend: true } });
    expect(failed?.tries.filter((one) => one.outcome === "refused")).toHaveLength(6);
    expect(failed?.tries[0]?.zh).toContain("451");
    stage.post.refuseWith = null;
    const office = await stage.server.as("office");
    await office.notices.resendDelivery({ programmeId: stage.programmeId, deliveryId: failed?.id as never });
    await stage.runner.settle();
    expect(stage.post.mails).toHaveLength(1);
    expect((await stage.logOf())[0]?.state).toBe("sent");
    const again = await refusalTo(
      office.notices.resendDelivery({ programmeId: stage.programmeId, deliveryId: failed?.id as never }),
    );
    expect([again.status, again.code]).toEqual([409, "delivery.wrong-state"]);
  });
});

describe("推送地址", () => {
  test("系统接口：签名经对方核验；每条通知一次，夜里也送", async () => {
    const { secret } = await stage.addHook("signed", "/in?key=1");
    stage.move("2021-09-01T15:00:00.000Z");
    await stage.happen(stage.about({ personIds: [stage.people.lead, stage.people.support] }));
    const [call, ...others] = stage.calls;
    expect(others).toEqual([]);
    expect(call?.path).toBe("/in?key=1");
    const stamp = call?.headers["x-shidian-timestamp"];
    const sign = createHmac("sha256", secret as string)
      .update(`${stamp}.${call?.body}`)
      .digest("hex");
    expect(call?.headers["x-shidian-signature"]).toBe(`sha256=${sign}`);
    expect(Math.abs(Number(stamp) * 1000 - stage.server.clock.now())).toBeLessThan(2000);
    expect(JSON.parse(call?.body ?? "")).toMatchObject({
      id: call?.headers["x-shidian-delivery"],
      programmeId: stage.programmeId,
    });
  });

  test("群机器人：夜里的早晨合并送出；返回错误码算未接收", async () => {
    await stage.addHook("wecom");
    stage.move("2021-09-01T15:00:00.000Z");
    await stage.happen(
      stage.about({ personIds: [stage.people.lead] }),
      stage.about({ personIds: [stage.people.lead] }),
    );
    expect(stage.calls).toHaveLength(0);
    stage.move("2021-09-02T00:00:00.000Z");
    await stage.runner.settle();
    expect(stage.calls).toHaveLength(1);
    expect(JSON.parse(stage.calls[0]?.body ?? "").markdown.content).toContain("2 条通知");
    stage.answer = (_call, reply) => void reply.writeHead(200).end('{"errcode":45009}');
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    expect((await stage.logOf())[0]).toMatchObject({ state: "waiting" });
  });

  test("不跟随跳转；回答太长只读开头；连不上、答得慢都有说明", async () => {
    await stage.addHook("signed");
    stage.answer = (_call, reply) => void reply.writeHead(302, { location: `${stage.origin}/elsewhere` }).end();
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    expect(stage.calls.map((call) => call.path)).toEqual(["/hook"]);
    expect((await stage.logOf())[0]?.tries[0]?.zh).toContain("302");
    stage.answer = (_call, reply) => void reply.writeHead(200).end("x".repeat(5_000_000));
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    expect((await stage.logOf())[0]?.state).toBe("sent");
  });

  test("试送一次；暂停后不再送，已约定的作废", async () => {
    const office = await stage.server.as("office");
    const { webhook } = await stage.addHook("dingtalk", "/robot?access_token=t", "SEC");
    const at = { programmeId: stage.programmeId, webhookId: webhook.id, version: webhook.version };
    await office.notices.testWebhook(at);
    await stage.runner.settle();
    expect(stage.calls[0]?.path).toMatch(/access_token=t&timestamp=\d+&sign=/);
    stage.move("2021-09-01T15:00:00.000Z");
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    await (await stage.server.as("office")).notices.pauseWebhook(at);
    stage.move("2021-09-02T01:00:00.000Z");
    await stage.runner.settle();
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    expect(stage.calls).toHaveLength(1);
    expect((await stage.logOf()).map((entry) => entry.state).sort()).toEqual(["sent", "void"]);
  });
});
