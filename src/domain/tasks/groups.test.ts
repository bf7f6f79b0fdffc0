// The ledger's filters by unit, section and day, its groups and what may be edited in place, over real HTTP.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { programActor } from "../accounts/model.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { enterTasks } from "./enter.ts";
import { type TaskGrouping, type TaskSummary, taskGroupings } from "./model.ts";
import { editableFields } from "./rules.ts";

const size = 24;
let server: TestServer;
let programmeId: ProgrammeId;
const unitIds = new Map<string, UnitId>();
const unit = (shortName: string) => unitIds.get(shortName) as UnitId;
type As = "office" | "lead" | "district" | "group";

/** 演示数据: tasks of several sections; every fourth has no lead, every third no cooperating unit, some no day. */
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
  const call = ownCall(programActor, Date.parse("2021-09-01T01:00:00Z"), "Asia/Shanghai", "test");
  const share = (shortName: string, part: "lead" | "support") => ({ unitId: unit(shortName), part, implied: false });
  await db.transaction().execute((tx) =>
    enterTasks(
      tx,
      call,
      programmeId,
      plan as string,
      Array.from({ length: size }, (_, n) => ({
        number: String(n + 1),
        path: [["一、演示, 含逗号"], ["一、演示, 含逗号", "(一)演示小节"], []][n % 3] as string[],
        text: `演示事项第${n + 1}号。`,
        contentKey: `groups-${n}`,
        start: 0,
        end: 0,
        dueText: null,
        dueOn: n % 5 === 0 ? null : `2021-${String((n % 12) + 1).padStart(2, "0")}-15`,
        startsOn: null,
        units: [
          ...(n % 4 === 0 ? [] : [share(n % 2 === 0 ? "市科技局" : "市教委", "lead")]),
          ...(n % 8 === 7 ? [share("市科技局", "lead")] : []),
          ...(n % 3 === 0 ? [] : [share("渝中区", "support")]),
        ],
      })),
    ),
  );
  const groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
  await sql`update task set version = version + 1, changed_at = changed_at + interval '1 second',
      state = (array['draft', 'issued', 'inProgress', 'suspended', 'closed'])[1 + ordinal % 5],
      light = (array['green', 'yellow', 'red', 'grey'])[1 + ordinal % 4],
      maturity = ordinal % 6, progress_percent = (ordinal * 7) % 100,
      group_id = case when ordinal % 6 = 0 then ${groupId}::uuid end,
      ordinal = case when content_key like 'groups-%' then ordinal + 100 else ordinal end
    where programme_id = ${programmeId}`.execute(db);
}, 120_000);
afterAll(() => server.close());

const list = async (query: object = {}, as: As = "office") =>
  (await server.as(as)).tasks.listTasks({ programmeId, limit: 1000, ...query } as never);
const ordinals = (items: readonly TaskSummary[]) => items.map((task) => task.id);
const names = (task: TaskSummary, part: string) =>
  task.units.filter((one) => one.part === part).map((one) => one.shortName);
const sectionOf = (task: TaskSummary) => task.path.join(" › ") || "none";

describe("筛选", () => {
  const day = "2021-09-01";
  test.each<[string, () => object, (task: TaskSummary) => boolean]>([
    ["配合单位", () => ({ support: unit("渝中区") }), (task) => names(task, "support").includes("渝中区")],
    ["没有牵头单位", () => ({ lead: "none" }), (task) => names(task, "lead").length === 0],
    [
      "没有牵头单位或由某单位牵头",
      () => ({ lead: `none,${unit("市教委")}` }),
      (task) => names(task, "lead").length === 0 || names(task, "lead").includes("市教委"),
    ],
    ["没有配合单位", () => ({ support: "none" }), (task) => names(task, "support").length === 0],
    ["未划归推进组", () => ({ group: "none" }), (task) => task.groupId === null],
    ["成熟度", () => ({ maturity: "0,3" }), (task) => [0, 3].includes(task.maturity)],
    ["章节,名称含逗号", () => ({ section: "一、演示, 含逗号" }), (task) => sectionOf(task) === "一、演示, 含逗号"],
    ["未分章节", () => ({ section: "none" }), (task) => task.path.length === 0],
    ["完成日起", () => ({ dueFrom: "2021-06-15" }), (task) => task.dueOn !== null && task.dueOn >= "2021-06-15"],
    ["完成日止", () => ({ dueTo: "2021-06-15" }), (task) => task.dueOn !== null && task.dueOn <= "2021-06-15"],
    [
      "完成日在两日之间",
      () => ({ dueFrom: "2021-03-15", dueTo: "2021-05-15" }),
      (task) => task.dueOn !== null && task.dueOn >= "2021-03-15" && task.dueOn <= "2021-05-15",
    ],
    [
      "逾期:在办、期限已过;草拟、暂缓、销号的不算",
      () => ({ late: "true" }),
      (task) => task.dueOn !== null && task.dueOn < day && ["issued", "inProgress"].includes(task.state),
    ],
  ])("按%s", async (_title, query, keeps) => {
    const all = await list();
    const found = await list(query());
    expect(found.items.length).toBeGreaterThan(0);
    expect(found.items.length).toBeLessThan(all.items.length);
    expect(ordinals(found.items)).toEqual(ordinals(all.items.filter(keeps)));
    expect(found.total).toBe(found.items.length);
  });

  test("逾期以所读的那一天为准", async () => {
    server.clock.set("2021-12-31T02:00:00Z");
    const today = await list({ late: "true" });
    const then = await list({ late: "true", asOf: "2021-09-01" });
    server.clock.set("2021-09-01T02:00:00Z");
    expect(ordinals(then.items)).toEqual(ordinals((await list({ late: "true" })).items));
    expect(today.total).toBeGreaterThan(then.total);
  });

  test("里程碑要了才给", async () => {
    expect((await list()).items.every((task) => task.milestones === undefined)).toBe(true);
    expect((await list({ with: "milestones" })).items.every((task) => Array.isArray(task.milestones))).toBe(true);
  });

  test("按进度、推进组排序,一次一千条", async () => {
    const progress = (await list({ sort: "-progress" })).items.map((task) => task.progressPercent);
    expect(progress).toEqual([...progress].sort((a, b) => b - a));
    const groups = (await list({ sort: "group" })).items.map((task) => task.groupId === null);
    expect(groups).toEqual([...groups].sort((a, b) => Number(a) - Number(b)));
  });

  test("翻页时总数由第一页数出,由标记带着", async () => {
    const first = await list({ limit: 10 });
    const second = await list({ limit: 10, after: first.next });
    expect([first.total, second.total]).toEqual([first.total, first.total]);
    const parts = JSON.parse(Buffer.from(first.next as string, "base64url").toString()) as unknown[];
    expect(parts[1]).toBe(first.total);
  });
});

describe("分组计数", () => {
  const keysOf: Record<TaskGrouping, (task: TaskSummary) => string[]> = {
    section: (task) => [sectionOf(task)],
    group: (task) => [task.groupId ?? "none"],
    lead: (task) => orNone(task.units.filter((one) => one.part === "lead").map((one) => one.unitId as string)),
    support: (task) => orNone(task.units.filter((one) => one.part === "support").map((one) => one.unitId as string)),
    state: (task) => [task.state],
    light: (task) => [task.light],
  };
  const orNone = (ids: string[]) => (ids.length > 0 ? ids : ["none"]);

  for (const by of Object.keys(taskGroupings) as TaskGrouping[])
    test.each<As>(["office", "lead", "district", "group"])(`按 ${by} 分组,与 %s 看到的列表一致`, async (as) => {
      for (const query of [{}, { light: "red,green" }, { status: "issued" }]) {
        const { items, total } = await list(query, as);
        const groups = await (await server.as(as)).tasks.groupTasks({ programmeId, by, ...query } as never);
        const expected = new Map<string, { count: number; lights: Record<string, number> }>();
        for (const task of items)
          for (const key of keysOf[by](task)) {
            const group = expected.get(key) ?? { count: 0, lights: {} };
            group.count += 1;
            group.lights[task.light] = (group.lights[task.light] ?? 0) + 1;
            expected.set(key, group);
          }
        expect(groups.total).toBe(total);
        expect(new Map(groups.items.map(({ key, count, lights }) => [key, { count, lights }]))).toEqual(expected);
        expect(groups.items.map((group) => group.key).indexOf("none")).toBe(
          expected.has("none") ? groups.items.length - 1 : -1,
        );
        for (const group of groups.items) expect(group.label.zh).not.toMatch(/^none$|^[0-9a-f-]{36}$/);
      }
    });

  test("一组的编号就是筛选的值:点开一组,正好是那些任务", async () => {
    const filters = {
      section: "section",
      group: "group",
      lead: "lead",
      support: "support",
      state: "status",
      light: "light",
    };
    for (const [by, filter] of Object.entries(filters)) {
      const groups = await (await server.as("office")).tasks.groupTasks({ programmeId, by } as never);
      for (const group of groups.items)
        expect((await list({ [filter]: group.key })).total, `${by} ${group.key}`).toBe(group.count);
    }
  });

  test("章节按方案的次序,灯按轻重,状态按办理先后", async () => {
    const keys = async (by: TaskGrouping) =>
      (await (await server.as("office")).tasks.groupTasks({ programmeId, by })).items.map((group) => group.key);
    expect(await keys("light")).toEqual(["red", "yellow", "green", "grey"]);
    expect(await keys("state")).toEqual(["draft", "issued", "inProgress", "suspended", "closed"]);
    const sections = (await list()).items.map(sectionOf);
    expect(await keys("section")).toEqual(
      [...new Set(sections)].sort((a, b) => Number(a === "none") - Number(b === "none")),
    );
  });
});

test("就地编辑的范围与实际一致:一栏一栏试", async () => {
  const values = { shortTitle: "演示简称", startsOn: "2021-01-01", needsNational: true, isPublic: true, groupId: null };
  for (const as of ["office", "lead", "district"] as const) {
    const client = await server.as(as);
    for (const task of (await list({}, as)).items.slice(0, 12))
      for (const field of editableFields.all) {
        const now = await client.tasks.getTask({ programmeId, taskId: task.id });
        expect(now.mayEdit).toBe(task.mayEdit);
        const value = field in values ? values[field as keyof typeof values] : `演示${as}`;
        const edit = client.tasks.editTask({ programmeId, taskId: task.id, version: now.version, [field]: value });
        const done = await edit.then(() => true).catch(() => false);
        expect(done, `${as} ${field}`).toBe((editableFields[task.mayEdit] as readonly string[]).includes(field));
      }
  }
});
