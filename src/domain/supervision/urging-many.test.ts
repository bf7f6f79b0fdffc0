// Urging several tasks at once over HTTP: each as if alone, told one by one, and nobody is reached twice.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startSupervision } from "../../../tests/own-supervision.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { TaskId } from "../tasks/model.ts";

type Ground = Awaited<ReturnType<typeof startSupervision>>;
let ground: Ground;
beforeAll(async () => {
  ground = await startSupervision();
}, 120_000);
afterAll(() => ground.server.close());
beforeEach(() => ground.pass(60_000));

const as = async (official: DemoOfficial) => (await ground.server.as(official)).supervision;
const asked = (...taskIds: string[]) => ({ programmeId: ground.programmeId, taskIds: taskIds as TaskId[] });
const logged = async () =>
  (await (await as("office")).listReminders({ programmeId: ground.programmeId, limit: 200, step: "hand" } as never))
    .items;

test("能催的都催，不能催的逐项写明；预览与办理一致；人不重复", async () => {
  const [first, second, resting] = [
    await ground.work("2022-12-30", { joint: true }),
    await ground.work("2022-12-30"),
    await ground.work("2022-12-30"),
  ];
  await ground.db
    .updateTable("task")
    .set({ state: "closed", changed_at: ground.isoNow() })
    .where("id", "=", resting.id)
    .execute();
  const nowhere = "00000000-0000-7000-8000-0000000000ff";
  const office = await as("office");
  const choice = asked(second.id, first.id, resting.id, nowhere);
  const preview = await office.previewUrging(choice);
  expect(preview.items.map((item) => [item.outcome, item.code])).toEqual([
    ["ready", undefined],
    ["ready", undefined],
    ["refused", "urging.none"],
    ["refused", "task.absent"],
  ]);
  expect(new Set(preview.people.map((person) => person.id)).size).toBe(preview.people.length);
  expect(new Set(preview.people.map((person) => person.unitName))).toEqual(new Set(["市科技局", "市教委"]));
  expect(await logged()).toEqual([]);

  const sent = await office.urgeTasks({ ...choice, text: "请本周内反馈" });
  expect(sent.items.map((item) => item.outcome)).toEqual(["urged", "urged", "refused", "refused"]);
  expect(sent.people).toEqual(preview.people);
  expect((await logged()).map((one) => one.taskId).toSorted()).toEqual([first.id, second.id].toSorted());
  const again = await office.urgeTasks({ ...choice, text: "再催" });
  expect(again.items.map((item) => item.code)).toEqual([
    "urging.too-soon",
    "urging.too-soon",
    "urging.none",
    "task.absent",
  ]);
});

test("两人同时催同样的几项，每项只发一次；牵头单位、看不到的人催不了", async () => {
  const tasks = [await ground.work("2022-12-30"), await ground.work("2022-12-30")];
  const before = (await logged()).length;
  const [office, group] = [await as("office"), await as("group")];
  const ids = tasks.map((task) => task.id);
  const both = await Promise.all([
    office.urgeTasks({ ...asked(...ids), text: "甲" }),
    group.urgeTasks({ ...asked(...ids.toReversed()), text: "乙" }),
  ]);
  const outcomes = both.flatMap((answer) => answer.items.map((item) => item.outcome));
  expect(outcomes.toSorted()).toEqual(["refused", "refused", "urged", "urged"]);
  expect((await logged()).length).toBe(before + 2);
  for (const official of ["lead", "district"] as const)
    expect((await refusalTo((await as(official)).urgeTasks({ ...asked(...ids), text: "催" }))).status).toBe(403);
  const twice = office.urgeTasks({ ...asked(ids[0] as string, ids[0] as string), text: "催" });
  expect((await refusalTo(twice)).code).toBe("request.invalid");
});
