// Figures of the ledger against a plain count of its rows: by unit, group, month, since an instant; as each reader sees them.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import { type Call, ownCall } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import { programActor } from "../accounts/model.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { changesBetween } from "./changes/changes.ts";
import { enterTasks } from "./enter.ts";
import { figuresAt, openMilestones } from "./figures.ts";
import { foldUnits, orderUnits, type UnitRow } from "./figures-rules.ts";
import type { TaskSummary } from "./model.ts";
import type { UnitFigures } from "./model-figures.ts";

const size = 40;
const zone = "Asia/Shanghai";
let server: TestServer;
let programmeId: ProgrammeId;
const unitIds = new Map<string, UnitId>();
const unit = (shortName: string) => unitIds.get(shortName) as UnitId;
type As = "office" | "lead" | "district" | "group";

/** 演示数据: tasks with one lead, two or none, some of a working group, that live through half a year. */
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  const { db } = server.database;
  for (const row of await db.selectFrom("unit").select(["id", "short_name"]).execute())
    unitIds.set(row.short_name, row.id as UnitId);
  const { plan_version_id: plan } = await db
    .selectFrom("programme")
    .select("plan_version_id")
    .executeTakeFirstOrThrow();
  const call = ownCall(programActor, Date.parse("2021-03-10T01:00:00Z"), zone, "test");
  const share = (shortName: string, part: "lead" | "support") => ({ unitId: unit(shortName), part, implied: false });
  await db.transaction().execute((tx) =>
    enterTasks(
      tx,
      call,
      programmeId,
      plan as string,
      Array.from({ length: size }, (_, n) => ({
        number: String(n + 1),
        path: [],
        text: `演示事项第${n + 1}号。`,
        contentKey: `figures-${n}`,
        start: 0,
        end: 0,
        dueText: null,
        dueOn: n % 5 === 0 ? null : `2021-${String((n % 12) + 1).padStart(2, "0")}-15`,
        startsOn: null,
        units: [
          ...(n % 4 === 0 ? [] : [share(["市科技局", "市教委", "渝中区"][n % 3] as string, "lead")]),
          ...(n % 8 === 7 ? [share("市财政局", "lead")] : []),
          ...(n % 3 === 0 ? [share("渝中区", "support")] : [share("市科技局", "support")]),
        ],
      })),
    ),
  );
  const groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
  for (let month = 4; month <= 9; month += 1)
    await sql`update task set version = version + 1, changed_at = ${`2021-0${month}-05T04:00:00Z`},
        state = (array['draft', 'issued', 'inProgress', 'suspended', 'closed', 'ended'])[1 + (ordinal + ${month}) % 6],
        light = (array['green', 'yellow', 'red', 'grey'])[1 + (ordinal * ${month}) % 4],
        maturity = least(5, greatest(0, (${month} - 4) * (ordinal % 2))),
        in_force_on = date '2021-03-10' + 6 * (ordinal % 40),
        planned_percent = case when ordinal % 3 = 0 then null else 10 * (${month} - 3) end,
        progress_percent = (ordinal * ${month}) % 100,
        group_id = case when ordinal % 3 = 1 then ${groupId}::uuid end
      where content_key like 'figures-%' and (ordinal + ${month}) % 2 = 0`.execute(db);
}, 120_000);
afterAll(() => server.close());

async function callOf(as: As): Promise<Call> {
  const username = `demo-${as}`;
  const row = await server.database.db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", username)
    .executeTakeFirstOrThrow();
  const actor = await actorOfPerson(server.database.db, row.person_id);
  return ownCall(actor, server.clock.now(), zone, "test");
}

async function ledger(as: As, asOf?: string): Promise<TaskSummary[]> {
  const api = await server.as(as);
  const page = await api.tasks.listTasks({ programmeId, limit: 1000, sort: "ordinal", ...(asOf ? { asOf } : {}) });
  expect(page.next).toBeNull();
  return page.items;
}

const open = ["issued", "signed", "inProgress", "adjusting", "closeRequested", "firstReviewed", "secondReviewed"];
const countBy = <T>(items: readonly T[], keyOf: (item: T) => string) =>
  Object.fromEntries([...Map.groupBy(items, keyOf)].map(([key, inside]) => [key, inside.length]));

/** The same figures, counted by hand from the rows of the ledger. */
function byHand(tasks: readonly TaskSummary[], today: string): Map<string, Omit<UnitFigures, "name" | "shortName">> {
  const ids = new Set(tasks.flatMap((task) => [...task.units.map((one) => one.unitId), task.groupId ?? []].flat()));
  const found = new Map<string, Omit<UnitFigures, "name" | "shortName">>();
  for (const unitId of ids) {
    const has = (part: string) =>
      tasks.filter((task) => task.units.some((one) => one.unitId === unitId && one.part === part));
    const ofGroup = tasks.filter((task) => task.groupId === unitId);
    const own = ofGroup.length > 0 ? ofGroup : has("lead");
    const support = has("support");
    const next = own
      .filter((task) => open.includes(task.state) && task.dueOn && task.dueOn >= today)
      .toSorted((a, b) => (a.dueOn as string).localeCompare(b.dueOn as string) || a.ordinal - b.ordinal)[0];
    found.set(unitId, {
      unitId,
      kind: "department",
      lead: own.length,
      leadLights: countBy(own, (task) => task.light),
      leadStates: countBy(own, (task) => task.state),
      late: own.filter((task) => open.includes(task.state) && task.dueOn && task.dueOn < today).length,
      support: support.length,
      supportLights: countBy(support, (task) => task.light),
      next: next ? { taskId: next.id, title: next.shortTitle, dueOn: next.dueOn as string } : null,
    });
  }
  return found;
}

describe("按单位", () => {
  test.each([
    ["office", undefined],
    ["office", "2021-06-30"],
    ["lead", undefined],
    ["district", undefined],
    ["group", "2021-07-31"],
  ] as [As, string | undefined][])("%s 看到的（截至 %s）与逐行点数一致", async (as, asOf) => {
    const today = asOf ?? "2021-09-01";
    const expected = byHand(await ledger(as, asOf), today);
    expect(expected.size).toBeGreaterThan(1);
    const page = await (await server.as(as)).tasks.unitFigures({ programmeId, ...(asOf ? { asOf } : {}) });
    expect(page.total).toBe(expected.size);
    for (const { name: _n, shortName: _s, kind, ...figures } of page.items) {
      const { kind: _kind, ...hand } = expected.get(figures.unitId) as UnitFigures;
      expect(figures, kind).toEqual(hand);
    }
  });

  test("筛选、类别、排序和翻页", async () => {
    const office = await server.as("office");
    const led = (await ledger("office")).filter((task) =>
      task.units.some((one) => one.part === "lead" && one.shortName === "渝中区"),
    );
    const light = led[0]?.light as TaskSummary["light"];
    const districts = await office.tasks.unitFigures({ programmeId, kind: "district", light });
    expect(districts.items.map((one) => one.shortName)).toEqual(["渝中区"]);
    expect(districts.items[0]?.leadLights).toEqual({ [light]: led.filter((task) => task.light === light).length });
    const byLate = await office.tasks.unitFigures({ programmeId, sort: "-late,-lead" });
    const lates = byLate.items.map((one) => one.late);
    expect(lates).toEqual(lates.toSorted((a, b) => b - a));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await office.tasks.unitFigures({
        programmeId,
        sort: "-late,-lead",
        limit: 2,
        ...(after ? { after } : {}),
      });
      seen.push(...page.items.map((one) => one.unitId));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(byLate.items.map((one) => one.unitId));
    const mark = (await office.tasks.unitFigures({ programmeId, limit: 1 })).next as string;
    expect((await refusalTo(office.tasks.unitFigures({ programmeId, sort: "lead", after: mark }))).code).toBe(
      "list.bad-cursor",
    );
  });

  test("按拼音、按下一个到期排序；没有到期日的在后", () => {
    const row = (unitId: string, sortKey: string, nextDue: string | null): UnitRow => ({
      unitId,
      name: unitId,
      shortName: unitId,
      kind: "department",
      sortKey,
      part: "lead",
      state: "inProgress",
      light: "green",
      count: 1,
      late: 0,
      nextId: nextDue ? unitId : null,
      nextTitle: nextDue ? "演示" : null,
      nextDue,
    });
    const units = foldUnits([row("c", "2", "2021-01-01"), row("a", "3", null), row("b", "1", "2021-01-01")]);
    const order = (by: "name" | "next", down = false) => orderUnits(units, [{ by, down }]).map((one) => one.unitId);
    expect(order("name")).toEqual(["b", "c", "a"]);
    expect(order("name", true)).toEqual(["a", "c", "b"]);
    expect(order("next")).toEqual(["b", "c", "a"]);
    expect(orderUnits(units, []).map((one) => one.unitId)).toEqual(["b", "c", "a"]);
  });
});

const isInForce = (task: TaskSummary, day: string) =>
  task.maturity >= 1 && task.inForceOn !== null && task.inForceOn <= day;

describe("逐月", () => {
  const days = ["2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31", "2021-06-30", "2021-07-31", "2021-08-31"];
  test.each(["office", "lead"] as const)("%s：每个时点都与当日台账一致", async (as) => {
    const call = await callOf(as);
    const { db } = server.database;
    const held = await figuresAt(db, call, { programmeId }, [...days.map((day) => endOfDay(day, zone)), "infinity"]);
    const ids = new Set((await ledger(as)).map((task) => task.id));
    for (const [index, day] of [...days, undefined].entries()) {
      // Whoever sees a part sees the past of what they see today.
      const tasks = (await ledger("office", day)).filter((task) => ids.has(task.id) && task.state !== "ended");
      const rows = held.filter((row) => row.from < index + 1 && row.to >= index + 1);
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
      const scheduled = tasks.filter((task) => task.plannedPercent !== null);
      expect(
        {
          count: sum((row) => row.count),
          implemented: sum((row) => (row.implemented ? row.count : 0)),
          closed: sum((row) => (row.closed ? row.count : 0)),
          red: sum((row) => (row.light === "red" ? row.count : 0)),
          scheduled: sum((row) => row.scheduled),
          planned: sum((row) => row.planned),
          actual: sum((row) => row.actual),
        },
        day ?? "现在",
      ).toEqual({
        count: tasks.length,
        implemented: tasks.filter((task) => isInForce(task, day ?? call.today)).length,
        closed: tasks.filter((task) => task.state === "closed").length,
        red: tasks.filter((task) => task.light === "red").length,
        scheduled: scheduled.length,
        planned: scheduled.reduce((total, task) => total + (task.plannedPercent ?? 0), 0),
        actual: scheduled.reduce((total, task) => total + task.progressPercent, 0),
      });
    }
  });
});

describe("某时以来的变化", () => {
  test("人改过的、灯变了的都列出，只有计划进度随日历变动的不列", async () => {
    const { db } = server.database;
    const call = await callOf("office");
    const since = "2021-09-05T12:00:00.000Z";
    const tasks = await ledger("office");
    const [edited, turned, calendar] = tasks.slice(10, 13) as [TaskSummary, TaskSummary, TaskSummary];
    const at = "2021-09-06T01:00:00Z";
    await sql`update task set version = version + 1, leader = '演示', changed_at = ${at} where id = ${edited.id}`.execute(
      db,
    );
    await sql`update task set light = case light when 'red' then 'green' else 'red' end, changed_at = ${at}
      where id = ${turned.id}`.execute(db);
    await sql`update task set planned_percent = 99, changed_at = ${at} where id = ${calendar.id}`.execute(db);
    const later = { ...call, today: "2021-09-06" };
    const latest = { programmeId, sort: [{ by: "changedAt", down: true }] as const };
    const { items, total } = await changesBetween(db, later, { ...latest, sort: [...latest.sort], since, limit: 10 });
    expect(total).toBe(2);
    expect(items.map((one) => one.taskId).sort()).toEqual([edited.id, turned.id].sort());
    const light = items.find((one) => one.taskId === turned.id)?.fields;
    expect(light?.map((one) => one.field)).toEqual(["light"]);
    const early = await changesBetween(db, later, {
      ...latest,
      sort: [...latest.sort],
      since: "2021-03-01T00:00:00Z",
      limit: 5,
    });
    expect(early.total).toBeGreaterThanOrEqual(size);
    expect(early.items).toHaveLength(5);
    expect(early.items[0]?.kind).toBe("added");
  });
});

test("未完成的里程碑：只算在办任务，撤销的、完成的不算，按日期排列", async () => {
  const { db } = server.database;
  const call = await callOf("office");
  const tasks = await ledger("office");
  const working = tasks.filter((task) => open.includes(task.state)).slice(0, 2);
  const resting = tasks.filter((task) => open.includes(task.state))[2] as TaskSummary;
  await sql`update task set state = 'suspended', changed_at = '2021-09-07T00:00:00Z' where id = ${resting.id}`.execute(
    db,
  );
  const add = (task: TaskSummary, title: string, dueOn: string, more: { reached?: string; dropped?: boolean } = {}) =>
    db
      .insertInto("milestone")
      .values({
        programme_id: programmeId,
        id: crypto.randomUUID(),
        task_id: task.id,
        title,
        due_on: dueOn,
        weight: 1,
        reached_on: more.reached ?? null,
        dropped: more.dropped ?? false,
        changed_at: "2021-08-01T00:00:00Z",
      })
      .execute();
  await add(working[0] as TaskSummary, "后", "2021-10-02");
  await add(working[1] as TaskSummary, "先", "2021-10-01");
  await add(working[1] as TaskSummary, "界外", "2021-10-03");
  await add(working[1] as TaskSummary, "已完成", "2021-10-01", { reached: "2021-09-01" });
  await add(working[1] as TaskSummary, "已撤销", "2021-10-01", { dropped: true });
  await add(resting, "暂缓的", "2021-10-01");
  const found = await openMilestones(db, call, { programmeId }, { from: "2021-10-01", to: "2021-10-02" }, 10);
  expect(found).toMatchObject({ total: 2, items: [{ title: "先" }, { title: "后" }] });
  const one = await openMilestones(db, call, { programmeId }, { from: "2021-10-01", to: "2021-10-02" }, 1);
  expect([one.total, one.items.length]).toEqual([2, 1]);
  const before = await openMilestones(
    db,
    call,
    { programmeId, asOf: "2021-07-01" },
    { from: "2021-10-01", to: "2021-10-02" },
    10,
  );
  expect(before.total).toBe(0);
});
