// Lights judged again: all of a programme at once equal each by itself, whatever the facts are; and what is the same is not written.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnLedger } from "../../../tests/own-ledger.ts";
import { testZone } from "../../../tests/start-server.ts";
import type { Actor } from "../../kernel/access.ts";
import { ownCall } from "../../kernel/call.ts";
import { programActor } from "../accounts/model.ts";
import type { Db } from "../tables.ts";
import { judgeAgain } from "./light-again.ts";
import { tasksForLights } from "./light-again-store.ts";
import { sameReasons } from "./light-past.ts";
import type { LightReason } from "./model.ts";
import { openStates } from "./rules.ts";

let own: Awaited<ReturnType<typeof startOwnLedger>>;
let ids: string[];
let office: Actor;
beforeAll(async () => {
  own = await startOwnLedger(8);
  office = (await own.officeCall()).actor;
  ids = (await own.own()).map((task) => task.id as string).sort();
}, 120_000);
afterAll(() => own.server.close());

class Undo extends Error {}
/** Does something in a transaction that is then undone. */
async function undone<R>(work: (tx: Db) => Promise<R>): Promise<R> {
  let result: R | undefined;
  await own.server.database.db
    .transaction()
    .execute(async (tx) => {
      result = await work(tx);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return result as R;
}

const day = fc
  .integer({ min: 0, max: 700 })
  .map((n) => new Date(Date.UTC(2021, 8, 1) + n * 86_400_000).toISOString().slice(0, 10));
const task = fc.record({
  state: fc.constantFrom("inProgress", "inProgress", "adjusting", "signed", "suspended", "closed"),
  startsOn: fc.option(day),
  dueOn: fc.option(day),
  percent: fc.nat(100),
  milestones: fc.array(
    fc.record({ dueOn: day, weight: fc.integer({ min: 1, max: 5 }), reached: fc.boolean(), dropped: fc.boolean() }),
    { maxLength: 4 },
  ),
  /** Which other task it is a part of; none where it would be above itself. */
  above: fc.option(fc.nat(3)),
  override: fc.option(fc.record({ light: fc.constantFrom("green", "yellow", "red"), until: day })),
});

type Facts = typeof task extends fc.Arbitrary<infer T> ? T : never;

/** Puts facts of any kind below the light, past every rule of ours. */
async function lay(tx: Db, facts: readonly Facts[]): Promise<void> {
  const { programmeId } = own;
  for (const [n, { state, startsOn, dueOn, percent, milestones, above, override }] of facts.entries()) {
    const id = ids[n] as string;
    const parent = n >= 4 && above !== null ? (ids[above] as string) : null;
    await sql`update task set state = ${state}, starts_on = ${startsOn}, due_on = ${dueOn}, progress_percent = ${percent},
      kind = ${parent ? "part" : "plan"}, parent_id = ${parent}, depth = ${parent ? 1 : 0}, weight = ${1 + (n % 3)}
      where programme_id = ${programmeId} and id = ${id}`.execute(tx);
    for (const [k, one] of milestones.entries())
      await sql`insert into milestone (programme_id, id, task_id, title, due_on, weight, reached_on, dropped, changed_at)
        values (${programmeId}, ${rowId(n, k)}, ${id}, ${`节点 ${one.dueOn}`}, ${one.dueOn}, ${one.weight},
          ${one.reached ? one.dueOn : null}, ${one.dropped}, now())`.execute(tx);
    if (override)
      await sql`insert into light_override (programme_id, id, task_id, light, from_light, reason, until_on, state, made_by,
          made_unit_id, made_at, changed_at, changed_by)
        values (${programmeId}, ${rowId(n, 9)}, ${id}, ${override.light}, 'yellow', '演示', ${override.until},
          'standing', ${office.personId}, ${office.unitId}, now(), now(), ${office.personId})`.execute(tx);
  }
}

/** The same each time, since ids decide the order of milestones of one day. */
const rowId = (n: number, k: number) => `00000000-0000-7000-8000-0000000000${n}${k}`;

const callOn = (today: string) =>
  ownCall(programActor, Date.parse(`${today}T02:00:00Z`), testZone, "tasks.refreshLights");

const lightsAndEvents = async (tx: Db) => ({
  lights: await tx
    .selectFrom("task")
    .select(["id", "light", "light_because", "planned_percent", "version", "changed_at"])
    .where("programme_id", "=", own.programmeId)
    .orderBy("id")
    .execute(),
  history: (
    await sql`select id, light, light_because, valid_from, valid_to from task_history
      where programme_id = ${own.programmeId} order by id, valid_from, valid_to`.execute(tx)
  ).rows,
  events: await tx
    .selectFrom("event")
    .select(["kind", "subject_id", "subject_version", "before", "after", "at", "duties", "note", "acts_for"])
    .where("kind", "=", "task.light")
    .orderBy("subject_id")
    .orderBy("at")
    .execute(),
});

test("全部一次重判，与一项一项地重判，亮灯、历史、事件都一样；再判一次什么也不写", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(task, { minLength: 8, maxLength: 8 }), day, day, async (facts, first, second) => {
      const days = [first, second].sort() as [string, string];
      const outcome = (judge: (tx: Db, today: string) => Promise<number>) =>
        undone(async (tx) => {
          await lay(tx, facts);
          const turned = [];
          for (const today of days) turned.push(await judge(tx, today));
          return { turned, ...(await lightsAndEvents(tx)) };
        });
      const atOnce = await outcome(async (tx, today) => {
        const turned = await judgeAgain(tx, callOn(today), own.programmeId, null);
        const before = await lightsAndEvents(tx);
        expect(await judgeAgain(tx, callOn(today), own.programmeId, null)).toBe(0);
        expect(await lightsAndEvents(tx)).toEqual(before);
        return turned;
      });
      const singly = await outcome(async (tx, today) => {
        let turned = 0;
        const all = await tasksForLights(tx, own.programmeId, openStates, null);
        for (const { id } of all) turned += await judgeAgain(tx, callOn(today), own.programmeId, [id]);
        return turned;
      });
      expect(atOnce).toEqual(singly);
    }),
    { numRuns: 12 },
  );
}, 120_000);

test("两列理由是否说的同一件事：与逐字写出再比较，结果一样", () => {
  const reason = fc.record({
    code: fc.constantFrom("light.past-due", "light.gap-red", "light.held"),
    facts: fc.dictionary(
      fc.constantFrom("days", "dueOn", "gap", "since"),
      fc.oneof(fc.nat(2), fc.constantFrom("2021-08-04", "2")),
    ),
  });
  const written = (reasons: readonly LightReason[]) =>
    JSON.stringify(
      reasons.map(({ code, facts: { days: _, ...facts } }) => [
        code,
        Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)),
      ]),
    );
  fc.assert(
    fc.property(fc.array(reason, { maxLength: 3 }), fc.array(reason, { maxLength: 3 }), (a, b) => {
      const [one, other] = [a as LightReason[], b as LightReason[]];
      expect(sameReasons(one, other)).toBe(written(one) === written(other));
      expect(sameReasons(one, structuredClone(one))).toBe(true);
    }),
  );
});
