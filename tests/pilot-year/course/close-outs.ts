// Close-outs: evidence, two reviews by two people, a return, a publication; a task without a group; plans of districts; a relapse.
import type { Task } from "../../../src/domain/tasks/model.ts";
import type { Seat } from "../cast.ts";
import type { Happening } from "../course.ts";
import type { Fate } from "../plan.ts";
import type { Year } from "../year.ts";

const statement = { done: "各项内容已办结（演示数据）", effect: "惠及企业一百二十家（演示数据）" };

async function request(year: Year, seat: Seat, read: () => Promise<Task>, evidence: boolean): Promise<void> {
  if (evidence) {
    const task = await read();
    await year.step(seat, `为“${task.shortTitle}”提交佐证`, (api) =>
      api.evidence.addLink({
        programmeId: year.programmeId,
        kind: "task",
        subjectId: task.id,
        title: "办理结果（演示数据）",
        address: `https://example.invalid/${task.number}`,
      }),
    );
  }
  const task = await read();
  await year.step(seat, `申请“${task.shortTitle}”销号`, (api) =>
    api.tasks.requestClose({ ...year.at(task), ...statement }),
  );
}

/** Second review: whatever is drawn for a spot check gets one. */
async function recheck(year: Year, seat: Seat, task: Task): Promise<void> {
  const drawn = task.closeOuts[0]?.drawn;
  await year.step(seat, `复核“${task.shortTitle}”${drawn ? "并抽查" : ""}`, (api) =>
    api.tasks.recheckClose({
      ...year.at(task),
      ...(drawn ? { check: "drawn", finding: "现场核对无误（演示数据）" } : {}),
    } as never),
  );
}

/** The whole way in three days' steps, for tasks of which nothing more is told. */
async function closeOut(year: Year, lead: Seat, read: () => Promise<Task>, evidence = true): Promise<void> {
  await request(year, lead, read, evidence);
  await year.step("group", "初审通过", async (api) => api.tasks.reviewClose(year.at(await read())));
  await recheck(year, "deputy", await read());
  await year.step("chief", "销号", async (api) => api.tasks.closeTask(year.at(await read())));
}

const of = (year: Year, fate: Fate) => () => year.read(fate);

async function planOf(year: Year, unit: "east" | "west"): Promise<Task> {
  const { api } = year.players.chief;
  const parent = await year.read("cascaded");
  const { items } = await api.tasks.listTasks({ programmeId: year.programmeId, parent: parent.id, limit: 10 });
  const part = items.find((one) =>
    one.units.some((held) => held.part === "lead" && held.unitId === year.unitIds[unit]),
  );
  return api.tasks.getTask({ programmeId: year.programmeId, taskId: part?.id as Task["id"] });
}

export const closeOuts: Happening[] = [
  {
    day: "2021-10-12",
    async happens(year) {
      await year.step("trade", "把“cascaded”分解到两个区", async (api) =>
        api.tasks.cascadeTask({
          ...year.at(await year.read("cascaded")),
          unitIds: [year.unitIds.east, year.unitIds.west],
          dueOn: "2022-06-30",
        } as never),
      );
    },
  },
  ...(["east", "west"] as const).flatMap((unit): Happening[] => [
    {
      day: "2021-10-13",
      async happens(year) {
        await year.step(unit, "签收区级分解", async (api) => api.tasks.signTask(year.at(await planOf(year, unit))));
      },
    },
    {
      day: "2021-10-15",
      async happens(year) {
        await year.step(unit, "编排区级里程碑并提交", async (api) => {
          const milestones = [{ title: "区级窗口开通", dueOn: "2022-03-31" }];
          const planned = await api.tasks.planMilestones({ ...year.at(await planOf(year, unit)), milestones } as never);
          return api.tasks.beginTask(year.at(planned));
        });
      },
    },
    {
      day: unit === "east" ? "2022-05-10" : "2022-06-15",
      happens: (year) => closeOut(year, unit, () => planOf(year, unit)),
    },
  ]),
  {
    day: "2022-05-11",
    async happens(year) {
      await year.refused("trade", "一个区还没办结就申请“cascaded”销号", "task.refused", async (api) =>
        api.tasks.requestClose({ ...year.at(await year.read("cascaded")), ...statement }),
      );
    },
  },
  { day: "2022-07-05", happens: (year) => closeOut(year, "trade", of(year, "cascaded")) },
  {
    day: "2022-04-06",
    async happens(year) {
      await year.refused("trade", "没有佐证就申请“closes”销号", "task.refused", async (api) =>
        api.tasks.requestClose({ ...year.at(await year.read("closes")), ...statement }),
      );
      await request(year, "trade", of(year, "closes"), true);
    },
  },
  {
    day: "2022-04-07",
    async happens(year) {
      await year.step("group", "初审退回“closes”", async (api) =>
        api.tasks.returnForMore({ ...year.at(await year.read("closes")), note: "请补充成效数据" }),
      );
    },
  },
  { day: "2022-04-11", happens: (year) => request(year, "trade", of(year, "closes"), true) },
  {
    day: "2022-04-12",
    async happens(year) {
      await year.step("group", "初审通过“closes”", async (api) =>
        api.tasks.reviewClose(year.at(await year.read("closes"))),
      );
      await recheck(year, "chief", await year.read("closes"));
      await year.step("deputy", "公示“closes”五个工作日", async (api) =>
        api.tasks.publishClose({ ...year.at(await year.read("closes")), days: 5, where: "云岭市政府网站（演示数据）" }),
      );
      await year.refused("chief", "公示期未满就销号", "task.refused", async (api) =>
        api.tasks.closeTask(year.at(await year.read("closes"))),
      );
    },
  },
  {
    day: "2022-04-20",
    async happens(year) {
      await year.step("chief", "公示期满，“closes”销号", async (api) =>
        api.tasks.closeTask(year.at(await year.read("closes"))),
      );
    },
  },
  {
    day: "2022-04-13",
    async happens(year) {
      await request(year, "data", of(year, "ungrouped"), true);
      await year.step("chief", "初审未划归推进组的“ungrouped”", async (api) =>
        api.tasks.reviewClose(year.at(await year.read("ungrouped"))),
      );
      await year.refused("chief", "再由同一人复核", "task.refused", async (api) =>
        api.tasks.recheckClose(year.at(await year.read("ungrouped")) as never),
      );
      await recheck(year, "deputy", await year.read("ungrouped"));
      await year.step("deputy", "“ungrouped”销号", async (api) =>
        api.tasks.closeTask(year.at(await year.read("ungrouped"))),
      );
    },
  },
  {
    day: "2022-07-11",
    async happens(year) {
      await year.step("chief", "“closes”反弹，重启", async (api) =>
        api.tasks.reopenTask({
          ...year.at(await year.read("closes")),
          because: "relapse",
          note: "直报系统停用（演示数据）",
        }),
      );
    },
  },
  { day: "2022-08-22", happens: (year) => closeOut(year, "trade", of(year, "closes")) },
];
