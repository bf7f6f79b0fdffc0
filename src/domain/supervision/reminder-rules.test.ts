// Reminders before a due day and urging after it, by working days with 调休; who has to act; when urging by hand is refused.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addWorkingDays, isWorkingDay } from "../pilot/calendar.ts";
import { taskStates } from "../tasks/model.ts";
import type { Handler } from "./model-reminder.ts";
import { dueStepOn, handlingUnits, mayUrge, remindedStates, taskHandlers, urgingPause } from "./reminder-rules.ts";

const step = (dueOn: string, today: string, every = 5) => {
  const found = dueStepOn(dueOn, today, every);
  return found ? `${found.step} ${found.day} ${found.days}` : null;
};

describe("时限前 15、7、3 个工作日提醒", () => {
  test.each([
    ["第 16 个工作日不发", "2021-12-31", "2021-12-09", null],
    ["第 15 个工作日", "2021-12-31", "2021-12-10", "before15 2021-12-31 15"],
    ["停机一天，次日补发", "2021-12-31", "2021-12-13", "before15 2021-12-31 14"],
    ["第 7 个工作日", "2021-12-31", "2021-12-22", "before7 2021-12-31 7"],
    ["第 3 个工作日", "2021-12-31", "2021-12-28", "before3 2021-12-31 3"],
    ["当天", "2021-12-31", "2021-12-31", "before3 2021-12-31 0"],
    ["周六不发", "2021-12-31", "2021-12-25", null],
    ["补班的周六照发", "2021-10-12", "2021-10-09", "before3 2021-10-12 2"],
    ["国庆假期不发", "2021-10-12", "2021-10-05", null],
    ["跨国庆按工作日数，不按天数", "2021-10-11", "2021-09-30", "before3 2021-10-11 3"],
  ])("%s", (_, dueOn, today, expected) => {
    expect(step(dueOn, today)).toBe(expected);
  });
});

describe("逾期第 1 日起催办，以后每隔几个工作日一次", () => {
  test.each([
    ["到期遇元旦顺延到 1 月 4 日，当天不催", "2022-01-01", "2022-01-04", "before3 2022-01-01 0"],
    ["次日催", "2022-01-01", "2022-01-05", "overdue 2022-01-05 -1"],
    ["同一轮里补发，防重日不变", "2022-01-01", "2022-01-07", "overdue 2022-01-05 -3"],
    ["第 6 个工作日是下一轮", "2022-01-01", "2022-01-12", "overdue 2022-01-12 -6"],
    ["周末不催", "2022-01-01", "2022-01-08", null],
  ])("%s", (_, dueOn, today, expected) => {
    expect(step(dueOn, today)).toBe(expected);
  });

  test("间隔由办公室设定", () => {
    expect(step("2022-01-04", "2022-01-06", 1)).toBe("overdue 2022-01-06 -2");
    expect(step("2022-01-04", "2022-01-28", 60)).toBe("overdue 2022-01-05 -18");
  });
});

describe("性质", () => {
  const days = fc
    .integer({ min: 0, max: 700 })
    .map((n) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10));
  test("一个时限在每个节点只有一个防重日；两轮催办之间恰好隔着设定的工作日", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 20 }), (dueOn, every) => {
        const sent = new Map<string, string>();
        for (let n = -40; n < 60; n += 1) {
          const today = new Date(Date.parse(dueOn) + n * 86_400_000).toISOString().slice(0, 10);
          const found = dueStepOn(dueOn, today, every);
          if (!isWorkingDay(today)) expect(found).toBeNull();
          if (found) sent.set(`${found.step} ${found.day}`, sent.get(`${found.step} ${found.day}`) ?? today);
        }
        for (const before of ["before15", "before7", "before3"])
          expect([...sent.keys()].filter((key) => key.startsWith(`${before} `))).toEqual([`${before} ${dueOn}`]);
        const urged = [...sent.keys()].filter((key) => key.startsWith("overdue")).map((key) => key.slice(8));
        for (let n = 1; n < urged.length; n += 1)
          expect(addWorkingDays(urged[n - 1] as string, every).day).toBe(urged[n]);
        // Each is sent on the very day it belongs to, when the program runs every day.
        for (const day of urged) expect(sent.get(`overdue ${day}`)).toBe(day);
      }),
      { numRuns: 60 },
    );
  });
});

describe("谁是待办人", () => {
  const record = { leadUnitIds: ["科技局", "教委"], groupIds: ["科技组"], officeUnitId: "办公室" };
  test("牵头单位不止一个，个个都要送到", () => {
    expect(handlingUnits(taskHandlers.inProgress, record).map((one) => one.unitId)).toEqual(["科技局", "教委"]);
  });
  test("待初审的是推进组；没有推进组的归办公室", () => {
    expect(handlingUnits(taskHandlers.closeRequested, record)).toEqual([{ part: "group", unitId: "科技组" }]);
    expect(handlingUnits(taskHandlers.closeRequested, { ...record, groupIds: [] })).toEqual([
      { part: "office", unitId: "办公室" },
    ]);
  });
  test("草拟、暂缓、已销号、已终止没有待办人，不提醒不催办", () => {
    const silent = Object.keys(taskStates).filter((state) => !(remindedStates as string[]).includes(state));
    expect(silent).toEqual(["draft", "suspended", "closed", "ended"]);
  });
});

describe("人工催办", () => {
  const handler = (...names: string[]): Handler =>
    ({
      part: "lead",
      unitId: "科技局",
      unitName: "科技局",
      people: names.map((name) => ({ id: name, name })),
    }) as Handler;
  const facts = {
    mayAsk: true,
    what: "任务",
    state: { zh: "推进中", en: "In progress" },
    handlers: [handler("郑思齐")],
    lastAt: null as number | null,
    at: 10 * urgingPause,
    say: String,
  };
  test.each([
    ["可以催", {}, undefined],
    ["不是办公室和推进组", { mayAsk: false }, "urging.not-yours"],
    ["没有待办人", { handlers: [] }, "urging.none"],
    ["单位没有联络员，催了也到不了", { handlers: [handler()] }, "urging.nobody"],
    ["有一个单位到得了就可以催", { handlers: [handler(), handler("郑思齐")] }, undefined],
    ["59 分钟前催过", { lastAt: 10 * urgingPause - urgingPause + 60_000 }, "urging.too-soon"],
    ["整一小时前催过", { lastAt: 9 * urgingPause }, undefined],
  ])("%s", (_, more, code) => {
    const decision = mayUrge({ ...facts, ...more });
    expect(decision.allowed ? undefined : decision.code).toBe(code);
  });
});
