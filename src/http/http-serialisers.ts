// Replies are written out by compiled serialisers, which drop what a contract does not declare.
import fastJsonStringify from "fast-json-stringify";

type Serialise = (value: unknown) => string;

const compiled = new WeakMap<object, Serialise>();

/**
 * The serialiser of a JSON schema, compiled when it is first needed: two hundred at once would be a third of every start.
 * @param schema written once for each operation, so that servers of one process share what was compiled
 */
export function serialiserOf({ schema }: { schema: object }): Serialise {
  return (value) => {
    const known = compiled.get(schema) ?? (fastJsonStringify(schema) as Serialise);
    compiled.set(schema, known);
    return known(value);
  };
}
