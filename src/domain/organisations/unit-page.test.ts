// A unit's own page over real HTTP: whoever may see it, that its figures are the ledger's, and that its data come back in one file.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOwnLedger } from "../../../tests/own-ledger.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import { readWorkbook } from "../../workbook/read-workbook.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { UnitId } from "./model.ts";
import type { UnitPage } from "./model-unit-page.ts";

type Ledger = Awaited<ReturnType<typeof startOwnLedger>>;
let ledger: Ledger;
beforeAll(async () => {
  ledger = await startOwnLedger(8);
}, 120_000);
afterAll(() => ledger.server.close());

const pageOf = async (official: DemoOfficial, unitId: UnitId, more: object = {}): Promise<UnitPage> =>
  (await ledger.server.as(official)).organisations.getUnitPage({ programmeId: ledger.programmeId, unitId, ...more });
const ownUnit = async (official: DemoOfficial) =>
  (await (await ledger.server.as(official)).accounts.getSession({})).me?.unit.id as UnitId;

const unitsOf = {
  lead: () => ownUnit("lead"),
  support: () => ownUnit("support"),
  district: () => ownUnit("district"),
  group: () => ownUnit("group"),
  office: () => ownUnit("office"),
};
const seers: Record<keyof typeof unitsOf, DemoOfficial[]> = {
  lead: ["office", "lead"],
  support: ["office", "support"],
  district: ["office", "district"],
  group: ["office", "group"],
  office: ["office"],
};

describe("谁看得到哪个单位的页面", () => {
  test.each(Object.keys(unitsOf) as (keyof typeof unitsOf)[])(
    "%s 的页面只有办公室和自己打得开,别人看来就像没有",
    async (name) => {
      const unitId = await unitsOf[name]();
      for (const official of ["office", "group", "lead", "support", "district"] as const) {
        if (seers[name].includes(official)) expect((await pageOf(official, unitId)).unit.id).toBe(unitId);
        else expect((await refusalTo(pageOf(official, unitId))).code).toBe("unit.absent");
      }
      for (const official of ["enterprise", "judge", "system", "security", "audit"] as const)
        expect((await refusalTo(pageOf(official, unitId))).status).toBe(403);
    },
  );

  test("没有的单位、没有的试点,说法一样", async () => {
    const absent = crypto.randomUUID() as UnitId;
    expect((await refusalTo(pageOf("office", absent))).code).toBe("unit.absent");
    const elsewhere = (await ledger.server.as("lead")).organisations.getUnitPage({
      programmeId: crypto.randomUUID(),
      unitId: await ownUnit("lead"),
    });
    expect((await refusalTo(elsewhere)).status).toBe(404);
  });
});

describe("页面上的数与台账一致", () => {
  test.each(["lead", "support", "group"] as const)("%s:每个数字都等于点开后的台账行数", async (official) => {
    const unitId = await ownUnit(official);
    for (const reader of ["office", official] as const) {
      const client = await ledger.server.as(reader);
      const page = await pageOf(reader, unitId);
      const figures = page.cards.flatMap((card) => card.lines).flatMap((line) => line.figures);
      expect(figures.length).toBeGreaterThan(official === "group" ? -1 : 5);
      for (const { value, href } of figures) {
        if (!href) continue;
        const [path, query] = href.split("?");
        const asked = {
          ...Object.fromEntries(new URLSearchParams(query)),
          programmeId: ledger.programmeId,
          limit: 1,
        } as never;
        const lists: Record<string, () => Promise<{ total: number }>> = {
          ledger: () => client.tasks.listTasks(asked),
          orders: () => client.supervision.listOrders(asked),
          matters: () => client.matters.listMatters(asked),
        };
        const list = lists[path?.replace(`/p/${ledger.programmeId}/`, "") ?? ""];
        expect((await list?.())?.total, href).toBe(value);
      }
    }
  });

  test("过去某日的页面是那一日的;任务转走以后,昨天的页面不变", async () => {
    const unitId = ledger.unit("市科技局");
    const before = ledger.today();
    const then = await pageOf("office", unitId, { asOf: before });
    ledger.nextDay();
    const office = await ledger.server.as("office");
    for (const task of (await ledger.own()).slice(0, 4))
      await office.tasks.assignUnits({
        programmeId: ledger.programmeId,
        taskId: task.id,
        version: task.version,
        units: [{ unitId: ledger.unit("市教委"), part: "lead", ownDuty: null }],
      });
    const now = await pageOf("office", unitId);
    const later = await pageOf("office", unitId, { asOf: before });
    const total = (page: UnitPage) => page.cards[0]?.lines.find((line) => line.key === "lead")?.figures[0]?.value ?? 0;
    expect(total(now)).toBeLessThan(total(then));
    expect(later.cards[0]?.lines).toEqual(then.cards[0]?.lines);
    expect(later.cards[0]?.owed).toEqual(then.cards[0]?.owed);
  });

  test("等着签收的在“现在要办”里,签收之后换成下一步", async () => {
    const office = await ledger.server.as("office");
    const lead = await ledger.server.as("lead");
    const unitId = await ownUnit("lead");
    const task = (await ledger.own("lead")).find((one) => one.state === "draft");
    if (!task) throw new Error("no draft");
    const at = { programmeId: ledger.programmeId, taskId: task.id };
    const issued = await office.tasks.issueTask({ ...at, version: task.version });
    const waiting = async () => (await pageOf("lead", unitId)).cards[0]?.owed.find((row) => row.id === task.id);
    expect((await waiting())?.act?.zh).toBe("签收");
    await lead.tasks.signTask({ ...at, version: issued.version });
    expect((await waiting())?.act?.zh).toBe("提交分解方案");
  });
});

test("本单位数据一次下载,行数与台账相同,别人下载不到", async () => {
  const unitId = await ownUnit("support");
  const get = async (official: DemoOfficial) => {
    const { cookie } = await ledger.server.as(official);
    const address = `${ledger.server.base}/api/v1/programmes/${ledger.programmeId}/units/${unitId}/export.xlsx`;
    return fetch(address, { headers: { cookie } });
  };
  expect((await get("lead")).status).toBe(404);
  const reply = await get("support");
  expect(decodeURIComponent(reply.headers.get("content-disposition") ?? "")).toContain("市教委-本单位数据-");
  const { sheets } = await readWorkbook(new Uint8Array(await reply.arrayBuffer()));
  const support = await ledger.server.as("support");
  const { total } = await support.tasks.listTasks({ programmeId: ledger.programmeId, unit: unitId, limit: 1 } as never);
  expect(sheets.map((sheet) => sheet.name)).toEqual(["任务", "逐月", "说明"]);
  expect(sheets[0]?.rows).toHaveLength(total + 1);
});
