// Handing over 工作交接 over real HTTP: of a unit that ends, of a function that moves, of a person who leaves.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { colleagueOf } from "../../../tests/colleague.ts";
import { startOwnLedger } from "../../../tests/own-ledger.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import type { TaskSummary } from "../tasks/model.ts";
import type { Unit, UnitId } from "./model.ts";

type Ledger = Awaited<ReturnType<typeof startOwnLedger>>;
type Client = Awaited<ReturnType<Ledger["server"]["as"]>>;
let ledger: Ledger;
let office: Client;
const again = async () => {
  office = await ledger.server.as("office");
};
beforeAll(async () => {
  ledger = await startOwnLedger(12);
  await again();
}, 120_000);
afterAll(() => ledger.server.close());

const addUnit = (name: string) => office.organisations.addUnit({ kind: "department", name });
const assign = async (task: TaskSummary, units: [UnitId, "lead" | "support" | "guide", string?][]) =>
  office.tasks.assignUnits({
    programmeId: ledger.programmeId,
    taskId: task.id,
    version: task.version,
    units: units.map(([unitId, part, ownDuty]) => ({ unitId, part, ownDuty: ownDuty ?? null })),
  });
const tasksOf = async (unitId: string, more: object = {}) =>
  (await office.tasks.listTasks({ programmeId: ledger.programmeId, unit: unitId, limit: 200, ...more } as never)).items;
const share = (tasks: readonly TaskSummary[], unitId: string) =>
  tasks.flatMap((task) =>
    task.units.filter((unit) => unit.unitId === unitId).map((unit) => `${task.number}:${unit.part}`),
  );
const fresh = (unit: Pick<Unit, "id">) => office.organisations.getUnit({ unitId: unit.id });
const setState = (task: TaskSummary, state: string) =>
  ledger.server.database.db
    .updateTable("task")
    .set({ state, changed_at: new Date(ledger.now()).toISOString() })
    .where("id", "=", task.id)
    .execute();

describe("单位撤销,一次办理交接", () => {
  test("承接单位接下全部未办结任务,已销号的留在原单位名下,昨天的台账一字不变,各单位合计不变", async () => {
    const [old, next, other] = [await addUnit("交接原局"), await addUnit("交接新局"), await addUnit("旁观局")];
    const tasks = await ledger.own();
    const [a, b, c, d] = tasks as [TaskSummary, TaskSummary, TaskSummary, TaskSummary];
    await assign(a, [
      [old.id, "lead", "抓总"],
      [other.id, "support"],
    ]);
    await assign(b, [
      [next.id, "lead"],
      [old.id, "support", "供数"],
    ]);
    await assign(c, [
      [other.id, "lead"],
      [old.id, "guide"],
    ]);
    await assign(d, [[old.id, "lead"]]);
    await setState(d, "closed");
    const yesterday = ledger.today();
    const before = await tasksOf(old.id, { asOf: yesterday });
    ledger.nextDay();
    await again();

    const preview = await office.organisations.previewUnitHandover({ unitId: old.id, toUnitId: next.id });
    const part = preview.parts.find((one) => one.kind === "tasks");
    expect(part).toMatchObject({ moves: 3, stays: 1, hindrance: null });
    expect(part?.items.map((item) => item.detail?.zh)).toEqual(["牵头", "配合", "指导"]);
    const total = (await office.tasks.countTasks({ programmeId: ledger.programmeId })).total;
    const seenByOther = share(await tasksOf(other.id), other.id);

    await office.organisations.succeedUnit({
      unitId: old.id,
      version: (await fresh(old)).version,
      toUnitId: next.id,
      kind: "merged",
      onDay: ledger.today(),
      note: "机构改革",
    });
    expect(share(await tasksOf(old.id), old.id)).toEqual([`${d.number}:lead`]);
    expect(share(await tasksOf(next.id), next.id).sort()).toEqual(
      [`${a.number}:lead`, `${b.number}:lead`, `${c.number}:guide`].sort(),
    );
    const merged = (await tasksOf(next.id)).find((task) => task.id === b.id);
    expect(merged?.units).toEqual([expect.objectContaining({ unitId: next.id, part: "lead", ownDuty: "供数" })]);
    expect(share(await tasksOf(other.id), other.id)).toEqual(seenByOther);
    expect((await office.tasks.countTasks({ programmeId: ledger.programmeId })).total).toBe(total);
    const past = await tasksOf(old.id, { asOf: yesterday });
    expect(past.map((task) => [task.id, task.units])).toEqual(before.map((task) => [task.id, task.units]));

    const story = await office.tasks.getTask({ programmeId: ledger.programmeId, taskId: a.id });
    const told = story.events.find((event) => event.kind === "task.handedOver");
    expect(told?.changes[0]).toMatchObject({
      field: "units",
      before: ["lead:交接原局", "support:旁观局"],
      after: ["lead:交接新局", "support:旁观局"],
    });
    const events = await ledger.server.database.db
      .selectFrom("event")
      .select(["kind", "subject_id", "after"])
      .where("kind", "in", ["unit.succeeded", "unit.received"])
      .where("subject_id", "in", [old.id, next.id])
      .execute();
    expect(events.map((event) => [event.kind, event.subject_id, (event.after as { moved: object }).moved])).toEqual([
      ["unit.succeeded", old.id, { tasks: 3 }],
      ["unit.received", next.id, { tasks: 3 }],
    ]);
  });

  test("拆分:有任务时必须选定,各归各的;剩下的另行移交;原单位最后不欠什么", async () => {
    ledger.nextDay();
    await again();
    const [whole, left, right] = [await addUnit("拆分总局"), await addUnit("拆分甲局"), await addUnit("拆分乙局")];
    const own = (await ledger.own()).slice(4, 7) as [TaskSummary, TaskSummary, TaskSummary];
    for (const task of own) await assign(task, [[whole.id, "lead"]]);
    const act = { unitId: whole.id, kind: "split" as const, onDay: ledger.today() };
    const unchosen = office.organisations.succeedUnit({ ...act, toUnitId: left.id, version: 1 });
    expect((await refusalTo(unchosen)).code).toBe("handover.needs-choice");
    const stranger = office.organisations.succeedUnit({
      ...act,
      toUnitId: left.id,
      version: 1,
      chosen: [crypto.randomUUID()],
    });
    expect((await refusalTo(stranger)).code).toBe("handover.chosen-absent");
    expect((await fresh(whole)).endedOn).toBeNull();

    await office.organisations.succeedUnit({ ...act, toUnitId: left.id, version: 1, chosen: [own[0].id] });
    const second = { ...act, toUnitId: right.id, version: (await fresh(whole)).version, chosen: [own[1].id] };
    await office.organisations.succeedUnit(second);
    expect(share(await tasksOf(whole.id), whole.id)).toEqual([`${own[2].number}:lead`]);
    await office.organisations.handOverUnit({
      unitId: whole.id,
      version: (await fresh(whole)).version,
      toUnitId: right.id,
      note: "遗留事项归乙局",
    });
    expect(await tasksOf(whole.id)).toEqual([]);
    expect(share(await tasksOf(left.id), left.id)).toEqual([`${own[0].number}:lead`]);
    expect(share(await tasksOf(right.id), right.id)).toEqual([`${own[1].number}:lead`, `${own[2].number}:lead`]);
  });

  test("职能划转:单位仍在,选定的任务转走,其余不动;不能转给自己,也不能转给已撤销的单位", async () => {
    ledger.nextDay();
    await again();
    const [giver, taker] = [await addUnit("划出局"), await addUnit("划入局")];
    const own = (await ledger.own()).slice(7, 9) as [TaskSummary, TaskSummary];
    for (const task of own) await assign(task, [[giver.id, "lead"]]);
    const act = { unitId: giver.id, version: 1, note: "职能划转", chosen: [own[0].id] };
    const ended = (await office.organisations.listUnits({ q: "交接原局" })).items[0]?.id as UnitId;
    for (const toUnitId of [giver.id, ended])
      expect((await refusalTo(office.organisations.handOverUnit({ ...act, toUnitId }))).code).toBe(
        "handover.same-unit",
      );
    const after = await office.organisations.handOverUnit({ ...act, toUnitId: taker.id });
    expect(after.endedOn).toBeNull();
    expect(share(await tasksOf(giver.id), giver.id)).toEqual([`${own[1].number}:lead`]);
    expect(share(await tasksOf(taker.id), taker.id)).toEqual([`${own[0].number}:lead`]);
    const stale = office.organisations.handOverUnit({ ...act, toUnitId: taker.id });
    expect((await refusalTo(stale)).code).toBe("version.stale");
  });

  test("已撤销单位的人员由安全管理员一次转到承接单位", async () => {
    ledger.nextDay();
    await again();
    const [old, next] = [await addUnit("人员原局"), await addUnit("人员新局")];
    const system = await ledger.server.as("system");
    const security = await ledger.server.as("security");
    const person = await system.organisations.addPerson({ unitId: old.id, name: "随局转任" });
    await security.organisations.grantDuty({ personId: person.id, unitId: old.id, duty: "liaison" });
    const early = security.organisations.moveStaff({ unitId: old.id, version: 1, toUnitId: next.id });
    expect((await refusalTo(early)).code).toBe("unit.not-yours");
    const ended = await office.organisations.succeedUnit({
      unitId: old.id,
      version: 1,
      toUnitId: next.id,
      kind: "renamed",
      onDay: ledger.today(),
    });
    const wrong = security.organisations.moveStaff({ unitId: old.id, version: ended.version, toUnitId: old.id });
    expect((await refusalTo(wrong)).code).toBe("handover.not-successor");
    ledger.pass(1000);
    await security.organisations.moveStaff({ unitId: old.id, version: ended.version, toUnitId: next.id });
    const moved = await security.organisations.getPerson({ personId: person.id });
    expect(moved).toMatchObject({ unitId: next.id });
    expect(moved.duties.map((one) => [one.unitName, one.untilAt === null])).toEqual([
      ["人员新局", true],
      ["人员原局", false],
    ]);
  });
});

describe("人员交接", () => {
  test("联络员提出,安全管理员同意:职责、联系人一并交给同事,双方都留痕,旧的委托终止", async () => {
    ledger.nextDay();
    await again();
    const { server } = ledger;
    const lead = await server.as("lead");
    const me = (await lead.accounts.getSession({})).me;
    const unitId = me?.unit.id as UnitId;
    const personId = me?.personId as never;
    const next = await colleagueOf(server, "lead", "接任同事");
    const task = (await ledger.own("lead"))[0] as TaskSummary;
    await office.tasks.editTask({
      programmeId: ledger.programmeId,
      taskId: task.id,
      version: task.version,
      contact: me?.name as string,
    });
    const pair = { personId, toPersonId: next.personId } as never as { personId: never; toPersonId: never };
    const preview = await lead.organisations.previewPersonHandover(pair);
    expect(preview.parts.map((part) => [part.kind, part.moves])).toEqual([
      ["duties", 1],
      ["tasks", 1],
    ]);
    const outsider = (await server.as("support")).organisations.previewPersonHandover(pair);
    expect((await refusalTo(outsider)).code).toBe("handover.not-yours");

    const proposed = await lead.organisations.handOverPerson({ ...pair, note: "岗位调整" });
    expect(proposed).toMatchObject({
      state: "proposed",
      abilities: { approve: false, refuse: false, withdraw: true },
      duties: [{ unitId, duty: "liaison" }],
    });
    const twice = lead.organisations.handOverPerson({ ...pair, note: "再提一次" });
    expect((await refusalTo(twice)).code).toBe("handover.waiting");
    expect((await refusalTo((await next.signIn()).tasks.listTasks({ programmeId: ledger.programmeId }))).status).toBe(
      403,
    );

    const security = await server.as("security");
    const [waiting] = (await security.organisations.listHandovers({})).items;
    expect(waiting).toMatchObject({ id: proposed.id, abilities: { approve: true, refuse: true, withdraw: false } });
    const at = { handoverId: proposed.id, version: proposed.version };
    const silent = security.organisations.refuseHandover(at);
    expect((await refusalTo(silent)).code).toBe("handover.note-required");
    ledger.pass(1000);
    const done = await security.organisations.approveHandover({ ...at, note: "同意" });
    expect(done).toMatchObject({ state: "done", decidedBy: "朱守正", decisionNote: "同意" });
    expect((await refusalTo(security.organisations.approveHandover(at))).code).toBe("handover.decided");

    expect((await refusalTo(lead.tasks.listTasks({ programmeId: ledger.programmeId }))).status).toBe(403);
    const mine = (await (await next.signIn()).tasks.listTasks({ programmeId: ledger.programmeId, limit: 200 })).items;
    expect(mine.find((one) => one.id === task.id)?.contact).toBe("接任同事");
    const events = await server.database.db
      .selectFrom("event")
      .select(["kind", "subject_id"])
      .where("kind", "like", "handover.%")
      .orderBy("at")
      .orderBy("id")
      .execute();
    expect(events).toEqual([
      { kind: "handover.proposed", subject_id: personId },
      { kind: "handover.done", subject_id: personId },
      { kind: "handover.received", subject_id: next.personId },
    ]);
  });

  test("提出后可以撤回;安全管理员自己提出的即时生效;管理员的职责不能整体交接", async () => {
    const { server } = ledger;
    const support = await server.as("support");
    const me = (await support.accounts.getSession({})).me;
    const next = await colleagueOf(server, "support", "另一位同事");
    const pair = { personId: me?.personId, toPersonId: next.personId } as never as {
      personId: never;
      toPersonId: never;
    };
    const proposed = await office.organisations.handOverPerson({ ...pair, note: "办公室提出" });
    expect((await support.organisations.listHandovers({})).items.map((one) => one.state)).toEqual(["proposed"]);
    const foreign = support.organisations.withdrawHandover({ handoverId: proposed.id, version: proposed.version });
    expect((await refusalTo(foreign)).code).toBe("handover.absent");
    await office.organisations.withdrawHandover({ handoverId: proposed.id, version: proposed.version });
    ledger.pass(1000);
    const security = await server.as("security");
    const done = await security.organisations.handOverPerson({ ...pair, note: "离职" });
    expect(done.state).toBe("done");
    expect((await security.organisations.getPerson({ personId: next.personId as never })).duties).toHaveLength(1);
    const system = (await (await server.as("system")).accounts.getSession({})).me?.personId;
    const bound = security.organisations.handOverPerson({ ...pair, personId: system as never, note: "不行" });
    expect((await refusalTo(bound)).code).toBe("handover.administrator");
  });
});
