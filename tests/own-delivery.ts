// A pilot in full swing (演示数据): an order, a round, matters, a meeting, a deadline changed, a suspension, ratings that diverge, a district's plan.
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import type { Task } from "../src/domain/tasks/model.ts";
import { startActingLedger } from "./acting-ledger.ts";

export async function startDelivery() {
  const ledger = await startActingLedger(8);
  const { programmeId, office, lead, group, at, tick, atWork, unit, groupId, nextDay, server } = ledger;
  const seat = (official: DemoOfficial) => server.as(official);

  const changed = await atWork();
  const asked = await lead.tasks.requestChange({ ...at(changed), note: "协议文本需重签", dueOn: "2023-12-31" });
  tick();
  const advised = await group.tasks.adviseChange({ ...at(asked), opinion: "support", note: "情况属实" });
  tick();
  await office.tasks.allowChange({ ...at(advised), note: "同意" });

  const resting = await atWork();
  tick();
  await office.tasks.suspendTask({
    ...at(resting),
    because: "national",
    reviewOn: "2021-09-10",
    note: "等待国家授权",
  });

  const ordered = await atWork();
  tick();
  const order = async (task: Task, more: object = {}) => {
    const proposed = await office.supervision.proposeOrder({
      programmeId,
      taskIds: [task.id],
      source: "专题会议",
      matter: "演示事项推进缓慢",
      reason: "会议明确的事项未落实",
      requirement: "限期反馈",
      grade: "blue",
      limitDays: 3,
      ...more,
    } as never);
    return office.supervision.issueOrder({ programmeId, orderId: proposed.id, version: proposed.version });
  };
  await order(ordered);
  await order(ordered, { grade: "yellow", important: true, limitDays: 40 });

  const divided = await atWork();
  tick();
  await lead.tasks.cascadeTask({ ...at(divided), unitIds: [unit("渝中区")] });

  const rated = await atWork();
  for (const [api, rater, points] of [
    [lead, "self", 5],
    [office, "office", 2],
  ] as const) {
    tick();
    await api.ratings.rateConfidence({ programmeId, taskId: rated.id, rater, points, reason: "演示理由" });
  }

  tick();
  await lead.matters.addMatter({
    programmeId,
    what: "请提供高校院所名单（演示数据）",
    toUnitId: unit("市教委"),
    dueOn: "2021-09-06",
  });
  tick();
  await office.meetings.addMeeting({
    programmeId,
    kind: "dispatch",
    title: "演示调度会",
    heldOn: "2021-09-24",
    place: "演示会议室",
    chair: "演示负责人",
    scope: { sources: ["matter"] },
    unitIds: [unit("市科技局"), groupId],
  } as never);
  tick();
  await office.progress.addRound({
    programmeId,
    cycle: "month",
    period: "2021-09",
    opensOn: ledger.today(),
    dueOn: "2021-09-09",
    filter: { taskIds: [ordered.id, rated.id] },
    leadReason: "演示：时间紧",
  } as never);
  // The day on which most of it is late.
  await nextDay(14);
  return { ...ledger, seat, tasks: { changed, resting, ordered, divided, rated }, order };
}
