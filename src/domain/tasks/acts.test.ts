// Changes of deadlines, suspension, close-out, reopening and ending over real HTTP: what each act leaves, and each of its own refusals.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startActingLedger } from "../../../tests/acting-ledger.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { actorOfPerson } from "../accounts/service.ts";
import { actOnMany, actOnOne } from "./acts.ts";
import type { Task } from "./model.ts";

let ledger: Awaited<ReturnType<typeof startActingLedger>>;
let group: typeof ledger.group;

beforeAll(async () => {
  ledger = await startActingLedger(60);
  group = ledger.group;
}, 240_000);
afterAll(() => ledger.server.close());
beforeEach(() => ledger.tick());

const asked = { note: "上位文件推迟（演示数据）" };

describe("申请调整", () => {
  test("牵头申请、推进组签署意见、办公室同意：新日期生效，原日期和每一步都留着", async () => {
    const { lead, office, at, tick, lastEvent } = ledger;
    let task = await ledger.atWork();
    const [first] = task.milestones;
    task = await lead.tasks.requestChange({
      ...at(task),
      ...asked,
      dueOn: "2023-12-31",
      milestones: [{ id: first?.id as string, dueOn: "2022-09-30" }],
      scope: "先在两个区县试行",
    });
    expect(task).toMatchObject({ state: "adjusting", dueOn: "2023-06-30", dueChanges: 0 });
    expect(await lastEvent(task)).toMatchObject({
      kind: "task.requestChange",
      note: asked.note,
      after: { state: "adjusting", askedDueOn: "2023-12-31", askedScope: "先在两个区县试行" },
    });

    tick();
    const early = await refusalTo(office.tasks.allowChange(at(task)));
    expect([early.status, early.code]).toEqual([409, "task.refused"]);
    expect(early.messages.zh).toContain("推进组意见");

    task = await group.tasks.adviseChange({ ...at(task), opinion: "support", note: "情况属实" });
    expect(task).toMatchObject({ state: "adjusting", deadlineChanges: [{ opinion: { opinion: "support" } }] });
    tick();
    task = await office.tasks.allowChange({ ...at(task), note: "同意" });
    expect(task).toMatchObject({
      state: "inProgress",
      dueOn: "2023-12-31",
      firstDueOn: "2023-06-30",
      dueChanges: 1,
      milestones: [{ dueOn: "2022-09-30" }, { dueOn: "2023-06-30" }],
    });
    expect(task.deadlineChanges).toMatchObject([
      {
        fromDue: "2023-06-30",
        toDue: "2023-12-31",
        milestones: [{ from: "2022-06-30", to: "2022-09-30" }],
        asked: { personName: "郑思齐", unitName: "市科技局", note: asked.note },
        opinion: { note: "情况属实" },
        outcome: { outcome: "allowed", personName: "周明远", note: "同意" },
      },
    ]);
    expect(await lastEvent(task)).toMatchObject({
      kind: "task.allowChange",
      before: { state: "adjusting", dueOn: "2023-06-30" },
      after: { state: "inProgress", dueOn: "2023-12-31" },
    });
  });

  test("推进组三个工作日没有意见，办公室可以直接决定", async () => {
    const { lead, office, at } = ledger;
    let task = await lead.tasks.requestChange({ ...at(await ledger.atWork()), ...asked, dueOn: "2023-12-31" });
    expect(task.abilities.allowChange).toMatchObject({ allowed: false });
    await ledger.nextDay(12);
    task = await ledger.read(task.id);
    expect(task.abilities.allowChange).toMatchObject({ allowed: true });
    expect((await office.tasks.allowChange(at(task))).dueOn).toBe("2023-12-31");
  });

  test("办公室不同意：须写理由，日期不变，申请留着", async () => {
    const { lead, office, at, tick } = ledger;
    let task = await lead.tasks.requestChange({ ...at(await ledger.atWork()), ...asked, dueOn: "2023-12-31" });
    tick();
    expect((await refusalTo(office.tasks.refuseChange({ ...at(task), note: " " }))).status).toBe(400);
    task = await office.tasks.refuseChange({ ...at(task), note: "时限为上级所定" });
    expect(task).toMatchObject({ state: "inProgress", dueOn: "2023-06-30", dueChanges: 0 });
    expect(task.deadlineChanges[0]?.outcome).toMatchObject({ outcome: "refused", note: "时限为上级所定" });
  });

  test("不成立的申请各有说法，什么也不改", async () => {
    const { lead, at, tick } = ledger;
    let task = await ledger.atWork();
    const [one, two] = task.milestones as [Task["milestones"][number], Task["milestones"][number]];
    tick();
    task = await lead.tasks.planMilestones({
      ...at(task),
      milestones: [
        { id: one.id, title: one.title, dueOn: "2022-06-30", reachedOn: "2021-09-01" },
        { id: two.id, title: two.title, dueOn: "2023-06-30" },
      ],
    });
    const cases: [object, string][] = [
      [{}, "task.nothing-asked"],
      [{ dueOn: task.dueOn }, "task.nothing-asked"],
      [{ dueOn: "2021-01-31" }, "task.due-past"],
      [{ milestones: [{ id: two.id, dueOn: "2020-01-31" }] }, "task.due-past"],
      [{ milestones: [{ id: one.id, dueOn: "2022-12-31" }] }, "task.milestone-reached"],
      [{ milestones: [{ id: two.id, dueOn: "2024-01-31" }] }, "task.milestone-after-due"],
      [{ milestones: [{ id: crypto.randomUUID(), dueOn: "2022-12-31" }] }, "task.no-such-milestone"],
    ];
    for (const [given, code] of cases) {
      const refusal = await refusalTo(lead.tasks.requestChange({ ...at(task), ...asked, ...given } as never));
      expect([refusal.status, refusal.code], JSON.stringify(given)).toEqual([422, code]);
      expect(refusal.messages.zh).not.toMatch(/\{/);
    }
    expect((await ledger.read(task.id)).version).toBe(task.version);
  });

  test("等批复期间新日期已过，不能再同意", async () => {
    const { lead, office, at } = ledger;
    const task = await lead.tasks.requestChange({ ...at(await ledger.atWork()), ...asked, dueOn: ledger.today() });
    await ledger.nextDay(12);
    const refusal = await refusalTo(office.tasks.allowChange(at(task)));
    expect([refusal.status, refusal.code]).toEqual([422, "task.due-past"]);
  });
});

describe("暂缓与恢复", () => {
  test("写明原因和复核日期，续定、恢复都留痕", async () => {
    const { office, at, tick, lastEvent } = ledger;
    let task = await ledger.atWork();
    const given = { because: "national" as const, reviewOn: "2022-03-31", note: "等待授权（演示数据）" };
    for (const reviewOn of [ledger.today(), "2020-01-01", "2031-01-01"]) {
      const refusal = await refusalTo(office.tasks.suspendTask({ ...at(task), ...given, reviewOn }));
      expect([refusal.status, refusal.code], reviewOn).toEqual([422, "task.review-day-past"]);
    }
    task = await office.tasks.suspendTask({ ...at(task), ...given });
    expect(task).toMatchObject({
      state: "suspended",
      light: "grey",
      reviewOn: "2022-03-31",
      suspendedBecause: "national",
    });
    expect(await lastEvent(task)).toMatchObject({ after: { reviewOn: "2022-03-31", because: "national" } });
    tick();
    const since = task.stateSince;
    task = await office.tasks.keepSuspended({ ...at(task), note: "仍未批复", reviewOn: "2022-06-30" });
    expect(task).toMatchObject({ state: "suspended", reviewOn: "2022-06-30", stateSince: since });
    tick();
    task = await office.tasks.resumeTask(at(task));
    expect(task).toMatchObject({ state: "inProgress", reviewOn: null, suspendedBecause: null });
  });
});

describe("销号", () => {
  test("没有佐证不能申请；有佐证的由三家办完，链条看得见", async () => {
    const { lead, office, at, tick, statement } = ledger;
    let task = await ledger.atWork();
    const bare = await refusalTo(lead.tasks.requestClose({ ...at(task), ...statement }));
    expect(bare.messages.zh).toContain("佐证");
    await ledger.addEvidence(task);
    task = await lead.tasks.requestClose({ ...at(await ledger.read(task.id)), ...statement });
    expect(task.closeOuts).toMatchObject([{ ...statement, evidenceCount: 1, first: null, outcome: null }]);
    await notDrawn(task.id);
    tick();
    task = await group.tasks.reviewClose({ ...at(task), note: "材料齐全" });
    tick();
    task = await office.tasks.recheckClose({ ...at(task), check: "chosen", finding: "现场核对台账，属实" });
    tick();
    task = await office.tasks.closeTask(at(task));
    expect(task).toMatchObject({ state: "closed", light: "green" });
    expect(task.closeOuts).toMatchObject([
      {
        first: { note: "材料齐全" },
        second: { check: "chosen", finding: "现场核对台账，属实" },
        outcome: { outcome: "closed" },
      },
    ]);
    const then = await office.tasks
      .getTask({ programmeId: ledger.programmeId, taskId: task.id, asOf: "2021-09-01" })
      .catch(() => null);
    expect(then?.closeOuts ?? []).toEqual([]);
  });

  const notDrawn = (taskId: string, drawn = false) =>
    ledger.server.database.db.updateTable("close_out").set({ drawn }).where("task_id", "=", taskId).execute();

  test("抽中的须写核查发现；没抽中的不能说抽中", async () => {
    const { office, at, tick } = ledger;
    let task = await ledger.closing();
    tick();
    task = await group.tasks.reviewClose(at(task));
    await notDrawn(task.id, true);
    for (const given of [{}, { check: "drawn" }, { check: "none", finding: "有" }])
      expect((await refusalTo(office.tasks.recheckClose({ ...at(task), ...given } as never))).code).toBe(
        "task.spot-check-needed",
      );
    await notDrawn(task.id);
    expect((await refusalTo(office.tasks.recheckClose({ ...at(task), check: "drawn", finding: "有" }))).code).toBe(
      "task.not-drawn",
    );
    expect((await refusalTo(office.tasks.recheckClose({ ...at(task), check: "chosen" }))).code).toBe(
      "task.finding-needed",
    );
    expect((await office.tasks.recheckClose({ ...at(task) })).state).toBe("secondReviewed");
  });

  test("退回补充写明意见，补充后再申请是新的一次", async () => {
    const { lead, at, tick, statement } = ledger;
    let task = await ledger.closing();
    tick();
    expect((await refusalTo(group.tasks.returnForMore({ ...at(task), note: "" }))).status).toBe(400);
    task = await group.tasks.returnForMore({ ...at(task), note: "缺首单合同" });
    expect(task).toMatchObject({
      state: "inProgress",
      closeOuts: [{ outcome: { outcome: "returned", note: "缺首单合同" } }],
    });
    tick();
    task = await lead.tasks.requestClose({ ...at(task), ...statement });
    expect(task.closeOuts.map((one) => one.outcome?.outcome ?? null)).toEqual([null, "returned"]);
  });

  test("公示期内不能销号，期满可以；不能公示两次", async () => {
    const { office, at, tick } = ledger;
    let task = await ledger.closing();
    await notDrawn(task.id);
    tick();
    task = await group.tasks.reviewClose(at(task));
    tick();
    task = await office.tasks.recheckClose(at(task));
    tick();
    task = await office.tasks.publishClose({ ...at(task), days: 5, where: "试点门户网站（演示数据）" });
    expect(task.state).toBe("secondReviewed");
    const running = await refusalTo(office.tasks.closeTask(at(task)));
    expect(running.messages.zh).toContain("公示期满");
    expect((await refusalTo(office.tasks.publishClose({ ...at(task), days: 5, where: "门户" }))).code).toBe(
      "task.already-published",
    );
    await ledger.nextDay(20);
    expect((await office.tasks.closeTask(at(task))).state).toBe("closed");
  });

  test("两人同时初审：一人成功，另一人被告知已是旧版本", async () => {
    const { at, tick } = ledger;
    const task = await ledger.closing();
    tick();
    const outcomes = await Promise.allSettled([
      group.tasks.reviewClose({ ...at(task), note: "甲" }),
      group.tasks.returnForMore({ ...at(task), note: "乙" }),
      group.tasks.reviewClose({ ...at(task), note: "丙" }),
    ]);
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of outcomes)
      if (one.status === "rejected") expect([one.reason.status, one.reason.code]).toEqual([412, "version.stale"]);
  });

  test("未划归推进组的，由办公室一人初审、另一人复核", async () => {
    const { office, at, tick, server } = ledger;
    let task = await ledger.closing(null);
    expect(task.groupId).toBeNull();
    await notDrawn(task.id);
    tick();
    task = await office.tasks.reviewClose(at(task));
    const same = await refusalTo(office.tasks.recheckClose(at(task)));
    expect(same.messages.zh).toContain("初审通过");
    // Another person of the same office.
    const first = (await ledger.officeCall()).actor;
    const other = await server.database.db
      .selectFrom("person")
      .select("id")
      .where("id", "<>", first.personId)
      .executeTakeFirstOrThrow();
    const second = {
      ...(await actorOfPerson(server.database.db, other.id)),
      duties: first.duties,
      unitIds: first.unitIds,
    };
    const call = ownCall(second as typeof first, ledger.now() + 1000, "Asia/Shanghai", "test");
    await server.database.db.transaction().execute((tx) =>
      actOnOne(tx, call, ledger.programmeId, "recheckClose", {
        taskId: task.id,
        version: task.version,
        input: { check: "none" },
      }),
    );
    expect((await ledger.read(task.id)).state).toBe("secondReviewed");
  });

  test("反弹的重启，原来那次销号写明重启的原因", async () => {
    const { office, at, tick } = ledger;
    let task = await ledger.closing();
    await notDrawn(task.id);
    for (const act of [
      () => group.tasks.reviewClose(at(task)),
      () => office.tasks.recheckClose(at(task)),
      () => office.tasks.closeTask(at(task)),
      () => office.tasks.reopenTask({ ...at(task), because: "relapse", note: "企业反映又要求提交" }),
    ]) {
      tick();
      task = await act();
    }
    expect(task).toMatchObject({
      state: "inProgress",
      closeOuts: [{ reopened: { because: "relapse", note: "企业反映又要求提交" } }],
    });
  });
});

test("终止写明理由、批准人和依据；办到一半的调整随之了结", async () => {
  const { lead, office, at, tick, lastEvent } = ledger;
  let task = await lead.tasks.requestChange({ ...at(await ledger.atWork()), ...asked, dueOn: "2023-12-31" });
  tick();
  const given = { note: "政策取消", approvedBy: "演示负责人", basis: "演示〔2021〕1号" };
  for (const lacking of ["note", "approvedBy", "basis"])
    expect((await refusalTo(office.tasks.endTask({ ...at(task), ...given, [lacking]: "" }))).status).toBe(400);
  task = await office.tasks.endTask({ ...at(task), ...given });
  expect(task).toMatchObject({ state: "ended", deadlineChanges: [{ outcome: { outcome: "dropped" } }] });
  expect(await lastEvent(task)).toMatchObject({
    note: "政策取消",
    after: { state: "ended", approvedBy: "演示负责人", basis: "演示〔2021〕1号" },
  });
});

test("每一步写明期限：签收一个工作日，遇假日顺延", async () => {
  const { office, at } = ledger;
  // 2021-09-30 is the last working day before the holiday; the next one is the 8th of October.
  while (ledger.today() < "2021-09-30") await ledger.nextDay();
  const late = ledger.today();
  const task = await office.tasks.issueTask(at(await ledger.fresh()));
  const due = (await ledger.read(task.id, "lead")).abilities.sign;
  expect(due).toMatchObject({ allowed: true });
  expect((due?.dueOn ?? "") > late).toBe(true);
  if (late === "2021-09-30") expect(due?.dueOn).toBe("2021-10-08");
});

test("一次办理多项：各有结果，只写办成的", async () => {
  const { office, at } = ledger;
  const [one, two, three] = [await ledger.fresh(), await ledger.fresh(), await ledger.fresh()];
  await office.tasks.issueTask(at(two));
  ledger.tick();
  const call = await ledger.officeCall();
  const rows = [one, two, three, one].map((task) => ({ taskId: task.id, version: task.version, input: {} }));
  const outcomes = await ledger.server.database.db
    .transaction()
    .execute((tx) =>
      actOnMany(tx, call, ledger.programmeId, "issue", [
        ...rows,
        { taskId: crypto.randomUUID(), version: 1, input: {} },
      ]),
    );
  expect(outcomes.map((row) => row.outcome)).toEqual(["saved", "stale", "saved", "stale", "absent"]);
  expect((await ledger.read(one.id)).state).toBe("issued");
});
