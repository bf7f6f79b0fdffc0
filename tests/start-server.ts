// The whole server on a loopback port over a fresh database, with the sample pilot and the demo officials.
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Api, createApi } from "../src/app/contracts.ts";
import { seedDemo } from "../src/app/demo/seed.ts";
import { createServer } from "../src/app/server.ts";
import type { Database } from "../src/database/database.ts";
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import type { Tables } from "../src/domain/tables.ts";
import { Refusal } from "../src/http/client.ts";
import { steppedClock } from "../src/kernel/clock.ts";
import { readConfig } from "../src/kernel/config.ts";
import { createLog } from "../src/kernel/log.ts";
import { startSampleDatabase, testStart, testZone } from "./start-database.ts";

export { testZone } from "./start-database.ts";

export interface TestServer {
  base: string;
  database: Database<Tables>;
  clock: ReturnType<typeof steppedClock>;
  /** A typed client signed in as a demo official. */
  as(official: DemoOfficial): Promise<Api & { cookie: string }>;
  /** A typed client with headers of your own; none: nobody is signed in. */
  client(headers?: Record<string, string>): Api;
  /** The sample programme. */
  programmeId: string;
  /** Where it keeps files, unless the settings say otherwise. */
  folder: string;
  close(): Promise<void>;
}

export interface ServerWish {
  heartbeat?: number;
  /** Another process's database, with all that is in it. */
  database?: Database<Tables>;
}

/** Starts everything, or another process on a given database that has it all already; the clock stands at 2021-09-01 09:00 in Chongqing until it is moved. */
export async function startServer(
  env: Record<string, string> = {},
  { database: given, ...options }: ServerWish = {},
): Promise<TestServer> {
  const database = given ?? (await startSampleDatabase());
  const clock = steppedClock(testStart);
  const folder = mkdtempSync(join(tmpdir(), "shidian-data-"));
  const read = readConfig({
    SHIDIAN_DATA: folder,
    SHIDIAN_DEMO: "1",
    SHIDIAN_LOG: "silent",
    SHIDIAN_ZONE: testZone,
    ...env,
  });
  if (!("config" in read)) throw new Error(JSON.stringify(read.problems));
  await seedDemo(database, clock, testZone);
  const server = await createServer({ config: read.config, database, clock, log: createLog("silent"), ...options });
  await server.listen({ host: "127.0.0.1", port: 0 });
  const base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const client = (headers: Record<string, string> = {}) => createApi({ base, headers: () => headers });
  const as: TestServer["as"] = async (official) => {
    const response = await fetch(`${base}/api/v1/session/demo`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ as: official }),
    });
    if (!response.ok) throw new Error(await response.text());
    const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] as string;
    return { ...client({ cookie }), cookie };
  };
  const programme = await database.db.selectFrom("programme").select("id").orderBy("demo").executeTakeFirstOrThrow();
  return {
    base,
    database,
    clock,
    as,
    client,
    programmeId: programme.id,
    folder,
    async close() {
      await server.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a call was refused with; fails when it was not refused. */
export async function refusalTo(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("expected a refusal, got a reply");
}
