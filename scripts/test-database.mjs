// A database of its own on a PostgreSQL server, for one run of the tests: `version URL`, `create URL`, `drop URL`.
import { randomBytes } from "node:crypto";
import pg from "pg";

const oldest = 150_000;
const [act, address = ""] = process.argv.slice(2);

const acts = {
  async version() {
    const { rows } = await onServer(address, "select current_setting('server_version') as version");
    return rows[0].version.split(" ")[0];
  },
  async create() {
    const name = `shidian_ci_${randomBytes(4).toString("hex")}`;
    await onServer(address, `create database ${name} template template0 encoding 'UTF8'`);
    return withDatabase(address, name);
  },
  async drop() {
    const name = new URL(address).pathname.slice(1);
    if (!/^shidian_ci_[0-9a-f]+$/.test(name))
      throw new Error(`${name} was not made by this script; nothing was dropped.`);
    await onServer(withDatabase(address, "postgres"), `drop database if exists ${name} with (force)`);
    return `dropped ${name}`;
  },
};

function withDatabase(url, name) {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

async function onServer(url, statement) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    const { rows } = await client.query("show server_version_num");
    if (Number(rows[0].server_version_num) < oldest) throw new Error("PostgreSQL 15 or newer is needed.");
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

try {
  if (!Object.hasOwn(acts, act)) throw new Error("Say one of: version URL, create URL, drop URL.");
  console.log(await acts[act]());
} catch (error) {
  console.error(`${act ?? ""} ${error.message || error.code}`.trim());
  process.exit(1);
}
