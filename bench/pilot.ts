// A pilot of 10,000 tasks (演示数据) for the benchmark, and the statements the program sends for each request.
import { type CompiledQuery, type Dialect, Kysely, sql } from "kysely";
import { seedDemo } from "../src/app/demo/seed.ts";
import { migrationsFolder } from "../src/app/open.ts";
import "../src/app/modules.ts";
import type { Database } from "../src/database/database.ts";
import { migrate } from "../src/database/migrate.ts";
import { identify } from "../src/domain/accounts/service.ts";
import type { Db, Tables } from "../src/domain/tables.ts";
import { enterTasks } from "../src/domain/tasks/enter.ts";
import type { TaskQuery } from "../src/domain/tasks/model.ts";
import { editTask, getTask, listTasks } from "../src/domain/tasks/service.ts";
import type { Actor } from "../src/kernel/access.ts";
import { ownCall } from "../src/kernel/call.ts";
import { systemClock } from "../src/kernel/clock.ts";
import type { BarePlan, Statement } from "./bare.ts";

export const zone = "Asia/Shanghai";
export const taskTotal = 10_000;

export const listPath = (programmeId: string) =>
  `/api/v1/programmes/${programmeId}/tasks?status=draft,issued&sort=dueOn&limit=50`;
const listQuery = { status: ["draft", "issued"], sort: [{ by: "dueOn", down: false }], limit: 50 } as TaskQuery;

export interface BenchPilot {
  programmeId: string;
  taskIds: string[];
}

/** Fills a database with the sample pilot and 10,000 tasks of 40 units. */
export async function fillPilot(database: Database<Tables>): Promise<BenchPilot> {
  await migrate(database, migrationsFolder);
  await seedDemo(database, systemClock, zone);
  const { db } = database;
  const programme = await db
    .selectFrom("programme")
    .select(["id", "plan_version_id", "office_unit_id"])
    .executeTakeFirstOrThrow();
  const units = await db.selectFrom("unit").select("id").orderBy("id").limit(40).execute();
  const unit = (n: number) => (units[n % units.length] as { id: string }).id;
  const call = ownCall(actorOf(programme.office_unit_id), systemClock.now(), zone, "bench");
  await db.transaction().execute((tx) =>
    enterTasks(
      tx,
      call,
      programme.id,
      programme.plan_version_id as string,
      Array.from({ length: taskTotal }, (_, n) => ({
        number: String(n + 1),
        path: [`演示第${(n % 20) + 1}部分`],
        text: `演示数据 第 ${n + 1} 项:探索建立第 ${n % 97} 类服务业开放试点的配套措施,完善有关制度。`,
        contentKey: `bench-${n}`,
        start: 0,
        end: 0,
        dueText: null,
        dueOn: `202${2 + (n % 4)}-${String((n % 12) + 1).padStart(2, "0")}-28`,
        startsOn: "2021-08-04",
        units: [
          { unitId: unit(n), part: "lead" as const, implied: false },
          { unitId: unit(n + 7), part: "support" as const, implied: false },
          { unitId: unit(n + 13), part: "support" as const, implied: false },
        ],
      })),
    ),
  );
  await sql`analyze`.execute(db);
  const tasks = await db.selectFrom("task").select("id").where("content_key", "like", "bench-%").execute();
  return { programmeId: programme.id, taskIds: tasks.map((task) => task.id) };
}

export const actorOf = (unitId: string): Actor => ({
  personId: "00000000-0000-7000-8000-00000000bbbb",
  name: "bench",
  unitId,
  duties: ["office"],
  unitIds: [unitId],
  via: "token",
  keyId: "bench",
});

/** A version that occurs nowhere else among the values, so that it can be told from them. */
const markedVersion = 1_000_003;

/** Runs each request's service once on a listening connection and keeps its statements for the bare baseline. */
export async function barePlan(
  dialect: Dialect,
  pilot: BenchPilot,
  secret: string,
): Promise<Pick<BarePlan, "marked" | "list" | "read" | "update">> {
  let heard: CompiledQuery[] = [];
  const db = new Kysely<Tables>({ dialect, log: (event) => void heard.push(event.query as CompiledQuery) }) as Db;
  const [first, ...rest] = pilot.taskIds;
  const taskId = first as string;
  pilot.taskIds = rest;
  await db.updateTable("task").set({ version: markedVersion }).where("id", "=", taskId).execute();
  const at = { programmeId: pilot.programmeId, taskId };
  const listen = async (work: (actor: Actor) => Promise<unknown>): Promise<Statement[]> => {
    heard = [];
    const actor = await identify(db, { kind: "session", secret }, systemClock.now());
    if (!actor) throw new Error("the benchmark's session is not valid");
    await work(actor);
    return heard
      .filter((query) => !/^(begin|commit)/i.test(query.sql))
      .map(({ sql: text, parameters }) => ({ sql: text, parameters: [...parameters] }));
  };
  const callOf = (actor: Actor) => ownCall(actor, systemClock.now(), zone, "bench");
  const plan = {
    list: await listen((actor) => listTasks(db, callOf(actor), { ...listQuery, programmeId: pilot.programmeId })),
    read: await listen((actor) => getTask(db, callOf(actor), at)),
    update: await listen((actor) =>
      db
        .transaction()
        .execute((tx) => editTask(tx, callOf(actor), { ...at, version: markedVersion, annualGoal: "演示目标" })),
    ),
  };
  const event = await db
    .selectFrom("event")
    .select("id")
    .where("subject_id", "=", taskId)
    .orderBy("id", "desc")
    .execute();
  return { ...plan, marked: { task: taskId, version: markedVersion, event: event[0]?.id as string } };
}
