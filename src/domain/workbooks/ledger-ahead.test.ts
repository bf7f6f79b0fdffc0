// The ledger that was read while the file was read is never taken for the one that is written to.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { enterTasks } from "../tasks/enter.ts";
import { ledgerNow, readAhead, withLedgerAhead } from "./ledger-ahead.ts";

let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
}, 120_000);
afterAll(() => server.close());

async function callOf(username: string) {
  const { db } = server.database;
  const account = await db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", username)
    .executeTakeFirstOrThrow();
  return ownCall(await actorOfPerson(db, account.person_id), server.clock.now(), testZone, "test");
}

test("unchanged it is taken as it is; what was edited, entered or given to another unit meanwhile is read anew", async () => {
  const { db } = server.database;
  const call = await callOf("demo-office");
  const office = await server.as("office");
  const first = await readAhead(db, call, programmeId);
  expect(first.tasks.length).toBeGreaterThan(0);
  expect(await ledgerNow(db, call, programmeId, first)).toBe(first.tasks);

  const [task] = first.tasks;
  if (!task) throw new Error("no task");
  const edited = await office.tasks.editTask({
    programmeId,
    taskId: task.id,
    version: task.version,
    annualGoal: "年内印发",
  });
  const afterEdit = await ledgerNow(db, call, programmeId, first);
  expect(afterEdit.find((one) => one.id === task.id)).toMatchObject({
    version: edited.version,
    annualGoal: "年内印发",
  });

  const second = await readAhead(db, call, programmeId);
  const { items } = await office.organisations.listUnits({ q: "市财政局" });
  const units = [{ unitId: items[0]?.id as never, part: "lead" as const }];
  await office.tasks.assignUnits({ programmeId, taskId: task.id, version: edited.version, units });
  const afterAssigning = await ledgerNow(db, call, programmeId, second);
  expect(afterAssigning.find((one) => one.id === task.id)?.units.map((unit) => unit.unitId)).toEqual([items[0]?.id]);

  const third = await readAhead(db, call, programmeId);
  const fresh = {
    number: "901",
    path: [],
    text: "演示数据：新增的任务。",
    start: null,
    end: null,
    dueText: null,
    dueOn: null,
    startsOn: null,
    units: units.map((unit) => ({ ...unit, implied: false })),
    isNew: true,
  };
  await db.transaction().execute((tx) => enterTasks(tx, call, programmeId, null, [fresh]));
  const afterEntering = await ledgerNow(db, call, programmeId, third);
  expect(afterEntering).toHaveLength(third.tasks.length + 1);
});

test("what a unit may not see is not read ahead for it", async () => {
  const seen = await readAhead(server.database.db, await callOf("demo-district"), programmeId);
  const all = await readAhead(server.database.db, await callOf("demo-office"), programmeId);
  expect(seen.tasks.length).toBeLessThan(all.tasks.length);
});

test("of many files at once only two have their ledger read ahead, and afterwards the next ones again", async () => {
  const { db } = server.database;
  const call = await callOf("demo-office");
  const file = Promise.withResolvers<void>();
  const many = Array.from({ length: 6 }, () => withLedgerAhead(db, call, programmeId, () => file.promise));
  file.resolve();
  const ahead = (await Promise.all(many)).map(([, ledger]) => ledger !== null);
  expect(ahead).toEqual([true, true, false, false, false, false]);
  expect((await withLedgerAhead(db, call, programmeId, async () => "read"))[1]).not.toBeNull();
});

test("refused files do not have the ledger read more often at once than good ones", async () => {
  const { db } = server.database;
  const call = await callOf("demo-office");
  const refused = () => withLedgerAhead(db, call, programmeId, () => Promise.reject(new Error("no workbook")));
  await expect(refused()).rejects.toThrow("no workbook");
  await expect(refused()).rejects.toThrow("no workbook");
  expect((await withLedgerAhead(db, call, programmeId, async () => "read"))[1]).toBeNull();
  const again = async () => (await withLedgerAhead(db, call, programmeId, async () => "read"))[1];
  await expect.poll(again).not.toBeNull();
});
