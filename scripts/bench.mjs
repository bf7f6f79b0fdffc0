// `npm run bench`: the measurements of bench/main.ts, on the Node that serves.
import { prepare } from "./prepare.mjs";
import { handOver, main } from "./runtime.mjs";

await main(async () => {
  await prepare({ dev: true });
  await handOver("bench/main.ts", process.argv.slice(2));
});
