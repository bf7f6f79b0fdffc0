// Browser journeys against the real server in demo mode: its own free port, its own empty folder, one worker for all.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./tests/browser/find-browser.ts";

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

// Workers read this file again: what the first reading chose reaches them by the environment.
process.env.SHIDIAN_JOURNEY_BROWSER ??= await findBrowser();
process.env.SHIDIAN_JOURNEY_PORT ??= String(await freePort());
if (!process.env.SHIDIAN_JOURNEY_DATA) {
  const folder = mkdtempSync(join(tmpdir(), "shidian-journeys-"));
  process.env.SHIDIAN_JOURNEY_DATA = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

const port = process.env.SHIDIAN_JOURNEY_PORT;
const origin = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: "tests/browser",
  outputDir: "dist/journeys",
  workers: 1,
  // What closes tasks of the sample pilot or adds a large pilot comes after all that expects the demo as it was made.
  projects: [
    { name: "journeys", testIgnore: /(close-out|bulk|inbox|leave-and-hand-over|orders)\.spec/ },
    { name: "signing", testMatch: /(inbox|leave-and-hand-over|orders)\.spec/, dependencies: ["journeys"] },
    { name: "endings", testMatch: /(close-out|bulk)\.spec/, dependencies: ["signing"] },
  ],
  fullyParallel: false,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: origin,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: process.env.SHIDIAN_JOURNEY_BROWSER, args: ["--no-sandbox"] },
    screenshot: "only-on-failure",
  },
  webServer: {
    command: `"${process.execPath}" src/app/cli/main.ts serve --demo --port ${port}`,
    url: `${origin}/readyz`,
    env: { SHIDIAN_DATA: join(process.env.SHIDIAN_JOURNEY_DATA, "data"), SHIDIAN_LOG: "warn" },
    // The first start makes up the demo pilots: some twenty seconds of processor time.
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
