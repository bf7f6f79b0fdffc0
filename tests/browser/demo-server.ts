// The real server in demo mode, as journeys and pictures meet it: a free port, a data folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../src/app/cli/main.ts", import.meta.url));

/** The first start makes up the demo pilots: some twenty seconds of processor time, milliseconds. */
export const longestStart = 300_000;

export interface DemoServer {
  origin: string;
  stop(): Promise<void>;
}

/** Starts a server and waits until it can be asked. @throws when it ends or says nothing for too long */
export async function startDemo(dataFolder: string): Promise<DemoServer> {
  const child = spawn(process.execPath, [program, "serve", "--demo", "--port", "0"], {
    env: { ...process.env, SHIDIAN_DATA: dataFolder, SHIDIAN_LOG: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    return { origin: await addressOf(child.stdout, ended), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that the program prints once it listens. */
function addressOf(output: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The demo server ${why}: run npm start to see the cause.`));
    const late = setTimeout(() => fail(`was not ready within ${longestStart / 1000} s`), longestStart);
    let said = "";
    output.on("data", (chunk: Buffer) => {
      said += chunk;
      const origin = said.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
      if (!origin) return;
      clearTimeout(late);
      resolve(origin);
    });
    void ended.then(() => {
      clearTimeout(late);
      fail("ended while starting");
    });
  });
}
