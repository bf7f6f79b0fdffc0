import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const everyFile = ["src/**/*.test.ts", "tests/**/*.test.ts"];

/** Proofs that run for most of a minute each, and those of a limit in time, which no memory of others may bear on. */
const isProof = (file: string) => /^tests\/(pilot-|demo-pilots|durability\/)|\/hostile\.test/.test(file);

/** Whoever registers sources or workers of a test's own changes the answers of all that runs in the same process. */
const registersItsOwn = (file: string) => /^\s*register[A-Z]\w*\(/m.test(readFileSync(file, "utf8"));

// Starting a process, loading the server and warming up the embedded engine cost more than most files: they share processes.
const apart = globSync(everyFile)
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => isProof(file) || registersItsOwn(file));

/** Without times of an earlier run the largest files begin; the longest proofs stand in small ones and would end alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isApart = (file: TestSpecification) => file.project.name === "apart";
    return [...sorted.filter(isApart), ...sorted.filter((file) => !isApart(file))];
  }
}

/**
 * The memory of embedded engines counts as outside the heap, and its growth alone would have everything marked again and again.
 * Not for the proofs: some of them bound what is held outside the heap.
 */
const manyEngines = ["--external-memory-accounted-in-global-limit"];

const patience = { testTimeout: 30_000, hookTimeout: 60_000 };

// Browser journeys run under Playwright; everything else is here. Long proofs (kill -9, power cut) carry their own timeouts.
export default defineConfig({
  test: {
    globalSetup: ["tests/run-folder.ts"],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...patience, name: "apart", include: apart } },
      {
        test: {
          ...patience,
          name: "together",
          include: everyFile,
          exclude: apart,
          isolate: false,
          execArgv: manyEngines,
        },
      },
    ],
  },
});
