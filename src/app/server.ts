// The HTTP server put together: operations, API page, health, web pages, and the sealing of the audit trail.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyCompress from "@fastify/compress";
import fastifyHelmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { type Database, ping } from "../database/database.ts";
import { busyFault } from "../database/database-fault.ts";
import { identify } from "../domain/accounts/service.ts";
import { type Duty, duties } from "../domain/organisations/model.ts";
import type { Tables } from "../domain/tables.ts";
import { openShelf } from "../files/shelf.ts";
import { createHttp } from "../http/http.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Config } from "../kernel/config.ts";
import type { Log } from "../kernel/log.ts";
import { LiveHub } from "./live/hub.ts";
import { resumeByHeader } from "./live/resume.ts";
import { modules, registerWorkers, settingsOf } from "./modules.ts";
import { version } from "./version.ts";

export const webFolder = fileURLToPath(new URL("../../dist/web", import.meta.url));

export interface ServerParts {
  config: Config;
  database: Database<Tables>;
  clock: Clock;
  log: Log;
  /** How often live connections are kept awake and checked, milliseconds. */
  heartbeat?: number;
}

/** Builds the whole server; the caller listens and closes. */
export async function createServer({ config, database, clock, log, heartbeat }: ServerParts): Promise<FastifyInstance> {
  registerWorkers(config);
  const live = new LiveHub({ database, clock, log, heartbeat });
  const server = await createHttp({
    db: database.db,
    clock,
    zone: config.SHIDIAN_ZONE,
    log,
    modules: modules({
      ...settingsOf(config),
      live,
      shelf: openShelf(config),
      mapFile: config.SHIDIAN_MAP ? join(config.SHIDIAN_DATA, config.SHIDIAN_MAP) : null,
    }),
    identify,
    cookieName: "shidian_session",
    secureCookie: config.SHIDIAN_SECURE_COOKIE,
    trustProxy: config.SHIDIAN_TRUST_PROXY,
    explain: busyFault,
    before: async (server) => {
      resumeByHeader(server);
      await addPageSafety(server);
    },
    dutyLabel: (duty, language) => duties[duty as Duty]?.[language] ?? duty,
  });
  server.addHook("preClose", () => live.close());
  await live.start();
  server.get("/healthz", { schema: { hide: true } }, async () => ({ status: "ok" }));
  server.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    try {
      await ping(database);
      return { status: "ready", engine: database.engine, version };
    } catch {
      return reply.status(503).send({ status: "database unavailable" });
    }
  });
  server.get("/openapi.json", { schema: { hide: true } }, async () => server.swagger());
  if (existsSync(webFolder)) await addWeb(server);
  return server;
}

/**
 * Texts travel compressed: the ledger of 10,000 tasks is 13 MB of JSON and a twentieth of it on the wire. Quickly rather than
 * tightly, beside the thread that answers; event streams and files go as they are. What comes in compressed is not unpacked.
 */
const compression = {
  threshold: 8 * 1024,
  encodings: ["gzip" as const],
  zlibOptions: { level: 1 },
  customTypes: /^(application\/(json|javascript)|text\/(html|css|javascript)|image\/svg)/,
  globalDecompression: false,
};

async function addPageSafety(server: FastifyInstance): Promise<void> {
  await server.register(fastifyCompress, compression);
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Component styles are written into the page while it runs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  await server.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Shidian 试点通",
        version,
        description: "试点方案、台账与督办 / Plans, ledger and follow-up of reform pilots",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "shidian_session" },
          token: { type: "http", scheme: "bearer" },
        },
      },
    },
  });
  await server.register(fastifySwaggerUi, { routePrefix: "/docs" });
}

/** The built web app; every path that is no file is a page of the app. */
async function addWeb(server: FastifyInstance): Promise<void> {
  await server.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: webFolder,
      wildcard: false,
      preCompressed: true,
      globIgnore: ["**/*.gz"],
      maxAge: "365d",
      immutable: true,
      setHeaders: (reply, path) => {
        if (/\.html(\.gz)?$/.test(path)) reply.header("cache-control", "no-cache");
      },
    });
    scope.get("/*", { schema: { hide: true } }, (request, reply) => {
      const path = request.url.split("?")[0] as string;
      if (path.startsWith("/api/")) return reply.callNotFound();
      // Files of an app that was built anew since the start.
      if (/\.\w{2,5}$/.test(path)) return reply.sendFile(path);
      return reply.header("cache-control", "no-cache").sendFile("index.html", { maxAge: 0, immutable: false });
    });
  });
}
