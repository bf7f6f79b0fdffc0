// `npm start`: from a bare folder to the demo in the browser. Runs on Node 20 before anything is installed.
import { createServer } from "node:net";
import { prepare } from "./prepare.mjs";
import { handOver, main, Refusal } from "./runtime.mjs";

const port = process.env.PORT || "8080";
const host = process.env.HOST || "127.0.0.1";

await main(async () => {
  await checkPort();
  await prepare();
  await handOver("src/app/cli/main.ts", ["serve", "--demo", ...process.argv.slice(2)]);
});

/** Asks for the port before the long work, so that a taken one is told at once. */
async function checkPort() {
  const probe = createServer();
  try {
    await new Promise((resolve, reject) => {
      probe.once("error", reject).listen({ port, host, exclusive: true }, resolve);
    });
    await new Promise((resolve) => probe.close(resolve));
  } catch (error) {
    if (error.code === "EADDRINUSE")
      throw new Refusal(
        `${host}:${port} 已被占用。请停止占用它的程序,或换一个端口:把环境变量 PORT 设为 8081 再启动。`,
        `${host}:${port} is taken. Stop the program that uses it, or start with the environment variable PORT set to 8081.`,
      );
    throw new Refusal(
      `不能在 ${host}:${port} 监听(${error.code})。请检查环境变量 HOST 和 PORT;端口取 1024 到 65535。`,
      `Cannot listen on ${host}:${port} (${error.code}). Check the environment variables HOST and PORT; take a port from 1024 to 65535.`,
    );
  }
}
