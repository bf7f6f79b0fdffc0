// A new version of a plan over real HTTP: what is compared, what people decide, what goes on, what stays behind, and who was first.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  fund,
  list,
  lounge,
  named,
  planOf,
  platform,
  platformNew,
  versionsOn,
} from "../../../tests/fixtures/plan-versions.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { TaskId } from "../tasks/model.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));
const { office, upload, change, confirm, compareDraft, ledger, planNow, begin } = versionsOn(() => server);

describe("换成新版", () => {
  test("对照说出改了、删了、加了什么，后面挂着什么，每项任务将会怎样", async () => {
    const { programmeId, task, fund: dropped } = await begin();
    const held = await upload(planOf([platformNew, list, lounge], 4), programmeId);
    const next = await compareDraft(held);
    const shown = next.pairs
      .filter((pair) => pair.kind !== "same")
      .map((pair) => [pair.kind, pair.before?.text, pair.after?.text]);
    expect(shown.toSorted()).toEqual(
      [
        ["changed", "到2024年，完成3项演示任务。", "到2024年，完成4项演示任务。"],
        ["changed", platform[0], platformNew[0]],
        ["dropped", fund[0], undefined],
        ["added", undefined, lounge[0]],
      ].toSorted(),
    );
    const reworded = next.pairs.find((pair) => pair.before?.text === platform[0]);
    expect(reworded?.after?.differs.map(({ start, end }) => platformNew[0].slice(start, end))).toEqual(["综合"]);
    expect(reworded?.fields).toEqual([
      { field: "lead", before: "市教委", after: "市科技局" },
      { field: "due", before: "2022年12月", after: "2023年6月" },
    ]);
    expect(next.marks.filter((pair) => pair.kind === "changed").flatMap((pair) => pair.fields)).toEqual([
      { field: "value", before: "3", after: "4" },
    ]);
    expect(next.tasks.map((one) => [one.text, one.fate, one.take])).toEqual([
      [platform[0], "reworded", []],
      [list[0], "kept", []],
      [fund[0], "dropped", []],
    ]);
    expect(new Set(next.behind.map((one) => one.id))).toEqual(new Set([task.id, dropped.id]));
    expect(next.links).toEqual([expect.objectContaining({ follow: true, count: 1, decided: false })]);
  });

  test("沿用的任务保留编号、状态、里程碑和关联，文字随新版，旧文字仍可查；删去的留下并注明", async () => {
    const { programmeId, task, fund: dropped, version } = await begin();
    const { tasks, pilot } = await office();
    const path = { programmeId, taskId: task.id as TaskId };
    const before = await tasks.getTask(path);
    const held = await upload(planOf([lounge, platformNew, list], 4), programmeId);
    const next = await compareDraft(held);
    const { to } = next.tasks.find((one) => one.taskId === task.id) ?? {};
    const decided = await change(held, {
      decisions: { tasks: [{ taskId: path.taskId, to: to ?? null, take: ["units", "due"] }] },
    });
    const result = await confirm(decided, { planVersionId: next.current.id });
    expect(result).toMatchObject({ programmeId, taskCount: 3, added: 1, kept: 1, reworded: 1, dropped: 1 });

    const after = await tasks.getTask(path);
    expect(after).toMatchObject({
      text: platformNew[0],
      number: "2",
      state: "issued",
      planState: "inPlan",
      dueText: "2023年6月",
      dueOn: "2023-06-30",
      firstDueOn: before.firstDueOn,
      milestones: before.milestones,
      version: before.version + 1,
    });
    expect(after.units.map((unit) => unit.shortName)).toEqual(["市科技局"]);
    const told = after.events.find((event) => event.kind === "task.reworded");
    expect(told?.changes).toContainEqual({ field: "text", before: platform[0], after: platformNew[0] });
    expect(told?.changes).toContainEqual({ field: "units", before: ["lead:市教委"], after: ["lead:市科技局"] });

    const items = await ledger(programmeId);
    expect(items.map((one) => [one.text, one.planState, one.state])).toEqual(
      expect.arrayContaining([
        [lounge[0], "inPlan", "draft"],
        [fund[0], "dropped", "draft"],
      ]),
    );
    expect((await ledger(programmeId, { plan: "dropped" })).map((one) => one.id)).toEqual([dropped.id]);
    const gone = await tasks.getTask({ programmeId, taskId: dropped.id as TaskId });
    expect(gone.events.map((event) => event.kind)).toContain("task.dropped");

    const plan = await planNow(programmeId);
    expect(plan.findings.find((one) => one.code === "tasks.no-sentence")?.zh).toContain("1 项任务");
    const marks = plan.elements.flatMap((one) => (one.facts.change ? [[one.text, one.facts.change]] : []));
    expect(marks).toEqual(
      expect.arrayContaining([
        [lounge[0], "added"],
        [platformNew[0], "changed"],
      ]),
    );
    expect(marks.map(([text]) => text)).not.toContain(list[0]);
    const linked = plan.behind.filter((one) => one.linked).map((one) => [elementOf(plan, one.contentKey), one.id]);
    expect(linked.toSorted()).toEqual(
      [
        [platformNew[0], dropped.id],
        [list[0], task.id],
      ].toSorted(),
    );
    const old = await pilot.getPlan({ programmeId, planVersion: version });
    const oldLinks = old.behind.filter((one) => one.linked).map((one) => [elementOf(old, one.contentKey), one.id]);
    expect(oldLinks.toSorted()).toEqual(
      [
        [platform[0], dropped.id],
        [list[0], task.id],
      ].toSorted(),
    );
  });
  const elementOf = (plan: Awaited<ReturnType<typeof planNow>>, key: string) =>
    plan.elements.find((one) => one.contentKey === key)?.text;

  test("不选就不改单位和时限；以前某天的台账仍是旧文字", async () => {
    const { programmeId, task } = await begin();
    server.clock.advance(86_400_000);
    await confirm(await upload(planOf([platformNew, list, fund]), programmeId));
    const path = { programmeId, taskId: task.id as TaskId };
    const { tasks } = await office();
    const after = await tasks.getTask(path);
    expect(after).toMatchObject({ text: platformNew[0], dueText: "2022年12月" });
    expect(after.units.map((unit) => unit.shortName)).toEqual(["市教委"]);
    const day = new Date(server.clock.now() - 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(await tasks.getTask({ ...path, asOf: day })).toMatchObject({ text: platform[0], planState: "inPlan" });
  });

  test("当作新任务：旧任务注明新版已无此句，新任务从草拟开始；关联可以留在原处", async () => {
    const { programmeId, task } = await begin();
    const held = await upload(planOf([platformNew, list, fund]), programmeId);
    const [link] = (await compareDraft(held)).links;
    const decisions = {
      tasks: [{ taskId: task.id as TaskId, to: null, take: [] }],
      links: [{ contentKey: link?.contentKey ?? "", follow: false }],
    };
    await confirm(await change(held, { decisions }));
    const items = await ledger(programmeId);
    expect(items.find((one) => one.id === task.id)).toMatchObject({
      text: platform[0],
      planState: "dropped",
      state: "issued",
    });
    expect(named(items, "综合服务平台")).toMatchObject({ state: "draft", planState: "inPlan" });
    expect((await planNow(programmeId)).behind.filter((one) => one.linked)).toHaveLength(1);
  });

  test("后来的版本又写回这一句，任务重新列入，编号如初", async () => {
    const { programmeId, fund: dropped } = await begin();
    await confirm(await upload(planOf([platform, list]), programmeId));
    expect((await ledger(programmeId, { plan: "dropped" })).map((one) => one.id)).toEqual([dropped.id]);
    server.clock.advance(60_000);
    const third = await upload(planOf([list, fund, platform]), programmeId);
    expect((await compareDraft(third)).tasks.find((one) => one.taskId === dropped.id)?.fate).toBe("returned");
    await confirm(third);
    expect(await ledger(programmeId, { plan: "dropped" })).toEqual([]);
    const { tasks, pilot } = await office();
    const back = await tasks.getTask({ programmeId, taskId: dropped.id as TaskId });
    expect([back.planState, back.number, back.events[0]?.kind]).toEqual(["inPlan", "2", "task.returned"]);
    expect((await planNow(programmeId)).findings.some((one) => one.code === "tasks.no-sentence")).toBe(false);

    const { versions } = await planNow(programmeId);
    const whole = await pilot.comparePlans({ programmeId, from: versions[0]?.id, to: versions[2]?.id } as never);
    expect(whole.pairs.filter((pair) => ["added", "dropped", "changed"].includes(pair.kind))).toEqual([]);
    const last = await pilot.comparePlans({ programmeId });
    expect([last.from.ordinal, last.to.ordinal, last.counts.added]).toEqual([2, 3, 1]);
  });

  test("两项旧任务对调了文字，各按人的决定走", async () => {
    const { programmeId, task, fund: other } = await begin();
    const held = await upload(planOf([platform, list, fund]), programmeId);
    const keyOf = (words: string) => held.tasks.find((one) => one.text.includes(words))?.key ?? "";
    const decisions = {
      tasks: [
        { taskId: task.id as TaskId, to: keyOf("资金"), take: [] },
        { taskId: other.id as TaskId, to: keyOf("平台"), take: [] },
      ],
    };
    await confirm(held, { decisions });
    const items = await ledger(programmeId);
    expect(items.find((one) => one.id === task.id)?.text).toBe(fund[0]);
    expect(items.find((one) => one.id === other.id)?.text).toBe(platform[0]);
    expect(items).toHaveLength(3);
  });
});

describe("选定试点", () => {
  test("题名相近的草稿先提议它的试点；选了才对照，改选就忘掉先前的决定", async () => {
    const title = "云岭口岸试验区建设方案（演示数据）";
    const { programmeId } = await confirm(await upload(planOf([platform, list], 2, title)));
    const held = await upload(planOf([platformNew, list], 2, "云岭口岸试验区深化建设方案（演示数据）"));
    expect(held).toMatchObject({ programmeId: null, likely: { programmeId } });
    const chosen = await change(held, { programmeId });
    expect(chosen).toMatchObject({ programmeId, likely: null });
    const { tasks } = await compareDraft(chosen);
    const first = tasks[0];
    const decided = await change(chosen, {
      decisions: { tasks: [{ taskId: first?.taskId as TaskId, to: null, take: [] }] },
    });
    expect(decided.decisions.tasks).toHaveLength(1);
    const dropped = await change(decided, { programmeId: null });
    expect(dropped).toMatchObject({ programmeId: null, decisions: { tasks: [], links: [] } });
  });

  test("人工补上的任务进入台账，接着它那一句；再改一次不会重复", async () => {
    const held = await upload(planOf([platform, list], 2, "云岭补任务演示方案（演示数据）"));
    const sentence = held.elements.find((one) => one.text.includes("完成2项"));
    const added = [
      {
        key: "H1",
        number: "3",
        text: sentence?.text ?? "",
        path: [],
        lead: ["市教委"],
        support: [],
        start: sentence?.start ?? 0,
        end: sentence?.end ?? 0,
      },
      {
        key: "H2",
        number: null,
        text: "演示：没有原句的事项",
        path: [],
        lead: ["市财政局"],
        support: [],
        start: 0,
        end: 0,
      },
    ];
    const once = await change(held, { added });
    const twice = await change(once, { added });
    expect(twice.tasks.map((one) => one.key)).toEqual(["H1", "T1", "T2", "H2"]);
    const { programmeId } = await confirm(twice);
    const items = await ledger(programmeId);
    expect(items).toHaveLength(4);
    const plan = await planNow(programmeId);
    const behind = plan.behind.filter((one) => one.contentKey === sentence?.contentKey).map((one) => one.id);
    expect(behind).toEqual([named(items, "完成2项").id]);
  });
});

test("能看方案的人都能看版本对照；没有的版本和不认识的试点一样找不到", async () => {
  const { programmeId } = await begin();
  const lead = await server.as("lead");
  expect(await refusalTo((await office()).pilot.comparePlans({ programmeId }))).toMatchObject({
    status: 404,
    code: "plan.no-such-version",
  });
  expect(await refusalTo(lead.pilot.comparePlans({ programmeId }))).toMatchObject({ status: 404 });
  await confirm(await upload(planOf([platformNew, ["演示：交给市科技局的事项", "市科技局"], list]), programmeId));
  const seen = await lead.pilot.comparePlans({ programmeId });
  expect(seen.counts).toMatchObject({ added: 1, changed: 1, dropped: 1 });
  expect(seen.behind).toEqual([]);
  const none = "00000000-0000-7000-8000-00000000000f";
  expect((await refusalTo(lead.pilot.comparePlans({ programmeId, from: none } as never))).code).toBe(
    "plan.no-such-version",
  );
  expect((await refusalTo(lead.pilot.comparePlans({ programmeId: none } as never))).code).toBe("programme.absent");
});
