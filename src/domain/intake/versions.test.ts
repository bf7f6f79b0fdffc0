// A new version of a plan over real HTTP: what is compared, what people decide, what goes on, what stays behind, and who was first.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId, TaskSummary } from "../tasks/model.ts";
import type { Import, ImportChange } from "./model.ts";
import type { NextVersion, SomeDecisions } from "./model-next.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const office = () => server.as("office");
type Row = readonly [text: string, lead: string, due?: string];

/** 演示数据: a plan of a pilot that does not exist; each row one task. */
const planOf = (rows: readonly Row[], goals = 3, title = "云岭示范区演示方案（演示数据）") =>
  [
    title,
    "2021年9月1日",
    "一、总体要求",
    `到2024年，完成${goals}项演示任务。`,
    "二、任务分工",
    "序号 | 工作任务 | 牵头单位 | 完成时限 |",
    ...rows.map(([text, lead, due], index) => `${index + 1} | ${text} | ${lead} | ${due ?? "2022年12月"} |`),
  ].join("\n");

const platform: Row = ["建设云岭跨境贸易公共服务平台并上线运行", "市教委"];
const list: Row = ["编制云岭数字贸易骨干企业名录并动态更新", "市财政局"];
const fund: Row = ["设立云岭示范区专项资金支持企业开拓市场", "市商务委"];
const platformNew: Row = ["建设云岭跨境贸易综合服务平台并上线运行", "市科技局", "2023年6月"];
const lounge: Row = ["开通云岭示范区国际人才服务专窗", "市人力社保局"];

async function upload(content: string, programmeId?: ProgrammeId): Promise<Import> {
  const { intake } = await office();
  const held = await intake.startImport({
    file: new File([content], "演示.txt"),
    ...(programmeId ? { programmeId } : {}),
  });
  return change(held, { findings: held.findings.map(({ key }) => ({ key, settled: true, decision: "演示核定" })) });
}
const change = async (held: Pick<Import, "id" | "version">, edit: ImportChange) =>
  (await office()).intake.changeImport({ importId: held.id, version: held.version, ...edit });
const confirm = async (
  held: Pick<Import, "id" | "version">,
  more: { planVersionId?: string; decisions?: SomeDecisions } = {},
) => (await office()).intake.confirmImport({ importId: held.id, version: held.version, ...more } as never);
const compareDraft = async (held: Pick<Import, "id">): Promise<NextVersion> =>
  (await office()).intake.compareImport({ importId: held.id });
const ledger = async (programmeId: ProgrammeId, more: object = {}) =>
  (await (await office()).tasks.listTasks({ programmeId, ...more })).items;
const planNow = async (programmeId: ProgrammeId) => (await office()).pilot.getPlan({ programmeId });
const named = (tasks: readonly TaskSummary[], words: string) => {
  const found = tasks.find((task) => task.text.includes(words));
  if (!found) throw new Error(`no task about ${words}`);
  return found;
};

/** A pilot with three tasks, the first of them issued, planned and linked to the sentence of the third. */
async function begin() {
  const { programmeId } = await confirm(await upload(planOf([platform, list, fund])));
  const { tasks, pilot } = await office();
  const items = await ledger(programmeId);
  const task = named(items, "平台");
  const path = { programmeId, taskId: task.id as TaskId };
  const issued = await tasks.issueTask({ ...path, version: 1 });
  const milestones = [{ title: "演示里程碑", dueOn: "2022-03-01" }];
  await tasks.planMilestones({ ...path, version: issued.version, milestones } as never);
  const plan = await planNow(programmeId);
  const keyOf = (words: string) =>
    plan.elements.find((one) => one.kind === "row" && one.text.includes(words))?.contentKey ?? "";
  await pilot.linkSentence({
    programmeId,
    contentKey: keyOf("名录"),
    targetKind: "task",
    targetId: task.id,
    note: "演示关联",
  });
  await pilot.linkSentence({
    programmeId,
    contentKey: keyOf("平台"),
    targetKind: "task",
    targetId: named(items, "资金").id,
  });
  server.clock.advance(60_000);
  return { programmeId, items, task, fund: named(items, "资金"), version: plan.planVersion.id };
}

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
    expect(reworded?.after?.differs.map(([from, to]) => platformNew[0].slice(from, to))).toEqual(["综合"]);
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

describe("不能照办的决定", () => {
  const cases: [string, (ids: { task: string; other: string }, keys: string[]) => SomeDecisions, string, RegExp][] = [
    [
      "两项任务接到同一句",
      ({ task, other }, [, second]) => ({ tasks: [decision(task, second), decision(other, second)] }),
      "import.carried-twice",
      /只留一项/,
    ],
    [
      "接到另一项任务原样沿用的那一句",
      ({ task }, [, second]) => ({ tasks: [decision(task, second)] }),
      "import.carried-twice",
      /只留一项/,
    ],
    ["草稿里没有的句子", ({ task }) => ({ tasks: [decision(task, "T99")] }), "import.no-such-item", /T99/],
    [
      "台账里没有的任务",
      () => ({ tasks: [decision("00000000-0000-7000-8000-00000000000f", null)] }),
      "import.no-such-item",
      /刷新/,
    ],
  ];
  const decision = (taskId: string, to: string | null | undefined) => ({
    taskId: taskId as TaskId,
    to: to ?? null,
    take: [],
  });
  test.each(cases)("%s，当场被拒，草稿和台账都不变", async (_title, make, code, mend) => {
    const { programmeId, task, fund: other } = await begin();
    const held = await upload(planOf([platformNew, list, lounge]), programmeId);
    const decisions = make(
      { task: task.id, other: other.id },
      held.tasks.map((one) => one.key),
    );
    for (const act of [change, confirm]) {
      const refusal = await refusalTo(act(held, { decisions }));
      expect([refusal.status, refusal.code]).toEqual([422, code]);
      expect(refusal.messages.zh).toMatch(mend);
    }
    expect(await (await office()).intake.getImport({ importId: held.id })).toMatchObject({
      version: held.version,
      state: "draft",
    });
    expect((await ledger(programmeId)).find((one) => one.id === task.id)?.text).toBe(platform[0]);
  });

  test("没有选定试点，就没有可以对照的方案", async () => {
    const held = await upload(planOf([platform, list], 2, "没有人认得的另一份方案（演示数据）"));
    expect(await refusalTo(compareDraft(held))).toMatchObject({ status: 409, code: "import.no-programme" });
    expect(held.likely).toBeNull();
  });
});

describe("几个人同时换版", () => {
  test("核对期间别人确认了新版：说明原因，决定都在，重新对照后可以确认", async () => {
    const { programmeId, task } = await begin();
    const mine = await upload(planOf([platformNew, list, fund]), programmeId);
    const seen = (await compareDraft(mine)).current;
    const decided = await change(mine, { decisions: { tasks: [{ taskId: task.id as TaskId, to: null, take: [] }] } });
    await confirm(await upload(planOf([platform, list, fund, lounge]), programmeId));
    const refusal = await refusalTo(confirm(decided, { planVersionId: seen.id }));
    expect(refusal).toMatchObject({ status: 409, code: "import.plan-moved", facts: { ordinal: 2 } });
    expect(refusal.messages.zh).toMatch(/决定都已保存/);
    const now = await compareDraft(decided);
    expect(now.tasks.find((one) => one.taskId === task.id)).toMatchObject({ decided: true, to: null });
    expect(now.tasks.find((one) => one.text === lounge[0])?.fate).toBe("dropped");
    await confirm(decided, { planVersionId: now.current.id });
    expect((await planNow(programmeId)).versions).toHaveLength(3);
  });

  test("两份草稿同时确认，只成一份，另一份被告知已有新版", async () => {
    const { programmeId, version } = await begin();
    const drafts = [
      await upload(planOf([platformNew, list, fund]), programmeId),
      await upload(planOf([platform, list, lounge]), programmeId),
    ];
    const outcomes = await Promise.allSettled(drafts.map((held) => confirm(held, { planVersionId: version })));
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const lost = outcomes.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ status: 409, code: "import.plan-moved" });
    expect((await planNow(programmeId)).versions).toHaveLength(2);
  });

  test("同一个幂等键确认两次，只换一版，答复相同", async () => {
    const { programmeId } = await begin();
    const held = await upload(planOf([platformNew, list, fund]), programmeId);
    const { cookie } = await office();
    const send = async () => {
      const response = await fetch(`${server.base}/api/v1/imports/${held.id}/confirm`, {
        method: "POST",
        headers: {
          cookie,
          "content-type": "application/json",
          "if-match": `"${held.version}"`,
          "idempotency-key": "demo-twice",
        },
        body: "{}",
      });
      return [response.status, await response.json()];
    };
    expect(await send()).toEqual(await send());
    expect((await planNow(programmeId)).versions).toHaveLength(2);
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
