// Browser journeys against the real server in demo mode: two workers, each with a server and a copy of the demo of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./tests/browser/find-browser.ts";

// Workers read this file again: what the first reading chose reaches them by the environment.
process.env.SHIDIAN_JOURNEY_BROWSER ??= await findBrowser();
if (!process.env.SHIDIAN_JOURNEY_DATA) {
  const folder = mkdtempSync(join(tmpdir(), "shidian-journeys-"));
  process.env.SHIDIAN_JOURNEY_DATA = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

export default defineConfig({
  testDir: "tests/browser",
  outputDir: "dist/journeys",
  workers: 2,
  // What closes tasks of the sample pilot or adds a large pilot has servers of its own, apart from all that expects the
  // demo as it was made: a worker never goes from one project to another.
  projects: [
    { name: "demo", testMatch: /demo\.setup\.ts/ },
    {
      name: "journeys",
      testIgnore: /(close-out|bulk|inbox|leave-and-hand-over|orders)\.spec/,
      dependencies: ["demo"],
    },
    { name: "signing", testMatch: /(inbox|leave-and-hand-over|orders)\.spec/, dependencies: ["demo"] },
    { name: "endings", testMatch: /(close-out|bulk)\.spec/, dependencies: ["demo"] },
  ],
  fullyParallel: false,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: process.env.SHIDIAN_JOURNEY_BROWSER, args: ["--no-sandbox"] },
    screenshot: "only-on-failure",
  },
});
