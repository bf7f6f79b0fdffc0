// Several server processes on one PostgreSQL: whoever is connected to one hears what is done through another.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type LiveReader, listenLive } from "../../../tests/live-reader.ts";
import { testServer as postgres } from "../../../tests/start-database.ts";
import { startServer, type TestServer } from "../../../tests/start-server.ts";
import { openDatabase } from "../../database/open.ts";
import type { Tables } from "../../domain/tables.ts";

const lane = process.env.SHIDIAN_TEST_ENGINE === "postgres";
let one: TestServer;
let two: TestServer;
beforeAll(async () => {
  if (!lane) return;
  one = await startServer();
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(one.database.db);
  const url = Object.assign(new URL(postgres as string), { pathname: `/${rows[0]?.name}` }).href;
  two = await startServer({}, { database: await openDatabase<Tables>({ url, poolSize: 4 }) });
}, 120_000);
afterAll(async () => {
  await two?.close();
  await one?.close();
});

async function listen(server: TestServer, official: "office" | "lead"): Promise<LiveReader> {
  const { cookie } = await server.as(official);
  const reader = await listenLive(`${server.base}/api/v1/programmes/${server.programmeId}/live`, { cookie });
  await reader.next("ready");
  return reader;
}

test.runIf(lane)("从一个进程改，连在另一个进程的人听得到；退出登录也跨进程生效", async () => {
  const office = await one.as("office");
  const { items } = await office.tasks.listTasks({ programmeId: one.programmeId as never });
  const task = items[0] as (typeof items)[number];
  const readers = [await listen(one, "office"), await listen(two, "office")];
  const place = { programmeId: one.programmeId as never, taskId: task.id };
  await office.tasks.editTask({ ...place, version: task.version, contact: "隔壁进程" });
  for (const reader of readers)
    expect(await reader.next("change")).toMatchObject({ changes: [{ kind: "task", ids: [task.id] }] });
  const lead = await two.as("lead");
  await lead.live.showPresence({ ...place, field: "contact" });
  for (const reader of readers) expect(await reader.next("editing")).toMatchObject({ people: [{ field: "contact" }] });
  const mine = await listenLive(`${two.base}/api/v1/programmes/${two.programmeId}/live`, { cookie: lead.cookie });
  await one.client({ cookie: lead.cookie }).accounts.signOut({});
  await vi.waitFor(() => expect(mine.ended).toBe(true), { timeout: 10_000 });
});

test.runIf(lane)("监听连接断了：重连之后请大家重读，再有改动照常听到", async () => {
  const office = await two.as("office");
  const reader = await listen(two, "office");
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen %'`.execute(two.database.db);
  await reader.next("resync");
  const { items } = await office.tasks.listTasks({ programmeId: two.programmeId as never });
  const task = items[1] as (typeof items)[number];
  const place = { programmeId: two.programmeId as never, taskId: task.id };
  await office.tasks.editTask({ ...place, version: task.version, contact: "重连之后" });
  expect(await reader.next("change")).toMatchObject({ changes: [{ ids: [task.id] }] });
});
