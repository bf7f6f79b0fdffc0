// One bracket at a time: which units it names, in which role, and which brackets are about something else.
import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { lastDay } from "./deadlines.ts";
import { fold } from "./fold.ts";
import { blocksOfText } from "./text.ts";

const taskOf = (bracket: string) => compile(blocksOfText(`一、任务\n1.做好工作。${bracket}\n`)).tasks[0];
const row = (bracket: string, lead: string, support = "", guide = "") => ({ bracket, lead, support, guide });

describe("units and roles", () => {
  test.each([
    row("(市发改委牵头,各有关部门和单位、各区政府按职责分工负责)", "市发改委", "各有关部门和单位 各区政府"),
    row("(各省(区、市)人民政府、公安部、税务总局等部门按职责分工负责)", "各省(区、市)人民政府 公安部 税务总局"),
    row("(市发改委、市财政局会同有关部门负责)", "市发改委 市财政局"),
    row("(市发改委、市财政局会同市商务局负责)", "市发改委 市财政局", "市商务局"),
    row("(市科技局牵头,市教委、市财政局等部门及各区人民政府配合)", "市科技局", "市教委 市财政局 各区人民政府"),
    row("(责任单位:市商务局(牵头)、市财政局、市税务局)", "市商务局", "市财政局 市税务局"),
    row("(责任单位:市商务局牵头,市财政局配合)", "市商务局", "市财政局"),
    row("(市科技局牵头市财政局配合)", "市科技局", "市财政局"),
    row("(牵头单位市教委,配合单位市财政局)", "市教委", "市财政局"),
    row("(责任单位:市商务局及各区政府)", "市商务局 各区政府"),
    row("(责任单位:市自然资源和规划局、市城市管理和综合执法局)", "市自然资源和规划局 市城市管理和综合执法局"),
    row("(北京市、天津市、河北省人民政府负责)", "北京市人民政府 天津市人民政府 河北省人民政府"),
    row("(广州、郑州、泽州市政府负责)", "广州市政府 郑州市政府 泽州市政府"),
    row("(财政、税务等部门负责)", "财政部门 税务部门"),
    row("(各市、县(市、区)人民政府,各开发区管委会负责)", "各市、县(市、区)人民政府 各开发区管委会"),
    row("(市体育局、市工业促进指导中心负责)", "市体育局 市工业促进指导中心"),
    row("(市人社局指导,市总工会、各街道参与,市教委负责)", "市教委", "市总工会 各街道", "市人社局"),
    row("(市委组织部(人才办)、市人社局共同牵头)", "市委组织部(人才办) 市人社局"),
    row("(责任单位:市科技局 市财政局)", "市科技局 市财政局"),
    row("(责任单位:*市科技局、市财政局)", "市科技局", "市财政局"),
    row("(市教委、市财政局,排名第一的为牵头单位,下同)", "市教委", "市财政局"),
  ])("$bracket", ({ bracket, lead, support, guide }) => {
    const task = taskOf(bracket);
    expect([task?.lead.join(" "), task?.support.join(" "), task?.guide.join(" ")]).toEqual([lead, support, guide]);
  });
});

test.each([
  "(以下简称试点,由市商务局负责)",
  "(此件公开发布)",
  "(谁主管、谁负责)",
  "(各级政府负责、部门协同、社会参与)",
  "(由企业自行负责)",
  "(不超过10家,由市商务局负责认定)",
  "(本方案由市商务局负责解释)",
  "(含人员、场地)",
])("no task from %s", (bracket) => {
  expect(taskOf(bracket)).toBeUndefined();
});

describe("findings on a bracket", () => {
  const codes = (bracket: string) =>
    compile(blocksOfText(`一、任务\n1.做好工作。${bracket}\n`)).findings.map((one) => one.code);

  test.each([
    ["(市教委、市财政局)", "bracket.role-unsaid"],
    ["(市教委会同市财政局牵头)", "bracket.two-ways"],
    ["(市教委,市财政局、市审计局配合)", "bracket.two-ways"],
    ["(责任单位:市教委、市财政局", "bracket.unclosed"],
    ["(市教委指导,市财政局配合)", "task.no-lead"],
    ["(责任单位:市教委、神秘来客)", "unit.unlikely"],
  ])("%s: %s", (bracket, code) => {
    expect(codes(bracket)).toContain(code);
  });

  test("a clear bracket has none", () => {
    expect(codes("(市教委牵头,市财政局配合)").filter((code) => !code.startsWith("head."))).toEqual([]);
  });
});

describe("deadlines", () => {
  test.each([
    ["2021年12月底前", "2021-12-31"],
    ["2022年上半年", "2022-06-30"],
    ["2024年2月底前", "2024-02-29"],
    ["2025年6月前", "2025-05-31"],
    ["2025年1月前", "2024-12-31"],
    ["2025年3月15日前", "2025-03-15"],
    ["2025年第三季度", "2025-09-30"],
    ["到2020年", "2020-12-31"],
    ["2026年底", "2026-12-31"],
    ["6月底前", "2022-06-30"],
    ["11月底前", "2021-11-30"],
    ["印发之日起30日内", null],
    ["持续推进", null],
  ])("%s ends on %s for a plan of August 2021", (text, day) => {
    expect(lastDay(fold(text), "2021-08-04")).toBe(day);
  });

  test.each([
    ["(市教委负责,2025年底前完成)", "2025年底前"],
    ["(2025年6月底前,市教委负责)", "2025年6月底前"],
    ["(责任单位:市教委;完成时限:印发之日起30日内)", "印发之日起30日内"],
    ["(市教委负责,2025年6月底前,并持续推进)", "2025年6月底前,并持续推进"],
    ["(市教委负责)", null],
  ])("the last part of a bracket: %s", (bracket, due) => {
    expect(taskOf(bracket)?.due).toBe(due);
  });

  test("in the text a report of the past is no deadline", () => {
    const { tasks } = compile(blocksOfText("一、任务\n1.截至2023年底前已建成5个,2024年底前再建10个。(市教委负责)"));
    expect(tasks[0]?.due).toBe("2024年底前");
  });
});
