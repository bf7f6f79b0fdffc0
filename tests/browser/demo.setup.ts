// Before the first journey: the demo is made up once; every worker's server begins from a copy of it.
import { join } from "node:path";
import { test } from "@playwright/test";
import { longestStart, startDemo } from "./demo-server.ts";

test("the demo is made up", async () => {
  test.setTimeout(longestStart);
  const server = await startDemo(join(process.env.SHIDIAN_JOURNEY_DATA as string, "demo"));
  await server.stop();
});
