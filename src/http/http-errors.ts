// Every refusal as problem JSON (RFC 9457), logged once, here, at the edge.
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Category, defineFaults, Fault, kernelFault, type Problem, statusOf } from "../kernel/errors.ts";

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

/** Answers with a problem; `explain` puts errors of other layers into words. */
export function answerFault(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  explain: (error: unknown) => Fault | null,
): FastifyReply {
  const fault = explain(error) ?? asFault(error, request);
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

/** Framework errors in the program's own words; anything unknown is a failure, told without its inside. */
function asFault(error: unknown, request: FastifyRequest): Fault {
  if (error instanceof Fault) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === "FST_REQ_FILE_TOO_LARGE" || statusCode === 413)
    return kernelFault("request.too-large", { limit: sizeInWords(request.routeOptions.bodyLimit ?? 0) });
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE" || statusCode === 415) return kernelFault("request.unsupported-type");
  if (statusCode === 400) return kernelFault("request.not-json");
  if (code && unstorable.has(code)) return unstorableFault("request.unstorable");
  return kernelFault("service.failed", { requestId: request.id });
}

/** SQLSTATEs of a value that no column can hold: NUL, half a surrogate pair, a day outside the calendar, a forged page mark. */
const unstorable = new Set(["22P02", "22P05", "22003", "22007", "22008", "22021"]);

const unstorableFault = defineFaults({
  "request.unstorable": {
    category: "invalid",
    zh: "请求含有无法保存的字符或数值（空字符、残缺的字符、不存在的日期），或翻页标记已损坏。请更正后重试。",
    en: "The request holds a character or value that cannot be stored (NUL, half a character, an impossible date), or a damaged paging mark. Correct it and try again.",
  },
});

const sizeInWords = (bytes: number) =>
  bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.ceil(bytes / 1024)} KB`;
