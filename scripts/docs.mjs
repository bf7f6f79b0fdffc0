// `npm run docs`: prints everything that is generated from the tables of the product (scripts/docs.ts).
import { prepare } from "./prepare.mjs";
import { handOver, main } from "./runtime.mjs";

await main(async () => {
  await prepare({ dev: true, make: [] });
  await handOver("scripts/docs.ts", process.argv.slice(2));
});
