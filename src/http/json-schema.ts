// zod shapes as JSON Schema, for the API page and for the compiled serialisers that drop undeclared fields.
import { z } from "zod";

type Schema = Record<string, unknown>;

/**
 * JSON Schema of what goes in or comes out.
 * A nullable simple type becomes one type list: the serialiser would otherwise validate each value to choose a branch.
 */
export function jsonSchemaOf(shape: z.ZodType, io: "input" | "output"): Schema {
  const schema = z.toJSONSchema(shape, {
    io,
    target: "draft-7",
    unrepresentable: "any",
    reused: "inline",
    override: ({ jsonSchema }) => {
      mergeNull(jsonSchema as Schema);
      nameKeys(jsonSchema as Schema);
    },
  }) as Schema;
  delete schema.$schema;
  return schema;
}

function mergeNull(schema: Schema): void {
  const branches = schema.anyOf as Schema[] | undefined;
  if (branches?.length !== 2) return;
  const other = branches.find((branch) => branch.type !== "null");
  if (!other || typeof other.type !== "string" || branches.every((branch) => branch.type !== "null")) return;
  delete schema.anyOf;
  Object.assign(schema, other, { type: [other.type, "null"] });
  if (Array.isArray(other.enum)) schema.enum = [...other.enum, null];
}

/** A record over known codes has each code as a property: readers of the schema then see what may come. */
function nameKeys(schema: Schema): void {
  const { required, additionalProperties, properties } = schema;
  if (properties || !Array.isArray(required) || typeof additionalProperties !== "object") return;
  schema.properties = Object.fromEntries(required.map((key) => [key, additionalProperties]));
  delete schema.propertyNames;
  schema.additionalProperties = false;
}
