// Every refusal as problem JSON (RFC 9457), logged once, here, at the edge.
import type { FastifyReply, FastifyRequest } from "fastify";
import { databaseFault } from "./database-fault.ts";
import { type Category, Fault, kernelFault, type Problem, statusOf } from "./errors.ts";

const titles: Record<Category, string> = {
  invalid: "Bad request",
  unauthenticated: "Not signed in",
  forbidden: "Forbidden",
  notFound: "Not found",
  conflict: "Conflict",
  stale: "Changed meanwhile",
  tooLarge: "Too large",
  unsupported: "Unsupported content",
  unprocessable: "Cannot be processed",
  preconditionRequired: "Version required",
  tooMany: "Too many requests",
  unavailable: "Unavailable",
};

export function answerFault(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = asFault(error, request);
  const status = statusOf[fault.category];
  const english = request.headers["accept-language"]?.trim().toLowerCase().startsWith("en");
  const trace = { requestId: request.id, method: request.method, route: request.routeOptions.url, code: fault.code };
  if (status >= 500) request.log.error({ ...trace, err: error }, "request failed");
  else request.log.info(trace, "request refused");
  if (status === 503) reply.header("retry-after", "2");
  const problem: Problem = {
    type: `urn:shidian:problem:${fault.code}`,
    title: titles[fault.category],
    status,
    code: fault.code,
    detail: english ? fault.en : fault.zh,
    messages: { zh: fault.zh, en: fault.en },
    facts: fault.facts,
    places: fault.places,
    requestId: request.id,
  };
  return reply
    .status(status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

/** Framework and database errors in the program's own words; anything unknown is a failure, told without its inside. */
function asFault(error: unknown, request: FastifyRequest): Fault {
  if (error instanceof Fault) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === "FST_REQ_FILE_TOO_LARGE" || statusCode === 413) return kernelFault("request.too-large", { limit: "—" });
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE" || statusCode === 415) return kernelFault("request.unsupported-type");
  if (statusCode === 400) return kernelFault("request.not-json");
  const kind = databaseFault(error)?.kind;
  if (kind === "serialisation" || kind === "lock-timeout" || kind === "statement-timeout" || kind === "unavailable")
    return kernelFault("service.busy");
  return kernelFault("service.failed", { requestId: request.id });
}
