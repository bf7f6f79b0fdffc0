// September: tasks go to their working group, are issued, signed for within a day and broken down within three.
import type { Seat } from "../cast.ts";
import type { Happening } from "../course.ts";
import type { Fate } from "../plan.ts";

/** Who leads each task, and until when it has a milestone every month. */
export const broken: Record<Fate, { lead: Seat; until: string }> = {
  closes: { lead: "trade", until: "2022-06-30" },
  extended: { lead: "trade", until: "2022-05-31" },
  overdue: { lead: "science", until: "2022-01-31" },
  suspended: { lead: "data", until: "2022-08-31" },
  cascaded: { lead: "trade", until: "2022-07-31" },
  ended: { lead: "science", until: "2022-12-31" },
  handedOver: { lead: "data", until: "2022-10-31" },
  silent: { lead: "science", until: "2022-12-31" },
  joint: { lead: "trade", until: "2022-11-30" },
  ungrouped: { lead: "data", until: "2022-04-30" },
};

/** One milestone at each month's end, so that progress follows the plan closely; the overdue task has but its last. */
function milestonesOf(fate: Fate) {
  const { until } = broken[fate];
  if (fate === "overdue") return [{ title: "办法印发", dueOn: until }];
  const milestones: { title: string; dueOn: string }[] = [];
  for (let month = 9; ; month += 1) {
    // The last day of the month: day nought of the next.
    const dueOn = new Date(Date.UTC(2021, month, 0)).toISOString().slice(0, 10);
    if (dueOn > until) return milestones;
    milestones.push({ title: `${dueOn.slice(0, 7)} 阶段成果`, dueOn });
  }
}

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
        await year.step(broken[fate].lead, `编排里程碑并提交“${fate}”的分解方案`, async (api) => {
          const task = await year.read(fate);
          // Without a first day nothing is planned before the due day.
          const begun = fate === "overdue" ? await api.tasks.editTask({ ...year.at(task), startsOn: null }) : task;
          const planned = await api.tasks.planMilestones({
            ...year.at(begun),
            milestones: milestonesOf(fate),
          } as never);
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
