// The ledger among a million tasks: the same readings with one programme of 10,000 tasks in the database and with a hundred.
import pg from "pg";
import { migrationsFolder } from "../src/app/open.ts";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import type { Db, Tables } from "../src/domain/tables.ts";
import { changesBetween } from "../src/domain/tasks/changes/changes.ts";
import { TaskGroupQuery, TaskQuery } from "../src/domain/tasks/model.ts";
import { countTasks, groupTasks, listTasks } from "../src/domain/tasks/service.ts";
import type { Actor } from "../src/kernel/access.ts";
import { type Call, ownCall } from "../src/kernel/call.ts";
import { fillMany, type Many, settle } from "./many.ts";
import { zone } from "./pilot.ts";
import type { Figure } from "./service.ts";

const perProgramme = 10_000;
const programmes = Number(process.env.PROGRAMMES ?? 100);
const times = Number(process.env.TIMES ?? 200);

type Reading = (db: Db, programmeId: string) => Promise<unknown>;

/** What an office, and a unit with few tasks, asks of the ledger. */
function readingsOf(many: Many): Record<string, Reading> {
  const office = callOf("office", many.officeId);
  const few = callOf("liaison", many.fewId);
  const list =
    (call: Call, query: object): Reading =>
    (db, programmeId) =>
      listTasks(db, call, { programmeId, ...TaskQuery.parse(query) } as never);
  const group =
    (call: Call, by: string): Reading =>
    (db, programmeId) =>
      groupTasks(db, call, { programmeId, ...TaskGroupQuery.parse({ by }) } as never);
  return {
    list: list(office, {}),
    "by-state": list(office, { status: "issued,signed" }),
    "by-light": list(office, { light: "red", sort: "dueOn" }),
    "by-lead": list(office, { lead: many.manyId }),
    "without-lead": list(office, { lead: "none" }),
    "by-group": list(office, { group: many.groupId }),
    "by-section": list(office, { section: "演示第3部分" }),
    "by-due": list(office, { dueFrom: "2022-03-01", dueTo: "2022-04-01" }),
    late: list(office, { late: "true" }),
    words: list(office, { q: "第 96 类" }),
    "worst-first": list(office, { sort: "light,dueOn" }),
    "as-of": list(office, { asOf: "2022-05-01" }),
    "of-few": list(few, {}),
    "group-by-lead": group(office, "lead"),
    "group-by-section": group(office, "section"),
    counts: (db, programmeId) => countTasks(db, office, { programmeId }),
    changes: (db, programmeId) =>
      changesBetween(db, office, { programmeId, from: "2022-05-01", to: "2022-07-01", sort: [], limit: 50 }),
    "changes-of-few": (db, programmeId) =>
      changesBetween(db, few, { programmeId, from: "2022-05-01", to: "2022-07-01", sort: [], limit: 50 }),
  };
}

function callOf(duty: string, unitId: string): Call {
  const actor: Actor = {
    personId: "00000000-0000-7000-8000-00000000bbbb",
    name: "bench",
    unitId,
    duties: [duty],
    unitIds: [unitId],
    via: "token",
    keyId: "bench",
  };
  return ownCall(actor, Date.parse("2022-09-01T01:00:00Z"), zone, "bench");
}

const one = (value: number) => Math.round(value * 10) / 10;

interface Filled {
  db: Db;
  many: Many;
  readings: Record<string, Reading>;
}

/** How often each reading is measured anew; the quietest round counts, since others use the machine too. */
const rounds = 3;

/** The time that 99 of 100 readings stay within, in milliseconds: both databases in turns, so that both meet the same machine. */
async function p99(sides: readonly Filled[], title: string): Promise<number[]> {
  const quietest = sides.map(() => Number.POSITIVE_INFINITY);
  // The first round only warms the caches, every programme once.
  for (let round = 0; round <= rounds; round += 1) {
    const spent = sides.map((): number[] => []);
    for (let n = 0; n < (round === 0 ? programmes : times); n += 1)
      for (const [side, { db, many, readings }] of sides.entries()) {
        const started = performance.now();
        await readings[title]?.(db, many.programmeIds[(n * 37) % many.programmeIds.length] as string);
        spent[side]?.push(performance.now() - started);
      }
    if (round === 0) continue;
    for (const [side, all] of spent.entries()) {
      const value = all.sort((a, b) => a - b)[Math.floor(all.length * 0.99)] as number;
      quietest[side] = Math.min(quietest[side] as number, value);
    }
  }
  return quietest;
}

/** A database of its own with so many programmes; `close` drops it. */
async function filled(address: string, count: number): Promise<Filled & { close(): Promise<void> }> {
  const name = `shidian_scale_${process.pid}_${count}`;
  const admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
  const database = await openDatabase<Tables>({ url, statementMilliseconds: 0, poolSize: 2 });
  const close = async () => {
    await database.close();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  };
  try {
    await migrate(database, migrationsFolder);
    const many = await fillMany(database.db, count, perProgramme);
    await settle(database.db);
    return { db: database.db, many, readings: readingsOf(many), close };
  } catch (error) {
    await close();
    throw error;
  }
}

export async function scaleCosts(address: string, note: (text: string) => void): Promise<Figure[]> {
  const started = performance.now();
  const small = await filled(address, 1);
  try {
    const large = await filled(address, programmes);
    note(`filled ${programmes * perProgramme} tasks in ${Math.round((performance.now() - started) / 1000)} s`);
    try {
      const figures: Figure[] = [];
      for (const title of Object.keys(small.readings)) {
        const [bare = 0, value = 0] = await p99([small, large], title);
        const ratio = one(value / bare);
        const judged = { ratio, target: 2, ok: ratio <= 2 };
        figures.push({
          name: `scale-${title}`,
          engine: "postgres",
          value: one(value),
          unit: "ms p99",
          bare: one(bare),
          ...judged,
        });
      }
      return figures;
    } finally {
      await large.close();
    }
  } finally {
    await small.close();
  }
}
