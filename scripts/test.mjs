// `npm test`: rules, operations, durability and architecture under vitest, then the browser journeys.
// Arguments go to vitest (`npm test -- src/domain/tasks`), and then only vitest runs.
import { prepare } from "./prepare.mjs";
import { main, say } from "./runtime.mjs";
import { runSteps } from "./steps.mjs";

await main(async () => {
  const chosen = process.argv.slice(2);
  await prepare({ dev: true, make: chosen.length > 0 ? [] : undefined });
  const steps = [{ name: "vitest", run: ["node_modules/vitest/vitest.mjs", "run", ...chosen] }];
  if (chosen.length === 0)
    steps.push({
      name: "playwright",
      needs: "playwright.config.ts",
      run: ["node_modules/@playwright/test/cli.js", "test"],
    });
  const code = await runSteps(steps);
  if (chosen.length > 0)
    say(
      "只运行了选定的测试;不带参数时还运行浏览器流程。",
      "Only the chosen tests ran; without arguments the browser journeys run too.",
    );
  process.exit(code);
});
