// What the agenda of a meeting takes up of orders and of suspended tasks, over real HTTP.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSupervision } from "../../../tests/own-supervision.ts";
import type { AgendaSource } from "./model.ts";

type Ground = Awaited<ReturnType<typeof startSupervision>>;
let ground: Ground;
beforeAll(async () => {
  ground = await startSupervision();
}, 120_000);
afterAll(() => ground.server.close());

async function agendaOf(sources: AgendaSource[], unitIds: string[] = []) {
  ground.pass(1000);
  const { meetings } = await ground.server.as("office");
  const meeting = await meetings.addMeeting({
    programmeId: ground.programmeId,
    kind: "dispatch",
    title: "调度会（演示数据）",
    heldOn: ground.today(),
    place: "一楼会议室",
    chair: "周明远",
    unitIds: [],
    scope: { sources, unitIds, dueWithinDays: 30 },
  } as never);
  const proposed = await meetings.proposeMeetingAgenda({
    programmeId: ground.programmeId,
    meetingId: meeting.id,
    version: meeting.version,
  });
  return proposed.agenda;
}

test("未销督办单上议程，写明等级、编号、承办单位和时限；拟办的、销单的、别的单位的不上", async () => {
  const { programmeId } = ground;
  const { supervision } = await ground.server.as("office");
  const task = await ground.work("2022-12-30");
  const content = { source: "专题会议", matter: "演示事项推进缓慢", reason: "未落实", requirement: "限期反馈" };
  const order = await supervision.proposeOrder({ programmeId, taskIds: [task.id], grade: "blue", ...content } as never);
  expect(await agendaOf(["order"])).toEqual([]);
  const at = { programmeId, orderId: order.id, version: order.version };
  const issued = await supervision.issueOrder(at);
  const [item, ...more] = await agendaOf(["order"]);
  expect(more).toEqual([]);
  expect(item).toMatchObject({ source: "order", subjectId: order.id, href: `/p/${programmeId}/orders/${order.id}` });
  expect(item?.title.zh).toBe(`蓝单 ${issued.number} 演示事项推进缓慢`);
  expect(item?.reasons[0]?.zh).toBe(`市科技局承办，待签收，时限 ${issued.dueOn}`);
  expect((await agendaOf(["order"], [ground.unit("市教委")])).length).toBe(1);
  expect(await agendaOf(["order"], [ground.unit("渝中区")])).toEqual([]);
  ground.goTo("2021-10-20");
  const later = (await ground.server.as("office")).supervision;
  expect((await agendaOf(["order"]))[0]?.reasons[0]?.zh).toContain("逾期");
  await later.withdrawOrder({ ...at, version: issued.version, note: "事项已并入专班" });
  expect(await agendaOf(["order"])).toEqual([]);
});

test("暂缓任务：复核日临近或已过才上议程，并写明复核日", async () => {
  const { programmeId } = ground;
  ground.goTo("2021-10-20");
  const { tasks } = await ground.server.as("office");
  const suspended: string[] = [];
  for (const reviewOn of ["2021-11-10", "2022-06-30"]) {
    const task = await ground.work("2022-12-30");
    const given = { because: "national" as const, reviewOn, note: "等待授权（演示数据）" };
    await tasks.suspendTask({ programmeId, taskId: task.id, version: task.version, ...given });
    suspended.push(task.id);
  }
  const [near, ...far] = await agendaOf(["suspended"]);
  expect([near?.subjectId, far]).toEqual([suspended[0], []]);
  expect(near?.reasons.map((one) => one.zh).join()).toContain("暂缓，2021-11-10 复核");
  ground.goTo("2021-11-15");
  expect((await agendaOf(["suspended"]))[0]?.reasons.map((one) => one.zh).join()).toContain("已过 5 天");
});
