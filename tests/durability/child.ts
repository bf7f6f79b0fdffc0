// Runs a program of this folder in a process of its own, reads what it prints line by line, and kills it when told.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Child {
  readonly process: ChildProcess;
  /** What it printed so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line that starts with `start`; rejects when the process ends without it. */
  line(start: string): Promise<string>;
  /** SIGKILL; resolves when everything it had printed is read. */
  kill(): Promise<void>;
  /** Resolves with the exit code and all it wrote on standard error. */
  ended(): Promise<{ code: number | null; errors: string }>;
}

export function startChild(program: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    for (const look of waiting) look();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const closed = once(child, "close");
  return {
    process: child,
    lines,
    line: (start) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => line.startsWith(start));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        closed.then(() => reject(new Error(`${program} ended without "${start}": ${errors}`)));
        look();
      }),
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
    async ended() {
      await closed;
      return { code: child.exitCode, errors };
    },
  };
}
