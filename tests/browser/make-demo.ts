// Before the first journey: the demo is made up once; every worker's server begins from a copy of it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDemo } from "./demo-server.ts";

/** Names the folder to the workers by the environment. @returns what removes it after the last journey */
export default async function makeDemo(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "shidian-journeys-"));
  process.env.SHIDIAN_JOURNEY_DATA = folder;
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await (await startDemo(join(folder, "demo"))).stop();
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
