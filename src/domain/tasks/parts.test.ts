// Dividing tasks over real HTTP: parts and district plans with their own lead and light; the ledger of the plan stays as long as it was.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startActingLedger } from "../../../tests/acting-ledger.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import type { UnitId } from "../organisations/model.ts";
import { progressLight } from "./light.ts";
import { measuresOf } from "./measures.ts";
import type { Task, TaskId } from "./model.ts";
import { deepestPart } from "./model-parts.ts";

let ledger: Awaited<ReturnType<typeof startActingLedger>>;
beforeAll(async () => {
  ledger = await startActingLedger(24);
}, 240_000);
afterAll(() => ledger.server.close());
beforeEach(() => ledger.tick());

const partsOf = async (task: Task) =>
  (await ledger.office.tasks.listTasks({ programmeId: ledger.programmeId, parent: task.id, limit: 200 })).items;
const total = async (query: object = {}) =>
  (await ledger.office.tasks.listTasks({ programmeId: ledger.programmeId, limit: 1, ...query })).total;

const one = (unit: string, more: object = {}) => ({
  text: "先行先试（演示数据）",
  leadIds: [ledger.unit(unit)],
  ...more,
});

describe("分解子任务", () => {
  test("各有牵头和时限；牵头单位自办的视同签收，交给别人的待签收；台账仍是原来的项数", async () => {
    const { lead, at, lastEvent } = ledger;
    const before = await total();
    const counts = await ledger.office.tasks.countTasks({ programmeId: ledger.programmeId });
    let task = await ledger.atWork();
    task = await lead.tasks.splitTask({
      ...at(task),
      parts: [one("市科技局", { shortTitle: "自办部分" }), one("市教委", { dueOn: "2022-12-31", weight: 3 })],
      note: "分两步走",
    });
    expect(task.parts).toEqual({ count: 2, lights: { grey: 2 } });
    const made = await partsOf(task);
    expect(made.map((part) => [part.number, part.kind, part.state, part.dueOn, part.parentId])).toEqual([
      [`${task.number}-1`, "part", "signed", "2023-06-30", task.id],
      [`${task.number}-2`, "part", "issued", "2022-12-31", task.id],
    ]);
    expect(made[1]?.units.map((unit) => [unit.part, unit.shortName])).toEqual([
      ["lead", "市教委"],
      ["guide", "市科技局"],
    ]);
    expect(await lastEvent(task)).toMatchObject({ kind: "task.split", note: "分两步走" });
    expect(await lastEvent(made[0] as Task)).toMatchObject({ kind: "task.divided", after: { state: "signed" } });
    expect(await total()).toBe(before);
    expect((await ledger.office.tasks.countTasks({ programmeId: ledger.programmeId })).total).toBe(counts.total);
    expect(await total({ parts: "with" })).toBe(before + 2);
    expect(await total({ parts: "only" })).toBe(2);
  });

  test("最多分解两级，一项最多一百项；过去的日期、晚于上级的日期被拒", async () => {
    const { office, lead, at, tick } = ledger;
    const task = await ledger.atWork();
    const cases: [object, string][] = [
      [{ dueOn: "2021-01-01" }, "task.due-past"],
      [{ dueOn: "2024-01-01" }, "task.part-after-parent"],
      [{ startsOn: "2023-01-01", dueOn: "2022-01-01" }, "task.due-before-start"],
      [{ leadIds: [crypto.randomUUID() as UnitId] }, "task.no-such-unit"],
    ];
    for (const [more, code] of cases)
      expect((await refusalTo(lead.tasks.splitTask({ ...at(task), parts: [one("市教委", more)] }))).code).toBe(code);
    let deep = task;
    for (let depth = 1; depth <= deepestPart; depth += 1) {
      tick();
      await office.tasks.splitTask({ ...at(deep), parts: [one("市科技局")] });
      deep = await ledger.read((await partsOf(deep))[0]?.id as string);
    }
    const tooDeep = await refusalTo(office.tasks.splitTask({ ...at(deep), parts: [one("市科技局")] }));
    expect([tooDeep.status, tooDeep.code]).toEqual([409, "task.refused"]);
    expect(deep.abilities.split).toMatchObject({ allowed: false });
    const full = await ledger.read(task.id);
    const many = await refusalTo(
      office.tasks.splitTask({ ...at(full), parts: Array.from({ length: 100 }, () => one("市教委")) }),
    );
    expect(many.code).toBe("task.too-many-parts");
  });
});

describe("分解到区县和平台", () => {
  test("一次选几个，各得一项；再选被拒；区县看得到自己的一项和上级的原文", async () => {
    const { office, at, tick, programmeId } = ledger;
    let task = await ledger.atWork();
    const { items } = await office.tasks.listPlaceChoices({ programmeId, taskId: task.id });
    expect(items.every((place) => ["district", "platform"].includes(place.kind))).toBe(true);
    const chosen = [
      ledger.unit("渝中区"),
      ...items
        .map((place) => place.unitId)
        .filter((id) => id !== ledger.unit("渝中区"))
        .slice(0, 2),
    ];
    const stranger = await refusalTo(office.tasks.cascadeTask({ ...at(task), unitIds: [ledger.unit("市教委")] }));
    expect(stranger.code).toBe("task.not-a-place");
    task = await office.tasks.cascadeTask({ ...at(task), unitIds: chosen });
    expect(task.parts?.count).toBe(3);
    tick();
    const again = await refusalTo(office.tasks.cascadeTask({ ...at(task), unitIds: [ledger.unit("渝中区")] }));
    expect([again.code, again.messages.zh.includes("渝中区")]).toEqual(["task.place-has-part", true]);

    const district = await ledger.as("district");
    const seen = (await district.tasks.listTasks({ programmeId, limit: 200 })).items.filter(
      (part) => part.parentId === task.id,
    );
    expect(seen.map((part) => [part.kind, part.state])).toEqual([["place", "issued"]]);
    const own = await district.tasks.getTask({ programmeId, taskId: seen[0]?.id as TaskId });
    expect(own.parent).toMatchObject({ id: task.id, text: task.text });
    expect(own.abilities.sign).toMatchObject({ allowed: true });
    expect((await refusalTo(district.tasks.getTask({ programmeId, taskId: task.id }))).code).toBe("task.absent");
    const signed = await district.tasks.signTask(at(own));
    expect(signed.state).toBe("signed");
    // The city's lead unit guides: it sees the parts when it asks, and its own list stays short.
    const leading = await ledger.lead.tasks.listTasks({ programmeId, parent: task.id, limit: 200 });
    expect(leading.total).toBe(3);
    const listed = (await ledger.lead.tasks.listTasks({ programmeId, limit: 1000 })).items;
    expect(listed.filter((part) => part.parentId === task.id)).toEqual([]);
  });

  test("换了牵头单位，新的牵头单位接着指导各区县", async () => {
    const { office, at, tick, unit } = ledger;
    let task = await office.tasks.cascadeTask({ ...at(await ledger.atWork()), unitIds: [unit("渝中区")] });
    tick();
    task = await office.tasks.assignUnits({ ...at(task), units: [{ unitId: unit("市教委"), part: "lead" }] });
    const [part] = await partsOf(task);
    expect(part?.units.map((one) => [one.part, one.shortName])).toEqual([
      ["lead", "渝中区"],
      ["guide", "市教委"],
    ]);
  });
});

describe("上级随下级", () => {
  test("下级的进度按权重计入上级；下级没有办结，上级不能申请销号；终止连同下级", async () => {
    const { office, lead, at, tick } = ledger;
    let task = await ledger.atWork();
    task = await lead.tasks.splitTask({ ...at(task), parts: [one("市科技局", { weight: 2 })] });
    let [listed] = await partsOf(task);
    tick();
    let part = await lead.tasks.planMilestones({
      ...at(listed as Task),
      milestones: [
        { title: "甲", dueOn: "2022-01-31", reachedOn: "2021-09-02" },
        { title: "乙", dueOn: "2022-06-30" },
      ],
    });
    tick();
    part = await lead.tasks.beginTask(at(part));
    expect(part.progressPercent).toBe(50);
    // Two milestones of weight 1, none reached, and a part of weight 2 at 50 %: a quarter.
    expect((await ledger.read(task.id)).progressPercent).toBe(25);
    await ledger.addEvidence(task);
    const early = await refusalTo(lead.tasks.requestClose({ ...at(await ledger.read(task.id)), ...ledger.statement }));
    expect(early.messages.zh).toContain("下级任务");
    tick();
    const given = { note: "不再推进", approvedBy: "演示负责人", basis: "演示〔2021〕2号" };
    task = await office.tasks.endTask({ ...at(await ledger.read(task.id)), ...given });
    [listed] = await partsOf(task);
    expect([task.state, listed?.state, task.parts]).toEqual(["ended", "ended", null]);
  });

  test("三项终止一项，上级只算其余两项", async () => {
    const { office, lead, at, tick } = ledger;
    let task = await ledger.atWork();
    task = await lead.tasks.splitTask({ ...at(task), parts: [one("市科技局"), one("市科技局"), one("市教委")] });
    const [first] = await partsOf(task);
    tick();
    await office.tasks.endTask({ ...at(first as Task), note: "并入其他", approvedBy: "演示", basis: "演示" });
    expect((await ledger.read(task.id)).parts?.count).toBe(2);
  });

  test("无论权重和进度怎样，上级的进度总是加权平均", () => {
    const part = fc.record({ weight: fc.integer({ min: 1, max: 100 }), percent: fc.integer({ min: 0, max: 100 }) });
    const milestone = fc.record({ weight: fc.integer({ min: 1, max: 100 }), reached: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 20 }),
        fc.array(milestone, { maxLength: 10 }),
        (parts, own) => {
          const measures = measuresOf({
            due_on: "2023-01-01",
            milestones: own.map(({ weight, reached }) => ({
              title: "甲",
              dueOn: "2022-01-01",
              weight,
              reachedOn: reached ? "2021-09-01" : null,
            })),
            parts: parts.map((one, index) => ({
              id: String(index),
              shortTitle: "乙",
              state: "inProgress",
              light: "green",
              dueOn: null,
              ...one,
            })),
          });
          const { actual } = progressLight({
            state: "inProgress",
            startsOn: null,
            dueOn: null,
            milestones: measures,
            today: "2021-09-01",
          });
          const weights = [...parts, ...own].reduce((sum, one) => sum + one.weight, 0);
          const reached =
            parts.reduce((sum, one) => sum + one.weight * one.percent, 0) +
            own.reduce((sum, one) => sum + (one.reached ? one.weight * 100 : 0), 0);
          expect(Math.abs(actual - reached / weights)).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });
});
