// The bare baseline: Fastify and a driver, sending the very statements that the program sends for the same request,
// each parsed and planned anew, as a driver does unless it is told otherwise; the program prepares what comes again (record 0038).
import Fastify from "fastify";
import type { CustomTypesConfig } from "pg";
import { postgresTypes } from "../src/database/database-values.ts";

export interface Statement {
  sql: string;
  /** Values as they were heard; what stands for the record of a request is replaced, wherever it occurs in them. */
  parameters: unknown[];
}

/** A record that was read while listening: its id and versions, and the id of the event it left. */
export interface Marked {
  task: string;
  version: number;
  event: string;
}

export interface BarePlan {
  url?: string;
  folder?: string;
  pool: number;
  /** None: the statements are sent as they were heard. */
  marked?: Marked;
  list: Statement[];
  read: Statement[];
  update: Statement[];
  /** One list of statements for each question of the search. */
  searches?: Statement[][];
}

type Run = (sql: string, parameters: unknown[]) => Promise<{ rows: unknown[] }>;
interface Driver {
  query: Run;
  transaction<R>(work: (run: Run) => Promise<R>): Promise<R>;
}

async function openDriver(plan: BarePlan): Promise<Driver> {
  if (plan.url) {
    const pg = (await import("pg")).default;
    // The same session as the program's: with the server's own settings statements are compiled that take far less to run.
    const pool = new pg.Pool({
      connectionString: plan.url,
      application_name: "shidian-bare",
      options: "-c jit=off -c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres",
      types: postgresTypes as CustomTypesConfig,
      max: plan.pool,
      // A process of the server that ends takes what it has used with it.
      idleTimeoutMillis: 0,
    });
    return {
      query: (sql, parameters) => pool.query(sql, parameters),
      async transaction(work) {
        const client = await pool.connect();
        try {
          await client.query("begin");
          const result = await work((sql, parameters) => client.query(sql, parameters));
          await client.query("commit");
          return result;
        } catch (error) {
          await client.query("rollback");
          throw error;
        } finally {
          client.release();
        }
      },
    };
  }
  const { startEngine } = await import("../src/database/embedded-engine.ts");
  const { DurableNodeFS } = await import("../src/database/durable-files.ts");
  const lite = await startEngine(plan.folder ? new DurableNodeFS(plan.folder) : undefined);
  return {
    query: (sql, parameters) => lite.query(sql, parameters),
    transaction: (work) => lite.transaction((tx) => work((sql, parameters) => tx.query(sql, parameters))),
  };
}

/** Puts the record of this request in place of the marked one: as a value, in a list, or inside a text of JSON. */
function fill(value: unknown, marked: Marked, now: Marked): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, marked, now));
  if (value === marked.version) return now.version;
  if (value === marked.version + 1) return now.version + 1;
  if (typeof value !== "string") return value;
  return value
    .replaceAll(marked.task, now.task)
    .replaceAll(marked.event, now.event)
    .replaceAll(String(marked.version + 1), String(now.version + 1))
    .replaceAll(String(marked.version), String(now.version));
}

interface Prepared {
  sql: string;
  values: (now: Marked) => unknown[];
}

/** Which values hold the marked record is looked up once: looking through all of them is no work that a request asks for. */
function prepare(statements: readonly Statement[], marked: Marked | undefined): Prepared[] {
  const elsewhere = { task: "another", version: -1, event: "another" };
  return statements.map(({ sql, parameters }) => {
    const held = parameters.map(
      (value) => marked && JSON.stringify(fill(value, marked, elsewhere)) !== JSON.stringify(value),
    );
    return {
      sql,
      values: (now) => parameters.map((value, at) => (marked && held[at] ? fill(value, marked, now) : value)),
    };
  });
}

async function start(plan: BarePlan): Promise<void> {
  const driver = await openDriver(plan);
  const server = Fastify();
  const [list, read, update] = [plan.list, plan.read, plan.update].map((some) => prepare(some, plan.marked));
  const searches = plan.searches?.map((some) => prepare(some, plan.marked));
  const all = async (run: Run, statements: Prepared[] = [], task = "", version = 0) => {
    const now = { task, version, event: crypto.randomUUID() };
    let last: unknown[] = [];
    for (const { sql, values } of statements) last = (await run(sql, values(now))).rows;
    return last;
  };
  server.get("/list", async () => ({ items: await all(driver.query, list, plan.marked?.task) }));
  server.get<{ Params: { id: string } }>(
    "/read/:id",
    async (request) => (await all(driver.query, read, request.params.id))[0],
  );
  server.get<{ Params: { n: string } }>("/search/:n", async (request) => ({
    items: await all(driver.query, searches?.[Number(request.params.n)]),
  }));
  server.patch<{ Params: { id: string }; Body: { version: number } }>("/update/:id", async (request) =>
    driver.transaction(async (run) => {
      const rows = await all(run, update, request.params.id, request.body.version);
      return rows[0] ?? {};
    }),
  );
  await server.listen({ host: "127.0.0.1", port: 0 });
  process.send?.({ port: (server.server.address() as { port: number }).port });
}

process.once("message", (plan) => void start(plan as BarePlan));
