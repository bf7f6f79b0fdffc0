// What one run of the tests shares between its files: a folder for databases made once, given up when the run ends.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Before the first test file: names the folder to all of them by the environment. */
export async function setup(): Promise<void> {
  process.env.SHIDIAN_TEST_RUN = await mkdtemp(join(tmpdir(), "shidian-run-"));
}

/** After the last: templates on a server are dropped, the folder goes. */
export async function teardown(): Promise<void> {
  const folder = process.env.SHIDIAN_TEST_RUN as string;
  const made = (await readdir(folder)).filter((name) => name.endsWith(".database"));
  if (made.length > 0) {
    const { dropOnServer } = await import("./template-database.ts");
    for (const name of made) await dropOnServer(name.replace(/\.database$/, ""));
  }
  await rm(folder, { recursive: true, force: true });
}
