// Prints src/domain/tables.ts from the migrated schema; `npm run docs` writes it and a test compares it.
import { sql } from "kysely";
import type { AnyDb } from "../src/kernel/call.ts";

const typeOf: Record<string, string> = {
  uuid: "string",
  text: "string",
  date: "string",
  timestamptz: "string",
  int2: "number",
  int4: "number",
  int8: "number",
  bool: "boolean",
  jsonb: "Json",
  bytea: "Uint8Array",
  _text: "string[]",
  tsvector: "string",
};

interface Column {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  defaulted: boolean;
}

/** The TypeScript of all table types, tables and columns in the schema's own order. */
export async function printTables(db: AnyDb): Promise<string> {
  const { rows } = await sql<Column>`
    select table_name as "table", column_name as "column", udt_name as type,
      is_nullable = 'YES' as nullable, column_default is not null as defaulted
    from information_schema.columns
    where table_schema = current_schema() and table_name <> 'schema_migration'
    order by table_name, ordinal_position`.execute(db);
  const tables = Map.groupBy(rows, (row) => row.table);
  const parts = [
    "// Generated from migrations/ by `npm run docs`: the rows of every table, as Kysely reads and writes them.",
    'import type { ColumnType, Generated, Kysely } from "kysely";',
    "",
    "/** Read as a value, written as JSON text. */",
    "export type Json = ColumnType<unknown, string, string>;",
    "export type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>;",
    "export type JsonOrDefault = ColumnType<unknown, string | undefined, string>;",
    "",
  ];
  for (const [table, columns] of tables) {
    parts.push(`export interface ${pascal(table)}Table {`);
    for (const column of columns) parts.push(`  ${column.column}: ${columnType(column)};`);
    parts.push("}", "");
  }
  parts.push("export interface Tables {");
  for (const table of tables.keys()) parts.push(`  ${table}: ${pascal(table)}Table;`);
  parts.push(
    "}",
    "",
    "/** A connection or an open transaction: always the first argument. */",
    "export type Db = Kysely<Tables>;",
    "",
  );
  return parts.join("\n");
}

function columnType(column: Column): string {
  const base = typeOf[column.type];
  if (!base)
    throw new Error(`${column.table}.${column.column}: no type for ${column.type}; add it to scripts/schema.ts`);
  if (base === "Json") return column.nullable ? "JsonOrNull" : column.defaulted ? "JsonOrDefault" : "Json";
  const full = column.nullable ? `${base} | null` : base;
  return column.defaulted ? `Generated<${full}>` : full;
}

const pascal = (name: string) => name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
