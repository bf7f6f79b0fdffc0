import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Proofs that run for most of a minute each. */
const isLong = ({ moduleId }: TestSpecification) => /\/tests\/(pilot-|demo-pilots|durability\/)/.test(moduleId);

/** Without times of an earlier run the largest files begin; the longest proofs stand in small ones and would end alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// Browser journeys run under Playwright; everything else is here. Long proofs (kill -9, power cut) carry their own timeouts.
export default defineConfig({
  test: {
    globalSetup: ["tests/run-folder.ts"],
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
