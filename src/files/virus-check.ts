// Asks a virus scanner about a file: clamd over its INSTREAM protocol (clamd(8)), or a command of the operator's.
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { connect, type Socket } from "node:net";
import { finished } from "node:stream/promises";

/** `name`: the virus, or why the file could not be scanned. */
export interface VirusFinding {
  state: "clean" | "hit" | "failed";
  name: string | null;
}

export type VirusCheck = (path: string) => Promise<VirusFinding>;

/** How long a scan may take, milliseconds. */
const patience = 120_000;
const longestAnswer = 4096;

const failed = (name: string): VirusFinding => ({ state: "failed", name: name.slice(0, 200) });

/**
 * A scan by clamd.
 * @param address `host:port`, or the path of its socket
 */
export function clamdCheck(address: string, limit = patience): VirusCheck {
  return async (path) => {
    const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
    const socket = host && port ? connect(Number(port), host) : connect(address);
    socket.setTimeout(limit, () => socket.destroy(new Error("timed out")));
    try {
      return readAnswer(await converse(socket, path));
    } catch (error) {
      return failed(`clamd: ${(error as Error).message}`);
    } finally {
      socket.destroy();
    }
  };
}

/** Sends the file in pieces, each with its length before it; a piece of length nought ends it. */
async function converse(socket: Socket, path: string): Promise<string> {
  let answer = "";
  const answered = finished(
    socket.on("data", (piece: Buffer) => {
      answer += piece.toString("utf8");
      if (answer.length > longestAnswer) socket.destroy(new Error("answer too long"));
    }),
    { writable: false },
  );
  // Heard even while we still send: clamd answers early when a file is larger than it takes.
  const early = answered.then(
    () => true,
    (error: Error) => error,
  );
  const write = async (bytes: Buffer) => {
    if (socket.write(bytes) || socket.destroyed) return;
    await Promise.race([new Promise((done) => socket.once("drain", done)), early]);
  };
  await write(Buffer.from("zINSTREAM\0"));
  for await (const piece of createReadStream(path, { highWaterMark: 64 * 1024 })) {
    if (socket.destroyed || answer) break;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    await write(Buffer.concat([length, piece]));
  }
  if (!socket.destroyed) socket.write(Buffer.alloc(4));
  const end = await early;
  if (end instanceof Error && !answer) throw end;
  return answer;
}

function readAnswer(answer: string): VirusFinding {
  const text = answer.replace(/\0[\s\S]*$/, "").trim();
  const hit = /^stream: (.+) FOUND$/.exec(text)?.[1];
  if (hit) return { state: "hit", name: hit.slice(0, 200) };
  if (text === "stream: OK") return { state: "clean", name: null };
  return failed(`clamd: ${text || "no answer"}`);
}

/** A scan by a program that gets the path of the file: code 0 says clean, 1 a virus, anything else that it could not scan. */
export function commandCheck(program: string, limit = patience): VirusCheck {
  return (path) =>
    new Promise((done) => {
      const child = spawn(program, [path], {
        stdio: ["ignore", "pipe", "ignore"],
        timeout: limit,
        killSignal: "SIGKILL",
      });
      let said = "";
      child.stdout.on("data", (piece: Buffer) => {
        if (said.length < longestAnswer) said += piece.toString("utf8");
      });
      child.once("error", (error) => done(failed(`${program}: ${error.message}`)));
      child.once("close", (code) => {
        const line = said.trim().split("\n").at(-1)?.slice(0, 200) ?? "";
        if (code === 0) done({ state: "clean", name: null });
        else if (code === 1) done({ state: "hit", name: line || program });
        else done(failed(`${program}: ${code === null ? "ended" : `code ${code}`} ${line}`));
      });
    });
}
