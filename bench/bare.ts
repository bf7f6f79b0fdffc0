// The bare baseline: Fastify and a driver, sending the very statements that the program sends for the same request.
import Fastify from "fastify";

export interface Statement {
  sql: string;
  /** Values; `{ slot }` is filled for each request. */
  parameters: (unknown | { slot: Slot })[];
}
export type Slot = "task" | "version" | "nextVersion" | "id";

export interface BarePlan {
  url?: string;
  folder?: string;
  pool: number;
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
    const pool = new pg.Pool({ connectionString: plan.url, max: plan.pool });
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

const fill = (statement: Statement, slots: Record<Slot, unknown>) =>
  statement.parameters.map((value) =>
    value !== null && typeof value === "object" && "slot" in value ? slots[value.slot as Slot] : value,
  );

async function start(plan: BarePlan): Promise<void> {
  const driver = await openDriver(plan);
  const server = Fastify();
  const all = async (run: Run, statements: Statement[], slots: Record<Slot, unknown>) => {
    let last: unknown[] = [];
    for (const statement of statements) last = (await run(statement.sql, fill(statement, slots))).rows;
    return last;
  };
  const slotsOf = (task: string, version = 0): Record<Slot, unknown> => ({
    task,
    version,
    nextVersion: version + 1,
    id: crypto.randomUUID(),
  });
  server.get("/list", async () => ({ items: await all(driver.query, plan.list, slotsOf("")) }));
  server.get<{ Params: { id: string } }>(
    "/read/:id",
    async (request) => (await all(driver.query, plan.read, slotsOf(request.params.id)))[0],
  );
  server.get<{ Params: { n: string } }>("/search/:n", async (request) => ({
    items: await all(driver.query, plan.searches?.[Number(request.params.n)] ?? [], slotsOf("")),
  }));
  server.patch<{ Params: { id: string }; Body: { version: number } }>("/update/:id", async (request) =>
    driver.transaction(async (run) => {
      const rows = await all(run, plan.update, slotsOf(request.params.id, request.body.version));
      return rows[0] ?? {};
    }),
  );
  await server.listen({ host: "127.0.0.1", port: 0 });
  process.send?.({ port: (server.server.address() as { port: number }).port });
}

process.once("message", (plan) => void start(plan as BarePlan));
