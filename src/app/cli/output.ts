// How the command line speaks: colours only on a terminal, errors in one line on standard error that says the mend.
import { stderr, stdout } from "node:process";
import { Fault } from "../../kernel/errors.ts";

/** 0 done, 1 findings or refusal, 2 unusable input. */
export const exitCodes = { done: 0, findings: 1, unusable: 2 } as const;

const colours = { red: 31, yellow: 33, green: 32, grey: 90, bold: 1 } as const;

/** Colours a text when standard output is a terminal and NO_COLOR is not set. */
export function paint(colour: keyof typeof colours, text: string): string {
  return stdout.isTTY && !process.env.NO_COLOR ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text;
}

export function print(text: string): void {
  stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** A line that is rewritten while long work goes on; nothing where standard error is no terminal. */
export function progress(text: string): void {
  if (stderr.isTTY) stderr.write(`\r\u001b[K${text}`);
}

export function endProgress(): void {
  if (stderr.isTTY) stderr.write("\r\u001b[K");
}

/** Unusable input: one line that says the mend, exit 2. */
export class Unusable extends Error {}

/** Ends the command for an error; what is not expected keeps its stack for the report. */
export function refuse(error: unknown): never {
  endProgress();
  if (error instanceof Fault) fail(`${error.zh} / ${error.en}`, exitCodes.findings);
  if (error instanceof Unusable) fail(error.message, exitCodes.unusable);
  const { zh, en, code, path } = error as Partial<Record<"zh" | "en" | "code" | "path", string>>;
  if (zh && en) fail(`${zh} / ${en}`, exitCodes.unusable);
  if (path && /^E[A-Z]+$/.test(code ?? ""))
    fail(
      `无法使用 ${path}（${code}），请检查路径和权限 / cannot use ${path} (${code}): check the path and its permissions`,
      exitCodes.unusable,
    );
  fail((error as Error).stack ?? String(error), exitCodes.unusable);
}

function fail(text: string, code: number): never {
  stderr.write(`shidian: ${text}\n`);
  process.exit(code);
}
