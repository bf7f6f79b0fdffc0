// `npm run check`: form, types, unused code and architecture, without the long proofs. All steps run, so all faults show.
import { prepare } from "./prepare.mjs";
import { main } from "./runtime.mjs";
import { runSteps } from "./steps.mjs";

await main(async () => {
  await prepare({ dev: true, make: [] });
  const code = await runSteps([
    { name: "biome", run: ["node_modules/@biomejs/biome/bin/biome", "check"] },
    { name: "types (server)", run: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"] },
    { name: "types (web)", needs: "src/app/web", run: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.web.json"] },
    {
      name: "types (journeys)",
      needs: "tests/browser",
      run: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.journeys.json"],
    },
    { name: "knip", run: ["node_modules/knip/bin/knip.js"] },
    { name: "architecture", run: ["node_modules/vitest/vitest.mjs", "run", "tests/architecture.test.ts"] },
  ]);
  process.exit(code);
});
