// What every journey is written with: `test` knows the address of the worker's own server.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { test as plain } from "@playwright/test";
import { startDemo } from "./demo-server.ts";

export { type APIResponse, type Browser, expect, type Page } from "@playwright/test";

/** Where the server of this worker is; known as soon as a journey has begun. */
export const originHere = (): string => process.env.SHIDIAN_JOURNEY_ORIGIN as string;

export const test = plain.extend<object, { server: string }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are wanted
    async ({}, use, { workerIndex }) => {
      const made = process.env.SHIDIAN_JOURNEY_DATA as string;
      const folder = join(made, `worker-${workerIndex}`);
      await cp(join(made, "demo"), folder, { recursive: true });
      const server = await startDemo(folder);
      process.env.SHIDIAN_JOURNEY_ORIGIN = server.origin;
      await use(server.origin);
      await server.stop();
    },
    { scope: "worker", auto: true, timeout: 120_000 },
  ],
  baseURL: ({ server }, use) => use(server),
});
