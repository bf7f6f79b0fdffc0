// What evidence makes people owe, and whom it tells, over real HTTP: reviewers by group or office, the unit that brought it.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startSupervision } from "../../../tests/own-supervision.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { Task } from "../tasks/model.ts";
import type { Evidence } from "./model.ts";

type Ground = Awaited<ReturnType<typeof startSupervision>>;
let ground: Ground;
let task: Task;
beforeAll(async () => {
  ground = await startSupervision();
  task = await ground.work("2022-12-30");
}, 120_000);
afterAll(() => ground.server.close());
beforeEach(() => ground.pass(60_000));

const people = ["office", "group", "lead", "support", "district"] as const satisfies readonly DemoOfficial[];
const api = async (as: DemoOfficial) => (await ground.server.as(as)).evidence;
const at = ({ id, version }: Pick<Evidence, "id" | "version">) => ({
  programmeId: ground.programmeId,
  evidenceId: id,
  version,
});
const add = async (of: Task, title: string, more: object = {}) =>
  (await api("lead")).addLink({
    programmeId: ground.programmeId,
    kind: "task",
    subjectId: of.id,
    title,
    address: `https://www.example.gov.cn/${encodeURIComponent(title)}`,
    ...more,
  });

/** What each person owes by evidence of this task, as the inbox says it. */
async function owed(of: Task): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const who of people) {
    const { items } = await (await ground.server.as(who)).inbox.getInbox({ kind: "evidence" });
    const mine = items.filter((item) => item.href.startsWith(`/p/${ground.programmeId}/tasks/${of.id}`));
    if (mine.length > 0) found[who] = mine.map((item) => item.what.zh);
  }
  return found;
}

async function told(who: DemoOfficial): Promise<string[]> {
  const { items } = await (await ground.server.as(who)).notices.listNotices({ topic: "evidence" });
  return items.map((item) => item.title.zh);
}

test("待核的由推进组核验，同一任务并作一条；核验后由提交单位补正，换新版后告知推进组", async () => {
  const first = await add(task, "实施方案");
  await add(task, "签约通知");
  expect(await owed(task)).toEqual({ group: ["核验佐证材料（2 件待核）"] });
  const group = await api("group");
  const queried = await group.queryEvidence({ ...at(first), note: "缺文号" });
  expect(await owed(task)).toEqual({
    group: ["核验佐证材料（1 件待核）"],
    lead: ["存疑，请补充或换新版：缺文号"],
  });
  expect((await told("lead"))[0]).toMatch(/^佐证材料存疑，请补充：实施方案，任务 单1 .*（缺文号）$/);
  for (const who of ["support", "district", "office"] as const) expect([who, await told(who)]).toEqual([who, []]);
  await (await api("lead")).replaceLink({ ...at(queried), address: "https://www.example.gov.cn/2" });
  expect(await owed(task)).toEqual({ group: ["核验佐证材料（2 件待核）"] });
  expect((await told("group"))[0]).toMatch(/^佐证材料已换新版，请复核：实施方案/);
});

test("没有推进组的任务由办公室核验；撤回后没有人欠", async () => {
  const alone = await ground.work("2022-12-30", { group: false });
  const piece = await add(alone, "会议纪要");
  expect(await owed(alone)).toEqual({ office: ["核验佐证材料（1 件待核）"] });
  await (await api("lead")).withdrawEvidence({ ...at(piece), note: "误传" });
  expect(await owed(alone)).toEqual({});
});

test("有效期十个工作日内届满的提醒提交单位，届满后仍在，换新版后消失；任务终止后不再提醒", async () => {
  const other = await ground.work("2022-12-30");
  const piece = await add(other, "年度批复", { validUntil: "2021-10-20" });
  const { version } = await (await api("group")).acceptEvidence({ ...at(piece), note: "" } as never);
  expect(await owed(other)).toEqual({});
  // 2021-10-11 之后的第 7 个工作日。
  ground.goTo("2021-10-11");
  expect(await owed(other)).toEqual({ lead: ["有效期至 2021-10-20，请换新版"] });
  ground.goTo("2021-10-25");
  expect(await owed(other)).toEqual({ lead: ["有效期已于 2021-10-20 届满，请换新版或撤回"] });
  const rejected = await (await api("group")).rejectEvidence({ ...at({ ...piece, version }), note: "批复已废止" });
  expect((await owed(other)).lead).toEqual(["未获认可，请换新版或撤回：批复已废止"]);
  const { tasks } = await ground.server.as("office");
  const now = await tasks.getTask({ programmeId: ground.programmeId, taskId: other.id });
  await tasks.endTask({
    programmeId: ground.programmeId,
    taskId: other.id,
    version: now.version,
    note: "并入其他任务",
    approvedBy: "周明远",
    basis: "专题会议纪要（演示）",
  } as never);
  expect(await owed(other)).toEqual({});
  expect(rejected.state).toBe("rejected");
});
