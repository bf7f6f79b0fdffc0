// Browsers and event-stream libraries that reconnect by themselves say in a header what they heard last (WHATWG HTML, 9.2.4).
import type { FastifyInstance } from "fastify";

/** Reads `Last-Event-ID` as the query value `since`; register it before the routes. */
export function resumeByHeader(server: FastifyInstance): void {
  server.addHook("preHandler", async (request) => {
    const last = request.headers["last-event-id"];
    if (typeof last === "string" && last && request.routeOptions.url?.endsWith("/live"))
      request.query = { ...(request.query as object), since: last.slice(0, 100) };
  });
}
