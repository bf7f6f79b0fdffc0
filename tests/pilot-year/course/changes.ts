// What becomes of days and of tasks that cannot go on: a deadline moved and one that is not, a suspension until the ministry answers, an end.
import type { Happening } from "../course.ts";
import type { Year } from "../year.ts";

export const changes: Happening[] = [
  {
    day: "2021-11-15",
    async happens(year) {
      await year.step("chief", "暂缓“suspended”，等待国家授权", async (api) =>
        api.tasks.suspendTask({
          ...year.at(await year.read("suspended")),
          because: "national",
          reviewOn: "2022-01-17",
          note: "授权事项已报部委，答复前暂缓（演示数据）",
        }),
      );
    },
  },
  {
    day: "2022-01-10",
    async happens(year) {
      await year.refused("science", "申请调整“overdue”而什么也不改", "task.nothing-asked", async (api) =>
        api.tasks.requestChange({ ...year.at(await year.read("overdue")), note: "无" } as never),
      );
      await year.step("science", "申请把“overdue”延期半年", async (api) =>
        api.tasks.requestChange({
          ...year.at(await year.read("overdue")),
          note: "征求意见超出预期（演示数据）",
          dueOn: "2022-07-31",
        } as never),
      );
    },
  },
  {
    day: "2022-01-11",
    async happens(year) {
      await year.step("group", "对延期签署意见：不同意", async (api) =>
        api.tasks.adviseChange({ ...year.at(await year.read("overdue")), opinion: "oppose", note: "理由不充分" }),
      );
    },
  },
  {
    day: "2022-01-12",
    async happens(year) {
      await year.step("chief", "不同意“overdue”延期", async (api) =>
        api.tasks.refuseChange({ ...year.at(await year.read("overdue")), note: "按原时限办理" }),
      );
      await dueIs(year, "overdue", "2022-01-31");
    },
  },
  {
    day: "2022-01-17",
    async happens(year) {
      await year.step("chief", "“suspended”到期复核：续定日期", async (api) =>
        api.tasks.keepSuspended({
          ...year.at(await year.read("suspended")),
          reviewOn: "2022-03-15",
          note: "部委尚未答复",
        }),
      );
    },
  },
  {
    day: "2022-02-10",
    async happens(year) {
      await year.step("chief", "终止“ended”", async (api) =>
        api.tasks.endTask({
          ...year.at(await year.read("ended")),
          note: "上级明确不再设立（演示数据）",
          approvedBy: "专项工作组会议",
          basis: "演示纪要〔2022〕3号",
        }),
      );
    },
  },
  {
    day: "2022-02-23",
    async happens(year) {
      await year.step("chief", "部委已同意，恢复“suspended”", async (api) =>
        api.tasks.resumeTask(year.at(await year.read("suspended"))),
      );
    },
  },
  {
    day: "2022-03-10",
    async happens(year) {
      const task = await year.read("extended");
      const [last] = task.milestones.filter((one) => one.reachedOn === null);
      await year.step("trade", "申请把“extended”延期五个月", (api) =>
        api.tasks.requestChange({
          ...year.at(task),
          note: "设备到货延迟（演示数据）",
          dueOn: "2022-10-31",
          milestones: last ? [{ id: last.id, dueOn: "2022-09-30" }] : [],
        } as never),
      );
    },
  },
  {
    day: "2022-03-11",
    async happens(year) {
      await year.step("group", "对延期签署意见：同意", async (api) =>
        api.tasks.adviseChange({ ...year.at(await year.read("extended")), opinion: "support" }),
      );
      await year.step("deputy", "同意“extended”延期", async (api) =>
        api.tasks.allowChange({ ...year.at(await year.read("extended")), note: "同意" }),
      );
      await dueIs(year, "extended", "2022-10-31");
      const { deadlineChanges } = await year.read("extended");
      if (deadlineChanges[0]?.fromDue !== "2022-05-31") throw new Error("the old day is lost");
    },
  },
];

async function dueIs(year: Year, fate: "overdue" | "extended", day: string): Promise<void> {
  const { dueOn } = await year.read(fate);
  if (dueOn !== day) throw new Error(`${fate} is due on ${dueOn}, it should be ${day}`);
}
