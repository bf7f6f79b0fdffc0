// `npm run dev`: the demo server restarting at each change, beside Vite with its proxy to it. Ctrl-C ends both.
import { join } from "node:path";
import { prepare } from "./prepare.mjs";
import { main, root, runNode, say } from "./runtime.mjs";

await main(async () => {
  await prepare({ dev: true, make: ["snapshot"] });
  const port = process.env.PORT || "8080";
  say(
    `接口:http://127.0.0.1:${port}  网页地址见 Vite 的提示`,
    `API: http://127.0.0.1:${port}  Vite prints the address of the pages`,
  );
  const stop = new AbortController();
  const both = [
    ["--watch", "--watch-preserve-output", join(root, "src/app/cli/main.ts"), "serve", "--demo"],
    [join(root, "node_modules/vite/bin/vite.js")],
  ].map(async (args) => {
    const ended = await runNode(args, { cwd: root, env: { ...process.env, PORT: port }, signal: stop.signal });
    stop.abort();
    return ended.code ?? 0;
  });
  process.exit(Math.max(...(await Promise.all(both))));
});
