// Nothing is sent twice and nothing is lost: two processes at once, a process that dies between sending and recording, any course of failures.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type DeliveryStage, morning, startDeliveryStage, yes } from "../../../tests/delivery-stage.ts";

let stage: DeliveryStage;
beforeAll(async () => {
  stage = await startDeliveryStage();
}, 120_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("进程在送出与记录之间中断", () => {
  /** The process that sends is lost as soon as its call has arrived. */
  const loseOnce = () => {
    let lost = false;
    stage.answer = async (_call, reply) => {
      if (!lost) {
        lost = true;
        await sql`update job set owner = gen_random_uuid(), lease_until = '-infinity'
          where kind = 'notices.send' and state = 'running'`.execute(stage.server.database.db);
      }
      yes(_call, reply);
    };
  };
  test("系统接口：再送一次，编号相同，对方可以认出", async () => {
    await stage.addHook("signed");
    loseOnce();
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    await stage.runner.settle();
    expect(stage.calls).toHaveLength(2);
    expect(stage.calls[0]?.headers["x-shidian-delivery"]).toBe(stage.calls[1]?.headers["x-shidian-delivery"]);
    expect((await stage.logOf()).map((entry) => entry.state)).toEqual(["sent"]);
  });
  test("群机器人：不重复，记为“不明”，由人决定重送", async () => {
    await stage.addHook("feishu");
    loseOnce();
    await stage.happen(stage.about({ personIds: [stage.people.lead] }));
    await stage.runner.settle();
    expect(stage.calls).toHaveLength(1);
    const [entry] = await stage.logOf();
    expect(entry).toMatchObject({ state: "unsure", abilities: { resend: true } });
    await (await stage.server.as("office")).notices.resendDelivery({
      programmeId: stage.programmeId,
      deliveryId: entry?.id as never,
    });
    await stage.runner.settle();
    expect(stage.calls).toHaveLength(2);
    expect((await stage.logOf())[0]?.state).toBe("sent");
  });
});

describe("不漏不重", () => {
  test("两个进程同时办：每次送出各一次", async () => {
    await stage.addHook("signed");
    const lead = await stage.proveAddress("lead");
    const other = await stage.startRunner();
    try {
      const told = Array.from({ length: 25 }, () => stage.about({ personIds: [lead] }));
      await Promise.all([stage.happen(...told.slice(0, 13)), stage.happen(...told.slice(13)), other.settle()]);
      await other.settle();
      await stage.runner.settle();
      expect(stage.post.mails).toHaveLength(25);
      expect(new Set(stage.post.mails.map((mail) => mail.messageId)).size).toBe(25);
      expect(new Set(stage.calls.map((call) => call.headers["x-shidian-delivery"])).size).toBe(25);
      expect(stage.calls).toHaveLength(25);
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
        const { db } = stage.server.database;
        turn += 1;
        await sql`delete from delivery`.execute(db);
        await sql`delete from job`.execute(db);
        await sql`delete from notice_address`.execute(db);
        stage.post.mails.length = 0;
        stage.post.refuseWith = null;
        stage.server.clock.set("2021-09-01T01:00:00.000Z");
        const lead = stage.people.lead;
        await sql`insert into notice_address (person_id, address, verified_at, changed_at)
          values (${lead}, 'lead@example.gov.cn', ${morning}, ${morning})`.execute(db);
        if (turn === 1) await stage.addHook("signed");
        stage.calls.length = 0;
        for (const one of steps) {
          stage.post.refuseWith = one.mail;
          stage.answer = (_call, reply) => void reply.writeHead(one.hook).end("{}");
          await stage.happen(
            ...one.keys.map((key) => stage.about({ personIds: [lead] }, { key: `turn ${turn} ${key}` })),
          );
          stage.server.clock.advance(one.hours * 3_600_000);
        }
        // Well again: within two weeks everything that still waits is sent or has failed.
        stage.post.refuseWith = null;
        stage.answer = yes;
        for (let day = 0; day < 14; day += 1) {
          stage.server.clock.advance(86_400_000);
          await stage.runner.settle();
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
        expect(new Set(stage.post.mails.map((mail) => mail.messageId)).size).toBe(sentMails);
        expect(stage.post.mails).toHaveLength(sentMails);
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
