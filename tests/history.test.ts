// The ledger as of any instant: whatever was read then is what is read of then now, however the records went on.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actorOfPerson } from "../src/domain/accounts/service.ts";
import type { UnitId } from "../src/domain/organisations/model.ts";
import { refreshLights } from "../src/domain/tasks/jobs.ts";
import { countFiltered, findTasks } from "../src/domain/tasks/ledger-store.ts";
import type { Milestone, TaskPart, TaskQuery } from "../src/domain/tasks/model.ts";
import { assignUnits, editTask, getTask, moveTask, planMilestones } from "../src/domain/tasks/service.ts";
import { findWholeTasks } from "../src/domain/tasks/store.ts";
import { type Call, ownCall } from "../src/kernel/call.ts";
import { dayOf, isoOf } from "../src/kernel/clock.ts";
import { startServer, type TestServer, testZone } from "./start-server.ts";

let server: TestServer;
let taskId: string;
let units: UnitId[];
let office: Call["actor"];
/** Instants only ever go forward, over all runs. */
let now = Date.parse("2021-09-02T00:00:00Z");

beforeAll(async () => {
  server = await startServer();
  const { db } = server.database;
  const account = await db
    .selectFrom("account")
    .selectAll()
    .where("username", "=", "demo-office")
    .executeTakeFirstOrThrow();
  office = await actorOfPerson(db, account.person_id);
  taskId = (await db.selectFrom("task").select("id").orderBy("ordinal").executeTakeFirstOrThrow()).id;
  const rows = await db.selectFrom("unit").select("id").where("kind", "=", "department").orderBy("name").execute();
  units = rows.map((row) => row.id as UnitId);
  await db
    .transaction()
    .execute(async (tx) => moveTask(tx, callAt(now), { ...at(), version: await version(tx) }, "issue"));
}, 120_000);
afterAll(() => server.close());

const callAt = (instant: number) => ownCall(office, instant, testZone, "history");
const at = () => ({ programmeId: server.programmeId, taskId });
const version = async (db: TestServer["database"]["db"]) =>
  (await db.selectFrom("task").select("version").where("id", "=", taskId).executeTakeFirstOrThrow()).version;

type Step = { wait: number } & (
  | { act: "edit"; leader: string; annualGoal: string | null }
  | { act: "assign"; parts: readonly (TaskPart | null)[] }
  | { act: "plan"; keep: readonly boolean[]; add: readonly { title: string; month: number; reached: boolean }[] }
  | { act: "lights" }
);

const wait = fc.oneof(
  fc.constantFrom(1, 2, 999),
  fc.integer({ min: 1000, max: 3_600_000 }),
  fc.integer({ min: 1, max: 40 }).map((days) => days * 86_400_000),
);
const milestone = fc.record({
  title: fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom("甲", "乙", "丙") }),
  month: fc.integer({ min: 1, max: 12 }),
  reached: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    wait,
    act: fc.constant("edit" as const),
    leader: fc.constantFrom("张演示", "李演示"),
    annualGoal: fc.option(fc.constantFrom("目标一", "目标二")),
  }),
  fc.record({
    wait,
    act: fc.constant("assign" as const),
    parts: fc.array(fc.option(fc.constantFrom<TaskPart[]>("lead", "support", "guide")), { minLength: 4, maxLength: 4 }),
  }),
  fc.record({
    wait,
    act: fc.constant("plan" as const),
    keep: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    add: fc.array(milestone, { maxLength: 2 }),
  }),
  fc.record({ wait, act: fc.constant("lights" as const) }),
);

/** Carries out a step at its instant. */
async function carryOut(one: Step): Promise<void> {
  now += one.wait;
  const { db } = server.database;
  if (one.act === "lights") {
    await refreshLights(db, now, testZone);
    return;
  }
  await db.transaction().execute(async (tx) => {
    const input = { ...at(), version: await version(tx) };
    const call = callAt(now);
    if (one.act === "edit") await editTask(tx, call, { ...input, leader: one.leader, annualGoal: one.annualGoal });
    else if (one.act === "assign") await assignUnits(tx, call, { ...input, units: sharesOf(one.parts) });
    else {
      const { milestones } = await getTask(tx, call, at());
      const kept = milestones.filter((_, index) => one.keep[index]);
      await planMilestones(tx, call, { ...input, milestones: [...kept, ...one.add.map(plannedFrom)] });
    }
  });
}

const sharesOf = (parts: readonly (TaskPart | null)[]) => [
  { unitId: units[4] as UnitId, part: "lead" as const, ownDuty: null },
  ...parts.flatMap((part, index) => (part ? [{ unitId: units[index] as UnitId, part, ownDuty: null }] : [])),
];

const plannedFrom = ({
  title,
  month,
  reached,
}: {
  title: string;
  month: number;
  reached: boolean;
}): Omit<Milestone, "id"> => ({
  title,
  dueOn: `2022-${String(month).padStart(2, "0")}-15`,
  weight: month,
  reachedOn: reached ? dayOf(now, testZone) : null,
});

const everything = { all: true, groupIds: [], unitIds: [] };

/** The task with units and milestones, and its line in the ledger, as they stand now or stood just before an instant. */
async function read(asOf: string | null) {
  const { db } = server.database;
  const reading = {
    programmeId: server.programmeId,
    scope: everything,
    asOf,
    today: dayOf(now, testZone),
    zone: testZone,
  };
  const [task] = await findWholeTasks(db, server.programmeId, [taskId], asOf);
  const query: TaskQuery = { sort: [], limit: 50, with: ["milestones"] };
  const items = await findTasks(db, reading, query, null);
  const total = await countFiltered(db, reading, query);
  const { valid_from: _from, valid_to: _to, ...row } = (task ?? {}) as Record<string, unknown>;
  return { row, total, line: items.find((item) => item.id === taskId) };
}

describe("截至任意时刻", () => {
  test("无论怎样改动，读过去的任何一刻，都与当时读到的一样", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
        const seen: { from: number; until: number; what: Awaited<ReturnType<typeof read>> }[] = [];
        for (const one of steps) {
          await carryOut(one);
          const before = seen.at(-1);
          if (before) before.until = now;
          seen.push({ from: now, until: now + 1, what: await read(null) });
        }
        now += 1;
        for (const { from, until, what } of seen) {
          expect(await read(isoOf(from + 1)), `just after ${isoOf(from)}`).toEqual(what);
          expect(await read(isoOf(until)), `just before ${isoOf(until)}`).toEqual(what);
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  test("经接口读过去的日子，与那天结束时读到的一样", async () => {
    const days = new Map<string, unknown>();
    const plain = async (asOf?: string) => {
      server.clock.set(isoOf(now));
      const client = await server.as("office");
      const path = { ...at(), ...(asOf ? { asOf } : {}) } as never;
      const { events: _events, abilities: _abilities, mayEdit: _may, ...task } = await client.tasks.getTask(path);
      return task;
    };
    const steps = fc.sample(step, { numRuns: 12, seed: 20210804 });
    for (const one of steps) {
      await carryOut({ ...one, wait: Math.max(one.wait, 20 * 3_600_000) });
      days.set(dayOf(now, testZone), await plain());
    }
    now += 86_400_000;
    expect(days.size).toBeGreaterThan(5);
    for (const [day, task] of days) expect(await plain(day), day).toEqual(task);
  });
});

describe("什么也不会消失", () => {
  test("撤下的里程碑和单位都还读得到", async () => {
    const plan = (add: { title: string; month: number; reached: boolean }[]) =>
      carryOut({ act: "plan", wait: 1000, keep: [], add });
    await plan([{ title: "撤下的节点", month: 3, reached: false }]);
    const then = isoOf(now + 1);
    await plan([]);
    expect((await read(null)).row.milestones).toEqual([]);
    expect((await read(then)).row.milestones).toMatchObject([{ title: "撤下的节点" }]);
  });

  test.each(["task", "milestone"])("%s 的行删不掉，没有别的记录指着它也一样", async (table) => {
    const lonely = crypto.randomUUID();
    const remove = server.database.db.transaction().execute(async (tx) => {
      await sql`insert into ${sql.table(table)} select (jsonb_populate_record(t, ${JSON.stringify({ id: lonely })}::jsonb)).*
        from ${sql.table(table)} t limit 1`.execute(tx);
      await sql`delete from ${sql.table(table)} where id = ${lonely}`.execute(tx);
    });
    await expect(remove).rejects.toThrow(`${table} keeps every row`);
  });

  test("不经程序直接改动的数据，改动前后也都读得到", async () => {
    now += 1000;
    const before = (await read(null)).row;
    await sql`update task set leader = '直接改动', version = version + 1, changed_at = ${isoOf(now)} where id = ${taskId}`.execute(
      server.database.db,
    );
    expect((await read(isoOf(now))).row).toEqual(before);
    expect((await read(isoOf(now + 1))).row.leader).toBe("直接改动");
  });

  test("现在的样子也在历史里，每条记录只有一个现在", async () => {
    const { rows } = await sql<{ now: number; history: number }>`
      select (select count(*)::int from task) as now,
        (select count(*)::int from task_history where valid_to = 'infinity') as history`.execute(server.database.db);
    expect(rows[0]?.history).toBe(rows[0]?.now);
    const gaps = await sql<{ n: number }>`select count(*)::int as n from (
      select valid_to, lead(valid_from) over (partition by id order by valid_from, valid_to) as next from task_history
    ) h where next is not null and next <> valid_to`.execute(server.database.db);
    expect(gaps.rows[0]?.n).toBe(0);
  });
});
