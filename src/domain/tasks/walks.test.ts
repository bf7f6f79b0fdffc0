// Random walks: whoever does whatever with a task, nothing happens outside the table, nothing vanishes, and every refusal changes nothing.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startActingLedger } from "../../../tests/acting-ledger.ts";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { type Call, ownCall } from "../../kernel/call.ts";
import { Fault } from "../../kernel/errors.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { Db } from "../tables.ts";
import { actOnOne } from "./acts.ts";
import { tasksOwed } from "./owed.ts";
import { type StepAct, stepActs, taskActs } from "./rules.ts";
import { getTask } from "./service.ts";

let ledger: Awaited<ReturnType<typeof startActingLedger>>;
const actors = new Map<string, Call["actor"]>();
let taskId: string;

beforeAll(async () => {
  ledger = await startActingLedger(3);
  const { db } = ledger.server.database;
  for (const who of ["office", "group", "lead", "support"]) {
    const account = await db
      .selectFrom("account")
      .select("person_id")
      .where("username", "=", `demo-${who}`)
      .executeTakeFirstOrThrow();
    actors.set(who, await actorOfPerson(db, account.person_id));
  }
  const task = await ledger.atWork();
  await ledger.addEvidence(task);
  taskId = task.id;
}, 240_000);
afterAll(() => ledger.server.close());

const step = fc.record({
  who: fc.constantFrom("office", "group", "lead", "support"),
  act: fc.constantFrom(...stepActs),
  days: fc.integer({ min: 0, max: 4 }),
  note: fc.constantFrom("意见（演示数据）", undefined),
  because: fc.constantFrom("national", "relapse"),
  reviewOn: fc.constantFrom("2021-09-03", "2030-01-01", "2022-06-30"),
  dueOn: fc.constantFrom("2020-01-01", "2023-12-31", undefined),
  check: fc.constantFrom("none", "chosen", "drawn"),
  finding: fc.constantFrom("属实", undefined),
});

/** The walk that chance may miss. */
const given = {
  days: 1,
  note: "意见（演示数据）",
  because: "national",
  reviewOn: "2022-06-30",
  dueOn: "2023-12-31",
  check: "none",
  finding: undefined,
} as const;
const directWalk = [
  { ...given, who: "support", act: "end" },
  { ...given, who: "lead", act: "requestChange" },
  { ...given, who: "office", act: "end" },
] as const satisfies readonly { who: string; act: StepAct }[];

class Undo extends Error {}

/** What must hold of a task after every step. */
async function expectSound(
  tx: Db,
  before: { state: string; version: number; events: number },
  act: StepAct,
  done: boolean,
) {
  const call = ownCall(actors.get("office") as Call["actor"], ledger.now() + 9e8, "Asia/Shanghai", "walk");
  const task = await getTask(tx, call, { programmeId: ledger.programmeId, taskId });
  if (!done) {
    expect([task.state, task.version, task.events.length]).toEqual([before.state, before.version, before.events]);
    return task;
  }
  const row = taskActs[act];
  expect(row.from as readonly string[]).toContain(before.state);
  expect(task.state).toBe(row.to ?? before.state);
  expect(task.version).toBe(before.version + 1);
  expect(task.events.length).toBe(before.events + 1);
  // Under way is exactly what the state says.
  expect(task.deadlineChanges.filter((one) => one.outcome === null)).toHaveLength(task.state === "adjusting" ? 1 : 0);
  const closing = ["closeRequested", "firstReviewed", "secondReviewed"].includes(task.state);
  expect(task.closeOuts.filter((one) => one.outcome === null)).toHaveLength(closing ? 1 : 0);
  expect(task.reviewOn !== null).toBe(task.state === "suspended");
  expect(task.firstDueOn).toBe("2023-06-30");
  expect(task.dueChanges).toBe(
    task.deadlineChanges.filter((one) => one.outcome?.outcome === "allowed" && one.toDue).length,
  );
  for (const closeOut of task.closeOuts)
    if (closeOut.second) expect(closeOut.second.personName).not.toBe(closeOut.first?.personName);
  return task;
}

/** Whatever waits for somebody stands among what that somebody owes. */
async function expectOwed(tx: Db, state: string, at: number) {
  const waits: Record<string, string[]> = {
    adjusting: ["group", "office"],
    closeRequested: ["group"],
    firstReviewed: ["office"],
    secondReviewed: ["office"],
  };
  const who = waits[state];
  if (!who) return;
  const owing = [];
  for (const one of who) {
    const call = ownCall(actors.get(one) as Call["actor"], at, "Asia/Shanghai", "walk");
    owing.push(
      ...(await askedOwed(tasksOwed, tx, call, ledger.programmeId)).filter(
        (owed) => owed.id === taskId && !owed.waitingFor,
      ),
    );
  }
  expect(owing.length, state).toBe(1);
}

describe("任意的人、任意的动作、任意的次序", () => {
  test("没有一步离开状态表，被拒的什么也不改，该办的总在谁的待办里", async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 40 }), async (steps) => {
        await ledger.server.database.db
          .transaction()
          .execute(async (tx) => {
            let at = ledger.now() + 60_000;
            let before = { state: "inProgress", version: 0, events: 0 };
            const first = await getTask(
              tx,
              ownCall(actors.get("office") as Call["actor"], at, "Asia/Shanghai", "walk"),
              { programmeId: ledger.programmeId, taskId },
            );
            before = { state: first.state, version: first.version, events: first.events.length };
            for (const { who, act, days, ...given } of steps) {
              at += days * 86_400_000 + 1000;
              const call = ownCall(actors.get(who) as Call["actor"], at, "Asia/Shanghai", "walk");
              const input = {
                ...given,
                milestones: [],
                opinion: "support",
                done: "完成",
                effect: "成效",
                approvedBy: "甲",
                basis: "乙",
                days: 3,
                where: "门户",
              };
              const done = await actOnOne(tx, call, ledger.programmeId, act, {
                taskId,
                version: before.version,
                input: input as never,
              })
                .then(() => true)
                .catch((error) => {
                  if (error instanceof Fault) return false;
                  throw error;
                });
              const task = await expectSound(tx, before, act, done);
              before = { state: task.state, version: task.version, events: task.events.length };
              reached.add(task.state);
              await expectOwed(tx, task.state, at);
            }
            throw new Undo();
          })
          .catch((error) => {
            if (!(error instanceof Undo)) throw error;
          });
      }),
      { numRuns: 25, examples: [[[...directWalk]]] },
    );
    expect([...reached]).toEqual(expect.arrayContaining(["inProgress", "adjusting", "ended"]));
  }, 120_000);
});
