// A server that sends notices, with a real mail server and a real web server to send them to, and a clock to move.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import { programActor } from "../src/domain/accounts/model.ts";
import { tellAll } from "../src/domain/notices/hearing.ts";
import type { WebhookKind } from "../src/domain/notices/model-channels.ts";
import type { Told } from "../src/domain/notices/sources.ts";
import type { PersonId } from "../src/domain/organisations/model.ts";
import type { ProgrammeId } from "../src/domain/pilot/model.ts";
import { startJobs } from "../src/jobs/runner.ts";
import { ownCall } from "../src/kernel/call.ts";
import { createLog } from "../src/kernel/log.ts";
import { startMailServer } from "./mail-server.ts";
import { startServer, testZone } from "./start-server.ts";

export interface WebCall {
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A Wednesday morning at nine. */
export const morning = "2021-09-01T01:00:00.000Z";

export const yes = (_call: WebCall, reply: ServerResponse) => void reply.writeHead(200).end('{"errcode":0,"code":0}');

export type DeliveryStage = Awaited<ReturnType<typeof startDeliveryStage>>;

export async function startDeliveryStage() {
  const post = await startMailServer();
  const calls: WebCall[] = [];
  const web = createServer(async (request, reply) => {
    const call = { path: request.url ?? "", headers: request.headers, body: await text(request) };
    calls.push(call);
    await stage.answer(call, reply);
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const server = await startServer({
    SHIDIAN_SMTP: post.url,
    SHIDIAN_MAIL_FROM: "示例试点办 <pilot@example.gov.cn>",
    SHIDIAN_URL: "https://shidian.example.gov.cn",
    SHIDIAN_INNER_WEBHOOKS: "1",
  });
  const programmeId = server.programmeId as ProgrammeId;
  const startRunner = () =>
    startJobs({ database: server.database, clock: server.clock, zone: testZone, log: createLog("silent"), lanes: 3 });
  const runner = await startRunner();
  const people = {} as Record<DemoOfficial, PersonId>;
  for (const official of ["office", "group", "lead", "support", "district"] as const) {
    const { me } = await (await server.as(official)).accounts.getSession({});
    people[official] = me?.personId as PersonId;
  }
  let keys = 0;
  const stage = {
    server,
    programmeId,
    post,
    calls,
    people,
    runner,
    startRunner,
    origin: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    /** What the web server does with a call; tests set it. */
    answer: yes as (call: WebCall, reply: ServerResponse) => void | Promise<void>,
    about(to: Told["to"], more: Partial<Told> = {}): Told {
      keys += 1;
      return {
        programmeId,
        to,
        topic: "tasks",
        subject: { kind: "task", id: crypto.randomUUID() },
        title: { zh: `演示通知 ${keys}`, en: `demo notice ${keys}` },
        href: `/p/${programmeId}/tasks/1`,
        key: `test ${keys}`,
        ...more,
      };
    },
    /** Something happens now; whatever is due is sent. */
    async happen(...told: Told[]) {
      const call = ownCall(programActor, server.clock.now(), testZone, "test");
      await server.database.db.transaction().execute((tx) => tellAll(tx, call, told));
      await runner.settle();
    },
    async proveAddress(official: "lead" | "support" | "district", address = `${official}@example.gov.cn`) {
      const api = await server.as(official);
      await api.notices.setAddress({ address });
      await runner.settle();
      const code = /\d{6}/.exec(post.mails.pop()?.body ?? "")?.[0] ?? "";
      const { address: proved } = await api.notices.verifyAddress({ code });
      if (!proved?.verified) throw new Error(`${address} was not proved`);
      return people[official];
    },
    async addHook(kind: WebhookKind, path = "/hook", secret = "") {
      const office = await server.as("office");
      return office.notices.addWebhook({ programmeId, title: "演示", kind, url: `${stage.origin}${path}`, secret });
    },
    logOf: async () => (await (await server.as("office")).notices.listDeliveries({ programmeId })).items,
    move: (instant: string) => server.clock.set(instant),
    /** Everything as in the beginning. */
    async clear() {
      await runner.settle();
      post.refuseWith = null;
      stage.answer = yes;
      const { db } = server.database;
      for (const table of ["notice_address", "notice_preference", "delivery", "webhook", "unit_mailbox", "job"])
        await sql`delete from ${sql.table(table)}`.execute(db);
      post.mails.length = 0;
      calls.length = 0;
      server.clock.set(morning);
    },
    async close() {
      await runner.stop();
      await server.close();
      await post.close();
      await new Promise((resolve) => web.close(resolve));
    },
  };
  return stage;
}
