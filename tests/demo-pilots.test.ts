// The fictional pilots of demo mode 演示数据: believable, marked, sound as records.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "../src/app/demo/seed.ts";
import { openDatabase } from "../src/database/open.ts";
import { type DemoOfficial, demoOfficials } from "../src/domain/accounts/model.ts";
import { sealEvents, verifyTrail } from "../src/domain/audit/service.ts";
import type { ProgrammeSummary } from "../src/domain/pilot/model.ts";
import { orderGrades, orderStates } from "../src/domain/supervision/model.ts";
import type { Tables } from "../src/domain/tables.ts";
import { taskStates } from "../src/domain/tasks/model.ts";
import { dayOf, daysBetween, isoOf } from "../src/kernel/clock.ts";
import { demoInstant, demoSnapshot } from "./start-database.ts";
import { refusalTo, startServer, type TestServer, testZone } from "./start-server.ts";

let server: TestServer;
let services: ProgrammeSummary;
let data: ProgrammeSummary;
let today: string;

const programmesOf = async (official: DemoOfficial) =>
  (await (await server.as(official)).pilot.listProgrammes({})).items;

beforeAll(async () => {
  const database = await openDatabase<Tables>({ snapshotFile: await demoSnapshot() });
  server = await startServer({}, { database });
  server.clock.set(demoInstant);
  [, services, data] = (await programmesOf("office")) as [ProgrammeSummary, ProgrammeSummary, ProgrammeSummary];
  today = dayOf(server.clock.now(), testZone);
}, 180_000);
afterAll(() => server.close());

const countsOf = async (official: DemoOfficial, programme: ProgrammeSummary, asOf?: string) =>
  (await server.as(official)).tasks.countTasks({ programmeId: programme.id, ...(asOf ? { asOf } : {}) });

describe("what there is", () => {
  test("the real plan first, then the fictional ones, marked as demo data in every title", async () => {
    const shown = (await programmesOf("office")).map(({ demo, taskCount, title }) => [
      demo,
      taskCount,
      title.includes("演示数据"),
    ]);
    expect(shown).toEqual([
      [false, 4, false],
      [true, 86, true],
      [true, 20, true],
    ]);
  });

  test("a city of 40 departments, 38 districts, 9 working groups and 6 platforms, each marked as demo data", async () => {
    const units = await server.database.db
      .selectFrom("unit")
      .select(["kind", sql<number>`count(*)`.as("count")])
      .where("demo", "=", true)
      .where("ended_on", "is", null)
      .groupBy("kind")
      .execute();
    expect(Object.fromEntries(units.map((unit) => [unit.kind, unit.count]))).toMatchObject({
      department: 40,
      district: 38,
      group: 9,
      platform: 6,
      office: 2,
    });
    const unmarked = await server.database.db
      .selectFrom("unit")
      .select("name")
      .where("demo", "=", false)
      .where("name", "like", "%示例%")
      .execute();
    expect(unmarked).toEqual([]);
  });

  test("every state that can be reached, every light: some red, more yellow, most green", async () => {
    const { states, lights } = await countsOf("office", services);
    for (const state of Object.keys(taskStates)) expect(states[state], state).toBeGreaterThan(0);
    // Most are at work, as in any pilot in its second year.
    expect(states.inProgress).toBeGreaterThan(services.taskCount / 2);
    const { green = 0, yellow = 0, red = 0, grey = 0 } = lights;
    expect(red).toBeGreaterThan(1);
    expect(yellow).toBeGreaterThan(red);
    expect(green).toBeGreaterThan(yellow);
    expect(grey).toBeGreaterThan(2);
  });

  test("two tasks were issued and overlooked: nobody signed for them", async () => {
    const office = await server.as("office");
    const { items } = await office.tasks.listTasks({ programmeId: services.id, status: "issued" });
    expect(items).toHaveLength(2);
    for (const item of items) {
      const { events } = await office.tasks.getTask({ programmeId: services.id, taskId: item.id });
      const issued = events.find((event) => event.kind === "task.issue");
      expect(daysBetween(dayOf(Date.parse(issued?.at ?? ""), testZone), today)).toBeGreaterThan(60);
    }
  });

  test("two departments were merged into one, which leads their tasks now", async () => {
    const office = await server.as("office");
    const merged = await server.database.db
      .selectFrom("unit")
      .select(["id", "successor_id as successorId"])
      .where("demo", "=", true)
      .where("ended_on", "is not", null)
      .execute();
    expect(merged).toHaveLength(2);
    const [one, other] = merged;
    expect(one?.successorId).toBe(other?.successorId);
    const led = (id: string) => office.tasks.listTasks({ programmeId: services.id, lead: id });
    expect((await led(one?.id ?? "")).total + (await led(other?.id ?? "")).total).toBe(0);
    expect((await led(one?.successorId ?? "")).total).toBeGreaterThan(4);
  });

  test("the plan was issued twice, and each day reads the version of its time", async () => {
    const office = await server.as("office");
    const now = await office.pilot.getPlan({ programmeId: services.id });
    expect(now.versions).toHaveLength(2);
    expect(now.planVersion.ordinal).toBe(2);
    expect(now.behind.length).toBeGreaterThanOrEqual(86);
    const before = await office.pilot.getPlan({ programmeId: services.id, asOf: services.startsOn ?? "" });
    expect(before.planVersion.ordinal).toBe(1);
    expect(before.text).toContain("82项试点任务");
    expect(now.text).toContain("86项试点任务");
  });
});

describe("eighteen months of history", () => {
  test("something happened in every month, and nothing after the present", async () => {
    const { rows } = await sql<{ month: string; count: number; people: number; last: string }>`
      select to_char(at at time zone ${testZone}, 'YYYY-MM') as month, count(*)::int as count, max(at) as last,
        count(distinct person_id)::int as people
      from event where programme_id = ${services.id} group by 1 order by 1`.execute(server.database.db);
    expect(rows.length).toBeGreaterThanOrEqual(18);
    expect(Math.min(...rows.slice(0, -1).map((row) => row.count))).toBeGreaterThan(3);
    expect(rows.every((row) => Date.parse(row.last) <= server.clock.now())).toBe(true);
    expect(Math.max(...rows.map((row) => row.people))).toBeGreaterThan(20);
  });

  test("the ledger reads differently on each of these days, and as it grew", async () => {
    const days = [0, 20, 120, 300, 360, 420].map((offset) =>
      isoOf(Date.parse(services.startsOn ?? "") + offset * 86_400_000).slice(0, 10),
    );
    const read = await Promise.all(days.map((day) => countsOf("office", services, day)));
    expect(new Set(read.map((counts) => JSON.stringify(counts))).size).toBe(days.length);
    expect(read.map((counts) => counts.total)).toEqual([82, 82, 82, 82, 82, 86]);
    const begun = read.map(
      ({ total, states: { draft = 0, issued = 0, signed = 0 } }) => total - draft - issued - signed,
    );
    expect(begun).toEqual([...begun].sort((a, b) => a - b));
    expect(read[0]?.lights).toEqual({ grey: 82 });
  });

  test("no state of a record ends before it begins", async () => {
    for (const table of ["task_history", "milestone_history"]) {
      const { rows } = await sql`select id from ${sql.table(table)} where valid_to < valid_from`.execute(
        server.database.db,
      );
      expect(rows, table).toEqual([]);
    }
  });

  test("milestones were reached ahead of time, late, and not at all", async () => {
    const { rows } = await sql<{ early: number; late: number; missed: number; ahead: number }>`
      select count(*) filter (where reached_on <= due_on)::int as early,
        count(*) filter (where reached_on > due_on)::int as late,
        count(*) filter (where reached_on is null and due_on < ${today})::int as missed,
        count(*) filter (where reached_on is null and due_on >= ${today})::int as ahead
      from milestone where programme_id = ${services.id} and not dropped`.execute(server.database.db);
    for (const [what, count] of Object.entries(rows[0] ?? {})) expect(count, what).toBeGreaterThan(3);
  });

  test("the trail of it all is sealed and sound", async () => {
    await sealEvents(server.database.db, isoOf(server.clock.now()));
    const trail = await verifyTrail(server.database.db);
    expect(trail.problems).toEqual([]);
    expect(trail.sealedEvents).toBeGreaterThan(1000);
  });
});

describe("the delivery loop", () => {
  /** How many records of the services pilot there are for each value of a column. */
  const tally = async (table: string, column: string, programmeId = services.id) => {
    const { rows } = await sql<{ value: string | null; count: number }>`
      select ${sql.ref(column)} as value, count(*)::int as count from ${sql.table(table)}
      where programme_id = ${programmeId} group by 1`.execute(server.database.db);
    return Object.fromEntries(rows.map(({ value, count }) => [value ?? "none", count]));
  };

  test("deadlines were changed on request; one request was refused, and some wait", async () => {
    const outcomes = await tally("deadline_change", "outcome");
    expect(outcomes).toMatchObject({ allowed: expect.any(Number), refused: 1, none: 2 });
    expect(outcomes.allowed).toBeGreaterThan(1);
  });

  test("tasks were closed out with evidence and by two people, some after a return; one relapsed", async () => {
    const { rows } = await sql<{ evidence: number; people: number; outcome: string | null; reopened: string | null }>`
      select evidence_count as evidence, outcome, reopen_because as reopened,
        (select count(distinct who) from unnest(array[asked_by, first_by, second_by]) who)::int as people
      from close_out where programme_id = ${services.id}`.execute(server.database.db);
    const closed = rows.filter((row) => row.outcome === "closed");
    expect(closed.length).toBeGreaterThan(4);
    for (const row of closed) expect(row).toMatchObject({ evidence: 2, people: 3 });
    expect(rows.filter((row) => row.outcome === "returned").length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.reopened === "relapse")).toHaveLength(1);
  });

  test("districts carry their parts of a task, in different states and lights", async () => {
    const office = await server.as("office");
    const { items } = await office.tasks.listTasks({ programmeId: services.id, parts: "only" });
    expect(items.length).toBeGreaterThan(4);
    expect(new Set(items.map((part) => part.light)).size).toBeGreaterThan(2);
    expect(new Set(items.map((part) => part.state))).toEqual(new Set(["issued", "inProgress"]));
  });

  test("orders of each grade, in each state but withdrawn, and a chain from blue to red", async () => {
    const states = await tally("supervision_order", "state");
    for (const state of Object.keys(orderStates).filter((one) => one !== "withdrawn"))
      expect(states[state], state).toBeGreaterThan(0);
    const grades = await tally("supervision_order", "grade");
    for (const grade of Object.keys(orderGrades)) expect(grades[grade], grade).toBeGreaterThan(1);
    const { rows } = await sql<{ grades: string }>`
      select a.grade || ' ' || b.grade || ' ' || c.grade as grades from supervision_order c
        join supervision_order b on b.programme_id = c.programme_id and b.id = c.predecessor_id
        join supervision_order a on a.programme_id = b.programme_id and a.id = b.predecessor_id
      where c.programme_id = ${services.id}`.execute(server.database.db);
    expect(rows.map((row) => row.grades)).toEqual(["blue yellow red"]);
  });

  test("the routine reminded and urged, and the office urged by hand", async () => {
    const steps = await tally("reminder", "step");
    expect(steps.overdue).toBeGreaterThan(0);
    expect(steps.hand).toBe(2);
  });

  test("matters asked, taken up, answered, declined, settled, and some overdue", async () => {
    const { states, late } = await (await server.as("office")).matters.countMatters({ programmeId: services.id });
    for (const state of ["open", "accepted", "declined", "answered", "settled"])
      expect(states[state], state).toBeGreaterThan(0);
    expect(late).toBeGreaterThan(1);
  });

  test("one meeting with decisions, one planned with an agenda; ministries asked, and tasks nobody has taken up", async () => {
    const office = await server.as("office");
    const { items } = await office.meetings.listMeetings({ programmeId: services.id });
    expect(items.map(({ state }) => state).sort()).toEqual(["minuted", "planned"]);
    expect(items.find((one) => one.state === "minuted")).toMatchObject({ decisionCount: 3, settledCount: 1 });
    expect(items.find((one) => one.state === "planned")?.itemCount).toBeGreaterThan(3);
    const counts = await office.ministries.countEntries({ programmeId: services.id });
    expect(counts).toMatchObject({ total: 3, late: 1, states: { answered: 1 } });
    expect(counts.uncovered).toBeGreaterThan(0);
  });

  test("whatever was written there says that it is demo data", async () => {
    const texts: readonly [table: string, column: string][] = [
      ["matter", "what"],
      ["meeting", "title"],
      ["ministry_entry", "what"],
      ["ministry_entry", "ministry"],
      ["close_out", "done"],
      ["deadline_change", "reason"],
      ["order_feedback", "situation"],
    ];
    for (const [table, column] of texts) {
      const words = Object.keys(await tally(table, column));
      expect(words.length, table).toBeGreaterThan(0);
      expect(words.filter((text) => !text.includes("演示数据"))).toEqual([]);
    }
  });

  const atWork: readonly DemoOfficial[] = ["office", "group", "lead", "support", "district"];

  test.each(atWork)("%s finds something to do, something to wait for, and no empty page", async (official) => {
    const api = await server.as(official);
    const at = { programmeId: services.id };
    const { items } = await api.inbox.getInbox(at);
    expect(items.filter((one) => one.waitingFor === null).length).toBeGreaterThan(2);
    expect(items.filter((one) => one.waitingFor !== null).length).toBeGreaterThan(0);
    // No order was given to a district: what it carries is too young.
    if (official !== "district") expect((await api.supervision.listOrders(at)).total).toBeGreaterThan(0);
    expect((await api.matters.listMatters(at)).total).toBeGreaterThan(0);
    const own = (await api.organisations.listOwnUnits(at)).items;
    // The office works for the pilot as a whole.
    if (official !== "office") expect(own.length).toBeGreaterThan(0);
    for (const { id } of own) {
      const page = await api.organisations.getUnitPage({ ...at, unitId: id });
      const told = page.cards.filter(
        (card) => card.owed.length > 0 || card.lines.some((line) => line.figures.some((figure) => figure.value > 0)),
      );
      expect(told.length, page.unit.shortName).toBeGreaterThan(0);
    }
  });
});

describe("the ten officials in it", () => {
  /** How many tasks of the services pilot and of the data pilot; null where pilots are none of their duties. */
  const seen: Record<DemoOfficial, [services: number, data: number] | null> = {
    office: [86, 20],
    group: [10, 0],
    lead: [15, 2],
    support: [15, 3],
    // Two tasks of the plan, and two parts that were handed down to it.
    district: [4, 2],
    enterprise: null,
    judge: null,
    system: null,
    security: null,
    audit: null,
  };

  test.each(Object.keys(demoOfficials) as DemoOfficial[])("%s", async (official) => {
    const expected = seen[official];
    if (!expected) return expect((await refusalTo(programmesOf(official))).status).toBe(403);
    const known = (await programmesOf(official)).filter((programme) => programme.demo).map(({ id }) => id);
    expect(known).toContain(services.id);
    expect((await countsOf(official, services)).total).toBe(expected[0]);
    if (expected[1] === 0) expect(known).not.toContain(data.id);
    else expect((await countsOf(official, data)).total).toBe(expected[1]);
  });

  test("the office may edit and issue, the lead unit acts on its own tasks, the cooperating unit only reads", async () => {
    const office = await server.as("office");
    const { items } = await office.tasks.listTasks({ programmeId: services.id, status: "draft" });
    const task = await office.tasks.getTask({ programmeId: services.id, taskId: items[0]?.id as never });
    expect(task.abilities.issue?.allowed).toBe(true);
    const lead = await server.as("lead");
    const own = await lead.tasks.listTasks({ programmeId: services.id, status: "inProgress" });
    const editable = async (official: DemoOfficial) => {
      const api = await server.as(official);
      const found = await Promise.all(
        (await api.tasks.listTasks({ programmeId: services.id, status: "inProgress" })).items.map((item) =>
          api.tasks.getTask({ programmeId: services.id, taskId: item.id }),
        ),
      );
      return found.filter((one) => one.abilities.plan?.allowed).length;
    };
    expect(own.total).toBeGreaterThan(3);
    expect(await editable("lead")).toBeGreaterThan(3);
    // The part that it carries itself; the tasks in which it only cooperates it does not touch.
    expect(await editable("district")).toBe(1);
    const refused = refusalTo(
      lead.tasks.issueTask({ programmeId: services.id, taskId: task.id, version: task.version }),
    );
    expect((await refused).status).toBe(403);
  });
});

describe("making it up", () => {
  test("a second start adds nothing", async () => {
    const count = () =>
      server.database.db
        .selectFrom("event")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
    const before = await count();
    await seedDemo(server.database, server.clock, testZone, { fictional: true });
    expect(await count()).toEqual(before);
  });
});
