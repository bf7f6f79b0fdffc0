// `npm run build`: everything that `npm start` would make, for packing a release that starts without building.
import { prepare } from "./prepare.mjs";
import { main } from "./runtime.mjs";

await main(() => prepare({ dev: true }));
