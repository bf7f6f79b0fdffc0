// Many tasks changed in one request leave the same behind as one by one: what the search keeps of them, and who is told.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "../src/domain/tables.ts";
import { actOnMany } from "../src/domain/tasks/acts.ts";
import { editTasks } from "../src/domain/tasks/edit.ts";
import { startOwnLedger } from "./own-ledger.ts";

let ledger: Awaited<ReturnType<typeof startOwnLedger>>;
beforeAll(async () => {
  ledger = await startOwnLedger(12);
}, 120_000);
afterAll(() => ledger.server.close());

class Undo extends Error {}

/** What stands beside the tasks after some work, which is then undone. */
async function leftBy(taskIds: readonly string[], work: (tx: Db) => Promise<unknown>) {
  const left: unknown[] = [];
  await ledger.server.database.db
    .transaction()
    .execute(async (tx) => {
      await work(tx);
      const entries = await sql`select id, names, body, sort_key, digest, words::text as words from search_entry
        where kind = 'task' and id = any(${taskIds}::uuid[]) order by id`.execute(tx);
      const notices = await sql`select n.key, n.topic, n.subject_id, n.title_zh, n.title_en, n.href, n.due_on, n.urgent,
          array(select r.person_id from notice_reader r where r.programme_id = n.programme_id and r.notice_id = n.id
            order by 1) as readers
        from notice n where n.subject_id = any(${taskIds}::uuid[]) order by n.subject_id, n.key`.execute(tx);
      left.push(entries.rows, notices.rows);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return { entries: left[0] as unknown[], notices: left[1] as unknown[] };
}

const change = fc.record(
  {
    leader: fc.constantFrom("甲", "乙方负责人", null),
    contact: fc.constantFrom("丙 023-6300", null),
    shortTitle: fc.constantFrom("简称", "重庆银行"),
    annualGoal: fc.constantFrom("演示目标", null),
    groupId: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe("一次办多项，与一项一项地办", () => {
  test("编辑：检索条目与通知都一样", async () => {
    const call = await ledger.officeCall();
    const { programmeId, groupId } = ledger;
    const tasks = (await ledger.own()).slice(0, 8);
    const taskIds = tasks.map((task) => task.id as string);
    const subset = fc.uniqueArray(fc.record({ which: fc.nat(7), change }), {
      selector: (one) => one.which,
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(subset, async (given) => {
        const edits = given.map(({ which, change: { groupId: joins, ...rest } }) => ({
          taskId: taskIds[which] as string,
          version: tasks[which]?.version as number,
          change: joins === undefined ? rest : { ...rest, groupId: joins ? groupId : null },
        }));
        const atOnce = await leftBy(taskIds, (tx) => editTasks(tx, call, { programmeId, edits }));
        const singly = await leftBy(taskIds, async (tx) => {
          for (const edit of edits) await editTasks(tx, call, { programmeId, edits: [edit] });
        });
        expect(atOnce.entries).toHaveLength(taskIds.length);
        expect(atOnce).toEqual(singly);
      }),
      { numRuns: 20 },
    );
  });

  test("下达：检索条目与通知都一样，通知人人有份", async () => {
    const call = await ledger.officeCall();
    const { programmeId } = ledger;
    const tasks = (await ledger.own()).slice(0, 8);
    const taskIds = tasks.map((task) => task.id as string);
    const rows = tasks.map((task) => ({ taskId: task.id as string, version: task.version, input: {} }));
    const atOnce = await leftBy(taskIds, (tx) => actOnMany(tx, call, programmeId, "issue", rows));
    const singly = await leftBy(taskIds, async (tx) => {
      for (const row of rows) await actOnMany(tx, call, programmeId, "issue", [row]);
    });
    expect(atOnce.notices).toHaveLength(tasks.length);
    expect(atOnce).toEqual(singly);
  });
});
