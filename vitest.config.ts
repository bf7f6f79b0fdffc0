import { defineConfig } from "vitest/config";

// Browser journeys run under Playwright; everything else is here. Long proofs (kill -9, power cut) carry their own timeouts.
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
