// Units, people and duties over real HTTP on the sample pilot.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { programActor } from "../accounts/model.ts";
import { seedDemoOfficials } from "../accounts/seed.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { Unit } from "./model.ts";
import { joinGroup, membersOf } from "./people.ts";
import { seedChongqingUnits } from "./seed.ts";
import { enterUnits, knownUnits, matchUnits, unitNames } from "./service.ts";

let server: TestServer;
type Client = Awaited<ReturnType<TestServer["as"]>>;
let office: Client;
beforeAll(async () => {
  server = await startServer();
  office = await server.as("office");
}, 120_000);
afterAll(() => server.close());

const unitNamed = async (name: string): Promise<Unit> => {
  const { items } = await office.organisations.listUnits({ q: name, limit: 200 });
  const found = items.find((unit) => unit.name === name || unit.shortName === name);
  if (!found) throw new Error(`no unit ${name}`);
  return office.organisations.getUnit({ unitId: found.id });
};

const eventsOf = (id: string) =>
  server.database.db.selectFrom("event").selectAll().where("subject_id", "=", id).orderBy("at").orderBy("id").execute();

describe("单位列表 the list of units", () => {
  test.each(["tree", "-tree", "name", "-name"])(
    "sorted by %s, pages of 7 give every unit once, in order",
    async (sort) => {
      const whole = await office.organisations.listUnits({ sort, limit: 200 });
      expect(whole.items).toHaveLength(whole.total);
      const paged: string[] = [];
      let after: string | undefined;
      do {
        const page = await office.organisations.listUnits({ sort, limit: 7, ...(after ? { after } : {}) });
        paged.push(...page.items.map((unit) => unit.id));
        after = page.next ?? undefined;
      } while (after);
      expect(paged).toEqual(whole.items.map((unit) => unit.id));
    },
  );

  test("in tree order every unit comes after its parent; the pilot's bodies come in the order of the plan", async () => {
    const { items } = await office.organisations.listUnits({ limit: 200 });
    const places = new Map(items.map((unit, place) => [unit.id as string, place]));
    for (const [place, unit] of items.entries())
      if (unit.parentId) expect(places.get(unit.parentId)).toBeLessThan(place);
    const kinds = items.filter((unit) => unit.kind !== "outside").map((unit) => unit.kind);
    expect(kinds.slice(0, 4)).toEqual(["government", "specialGroup", "office", "group"]);
    const groups = items.filter((unit) => unit.kind === "group").map((unit) => unit.name);
    expect(groups[0]).toBe("科技领域开放工作推进组");
    expect(groups).toHaveLength(9);
  });

  test.each([
    ["kind", { kind: "district" }, 38],
    ["several kinds", { kind: "group,office" }, 10],
    ["a part of any name", { q: "土家族" }, 4],
    ["an alias", { q: "西部科学城" }, 1],
    ["a district code", { q: "500103" }, 1],
    ["nothing", { q: "不存在的单位" }, 0],
    ["a percent sign is no wildcard", { q: "%" }, 0],
    ["an underscore is no wildcard", { q: "_" }, 0],
    ["a quotation mark breaks nothing", { q: "' or 1=1 --" }, 0],
  ])("filtered by %s", async (_title, query, total) => {
    expect((await office.organisations.listUnits({ ...query, limit: 1 } as never)).total).toBe(total);
  });

  test("by name is by pinyin, without the city's prefix: 财政局 before 科技局 before 知识产权局", async () => {
    const { items } = await office.organisations.listUnits({ kind: "department", sort: "name" });
    expect(items.map((unit) => unit.shortName)).toEqual([
      "市财政局",
      "市发展改革委",
      "市国资委",
      "市教委",
      "市科技局",
      "市知识产权局",
    ]);
  });

  test.each([
    "x",
    "bm90LWpzb24",
    Buffer.from('["tree","1"]').toString("base64url"),
    Buffer.from('["name","a"]').toString("base64url"),
  ])("a made-up page mark (%s) is refused with the mend", async (after) => {
    expect((await refusalTo(office.organisations.listUnits({ after }))).code).toBe("list.bad-cursor");
  });
});

describe("新增与修改 adding and changing", () => {
  test("a unit is found under all its names; the change leaves its story", async () => {
    const government = await unitNamed("重庆市人民政府");
    const unit = await office.organisations.addUnit({
      parentId: government.id,
      kind: "department",
      name: "重庆市商务委员会",
      shortName: "市商务委",
      aliases: ["市商委"],
    });
    expect(unit).toMatchObject({ version: 1, known: true, abilities: { edit: true, succeed: true } });
    const found = await matchUnits(server.database.db, ["市商务委", "重庆市商务委员会", "市商委", "商务委"]);
    expect([...found.values()].map((match) => [match.unitId, match.exact])).toEqual(Array(4).fill([unit.id, true]));

    server.clock.advance(1000);
    const renamed = await office.organisations.changeUnit({
      unitId: unit.id,
      version: 1,
      name: "重庆市商务局",
      shortName: "市商务局",
    });
    expect(renamed.names).toEqual([
      { name: "重庆市商务局", kind: "full", fromOn: "2021-09-01", untilOn: null },
      { name: "市商务局", kind: "short", fromOn: "2021-09-01", untilOn: null },
      { name: "市商委", kind: "alias", fromOn: null, untilOn: null },
      { name: "市商务委", kind: "former", fromOn: null, untilOn: "2021-09-01" },
      { name: "重庆市商务委员会", kind: "former", fromOn: null, untilOn: "2021-09-01" },
    ]);
    expect((await matchUnits(server.database.db, ["市商务委"])).get("市商务委")).toMatchObject({
      unitId: unit.id,
      exact: true,
    });
    const events = await eventsOf(unit.id);
    expect(events.map((event) => [event.kind, event.person_name])).toEqual([
      ["unit.added", "周明远"],
      ["unit.changed", "周明远"],
    ]);
    expect(events[1]?.after).toEqual({ name: "重庆市商务局", shortName: "市商务局" });
  });

  test("a change based on an old version is refused and tells the present one", async () => {
    const unit = await unitNamed("市财政局");
    await office.organisations.changeUnit({ unitId: unit.id, version: unit.version, aliases: ["财政部门"] });
    const refused = await refusalTo(
      office.organisations.changeUnit({ unitId: unit.id, version: unit.version, aliases: [] }),
    );
    expect([refused.status, refused.facts.current]).toEqual([412, unit.version + 1]);
    expect((await unitNamed("市财政局")).names.map((row) => row.name)).toContain("财政部门");
  });

  test("saying what is already so changes nothing, not even the version", async () => {
    const unit = await unitNamed("市教委");
    const same = await office.organisations.changeUnit({ unitId: unit.id, version: unit.version, name: unit.name });
    expect(same.version).toBe(unit.version);
  });

  test.each([
    ["the full name in another spelling", { name: "重庆市科技局" }],
    ["the short name without the city", { name: "科学技术局", shortName: "另一个局" }],
    ["an alias that is another's short name", { name: "重庆市某某局", aliases: ["市教委"] }],
  ])("a name that is another unit's is refused: %s", async (_title, names) => {
    const { id: parentId } = await unitNamed("重庆市人民政府");
    const refused = await refusalTo(office.organisations.addUnit({ parentId, kind: "department", ...names }));
    expect([refused.status, refused.code]).toEqual([409, "unit.name-taken"]);
  });

  test("many units at once: each as if added alone, also beside those before it; one refused, none is there", async () => {
    const { id: parentId } = await unitNamed("重庆市人民政府");
    const call = ownCall(programActor, server.clock.now(), testZone, "test");
    const enter = (names: readonly string[]) =>
      server.database.db.transaction().execute((tx) =>
        enterUnits(
          tx,
          call,
          names.map((name) => ({ kind: "department", name, parentId })),
        ),
      );
    await expect(enter(["重庆市批量甲局", "批量甲局"])).rejects.toMatchObject({ code: "unit.name-taken" });
    expect((await office.organisations.listUnits({ q: "批量甲局" })).total).toBe(0);
    const [first = "", second = ""] = await enter(["重庆市批量甲局", "重庆市批量乙局"]);
    const alone = await office.organisations.addUnit({ parentId, kind: "department", name: "重庆市批量丙局" });
    const like = async (id: string) => {
      const { id: _id, name, shortName, names: _names, ...rest } = await office.organisations.getUnit({ unitId: id });
      return { ...rest, named: name === shortName };
    };
    expect(await like(first)).toEqual(await like(alone.id));
    expect(await like(second)).toEqual(await like(alone.id));
    expect((await eventsOf(second)).map((event) => event.kind)).toEqual(["unit.added"]);
  });

  test("the same name is free below another government", async () => {
    const river = await office.organisations.addUnit({ kind: "government", name: "江州市人民政府(演示数据)" });
    const other = await office.organisations.addUnit({ kind: "government", name: "江州市人民政府" });
    const unit = await office.organisations.addUnit({ parentId: other.id, kind: "department", name: "江州市科技局" });
    expect(unit.parentId).not.toBe(river.id);
    const wish = { government: "重庆市人民政府" };
    expect((await matchUnits(server.database.db, ["市科技局"], wish)).get("市科技局")).toMatchObject({
      name: "重庆市科学技术局",
      exact: true,
    });
  });

  test("two offices adding the same unit at once: one is told to use the other's", async () => {
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => office.organisations.addUnit({ kind: "outside", name: "同时新增的单位" })),
    );
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  test("a unit never stands below its own part, nor deeper than twelve levels", async () => {
    let parentId: string | null = null;
    const chain: string[] = [];
    for (let level = 1; level <= 12; level += 1) {
      const unit: Unit = await office.organisations.addUnit({
        parentId,
        kind: "outside",
        name: `层级单位${level}`,
      } as never);
      parentId = unit.id;
      chain.push(unit.id);
    }
    const deeper = office.organisations.addUnit({ parentId, kind: "outside", name: "层级单位十三" } as never);
    expect((await refusalTo(deeper)).code).toBe("unit.too-deep");
    const [top, , third] = chain;
    const cycle = office.organisations.changeUnit({ unitId: top, version: 1, parentId: third } as never);
    expect((await refusalTo(cycle)).code).toBe("unit.cycle");
    const self = office.organisations.changeUnit({ unitId: top, version: 1, parentId: top } as never);
    expect((await refusalTo(self)).code).toBe("unit.cycle");
  });

  test.each(["'; drop table unit; --", '单位"><script>', "{{7*7}}局", "局%_\\", "局 🚀 𠮷"])(
    "the name %j is kept as it is",
    async (name) => {
      const unit = await office.organisations.addUnit({ kind: "outside", name });
      expect((await office.organisations.getUnit({ unitId: unit.id })).name).toBe(name);
      expect((await office.organisations.listUnits({ q: name })).total).toBe(1);
    },
  );

  test.each(["单\u0000位", "单\n位", "单", "  ", "长".repeat(121)])("the name %j is refused", async (name) => {
    expect((await refusalTo(office.organisations.addUnit({ kind: "outside", name }))).code).toBe("request.invalid");
  });

  test("a code belongs to one unit", async () => {
    const refused = await refusalTo(office.organisations.addUnit({ kind: "district", name: "某某区", code: "500103" }));
    expect(refused.code).toBe("unit.code-taken");
  });
});

describe("单位变更 succession", () => {
  test("after a merger the old unit keeps its records, and the successor's people act for it with their next request", async () => {
    const before = await unitNamed("重庆银保监局");
    const to = await office.organisations.addUnit({ kind: "outside", name: "演示金融监管局(演示数据)" });
    const system = await server.as("system");
    const person = await system.organisations.addPerson({ unitId: to.id, name: "测试承接人" });
    const account = await system.accounts.openAccount({ personId: person.id, username: "successor" });
    await server.database.db
      .updateTable("account")
      .set({ must_change: false })
      .where("username", "=", account.username)
      .execute();
    const act = { unitId: before.id, toUnitId: to.id, kind: "renamed", onDay: "2021-08-31", note: "机构改革" } as const;
    expect((await actorOfPerson(server.database.db, person.id)).unitIds).toEqual([to.id]);

    const stale = await refusalTo(office.organisations.succeedUnit({ ...act, version: before.version + 1 }));
    expect(stale.code).toBe("version.stale");
    const ahead = office.organisations.succeedUnit({ ...act, onDay: "2021-09-02", version: before.version });
    expect((await refusalTo(ahead)).code).toBe("unit.succession-ahead");
    server.clock.advance(1000);
    const ended = await office.organisations.succeedUnit({ ...act, version: before.version });
    expect(ended).toMatchObject({
      endedOn: "2021-08-31",
      successorId: to.id,
      name: "中国银行保险监督管理委员会重庆监管局",
    });
    expect(ended.successions).toEqual([
      {
        fromUnitId: before.id,
        fromName: ended.name,
        toUnitId: to.id,
        toName: to.name,
        kind: "renamed",
        onDay: "2021-08-31",
        note: "机构改革",
      },
    ]);
    expect([...(await actorOfPerson(server.database.db, person.id)).unitIds].sort()).toEqual([before.id, to.id].sort());
    expect((await matchUnits(server.database.db, ["重庆银保监局"])).get("重庆银保监局")).toMatchObject({
      unitId: to.id,
      exact: true,
    });
    const again = office.organisations.succeedUnit({ ...act, version: ended.version });
    expect((await refusalTo(again)).code).toBe("unit.already-ended");
    const back = office.organisations.succeedUnit({
      unitId: to.id,
      toUnitId: before.id,
      kind: "merged",
      onDay: "2021-09-01",
      version: 1,
    });
    expect((await refusalTo(back)).code).toBe("unit.succeeds-itself");
    expect((await eventsOf(before.id)).at(-1)).toMatchObject({ kind: "unit.succeeded", note: "机构改革" });
  });

  test("a split has several successors, and its old name becomes a question", async () => {
    const [whole, left, right] = await Promise.all(
      ["拆分前单位", "拆分后甲单位", "拆分后乙单位"].map((name) =>
        office.organisations.addUnit({ kind: "outside", name }),
      ),
    );
    const act = { unitId: whole?.id, kind: "split", onDay: "2021-09-01" } as const;
    await office.organisations.succeedUnit({ ...act, toUnitId: left?.id, version: 1 } as never);
    const after = await office.organisations.succeedUnit({ ...act, toUnitId: right?.id, version: 2 } as never);
    expect(after.successions.map((one) => one.toName).sort()).toEqual([left?.name, right?.name].sort());
    expect((await matchUnits(server.database.db, ["拆分前单位"])).get("拆分前单位")).toMatchObject({ exact: false });
  });

  test("the successor takes the seats in the working groups, the old seats stay readable", async () => {
    const db = server.database.db;
    const [old, next] = await Promise.all(
      ["席位原单位", "席位新单位"].map((name) => office.organisations.addUnit({ kind: "outside", name })),
    );
    const group = await unitNamed("科技领域开放工作推进组");
    const call = ownCall(programActor, server.clock.now(), testZone, "test");
    const seat = { programmeId: server.programmeId, groupId: group.id, unitId: old?.id as string };
    await db.transaction().execute((tx) => joinGroup(tx, call, seat));
    await db.transaction().execute((tx) => joinGroup(tx, call, seat));
    expect((await membersOf(db, server.programmeId)).get(group.id)).toEqual([old?.id]);
    server.clock.advance(1000);
    await office.organisations.succeedUnit({
      unitId: old?.id,
      toUnitId: next?.id,
      kind: "merged",
      onDay: "2021-09-01",
      version: 1,
    } as never);
    expect((await membersOf(db, server.programmeId)).get(group.id)).toEqual([next?.id]);
    expect(await db.selectFrom("group_member").selectAll().execute()).toHaveLength(2);
  });
});

describe("种子与查找 seed and lookup", () => {
  test("seeding again adds nothing, also after units were renamed or taken over", async () => {
    const db = server.database.db;
    const lead = await unitNamed("市科技局");
    await office.organisations.changeUnit({ unitId: lead.id, version: lead.version, name: "重庆市科技创新局" });
    const count = async () => [
      (await db.selectFrom("unit").select("id").execute()).length,
      (await db.selectFrom("person").select("id").execute()).length,
      (await db.selectFrom("duty").select("duty").execute()).length,
    ];
    const before = await count();
    const call = ownCall(programActor, server.clock.now(), testZone, "test");
    await db.transaction().execute(async (tx) => {
      const units = await seedChongqingUnits(tx, call);
      const officials = await seedDemoOfficials(tx, call);
      expect(officials.office.unitIds).toEqual([units.officeId]);
      expect(officials.lead.duties).toEqual(["liaison"]);
    });
    expect(await count()).toEqual(before);
  });

  test("the units of the plan's four tasks are all known by the names the plan uses", async () => {
    const written = ["市科技局", "市发展改革委", "市教委", "市国资委", "市财政局", "市知识产权局", "人行重庆营管部"];
    const issuer = { government: "重庆市人民政府" };
    const found = await matchUnits(server.database.db, written, issuer);
    for (const name of written) expect(found.get(name), name).toMatchObject({ exact: true });
    expect(found.get("市科技局")?.name).toBe("重庆市科技创新局");
    const near = (await matchUnits(server.database.db, ["市科技厅"])).get("市科技厅");
    expect(near).toMatchObject({ name: "重庆市科技创新局", exact: false });
  });

  test("names by id, known units with all their spellings", async () => {
    const { id } = await unitNamed("市教委");
    const names = await unitNames(server.database.db, [id, id, crypto.randomUUID()]);
    expect([...names]).toEqual([[id, "市教委"]]);
    const known = (await knownUnits(server.database.db)).find((unit) => unit.id === id);
    expect(known).toEqual({ id, name: "重庆市教育委员会", aliases: ["市教委"] });
  });
});
