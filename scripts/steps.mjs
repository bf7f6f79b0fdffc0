// Runs several steps one after the other, times them, and ends with what passed and what did not.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { endLike, root, runNode, say } from "./runtime.mjs";

/**
 * @param steps `{ name, needs?, run }`: `needs` is a file without which the step is left out, `run` the arguments for Node
 * @returns the exit code for the process: 0 when every step passed
 */
export async function runSteps(steps) {
  const results = [];
  for (const { name, needs, run } of steps) {
    if (needs && !existsSync(join(root, needs))) {
      results.push({ name, outcome: "left out", why: needs });
      continue;
    }
    say(`── ${name}`, `── ${name}`);
    const began = performance.now();
    const [script, ...args] = run;
    const ended = await runNode([join(root, script), ...args], { cwd: root });
    if (ended.signal) await endLike(ended);
    results.push({
      name,
      outcome: ended.code === 0 ? "passed" : "failed",
      seconds: (performance.now() - began) / 1000,
    });
  }
  say("", "");
  for (const result of results) sayResult(result);
  const failed = results.filter((result) => result.outcome === "failed");
  if (failed.length > 0) {
    const names = failed.map((result) => result.name).join(", ");
    say(`未通过:${names}。请看上面该步骤的输出。`, `Failed: ${names}. See the output of that step above.`);
  }
  return failed.length > 0 ? 1 : 0;
}

function sayResult({ name, outcome, seconds, why }) {
  if (outcome === "left out") say(`－ ${name}:未运行,没有 ${why}`, `- ${name}: left out, there is no ${why}`);
  else {
    const time = `${seconds.toFixed(1)} s`;
    if (outcome === "passed") say(`✓ ${name}:通过(${time})`, `✓ ${name}: passed (${time})`);
    else say(`✗ ${name}:未通过(${time})`, `✗ ${name}: failed (${time})`);
  }
}
