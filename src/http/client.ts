// The contract tables as a typed client: the web pages, the command line and the tests call operations by name.
import type { CallOf, Contract, Operation, ReplyOf } from "../kernel/contract.ts";
import { paramsOf } from "../kernel/contract.ts";
import type { Facts, Place, Problem } from "../kernel/errors.ts";

/** What the server refused, as it said it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly messages: { zh: string; en: string };
  readonly facts: Facts;
  readonly places: readonly Place[];
  readonly requestId: string;

  constructor(status: number, problem: Pick<Problem, "code" | "messages" | "facts" | "places" | "requestId">) {
    super(problem.messages.en);
    this.name = "Refusal";
    this.status = status;
    this.code = problem.code;
    this.messages = problem.messages;
    this.facts = problem.facts;
    this.places = problem.places;
    this.requestId = problem.requestId;
  }
}

export interface ClientOptions {
  /** Origin before `/api/v1`; empty in the browser. */
  base?: string;
  headers?: () => Record<string, string>;
  fetch?: typeof fetch;
}

export type ClientOf<C extends Contract> = {
  [K in keyof C]: (input: CallOf<C[K]>, options?: { signal?: AbortSignal; key?: string }) => Promise<ReplyOf<C[K]>>;
};

/** A client for one contract; each method takes one flat object, as the server's route receives it. */
export function createClient<C extends Contract>(contract: C, options: ClientOptions = {}): ClientOf<C> {
  const client: Record<string, unknown> = {};
  for (const [name, operation] of Object.entries(contract))
    client[name] = (input: Record<string, unknown>, extra?: { signal?: AbortSignal; key?: string }) =>
      send(operation, input, options, extra);
  return client as ClientOf<C>;
}

/** Turns an operation and its input into a request. */
export function requestOf(operation: Operation, input: Record<string, unknown>): { url: string; init: RequestInit } {
  const rest = { ...input };
  let url = `/api/v1${operation.path}`;
  for (const name of paramsOf(operation.path)) {
    url = url.replace(`{${name}}`, encodeURIComponent(String(rest[name])));
    delete rest[name];
  }
  const headers: Record<string, string> = {};
  if (operation.versioned) {
    headers["if-match"] = `"${rest.version}"`;
    delete rest.version;
  }
  const query = new URLSearchParams();
  for (const name of Object.keys(operation.query?.shape ?? {})) {
    const value = rest[name];
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
    delete rest[name];
  }
  if (query.size > 0) url += `?${query}`;
  if (operation.method === "GET") return { url, init: { method: "GET", headers } };
  return { url, init: { method: operation.method, headers, ...bodyOf(operation, rest, headers) } };
}

function bodyOf(operation: Operation, rest: Record<string, unknown>, headers: Record<string, string>): RequestInit {
  if (operation.upload) {
    const form = new FormData();
    // A file that is read while it arrives comes last, after all that decides about it.
    const fields = Object.entries(rest).sort(([, a], [, b]) => Number(a instanceof Blob) - Number(b instanceof Blob));
    for (const [name, value] of fields) {
      if (value instanceof File) form.set(name, value, value.name);
      else if (value instanceof Blob) form.set(name, value);
      else if (value !== undefined) form.set(name, String(value));
    }
    return { body: form };
  }
  if (!operation.body) return {};
  headers["content-type"] = "application/json";
  return { body: JSON.stringify(rest) };
}

async function send(
  operation: Operation,
  input: Record<string, unknown>,
  options: ClientOptions,
  extra: { signal?: AbortSignal; key?: string } = {},
): Promise<unknown> {
  const { url, init } = requestOf(operation, input ?? {});
  const headers: Record<string, string> = { ...(init.headers as Record<string, string>), ...options.headers?.() };
  if (operation.method === "POST") headers["idempotency-key"] ??= extra.key ?? crypto.randomUUID();
  const response = await (options.fetch ?? fetch)(`${options.base ?? ""}${url}`, {
    ...init,
    headers,
    ...(extra.signal ? { signal: extra.signal } : {}),
  });
  if (response.status === 204) return undefined;
  if (response.ok) return response.json();
  throw await refusalOf(response);
}

/** Reads a problem; an answer that is none (a proxy's page) still becomes a refusal with words. */
export async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const problem = (await response.json()) as Problem;
    if (problem.messages) return new Refusal(response.status, problem);
  } catch {
    // told below
  }
  const messages = {
    zh: `服务器没有给出可读的答复（${response.status}），请稍后重试。`,
    en: `The server gave no readable answer (${response.status}). Try again shortly.`,
  };
  return new Refusal(response.status, { code: "response.unreadable", messages, facts: {}, places: [], requestId: "" });
}
