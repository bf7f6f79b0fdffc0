// How offices write days and call their columns.
import { describe, expect, test } from "vitest";
import { dayOf } from "./cell-values.ts";
import { fieldOfHeading } from "./columns.ts";
import type { WorkbookField } from "./model.ts";

describe("日期的各种写法", () => {
  test.each<[string, "text" | "number" | "day", string | null]>([
    ["2021-12-31", "day", "2021-12-31"],
    ["44561", "number", "2021-12-31"],
    ["20211231", "number", "2021-12-31"],
    ["20211231", "text", "2021-12-31"],
    ["2021-12-31", "text", "2021-12-31"],
    ["2021/12/31", "text", "2021-12-31"],
    ["2021.12.31", "text", "2021-12-31"],
    ["2021年12月31日", "text", "2021-12-31"],
    ["２０２１年１２月底前", "text", "2021-12-31"],
    ["2021年12月底前", "text", "2021-12-31"],
    ["2021.12", "text", "2021-12-31"],
    ["2021.12", "number", "2021-12-31"],
    ["2021.1", "number", null],
    ["2021年2月", "text", "2021-02-28"],
    ["2022年上半年", "text", "2022-06-30"],
    ["2021-13-01", "text", null],
    ["持续推进", "text", null],
    ["3", "number", null],
  ])("%s (%s)", (text, kind, day) => {
    expect(dayOf({ column: 0, text, kind }, "last")?.day ?? null).toBe(day);
  });
});

describe("单位自己的表头", () => {
  test.each<[string, WorkbookField | null]>([
    ["序号", "number"],
    ["主要任务", "text"],
    ["工作任务*", "text"],
    ["责任单位", "lead"],
    ["牵头单位（部门）", "lead"],
    ["配合单位", "support"],
    ["完成 时限", "dueText"],
    ["责任人", "leader"],
    ["联系人及电话", "contact"],
    ["责任分工/牵头单位", "lead"],
    ["备注", null],
    ["单价", null],
  ])("表头“%s”", (heading, field) => expect(fieldOfHeading(heading)).toBe(field));
});
