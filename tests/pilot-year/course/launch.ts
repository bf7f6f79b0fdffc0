// September: tasks go to their working group, are issued, signed for within a day and broken down within three.
import type { Seat } from "../cast.ts";
import type { Happening } from "../course.ts";
import type { Fate } from "../plan.ts";

/** Who leads each task, and its milestones. */
export const broken: Record<Fate, { lead: Seat; milestones: readonly (readonly [title: string, dueOn: string])[] }> = {
  closes: {
    lead: "trade",
    milestones: [
      ["印发制度", "2021-11-30"],
      ["直报上线", "2022-03-31"],
    ],
  },
  extended: {
    lead: "trade",
    milestones: [
      ["完成招标", "2021-12-31"],
      ["平台上线", "2022-05-31"],
    ],
  },
  overdue: {
    lead: "science",
    milestones: [
      ["办法报审", "2021-11-30"],
      ["办法印发", "2022-01-31"],
    ],
  },
  suspended: {
    lead: "data",
    milestones: [
      ["报送请示", "2021-10-31"],
      ["授权落地", "2022-08-31"],
    ],
  },
  cascaded: { lead: "trade", milestones: [["市级流程上线", "2022-01-31"]] },
  ended: {
    lead: "science",
    milestones: [
      ["可行性研究", "2021-12-31"],
      ["中心挂牌", "2022-12-31"],
    ],
  },
  handedOver: {
    lead: "data",
    milestones: [
      ["目录初稿", "2022-02-28"],
      ["目录发布", "2022-10-31"],
    ],
  },
  silent: {
    lead: "science",
    milestones: [
      ["清单初稿", "2022-05-31"],
      ["首批互认", "2022-12-31"],
    ],
  },
  joint: {
    lead: "trade",
    milestones: [
      ["机制方案", "2022-03-31"],
      ["机制运行", "2022-11-30"],
    ],
  },
  ungrouped: {
    lead: "data",
    milestones: [
      ["清单初稿", "2021-12-31"],
      ["清单印发", "2022-02-28"],
    ],
  },
};
const fates = Object.keys(broken) as Fate[];

export const launch: Happening[] = [
  {
    day: "2021-09-01",
    async happens(year) {
      const { unitIds, at, read } = year;
      for (const fate of fates) {
        if (fate !== "ungrouped")
          await year.step("chief", `把任务“${fate}”划归推进组`, async (api) =>
            api.tasks.editTask({
              ...at(await read(fate)),
              groupId: unitIds.group,
              ...(fate === "suspended" ? { needsNational: true } : {}),
            }),
          );
        await year.step("chief", `下达“${fate}”`, async (api) => api.tasks.issueTask(at(await read(fate))));
      }
      await year.refused("chief", "再次下达“closes”", "task.refused", async (api) =>
        api.tasks.issueTask(at(await read("closes"))),
      );
    },
  },
  {
    day: "2021-09-02",
    async happens(year) {
      await year.refused("science", "签收自己只是配合的“extended”", "task.not-yours", async (api) =>
        api.tasks.signTask(year.at(await year.read("extended"))),
      );
      for (const fate of fates)
        await year.step(broken[fate].lead, `签收“${fate}”`, async (api) =>
          api.tasks.signTask(year.at(await year.read(fate))),
        );
    },
  },
  {
    day: "2021-09-06",
    async happens(year) {
      await year.refused("trade", "没有里程碑就提交“closes”的分解方案", "task.refused", async (api) =>
        api.tasks.beginTask(year.at(await year.read("closes"))),
      );
      for (const fate of fates) {
        const milestones = broken[fate].milestones.map(([title, dueOn]) => ({ title, dueOn }));
        await year.step(broken[fate].lead, `编排里程碑并提交“${fate}”的分解方案`, async (api) => {
          const planned = await api.tasks.planMilestones({ ...year.at(await year.read(fate)), milestones });
          return api.tasks.beginTask(year.at(planned));
        });
      }
      await year.step("chief", "建立按月的报送安排", (api) =>
        api.progress.addPlan({
          programmeId: year.programmeId,
          title: "进展报送",
          cycle: "month",
          startsOn: "2021-09-01",
          endsOn: "2022-08-31",
          due: { by: "dayOfMonth", day: 26, month: 0, shift: "before" },
          openDays: 5,
        } as never),
      );
    },
  },
];
