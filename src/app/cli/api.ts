// `shidian api MODULE.OPERATION field=value …`: any operation of a running server, read from the same contract tables.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Refusal } from "../../http/client.ts";
import type { Contract } from "../../kernel/contract.ts";
import { contracts, createApi } from "../contracts.ts";
import { exitCodes, printJson, Unusable } from "./output.ts";

export async function callOperation(
  name: string,
  fields: readonly string[],
  options: { server: string; token?: string },
): Promise<void> {
  const [moduleName = "", operationName = ""] = name.split(".");
  const contract = (contracts as Record<string, Contract>)[moduleName];
  const operation = contract?.[operationName];
  if (!operation)
    throw new Unusable(
      `没有操作 ${name}，可用的操作见 ${options.server}/docs / no such operation: see ${options.server}/docs`,
    );
  const input: Record<string, unknown> = {};
  for (const field of fields) {
    const [, key, text] = field.match(/^(\w+)=([\s\S]*)$/) ?? [];
    if (!key || text === undefined) throw new Unusable(`“${field}” 应写作 名称=值 / “${field}” should read name=value`);
    input[key] = key === "file" ? await fileOf(text) : readValue(text);
  }
  const token = options.token ?? process.env.SHIDIAN_TOKEN;
  const api = createApi({
    base: options.server,
    headers: () => (token ? { authorization: `Bearer ${token}` } : {}) as Record<string, string>,
  }) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    printJson((await api[moduleName]?.[operationName]?.(input)) ?? null);
  } catch (error) {
    if (error instanceof Refusal) {
      printJson({ status: error.status, code: error.code, ...error.messages, places: error.places });
      process.exitCode = exitCodes.findings;
    } else if (error instanceof TypeError)
      throw new Unusable(
        `连不上 ${options.server}，请先启动服务 / cannot reach ${options.server}: start the server first`,
      );
    else throw error;
  }
}

const fileOf = async (path: string) => new File([await readFile(path)], basename(path));

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
