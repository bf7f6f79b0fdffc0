// How the database answers the ledger: the very statements that each reading sends are explained on a filled database,
// and none may read a table of tasks, links, milestones, history or events from end to end.

import { CompiledQuery, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillMany, type Many, settle } from "../../../bench/many.ts";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { startDatabase } from "../../../tests/start-database.ts";
import type { Database } from "../../database/database.ts";
import type { Actor } from "../../kernel/access.ts";
import { type Call, ownCall } from "../../kernel/call.ts";
import type { Db, Tables } from "../tables.ts";
import { changesBetween } from "./changes/changes.ts";
import { editTasks } from "./edit.ts";
import { type TaskGrouping, TaskQuery, taskGroupings } from "./model.ts";
import { tasksOwed } from "./owed.ts";
import { countTasks, getTask, groupTasks, listTasks } from "./service.ts";

const watched = ["task", "task_history", "task_unit", "milestone", "milestone_history", "event"];
let database: Database<Tables>;
let many: Many;
let programmeId: string;

beforeAll(async () => {
  database = await startDatabase<Tables>();
  many = await fillMany(database.db, 12, 1500);
  await settle(database.db);
  programmeId = many.programmeIds[5] as string;
}, 240_000);
afterAll(() => database.close());

type Who = "office" | "group" | "few" | "many" | "both";
const callOf = (who: Who): Call => {
  const units = {
    office: [many.officeId],
    group: [many.groupId],
    few: [many.fewId],
    many: [many.manyId],
    both: [many.groupId, many.fewId],
  }[who];
  const duties = {
    office: ["office"],
    group: ["group"],
    few: ["liaison"],
    many: ["liaison"],
    both: ["group", "liaison"],
  }[who];
  const actor: Actor = {
    personId: "00000000-0000-7000-8000-00000000bbbb",
    name: "演示",
    unitId: units[0] as string,
    duties,
    unitIds: units,
    via: "token",
    keyId: "plans",
  };
  return ownCall(actor, Date.parse("2022-09-01T01:00:00Z"), "Asia/Shanghai", "plans");
};

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

/** The statements that a piece of work sends, each explained as it ran, in a transaction that is undone. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<{ text: string; plan: Plan }[]> {
  const heard: CompiledQuery[] = [];
  class Undo extends Error {}
  const found: { text: string; plan: Plan }[] = [];
  await database.db
    .transaction()
    .execute(async (tx) => {
      const listening = tx.withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => result,
      });
      const executor = listening.getExecutor();
      const compile = executor.compileQuery.bind(executor);
      Object.assign(executor, {
        compileQuery: (...given: Parameters<typeof compile>) => {
          const query = compile(...given);
          heard.push(query);
          return query;
        },
      });
      await work(listening as Db);
      for (const query of heard.filter(({ sql: text }) => /^\s*(select|with|update|insert)/i.test(text))) {
        const explained = await tx.executeQuery<{ "QUERY PLAN": { Plan: Plan }[] | string }>(
          // What writes has been done once already: it is planned, not done again.
          CompiledQuery.raw(`explain (${/^\s*select/i.test(query.sql) ? "analyze, " : ""}format json) ${query.sql}`, [
            ...query.parameters,
          ]),
        );
        const answer = explained.rows[0]?.["QUERY PLAN"];
        const parsed = (typeof answer === "string" ? JSON.parse(answer) : answer) as { Plan: Plan }[];
        found.push({ text: query.sql, plan: parsed[0]?.Plan as Plan });
      }
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return found;
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const wholeReads = (plans: readonly { text: string; plan: Plan }[]) =>
  plans.flatMap(({ text, plan }) =>
    nodesOf(plan)
      .filter((node) => node["Node Type"] === "Seq Scan" && watched.includes(node["Relation Name"] ?? ""))
      .map((node) => `${node["Relation Name"]}: ${text.replace(/\s+/g, " ").slice(0, 200)}`),
  );
/** Rows that were looked at, kept or not. */
const rowsRead = (plans: readonly { plan: Plan }[]) =>
  plans
    .flatMap(({ plan }) => nodesOf(plan))
    .filter((node) => watched.includes(node["Relation Name"] ?? ""))
    .reduce(
      (sum, node) =>
        sum + ((node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0)) * (node["Actual Loops"] ?? 1),
      0,
    );

const list = (who: Who, query: object) => (db: Db) =>
  listTasks(db, callOf(who), { programmeId, ...TaskQuery.parse(query) } as never);
const anyone: Who[] = ["office", "group", "few", "many", "both"];

describe("没有一条语句从头读到尾", () => {
  const queries: [string, () => object][] = [
    ["第一页", () => ({})],
    ["一千条带里程碑", () => ({ limit: 1000, with: "milestones" })],
    ["按状态", () => ({ status: "issued,signed" })],
    ["按灯", () => ({ light: "red" })],
    ["按成熟度", () => ({ maturity: "3" })],
    ["按牵头单位", () => ({ lead: many.manyId })],
    ["没有牵头单位", () => ({ lead: "none" })],
    ["按配合单位", () => ({ support: many.manyId })],
    ["按单位", () => ({ unit: many.fewId })],
    ["按推进组", () => ({ group: many.groupId })],
    ["未划归推进组", () => ({ group: "none" })],
    ["按章节", () => ({ section: "演示第3部分" })],
    ["按完成日", () => ({ dueFrom: "2022-03-01", dueTo: "2022-04-01" })],
    ["逾期", () => ({ late: "true" })],
    ["按文字", () => ({ q: "第 96 类" })],
    ["按灯从重到轻", () => ({ sort: "light,-dueOn" })],
    ["按进度", () => ({ sort: "-progress" })],
    ["按推进组排序", () => ({ sort: "group" })],
    ["按改动时间", () => ({ sort: "-changedAt" })],
    ["含下级任务", () => ({ parts: "with" })],
    ["只看下级任务", () => ({ parts: "only" })],
    ["一项任务的下级任务", () => ({ parent: many.officeId })],
    ["截至某日", () => ({ asOf: "2022-05-01" })],
    ["截至某日按牵头单位", () => ({ asOf: "2022-05-01", lead: many.manyId })],
    ["截至某日按灯", () => ({ asOf: "2022-05-01", light: "red", sort: "dueOn" })],
  ];
  test.each(queries)("列表:%s", async (_title, query) => {
    for (const who of anyone) expect(wholeReads(await plansOf(list(who, query()))), who).toEqual([]);
  });

  test("翻到后面的页", async () => {
    for (const sort of ["", "dueOn", "-light"]) {
      const first = await listTasks(database.db, callOf("office"), {
        programmeId,
        ...TaskQuery.parse({ sort, limit: 400 }),
      } as never);
      const later = await plansOf(list("office", { sort, limit: 50, after: first.next }));
      expect(wholeReads(later)).toEqual([]);
      expect(later).toHaveLength(2);
    }
  });

  test.each(Object.keys(taskGroupings) as TaskGrouping[])("分组:%s", async (by) => {
    for (const who of anyone)
      for (const query of [{}, { light: ["red" as const] }, { asOf: "2022-05-01" }])
        expect(
          wholeReads(await plansOf((db) => groupTasks(db, callOf(who), { programmeId, by, ...query }))),
          who,
        ).toEqual([]);
  });

  test("计数、单项、两日之间的变化、一次改一百项", async () => {
    const { items } = await listTasks(database.db, callOf("office"), {
      programmeId,
      ...TaskQuery.parse({ limit: 100 }),
    } as never);
    const edits = items.map(({ id, version }) => ({ taskId: id as string, version, change: { leader: "演示改动" } }));
    const work: [string, (db: Db) => Promise<unknown>][] = [
      ["edit", (db) => editTasks(db, callOf("office"), { programmeId, edits })],
      ...anyone.map((who): [string, (db: Db) => Promise<unknown>] => [
        `owed ${who}`,
        (db) => askedOwed(tasksOwed, db, callOf(who), programmeId),
      ]),
      ...anyone.flatMap((who): [string, (db: Db) => Promise<unknown>][] => [
        [`counts ${who}`, (db) => countTasks(db, callOf(who), { programmeId })],
        [`counts as of ${who}`, (db) => countTasks(db, callOf(who), { programmeId, asOf: "2022-05-01" })],
        [
          `changes ${who}`,
          (db) =>
            changesBetween(db, callOf(who), { programmeId, from: "2022-05-01", to: "2022-07-01", sort: [], limit: 50 }),
        ],
      ]),
      ["task", (db) => getTask(db, callOf("office"), { programmeId, taskId: items[0]?.id as string })],
      [
        "task as of",
        (db) => getTask(db, callOf("office"), { programmeId, taskId: items[0]?.id as string, asOf: "2022-05-01" }),
      ],
    ];
    for (const [title, one] of work) expect(wholeReads(await plansOf(one)), title).toEqual([]);
  });
});

test("任务少的单位,读得也少:列表、计数、分组、变化都不走遍整个试点", async () => {
  const mine = (await listTasks(database.db, callOf("few"), { programmeId, ...TaskQuery.parse({}) } as never)).total;
  expect(mine).toBeGreaterThan(0);
  expect(mine).toBeLessThan(10);
  const readings: [string, (db: Db) => Promise<unknown>][] = [
    ["list", list("few", {})],
    ["filter", list("few", { light: "red,green", sort: "dueOn" })],
    ["as of", list("few", { asOf: "2022-05-01" })],
    ["milestones of a past day", list("few", { asOf: "2022-05-01", with: "milestones" })],
    ["counts", (db) => countTasks(db, callOf("few"), { programmeId })],
    ["groups", (db) => groupTasks(db, callOf("few"), { programmeId, by: "lead" })],
  ];
  for (const [title, work] of readings) expect(rowsRead(await plansOf(work)), title).toBeLessThan(mine * 40);
});

test("待办读多少随本人的任务和上限，不随试点的任务", async () => {
  const mine = (await listTasks(database.db, callOf("few"), { programmeId, ...TaskQuery.parse({}) } as never)).total;
  const owed = (who: Who) => (db: Db) => askedOwed(tasksOwed, db, callOf(who), programmeId);
  expect(rowsRead(await plansOf(owed("few")))).toBeLessThan(mine * 10);
  // At most two hundred in each of the three states that wait here, and those that are shown once more; 1,285 wait.
  const bound = 5 * 200;
  await sql`update task set state = 'firstReviewed', changed_at = now(), version = version + 1
    where programme_id = ${programmeId} and state in ('draft', 'inProgress')`.execute(database.db);
  await settle(database.db);
  for (const who of ["office", "group"] as const) {
    const plans = await plansOf(owed(who));
    expect(wholeReads(plans), who).toEqual([]);
    expect(rowsRead(plans), who).toBeLessThan(bound);
  }
});

test("这样的语句确实会被拦下", async () => {
  const plans = await plansOf((db) => sql`select count(*) from task where leader like '%甲%'`.execute(db));
  expect(wholeReads(plans)).toHaveLength(1);
});
