// An office's own ledger of made-up tasks (演示数据) behind the sample plan, on a clock that goes on by days.
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import { actorOfPerson } from "../src/domain/accounts/service.ts";
import type { UnitId } from "../src/domain/organisations/model.ts";
import type { ProgrammeId } from "../src/domain/pilot/model.ts";
import { enterTasks } from "../src/domain/tasks/enter.ts";
import type { LedgerDifference } from "../src/domain/tasks/model-changes.ts";
import { ownCall } from "../src/kernel/call.ts";
import { dayOf, isoOf } from "../src/kernel/clock.ts";
import { startServer, testZone } from "./start-server.ts";

/** Starts a server with `size` tasks whose section is 演示台账, led in turn by two units. */
export async function startOwnLedger(size: number) {
  const server = await startServer();
  const programmeId = server.programmeId as ProgrammeId;
  const { db } = server.database;
  const units = await db.selectFrom("unit").select(["id", "short_name"]).execute();
  const unitIds = new Map(units.map((row) => [row.short_name, row.id as UnitId]));
  const unit = (shortName: string) => unitIds.get(shortName) as UnitId;
  const groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
  const account = await db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", "demo-office")
    .executeTakeFirstOrThrow();
  let now = Date.parse("2021-09-02T02:00:00Z");
  let entered = 0;
  const pass = (milliseconds: number) => {
    now += milliseconds;
    server.clock.set(isoOf(now));
  };
  const ledger = {
    server,
    programmeId,
    groupId,
    unit,
    now: () => now,
    today: () => dayOf(now, testZone),
    pass,
    nextDay: (days = 1) => pass(days * 86_400_000),
    officeCall: async () => ownCall(await actorOfPerson(db, account.person_id), now, testZone, "test"),
    own: async (as: DemoOfficial = "office") =>
      (await (await server.as(as)).tasks.listTasks({ programmeId, limit: 1000 })).items.filter(
        (task) => task.path[0] === "演示台账",
      ),
    compare: async (query: object, as: DemoOfficial = "office"): Promise<LedgerDifference> =>
      (await server.as(as)).tasks.compareDays({ programmeId, limit: 1000, ...query } as never),
    /** One task with its own due day and units. */
    async enterTask(task: { dueOn: string; units: readonly { unitId: UnitId; part: "lead" | "support" }[] }) {
      const call = await ledger.officeCall();
      const text = `演示事项${now}-${++entered}。`;
      const given = {
        number: `单${entered}`,
        path: ["演示台账"],
        text,
        start: null,
        end: null,
        dueText: null,
        startsOn: null,
      };
      const units = task.units.map((unit) => ({ ...unit, implied: false }));
      return db
        .transaction()
        .execute((tx) => enterTasks(tx, call, programmeId, null, [{ ...given, dueOn: task.dueOn, units }]));
    },
    async enter(count: number) {
      const call = await ledger.officeCall();
      const lead = (n: number) => ({
        unitId: unit(n % 2 ? "市教委" : "市科技局"),
        part: "lead" as const,
        implied: false,
      });
      const given = Array.from({ length: count }, (_, n) => ({
        number: `自${n + 1}`,
        path: ["演示台账"],
        text: `演示事项${now}-${n + 1}。`,
        start: null,
        end: null,
        dueText: null,
        dueOn: "2023-06-30",
        startsOn: null,
        units: [lead(n)],
      }));
      return db.transaction().execute((tx) => enterTasks(tx, call, programmeId, null, given));
    },
  };
  pass(0);
  await ledger.enter(size);
  return ledger;
}
