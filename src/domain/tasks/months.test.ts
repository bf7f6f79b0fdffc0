// Kept months and figures from one walk against plain counts, over any changes: late ones, undone ones, and those still under way.
import fc from "fast-check";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOwnLedger } from "../../../tests/own-ledger.ts";
import type { Call } from "../../kernel/call.ts";
import { ownCall } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { Db } from "../tables.ts";
import { figuresAt, ladderOf, standingFigures, unitFigures } from "./figures.ts";
import { sumsAt } from "./figures-rules.ts";
import { heldAt } from "./figures-store.ts";
import { countFiltered } from "./ledger-store.ts";
import { openStates } from "./rules.ts";
import { listTasks, readingOf } from "./service.ts";

const zone = "Asia/Shanghai";
const readers = ["office", "lead", "district", "group"] as const;
type As = (typeof readers)[number];
const monthEnds = ["2021-09-30", "2021-10-31", "2021-11-30", "2021-12-31", "2022-01-31"];
const now = Date.parse("2022-02-10T02:00:00Z");

let ledger: Awaited<ReturnType<typeof startOwnLedger>>;
const calls = new Map<As, Call>();
let db: Db;
let programmeId: string;

beforeAll(async () => {
  ledger = await startOwnLedger(12);
  db = ledger.server.database.db;
  programmeId = ledger.programmeId;
  for (const as of readers) {
    const row = await db
      .selectFrom("account")
      .select("person_id")
      .where("username", "=", `demo-${as}`)
      .executeTakeFirstOrThrow();
    calls.set(as, ownCall(await actorOfPerson(db, row.person_id), now, zone, "test"));
  }
  await sql`insert into task_unit (programme_id, task_id, unit_id, part, position, since_at)
    select programme_id, id, ${ledger.unit("渝中区")}, case ordinal % 2 when 0 then 'support' else 'lead' end, 9, changed_at
    from task where path = array['演示台账'] and ordinal % 3 = 0`.execute(db);
}, 240_000);
afterAll(() => ledger.server.close());

const callOf = (as: As) => calls.get(as) as Call;
const instants = [...monthEnds.map((day) => endOfDay(day, zone)), "infinity"];
const days = [...monthEnds, "2022-02-10"];
const kept = async () =>
  (await db.selectFrom("task_month").select("ends_at").where("programme_id", "=", programmeId).execute()).length;

const step = fc.record({
  /** Which tasks change. */
  which: fc.nat(5),
  state: fc.constantFrom("draft", "issued", "inProgress", "suspended", "closed", "ended"),
  light: fc.constantFrom("green", "yellow", "red", "grey"),
  kind: fc.constantFrom("plan", "plan", "place", "part"),
  maturity: fc.nat(5),
  inForce: fc.constantFrom("2021-09-15", "2021-10-31", "2021-11-01", "2022-03-01", null),
  due: fc.constantFrom("2021-10-01", "2022-02-09", "2022-02-10", "2022-03-12", "2022-03-13", null),
  planned: fc.constantFrom(null, 0, 40, 100),
  grouped: fc.boolean(),
  /** When it is said to have happened, in days since the beginning; a task's own time never runs backwards. */
  day: fc.integer({ min: 0, max: 160 }),
  /** What happens before the next: somebody asks, or the change is undone. */
  after: fc.constantFrom("nothing", "ask", "undo"),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Tasks that were entered anew for each run, so that some have no past that a late change could not go before. */
const change = (tx: Db, one: Step) =>
  sql`update task set version = version + 1, state = ${one.state}, light = ${one.light}, kind = ${one.kind},
      parent_id = ${(one.kind === "plan" ? sql`null` : sql`(select id from task where path <> array['演示台账'] order by ordinal limit 1)`) as RawBuilder<unknown>},
      depth = ${one.kind === "plan" ? 0 : 1}, maturity = ${one.maturity}, in_force_on = ${one.inForce}::date, due_on = ${one.due}::date,
      planned_percent = ${one.planned}, progress_percent = (ordinal * 7) % 100, review_on = ${one.due}::date,
      group_id = ${(one.grouped ? sql`${ledger.groupId}::uuid` : sql`null`) as RawBuilder<unknown>},
      changed_at = timestamptz '2021-09-02T03:00:00Z' + ${one.day} * interval '1 day'
    where programme_id = ${programmeId} and path = array['演示台账'] and ordinal % 6 = ${one.which}`.execute(tx);

const plain = (rows: Awaited<ReturnType<typeof heldAt>>) =>
  instants.map((_, index) =>
    Object.fromEntries(sumsAt(rows, index).map((sum) => [`${sum.light} ${sum.closed} ${sum.implemented}`, sum])),
  );

async function monthsAgree(as: As) {
  const call = callOf(as);
  const { reading } = await readingOf(db, call, { programmeId });
  const fast = await figuresAt(db, call, { programmeId }, instants);
  expect(plain(fast), as).toEqual(plain(await heldAt(db, reading, instants, days)));
}

class Undo extends Error {}

describe("逐月合计", () => {
  test("任意改动之后（补记的、撤回的也在内），留存的月末数与重新计数一致", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await ledger.enter(3);
        for (const one of steps) {
          const work = db.transaction().execute(async (tx) => {
            await change(tx, one);
            if (one.after === "undo") throw new Undo();
          });
          await work.catch((error: unknown) => {
            if (!(error instanceof Undo)) throw error;
          });
          if (one.after !== "nothing") await monthsAgree("office");
        }
        for (const as of readers) await monthsAgree(as);
        expect(await kept()).toBe(monthEnds.length);
      }),
      { numRuns: 25 },
    );
  }, 240_000);

  test("当前改动不动往月；补记到某日的，其后各月末重新计数", async () => {
    await monthsAgree("office");
    expect(await kept()).toBe(monthEnds.length);
    await sql`update task set version = version + 1, changed_at = '2022-02-10T01:00:00Z' where programme_id = ${programmeId}`.execute(
      db,
    );
    expect(await kept()).toBe(monthEnds.length);
    ledger.pass(45 * 86_400_000);
    await ledger.enter(1);
    expect(await kept()).toBe(1);
    await monthsAgree("office");
    expect(await kept()).toBe(monthEnds.length);
  });

  test("只看到一部分的人不读留存的总数，也不留存", async () => {
    await db.deleteFrom("task_month").execute();
    await monthsAgree("district");
    expect(await kept()).toBe(0);
  });

  test("在别人的事务里只计数，不留存", async () => {
    await db.transaction().execute((tx) => figuresAt(tx, callOf("office"), { programmeId }, instants));
    expect(await kept()).toBe(0);
  });

  test.runIf(process.env.SHIDIAN_TEST_ENGINE === "postgres")("有人正在补记时不留存；补记生效后的数才留存", async () => {
    await ledger.enter(1);
    await db.deleteFrom("task_month").execute();
    const writing = await db.startTransaction().execute();
    await sql`update task set changed_at = '2021-11-15T01:00:00Z', version = version + 1, light = 'red', state = 'inProgress'
      where programme_id = ${programmeId} and changed_at < '2021-11-15T01:00:00Z'`.execute(writing);
    await monthsAgree("office");
    expect(await kept()).toBe(0);
    await writing.commit().execute();
    await monthsAgree("office");
    expect(await kept()).toBe(monthEnds.length);
  });
});

/** The figures that one walk gives, each asked by itself. */
async function oneByOne(call: Call, at: { programmeId: string; asOf?: string | undefined }, windows: Windows) {
  const { reading } = await readingOf(db, call, at);
  const list = (days: { from: string; to: string }) =>
    listTasks(db, call, {
      ...at,
      status: [...openStates],
      dueFrom: days.from,
      dueTo: days.to,
      sort: [{ by: "dueOn", down: false }],
      limit: 3,
    } as Parameters<typeof listTasks>[2]);
  const count = (filter: Parameters<typeof countFiltered>[2]) => countFiltered(db, reading, filter);
  const due = async (days: { from: string; to: string }) => {
    const { total, items } = await list(days);
    return { total, ids: items.map((task) => task.id as string) };
  };
  const units = await unitFigures(db, call, {
    ...at,
    kind: ["district", "platform"],
    parts: "with",
    sort: [],
    limit: 1000,
  } as Parameters<typeof unitFigures>[2]);
  const instant = reading.asOf ?? "infinity";
  const lights = ["green", "yellow", "red", "grey"] as const;
  const byLight = async (filter: Parameters<typeof countFiltered>[2]) => {
    const counts: Record<string, number> = {};
    for (const light of lights) {
      const found = await count({ ...filter, light: [light] });
      if (found > 0) counts[light] = found;
    }
    return counts;
  };
  return {
    lights: await byLight({}),
    ofGroup: await byLight({ group: [ledger.groupId] }),
    ended: await count({ status: ["ended"] }),
    closed: await count({ status: ["closed"] }),
    implemented: await count({ implemented: "true" }),
    reviewDue: await count({ reviewDue: "true" }),
    maturity: await ladderOf(db, call, at, {}),
    places: await byLight({ parts: "places" }),
    late: await due(windows.late),
    next: await due(windows.next),
    carried: Object.fromEntries(
      units.items.map((unit) => [
        unit.unitId,
        [unit.lead, unit.support, unit.late, total(unit.leadLights, unit.supportLights)],
      ]),
    ),
    plan: sumsOf(sumsAt(await heldAt(db, reading, [instant], [reading.today]), 0)),
  };
}

interface Windows {
  late: { from: string; to: string };
  next: { from: string; to: string };
}

function total(...counts: Readonly<Record<string, number>>[]) {
  const sums: Record<string, number> = {};
  for (const [light, count] of counts.flatMap((one) => Object.entries(one))) sums[light] = (sums[light] ?? 0) + count;
  return sums;
}

/** What a trend shows of sums: scheduled progress is not told apart by what is implemented. */
const sumsOf = (sums: ReturnType<typeof sumsAt>) => ({
  counts: total(
    ...sums
      .filter((one) => one.count > 0)
      .map((one) => ({ [`${one.light} ${one.closed} ${one.implemented}`]: one.count })),
  ),
  progress: total(...sums.map(({ scheduled, planned, actual }) => ({ scheduled, planned, actual }))),
});

async function inOneWalk(call: Call, at: { programmeId: string; asOf?: string | undefined }, windows: Windows) {
  const units = await db.selectFrom("unit").select("id").where("kind", "in", ["district", "platform"]).execute();
  const standing = await standingFigures(db, call, {
    ...at,
    ...windows,
    unitIds: units.map((unit) => unit.id),
    limit: 3,
  });
  const { groups, carried, plan, late, next } = standing;
  const sum = (of: (row: (typeof groups)[number]) => number) => groups.reduce((whole, row) => whole + of(row), 0);
  const due = ({ tasks }: typeof late) => ({ total: tasks.total, ids: tasks.items.map((task) => task.taskId) });
  return {
    lights: total(...groups.map((row) => ({ [row.light]: row.count }))),
    ofGroup: total(
      ...groups.filter((row) => row.groupId === ledger.groupId).map((row) => ({ [row.light]: row.count })),
    ),
    ended: sum((row) => row.count - row.counted),
    closed: sum((row) => row.closed),
    implemented: sum((row) => row.implemented),
    reviewDue: standing.reviewDue,
    maturity: standing.maturity,
    places: standing.places,
    late: due(late),
    next: due(next),
    carried: Object.fromEntries(
      [...carried].map(([unitId, unit]) => [unitId, [unit.lead, unit.support, unit.late, unit.lights]]),
    ),
    plan: sumsOf(plan),
  };
}

test("任意改动之后，一次读出的各数与逐项查询一致：今天和过去某天，各种读者", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(undefined, "2021-09-30", "2021-12-05", "2022-02-09"),
      async (steps, asOf) => {
        await ledger.enter(2);
        for (const one of steps) await change(db, one);
        const today = asOf ?? "2022-02-10";
        const day = (days: number) =>
          new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
        const windows = { late: { from: "1900-01-01", to: day(-1) }, next: { from: today, to: day(30) } };
        for (const as of readers) {
          const at = { programmeId, asOf };
          expect(await inOneWalk(callOf(as), at, windows), as).toEqual(await oneByOne(callOf(as), at, windows));
        }
      },
    ),
    { numRuns: 20 },
  );
}, 240_000);
