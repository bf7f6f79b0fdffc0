// The ledger as a whole on PostgreSQL, at 10,000 tasks: many edits, a page of a thousand, groups, a past day, two days compared.
import { setTimeout as sleep } from "node:timers/promises";
import { type CompiledQuery, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { identify } from "../src/domain/accounts/service.ts";
import { staleKind } from "../src/domain/search/model.ts";
import type { Db, Tables } from "../src/domain/tables.ts";
import { changesBetween } from "../src/domain/tasks/changes/changes.ts";
import type { TaskQuery } from "../src/domain/tasks/model.ts";
import { groupTasks, listTasks } from "../src/domain/tasks/service.ts";
import { type Call, ownCall } from "../src/kernel/call.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { median } from "./measure.ts";
import { type BenchPilot, zone } from "./pilot.ts";
import type { Figure } from "./service.ts";

const perRequest = 1000;
const rounds = 15;

export interface Ledger {
  port: number;
  url: string;
  pilot: BenchPilot;
  cookie: string;
  secret: string;
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const one = (value: number) => Math.round(value * 10) / 10;

/** Everything that is measured here; `wanted` says what of it. */
export async function ledgerCosts(ledger: Ledger, wanted: (name: string) => boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  const pool = new pg.Pool({ connectionString: ledger.url, max: 1, options: "-c jit=off" });
  const heard: CompiledQuery[] = [];
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => void heard.push(event.query as CompiledQuery),
  }) as Db;
  const actor = await identify(db, { kind: "session", secret: ledger.secret }, systemClock.now());
  if (!actor) throw new Error("the benchmark's session is not valid");
  const call = () => ownCall(actor, systemClock.now(), zone, "bench");
  try {
    const readings = readingsOf(ledger, db, call);
    for (const [name, { path, serve }] of Object.entries(readings))
      if (wanted(name)) figures.push(await reading(ledger, pool, heard, name, path, serve));
    if (wanted("edit-10000")) figures.push(...(await edits(ledger, db, pool)));
  } finally {
    await db.destroy();
  }
  return figures;
}

function readingsOf({ pilot: { programmeId } }: Ledger, db: Db, call: () => Call) {
  const past = new Date(systemClock.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  // The tasks were entered today, so the day that can be read back with all of them is today.
  const today = new Date(systemClock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const page = { programmeId, sort: [], limit: 1000 } as unknown as TaskQuery & { programmeId: string };
  return {
    "ledger-list-of-1000": { path: "?limit=1000", serve: () => listTasks(db, call(), page) },
    "ledger-groups": {
      path: "/groups?by=lead",
      serve: () => groupTasks(db, call(), { programmeId, by: "lead" }),
    },
    "ledger-as-of": {
      path: `?limit=50&asOf=${today}`,
      serve: () => listTasks(db, call(), { ...page, limit: 50, asOf: today }),
    },
    "ledger-changes": {
      path: `/changes?from=${past}&limit=50`,
      serve: () => changesBetween(db, call(), { programmeId, from: past, sort: [], limit: 50 }),
    },
  };
}

/** A request beside the bare statements that answer it, in turns: what the server adds to the database. */
async function reading(
  { port, pilot, cookie }: Ledger,
  pool: pg.Pool,
  heard: CompiledQuery[],
  name: string,
  path: string,
  serve: () => Promise<unknown>,
): Promise<Figure> {
  heard.length = 0;
  await serve();
  const statements = [...heard];
  const ours = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/programmes/${pilot.programmeId}/tasks${path}`, {
      headers: { cookie },
    });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
    await response.arrayBuffer();
  };
  const bare = async () => {
    for (const { sql: text, parameters } of statements) await pool.query(text, [...parameters]);
  };
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push([await timed(ours), await timed(bare)]);
  const kept = pairs.slice(3);
  return {
    name,
    engine: "postgres",
    value: one(median(kept.map(([mine]) => mine))),
    unit: "ms/request",
    bare: one(median(kept.map(([, theirs]) => theirs))),
    ratio: one(median(kept.map(([mine, theirs]) => mine / theirs))),
  };
}

/**
 * Ten requests of a thousand edits each: in turn with the tasks in the answer, as the grid asks; four at a time with the
 * outcomes alone, as an importing program sends them; and how long until the last of them can be found. Beside it the bare
 * update with its event in turn, without any rule.
 */
async function edits({ port, pilot, cookie }: Ledger, db: Db, pool: pg.Pool): Promise<Figure[]> {
  const tasks = await db
    .selectFrom("task")
    .select(["id", "version"])
    .where("programme_id", "=", pilot.programmeId)
    .orderBy("ordinal")
    .limit(10_000)
    .execute();
  const versions = new Map(tasks.map((task) => [task.id, task.version]));
  const ids = [...versions.keys()];
  const batches = Array.from({ length: Math.ceil(ids.length / perRequest) }, (_, n) =>
    ids.slice(n * perRequest, (n + 1) * perRequest),
  );
  let turn = 0;
  const send = async (batch: readonly string[], withTasks: boolean) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/programmes/${pilot.programmeId}/tasks/edit`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({
        withTasks,
        edits: batch.map((taskId) => ({
          taskId,
          version: versions.get(taskId),
          change: { leader: `演示负责人${turn}`, annualGoal: `演示目标 ${turn}` },
        })),
      }),
    });
    const { items } = (await response.json()) as { items: { taskId: string; outcome: string }[] };
    if (items.some((row) => row.outcome !== "saved")) throw new Error("edit-10000: not every row was saved");
    for (const { taskId } of items) versions.set(taskId, (versions.get(taskId) as number) + 1);
  };
  const ours = (lanes: number, withTasks: boolean) => async () => {
    turn += 1;
    const left = [...batches];
    const lane = async () => {
      for (let batch = left.shift(); batch; batch = left.shift()) await send(batch, withTasks);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  };
  const findable = async () => {
    const open = sql<{
      open: boolean;
    }>`select exists (select from job where kind = ${staleKind} and state in ('waiting', 'running')) as open`;
    while ((await open.execute(db)).rows[0]?.open) await sleep(50);
  };
  const bare = async () => {
    turn += 1;
    for (const batch of batches) {
      await pool.query("begin");
      await pool.query(
        `update task set leader = $2, annual_goal = $3, version = version + 1, changed_at = now()
         where programme_id = $4 and id = any($1::uuid[])`,
        [batch, `演示负责人${turn}`, `演示目标 ${turn}`, pilot.programmeId],
      );
      await pool.query(
        `insert into event (id, programme_id, at, kind, subject_kind, subject_id, person_name, duties, request_id, address, after)
         select gen_random_uuid(), $2, now(), 'task.edit', 'task', id, '演示', '{office}', '', '', jsonb_build_object('leader', $3::text)
         from unnest($1::uuid[]) id`,
        [batch, pilot.programmeId, `演示负责人${turn}`],
      );
      await pool.query("commit");
    }
    for (const id of ids) versions.set(id, (versions.get(id) as number) + 1);
  };
  const times: { bare: number; inTurn: number; atOnce: number; found: number }[] = [];
  for (let round = 0; round < 4; round += 1) {
    const inTurn = await timed(ours(1, true));
    const found = inTurn + (await timed(findable));
    const atOnce = await timed(ours(4, false));
    await findable();
    times.push({ inTurn, found, atOnce, bare: await timed(bare) });
  }
  const least = (key: "bare" | "inTurn" | "atOnce" | "found") => Math.round(Math.min(...times.map((one) => one[key])));
  const figure = (name: string, key: "inTurn" | "atOnce" | "found") => ({
    name,
    engine: "postgres",
    value: least(key),
    unit: "ms",
    bare: least("bare"),
    ratio: one(median(times.map((each) => each[key] / each.bare))),
  });
  const atOnce = figure("edit-10000-four-at-a-time", "atOnce");
  return [
    figure("edit-10000-in-turn", "inTurn"),
    { ...atOnce, target: 1500, ok: atOnce.value <= 1500 },
    figure("edit-10000-until-found", "found"),
  ];
}
