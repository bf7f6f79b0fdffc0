// Contract tables on Fastify: identify, check, parse, run in one transaction, answer. The contract hides the framework.
import { Readable } from "node:stream";
import fastifyCookie from "@fastify/cookie";
import fastifyMultipart from "@fastify/multipart";
import fastifyRateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { z } from "zod";
import { type Actor, actingIn, isInAudience } from "../kernel/access.ts";
import type { AnyDb, Call, Language } from "../kernel/call.ts";
import { type Clock, dayOf, isoOf } from "../kernel/clock.ts";
import {
  type Contract,
  type InputOf,
  isReplayable,
  type Operation,
  type ReplyOf,
  type StreamedUpload,
  type Upload,
} from "../kernel/contract.ts";
import { type Fault, kernelFault, type Place } from "../kernel/errors.ts";
import type { Log } from "../kernel/log.ts";
import { answerFault } from "./http-errors.ts";
import { schemaOf } from "./http-schema.ts";
import { serialiserOf } from "./http-serialisers.ts";
import { digestOf, once } from "./idempotency.ts";
import { ReplyFile, sendFile } from "./reply-file.ts";
import { abandon, longestArrival, mustArrive, readStreamed, readUpload, refuseOversize } from "./uploads.ts";

export { ReplyFile } from "./reply-file.ts";

type CallFor<O extends Operation> = O["for"] extends "everyone" ? Call<Actor | null> : Call;
type Answer<O extends Operation> = ReplyOf<O> | ReplyFile | Readable;
type Run<O extends Operation, Input> = (tx: AnyDb, call: CallFor<O>, input: Input) => Promise<Answer<O>>;

/** Work that may be long (reading or receiving a file): done before the transaction opens, at most looking into the database. */
interface PreparedRun<O extends Operation> {
  /** @returns what is added to the input; `digest` of a streamed file, so that a key is not taken for another request */
  prepare(input: InputOf<O>, db: AnyDb, call: CallFor<O>): Promise<object>;
  // biome-ignore lint/suspicious/noExplicitAny: the input with what `prepare` added; each run names its own
  run: Run<O, any>;
}

/** One function per operation of a contract: connection first, then who and when, then the parsed input. */
export type RoutesOf<C extends Contract> = { [K in keyof C]: Run<C[K], InputOf<C[K]>> | PreparedRun<C[K]> };

// biome-ignore lint/suspicious/noExplicitAny: differently typed functions in one table, each typed by RoutesOf at its source
type AnyRun = (tx: AnyDb, call: any, input: any) => Promise<unknown>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type AnyRoute = AnyRun | { prepare(input: any, db: AnyDb, call: any): Promise<object>; run: AnyRun };

export interface HttpModule {
  name: string;
  contract: Contract;
  routes: Readonly<Record<string, AnyRoute>>;
}

export interface HttpOptions {
  db: AnyDb;
  clock: Clock;
  /** Time zone that decides what day it is. */
  zone: string;
  log: Log;
  modules: readonly HttpModule[];
  /** Who is behind a session cookie or bearer token? `null`: nobody (any more). */
  identify(db: AnyDb, key: { kind: "session" | "token"; secret: string }, at: number): Promise<Actor | null>;
  cookieName: string;
  secureCookie: boolean;
  trustProxy: boolean;
  /** Errors of the database in the program's words; `null`: not one of those. */
  explain(error: unknown): Fault | null;
  /** Registers what must see every route before it is added (the API page). */
  before?(server: FastifyInstance): Promise<void>;
  /** How a duty is called, for refusals. */
  dutyLabel(duty: string, language: Language): string;
}

const defaultBodyLimit = 1024 * 1024;

/** Builds the server with every operation of the modules; the caller adds pages and listens. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: defaultBodyLimit,
    requestTimeout: longestArrival,
    frameworkErrors: (_error, request, reply) => answerFault(kernelFault("request.absent"), request, reply, () => null),
    genReqId: (request) => cleanRequestId(request.headers["x-request-id"]) ?? crypto.randomUUID(),
  });
  await server.register(fastifyCookie);
  await server.register(fastifyMultipart);
  await server.register(fastifyRateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      kernelFault("request.too-many", { seconds: Math.ceil(context.ttl / 1000) }),
  });
  // zod parses below; the schemas given to Fastify serve the API page and the serialisers.
  server.setValidatorCompiler(() => (value) => ({ value }));
  server.setSerializerCompiler(serialiserOf);
  server.setErrorHandler((error, request, reply) => answerFault(error, request, reply, options.explain));
  server.setNotFoundHandler((request, reply) => answerFault(kernelFault("request.absent"), request, reply, () => null));
  server.addHook("onRequest", async (request, reply) => void reply.header("x-request-id", request.id));
  // A long text would be walked through once for its length and once more for its bytes.
  server.addHook("onSend", async (_request, _reply, payload) =>
    typeof payload === "string" && payload.length > longText ? Buffer.from(payload) : payload,
  );
  await options.before?.(server);
  await server.register(async (scope) => {
    for (const module of options.modules)
      for (const [name, operation] of Object.entries(module.contract))
        addRoute(scope, module, name, operation, options);
  });
  return server;
}

/** UTF-16 units from which a reply is written out before it is sent. */
const longText = 4096;

function addRoute(
  server: FastifyInstance,
  module: HttpModule,
  name: string,
  operation: Operation,
  options: HttpOptions,
): void {
  const route = module.routes[name];
  if (!route) throw new Error(`${module.name}.${name} has no route: add a line to ${module.name}/routes.ts`);
  server.route({
    method: operation.method,
    url: `/api/v1${operation.path.replace(/\{(\w+)\}/g, ":$1")}`,
    bodyLimit: operation.upload ?? defaultBodyLimit,
    exposeHeadRoute: !operation.stream,
    ...(operation.perMinute ? { config: { rateLimit: { max: operation.perMinute, timeWindow: 60_000 } } } : {}),
    schema: schemaOf(module.name, name, operation),
    // Before the body is read: nothing that a stranger sends is looked at.
    onRequest: async (request) => {
      mustArrive(request, operation);
      await admit(request, operation, options);
    },
    handler: async (request, reply) => {
      try {
        return await serve(request, reply, `${module.name}.${name}`, operation, route, options);
      } finally {
        if (operation.streamed) abandon(request);
      }
    },
  });
}

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  operationName: string,
  operation: Operation,
  route: AnyRoute,
  options: HttpOptions,
): Promise<unknown> {
  const at = options.clock.now();
  const call: Call<Actor | null> = {
    actor: admitted.get(request) ?? null,
    at,
    atIso: isoOf(at),
    today: dayOf(at, options.zone),
    zone: options.zone,
    requestId: request.id,
    operation: operationName,
    address: request.ip,
    language: languageOf(request),
    ...(operation.method === "GET" && !operation.stream ? { readings: new WeakMap() } : {}),
    keepSession: (token, seconds) => keepSession(reply, options, token, seconds),
  };
  const parsed = await parseInput(request, operation);
  const run = typeof route === "function" ? route : route.run;
  const input =
    typeof route === "function" ? parsed : { ...parsed, ...(await route.prepare(parsed, options.db, call)) };
  const { result, text } =
    operation.method === "GET"
      ? { result: await run(options.db, call, input), text: null }
      : await change(request, reply, operation, options.db, call, input, run);
  if (result instanceof ReplyFile) return sendFile(request, reply, result);
  reply.header("cache-control", "no-store");
  if (result instanceof Readable)
    return reply.type(`${operation.stream}`).header("x-accel-buffering", "no").send(result);
  if (operation.reply === null) return reply.status(204).send();
  const version = (result as { version?: unknown } | null)?.version;
  if (typeof version === "number") reply.header("etag", `"${version}"`);
  return text === null ? reply.send(result) : reply.type("application/json; charset=utf-8").send(text);
}

/** Runs a change in one transaction; a refusal marked `kept` is spoken after its trace has been committed. */
async function change(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  db: AnyDb,
  call: Call<Actor | null>,
  input: object,
  run: AnyRun,
): Promise<{ result: unknown; text: Buffer | null }> {
  const key = isReplayable(operation) ? header(request, "idempotency-key") : undefined;
  const outcome = await db.transaction().execute(async (tx) => {
    try {
      if (!key) return { result: await run(tx, call, input), text: null };
      const claim = {
        key: key.slice(0, 200),
        owner: call.actor?.personId ?? "nobody",
        operation: call.operation,
        digest: digestOf([request.url, request.body, contentOf(input)]),
        at: call.atIso,
      };
      const textOf = (result: unknown) => (operation.reply === null ? "null" : (reply.serialize(result) as string));
      const { reply: result, text } = await once(tx, claim, () => run(tx, call, input), textOf);
      if (text === null) reply.header("idempotency-replayed", "true");
      return { result, text };
    } catch (error) {
      if (error instanceof KeptFault) return error;
      throw error;
    }
  });
  if (outcome instanceof KeptFault) throw outcome.fault;
  return outcome;
}

/** What of a file a repeated request is known by. */
const contentOf = ({ file, digest }: { file?: Upload | StreamedUpload; digest?: string }) =>
  file && "bytes" in file ? file.bytes : digest;

/** Throw this to refuse and still keep what the transaction wrote (a failed sign-in leaves its trace). */
export class KeptFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Who sent each request that may go on. */
const admitted = new WeakMap<FastifyRequest, Actor>();

async function admit(request: FastifyRequest, operation: Operation, options: HttpOptions): Promise<void> {
  const actor = await identify(request, options, options.clock.now());
  if (!isInAudience(operation.for, actor)) throw refusal(operation, actor, options);
  if (actor) admitted.set(request, actingIn(actor, operation.for));
}

async function identify(request: FastifyRequest, options: HttpOptions, at: number): Promise<Actor | null> {
  const bearer = header(request, "authorization")?.match(/^Bearer (\S{20,200})$/)?.[1];
  if (bearer) return options.identify(options.db, { kind: "token", secret: bearer }, at);
  const secret = request.cookies[options.cookieName];
  if (request.method !== "GET") refuseCrossSite(request);
  return secret ? options.identify(options.db, { kind: "session", secret }, at) : null;
}

/** Cookies travel with requests that other sites cause; browsers say so in Sec-Fetch-Site, older ones in Origin. */
function refuseCrossSite(request: FastifyRequest): void {
  const site = header(request, "sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") throw kernelFault("request.cross-site");
  const origin = header(request, "origin");
  if (origin && URL.parse(origin)?.host !== request.host) throw kernelFault("request.cross-site");
}

function refusal(operation: Operation, actor: Actor | null, options: HttpOptions): Fault {
  const audience = operation.for;
  if (!actor || typeof audience === "string") return kernelFault("request.signed-out");
  const duties = (language: Language) => audience.map((duty) => options.dutyLabel(duty, language));
  return kernelFault("request.not-your-duty", {
    duties: { zh: duties("zh").join("、"), en: duties("en").join(", ") },
  });
}

async function parseInput(request: FastifyRequest, operation: Operation): Promise<object> {
  const input: Record<string, unknown> = {};
  const wrong: z.core.$ZodIssue[] = [];
  const parse = (shape: z.ZodObject | undefined, value: unknown) => {
    if (!shape) return;
    const parsed = shape.safeParse(value ?? {});
    if (parsed.success) Object.assign(input, parsed.data);
    else wrong.push(...parsed.error.issues);
  };
  if (operation.upload) {
    refuseOversize(request, operation.upload);
    input.file = await (operation.streamed ? readStreamed : readUpload)(request, operation.upload);
  }
  // No text in the database can hold it, and no person types it.
  if (holdsNul(request.params) || holdsNul(request.query) || holdsNul(request.body))
    throw kernelFault("request.invalid", { fields: ["U+0000"] });
  parse(operation.params, request.params);
  parse(operation.query, request.query);
  parse(operation.body, request.body);
  if (wrong.length > 0) {
    const places = placesOf(wrong);
    throw kernelFault("request.invalid", { fields: places.map((place) => `${place.path} ${place.en}`) }, places);
  }
  if (operation.versioned) input.version = readVersion(header(request, "if-match"));
  return input;
}

/** No operation takes anything deeper, and what walks through a value must not run out of stack. */
const deepest = 100;

function holdsNul(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return value.includes("\u0000");
  if (value === null || typeof value !== "object") return false;
  if (depth === deepest) throw kernelFault("request.invalid", { fields: [`> ${deepest} levels`] });
  return Object.values(value).some((item) => holdsNul(item, depth + 1));
}

function readVersion(ifMatch: string | undefined): number {
  const version = ifMatch?.match(/^(?:W\/)?"?(\d{1,9})"?$/)?.[1];
  if (!version) throw kernelFault("version.required");
  return Number(version);
}

function keepSession(reply: FastifyReply, options: HttpOptions, token: string | null, seconds?: number): void {
  const settings = { path: "/", httpOnly: true, sameSite: "lax", secure: options.secureCookie } as const;
  if (token === null) reply.clearCookie(options.cookieName, settings);
  else reply.setCookie(options.cookieName, token, { ...settings, ...(seconds ? { maxAge: seconds } : {}) });
}

/** What is wrong with an input: zod's first fifty issues as places in it, with zod's own words in both languages. */
export const placesOf = (issues: readonly z.core.$ZodIssue[]): Place[] =>
  issues.slice(0, 50).map((issue) => {
    const words = z.locales.zhCN().localeError(issue as z.core.$ZodRawIssue);
    const zh = typeof words === "string" ? words : (words?.message ?? issue.message);
    return { path: issue.path.join("."), code: issue.code, zh, en: issue.message };
  });

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const cleanRequestId = (value: unknown) =>
  typeof value === "string" && /^[\w.-]{1,64}$/.test(value) ? value : undefined;

export const languageOf = (request: FastifyRequest): Language =>
  header(request, "accept-language")?.trim().toLowerCase().startsWith("en") ? "en" : "zh";
