// `shidian serve`: opens and migrates the database, starts the server, and stops both in order.
import type { AddressInfo } from "node:net";
import { migrate } from "../../database/migrate.ts";
import { openShelf } from "../../files/shelf.ts";
import { startJobs } from "../../jobs/runner.ts";
import { systemClock } from "../../kernel/clock.ts";
import { createLog } from "../../kernel/log.ts";
import { migrationsFolder, openConfigured } from "../open.ts";
import { startRoutine } from "../routine.ts";
import { createServer } from "../server.ts";
import { configOrUnusable } from "./database-commands.ts";
import { endProgress, print, progress, Unusable } from "./output.ts";

/** How many milliseconds requests under way may take after the signal to stop; a client that reads no further ends no stop. */
const patience = 5000;

const loopback = ["127.0.0.1", "::1", "localhost"];

export async function serve(options: { demo?: boolean; port?: string }): Promise<void> {
  if (options.demo) process.env.SHIDIAN_DEMO = "1";
  if (options.port) process.env.PORT = options.port;
  const config = configOrUnusable();
  if (config.SHIDIAN_DEMO && !loopback.includes(config.HOST))
    throw new Unusable(
      `演示模式只能监听本机地址：请去掉 HOST=${config.HOST}，或去掉 --demo / demo mode listens on loopback only: drop HOST or --demo`,
    );
  const log = createLog(config.SHIDIAN_LOG);
  progress("正在打开数据库 / opening the database");
  const database = await openConfigured(config, (message) => log.info(message));
  await migrate(database, migrationsFolder, { log: progress });
  if (config.SHIDIAN_DEMO) {
    const { seedDemo } = await import("../demo/seed.ts");
    const told = { progress, log: (message: string) => log.info(message) };
    await seedDemo(database, systemClock, config.SHIDIAN_ZONE, {
      fictional: config.SHIDIAN_DEMO_PILOTS === 1,
      ...told,
    });
  }
  endProgress();
  const server = await createServer({ config, database, clock: systemClock, log });
  try {
    await server.listen({ port: config.PORT, host: config.HOST });
  } catch (error) {
    await database.close();
    if ((error as { code?: string }).code === "EADDRINUSE")
      throw new Unusable(
        `端口 ${config.PORT} 已被占用，请用 PORT 另选 / port ${config.PORT} is taken: choose another with PORT`,
      );
    throw error;
  }
  const stopRoutine = startRoutine(database, systemClock, config.SHIDIAN_ZONE, log, openShelf(config));
  const lanes = config.SHIDIAN_JOBS;
  const jobs =
    lanes > 0 ? await startJobs({ database, clock: systemClock, zone: config.SHIDIAN_ZONE, log, lanes }) : undefined;
  const { port } = server.server.address() as AddressInfo;
  print(`试点通 Shidian ${config.SHIDIAN_DEMO ? "(演示 demo) " : ""}http://${config.HOST}:${port}`);
  const stop = async () => {
    const hurry = setTimeout(() => server.server.closeAllConnections(), patience);
    await server.close();
    clearTimeout(hurry);
    await jobs?.stop();
    await stopRoutine();
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}
