// Operations as Fastify and OpenAPI read them: what goes in and comes out, who is asked, what a refusal looks like.
import { z } from "zod";
import { isReplayable, type Operation } from "../kernel/contract.ts";
import { jsonSchemaOf } from "./json-schema.ts";

const text = { type: "string" };

/** RFC 9457, as `http-errors.ts` sends it. */
const problem = {
  description: "拒绝，并说明怎么办 Refused, with the mend",
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        properties: {
          type: text,
          title: text,
          status: { type: "integer" },
          code: text,
          detail: text,
          messages: { type: "object", properties: { zh: text, en: text } },
          facts: { type: "object", additionalProperties: true },
          places: { type: "array", items: { type: "object", additionalProperties: true } },
          requestId: text,
        },
      },
    },
  },
};

const file = { type: "string", format: "binary" };

const known = new WeakMap<Operation, ReturnType<typeof write>>();

/** The schema of one operation; several servers of a process share it. */
export function schemaOf(module: string, name: string, operation: Operation) {
  const schema = known.get(operation) ?? write(module, name, operation);
  known.set(operation, schema);
  return schema;
}

function write(module: string, name: string, operation: Operation) {
  const { params, query } = operation;
  return {
    operationId: `${module}.${name}`,
    tags: [module],
    summary: `${operation.en} ${operation.zh}`,
    security: operation.for === "everyone" ? [] : [{ session: [] }, { token: [] }],
    ...(params ? { params: jsonSchemaOf(params, "input") } : {}),
    ...(query ? { querystring: jsonSchemaOf(query, "input") } : {}),
    ...headersOf(operation),
    ...bodyOf(operation),
    response: { ...replyOf(operation), "4xx": problem },
  };
}

function headersOf(operation: Operation) {
  const properties = {
    ...(operation.versioned ? { "if-match": { ...text, description: "依据的版本 the version that is changed" } } : {}),
    ...(isReplayable(operation) ? { "idempotency-key": { ...text, description: "同一键只办一次 acts once" } } : {}),
  };
  const required = operation.versioned ? ["if-match"] : [];
  return Object.keys(properties).length > 0 ? { headers: { type: "object", properties, required } } : {};
}

function bodyOf({ body, upload }: Operation) {
  if (!upload) return body ? { body: jsonSchemaOf(body, "input") } : {};
  const { properties } = jsonSchemaOf(body ?? z.object({}), "input") as { properties?: object };
  return {
    consumes: ["multipart/form-data"],
    body: { type: "object", properties: { file, ...properties }, required: ["file"] },
  };
}

function replyOf({ reply, stream }: Operation) {
  const description = "已办 Done";
  if (stream) return { 200: { description, content: { [stream]: { schema: text } } } };
  if (!reply) return { 204: { type: "null", description } };
  if (reply instanceof z.ZodUnknown)
    return { 200: { description, content: { "application/octet-stream": { schema: file } } } };
  return { 200: { ...jsonSchemaOf(reply, "output"), description } };
}
