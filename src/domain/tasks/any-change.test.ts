// Any changes at all: many at once equal one by one, two days compared equal two ledgers read, and two people never lose a word.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOwnLedger } from "../../../tests/own-ledger.ts";
import type { TestServer } from "../../../tests/start-server.ts";
import { isoOf } from "../../kernel/clock.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { assignMany } from "./assign.ts";
import { changesBetween } from "./changes/changes.ts";
import type { ComparedTask } from "./changes/changes-store.ts";
import { fieldsApart } from "./difference.ts";
import { editTasks, type TaskEdit } from "./edit.ts";
import type { TaskId, TaskPart, TaskSummary } from "./model.ts";
import { getTask, planMilestones } from "./service.ts";
import { findWholeTasks } from "./store.ts";

type Ledger = Awaited<ReturnType<typeof startOwnLedger>>;
let server: TestServer;
let programmeId: ProgrammeId;
let groupId: Ledger["groupId"];
let unit: Ledger["unit"];
let own: Ledger["own"];
let officeCall: Ledger["officeCall"];
let today: Ledger["today"];
let nextDay: Ledger["nextDay"];
let pass: Ledger["pass"];
let now: Ledger["now"];

beforeAll(async () => {
  ({ server, programmeId, groupId, unit, own, officeCall, today, nextDay, pass, now } = await startOwnLedger(12));
}, 120_000);
afterAll(() => server.close());

describe("任意改动", () => {
  const edits = fc.array(
    fc.record({
      which: fc.nat(5),
      /** How far the given version is from the present one. */
      off: fc.constantFrom(0, 0, 0, 1, -1),
      change: fc.record(
        {
          leader: fc.constantFrom("甲", "乙", null),
          contact: fc.constantFrom("丙", null),
          isPublic: fc.boolean(),
          startsOn: fc.constantFrom("2022-01-01", "2024-01-01", null),
          groupId: fc.constantFrom("group", "unit", null),
          shortTitle: fc.constantFrom("简称", "", "长".repeat(61)),
          dueOn: fc.constant("2030-01-01"),
        },
        { requiredKeys: [] },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const ids = async () => (await own()).slice(0, 6).map((task) => task.id as string);
  const chosen = (id: unknown) => (id === "group" ? groupId : id === "unit" ? unit("市教委") : id);

  class Undo extends Error {}
  /** Does something in a transaction that is then undone. */
  async function undone<R>(work: (tx: TestServer["database"]["db"]) => Promise<R>): Promise<R> {
    let result: R | undefined;
    await server.database.db
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

  test("一次改许多行,与一行一行地改,结果、历史、事件都一样", async () => {
    const call = await officeCall();
    const taskIds = await ids();
    await fc.assert(
      fc.asyncProperty(edits, async (given) => {
        const state = async (tx: TestServer["database"]["db"]) => ({
          tasks: await findWholeTasks(tx, programmeId, taskIds, null),
          events: await tx
            .selectFrom("event")
            .select(["kind", "subject_id", "subject_version", "before", "after"])
            .where("subject_id", "in", taskIds)
            .orderBy("subject_id")
            .orderBy("subject_version")
            .execute(),
        });
        const toEdit = (
          versions: ReadonlyMap<string, number>,
          { which, off, change }: (typeof given)[number],
        ): TaskEdit => {
          const taskId = taskIds[which] as string;
          const named = "groupId" in change ? { ...change, groupId: chosen(change.groupId) } : change;
          return { taskId, version: (versions.get(taskId) as number) + off, change: named };
        };
        // Versions as they stand before all of them, so that later edits of a task are stale or hit its new version.
        const versions = new Map((await own()).map((task) => [task.id as string, task.version]));
        const rows = given.map((one) => toEdit(versions, one));
        const singly = await undone(async (tx) => {
          const outcomes = [];
          for (const row of rows) outcomes.push(...(await editTasks(tx, call, { programmeId, edits: [row] })));
          return { outcomes, ...(await state(tx)) };
        });
        const atOnce = await undone(async (tx) => {
          const outcomes = await editTasks(tx, call, { programmeId, edits: rows });
          return { outcomes, ...(await state(tx)) };
        });
        const told = ({ outcomes }: typeof singly) => outcomes.map(({ outcome, code }) => [outcome, code]);
        const sorted = <T extends { id: string }>(tasks: T[]) => tasks.sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(told(atOnce)).toEqual(told(singly));
        expect(sorted(atOnce.tasks)).toEqual(sorted(singly.tasks));
        expect(atOnce.events).toEqual(singly.events);
      }),
      { numRuns: 25 },
    );
  });

  test("两日之间的变化,与读出两日的整张台账再逐项比对,完全一致", async () => {
    const { db } = server.database;
    const taskIds = await ids();
    const acts = fc.array(
      fc.oneof(
        fc.record({ act: fc.constant("edit" as const), which: fc.nat(5), leader: fc.constantFrom("甲", "乙", null) }),
        fc.record({
          act: fc.constant("assign" as const),
          which: fc.nat(5),
          parts: fc.array(fc.constantFrom<TaskPart>("support", "guide"), { maxLength: 2 }),
        }),
        fc.record({
          act: fc.constant("plan" as const),
          which: fc.nat(5),
          titles: fc.subarray(["节点甲", "节点乙", "节点丙"]),
        }),
        fc.record({ act: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 3 }) }),
      ),
      { minLength: 3, maxLength: 9 },
    );
    await sql`update task set state = 'inProgress', version = version + 1, changed_at = ${isoOf(now())} where id = any(${taskIds}::uuid[])`.execute(
      db,
    );
    await fc.assert(
      fc.asyncProperty(acts, async (given) => {
        nextDay();
        const days = [today()];
        for (const one of given) {
          pass(1000);
          if (one.act === "wait") {
            nextDay(one.days);
            days.push(today());
            continue;
          }
          const call = await officeCall();
          await db.transaction().execute(async (tx) => {
            const taskId = taskIds[one.which] as string;
            const { version, milestones } = await getTask(tx, call, { programmeId, taskId });
            if (one.act === "edit")
              await editTasks(tx, call, { programmeId, edits: [{ taskId, version, change: { leader: one.leader } }] });
            else if (one.act === "assign")
              await assignMany(tx, call, programmeId, [
                {
                  taskId,
                  version,
                  units: [
                    { unitId: unit("市教委"), part: "lead", ownDuty: null },
                    ...one.parts.map((part, n) => ({
                      unitId: unit(n === 0 ? "市国资委" : "市财政局"),
                      part,
                      ownDuty: null,
                    })),
                  ],
                },
              ]);
            else
              await planMilestones(tx, call, {
                programmeId,
                taskId: taskId as TaskId,
                version,
                milestones: one.titles.map(
                  (title) =>
                    milestones.find((held) => held.title === title) ?? {
                      title,
                      dueOn: "2023-01-31",
                      weight: 1,
                      reachedOn: null,
                    },
                ),
              });
          });
        }
        nextDay();
        days.push(today());
        const call = await officeCall();
        const ledger = async (day: string) =>
          new Map(
            (await findWholeTasks(db, programmeId, taskIds, isoOf(Date.parse(`${day}T16:00:00Z`)))).map((task) => [
              task.id,
              { ...task, plan: "outside" } as ComparedTask,
            ]),
          );
        for (let first = 0; first < days.length - 1; first += 1) {
          const [from, to] = [days[first] as string, days.at(-1) as string];
          if (from >= to) continue;
          const [then, later] = [await ledger(from), await ledger(to)];
          const expected = taskIds.flatMap((id) => {
            const fields = fieldsApart(then.get(id) as ComparedTask, later.get(id) as ComparedTask);
            return fields.length > 0 ? [{ id, fields }] : [];
          });
          const { items } = await changesBetween(db, call, { programmeId, from, to, sort: [], limit: 1000 });
          expect(items.map((item) => ({ id: item.taskId as string, fields: item.fields }))).toEqual(
            items.map((item) => expected.find((one) => one.id === item.taskId)),
          );
          expect(items).toHaveLength(expected.length);
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 60_000);

  test("两人同时改同一任务:一人存下,一人被告知并拿到现在的样子,谁的话都没有丢", async () => {
    const fields = ["leader", "contact", "annualGoal", "expectedOutcome"] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.constantFrom(...fields), async (first, second) => {
        nextDay();
        const task = (await own())[7] as TaskSummary;
        const change = (field: string, who: string) => ({
          programmeId,
          edits: [{ taskId: task.id, version: task.version, change: { [field]: `${who}${now()}` } }],
        });
        const [a, b] = [await server.as("office"), await server.as("office")];
        const answers = await Promise.all([
          a.tasks.editTasks(change(first, "甲")),
          b.tasks.editTasks(change(second, "乙")),
        ]);
        const rows = answers.flatMap((answer) => answer.items);
        expect(rows.map((row) => row.outcome).sort()).toEqual(["saved", "stale"]);
        const [saved, stale] = rows[0]?.outcome === "saved" ? [rows[0], rows[1]] : [rows[1], rows[0]];
        expect(stale).toMatchObject({ current: task.version + 1, task: saved?.task });
        const winner = rows[0] === saved ? ([first, "甲"] as const) : ([second, "乙"] as const);
        expect((await own()).find((one) => one.id === task.id)).toMatchObject({
          [winner[0]]: `${winner[1]}${now()}`,
          version: task.version + 1,
        });
      }),
      { numRuns: 8 },
    );
  });
});
