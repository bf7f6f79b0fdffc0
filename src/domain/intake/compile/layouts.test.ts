// Every layout of DESIGN 2.1 on a small fictional plan: which tasks come out, who does them, by when, under which headings.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import type { Task } from "./draft.ts";
import { blocksOfText } from "./text.ts";

const folder = join(import.meta.dirname, "../../../../tests/fixtures/plans");
const read = (name: string) => compile(blocksOfText(readFileSync(join(folder, `${name}.txt`), "utf8")));

/** One task in one line: number · lead · support · guide · due · path; empty parts are left empty. */
function line(task: Task): string {
  const names = (list: string[]) => list.join(" ");
  return [
    task.number ?? "",
    names(task.lead),
    names(task.support),
    names(task.guide),
    task.due ?? "",
    task.path.join(" > "),
  ].join("·");
}

const layouts: { layout: string; tasks: string[] }[] = [
  {
    layout: "pipe-table",
    tasks: [
      "1·市商务局·市城管局 市公安局··2024年9月底前·一、丰富夜间业态 > (一)夜市街区",
      "2·市文旅局 团市委···持续推进·一、丰富夜间业态 > (一)夜市街区",
      "3·市交通局·各区、县(市)政府··2024年上半年·一、丰富夜间业态 > (二)夜间交通",
      "4·市政务服务局 市税务局···6月底前·二、优化夜间服务",
    ],
  },
  {
    layout: "starred-table",
    tasks: [
      "1.1·市住建局·市水务局··2025年9月·慢行网络",
      "1.2·市城管局·市交警支队··2025年内·慢行网络",
      "2.1·市数据局···长期·智慧设施",
    ],
  },
  {
    layout: "category-table",
    tasks: [
      "1·市市场监管局·市税务局··2025年6月·准入",
      "2·市市场监管局·市人社局 市税务局··2025年第四季度·准入",
      "3·市委金融办·市财政局 市人社局 市税务局··年底前·融资",
    ],
  },
  {
    layout: "merged-cells",
    tasks: ["1·市民政局·市住建局 各区政府··2025年12月底前·", "2·市民政局·市住建局 各区政府···", "3·市人社局···长期·"],
  },
  {
    layout: "cell-lines",
    tasks: [
      "1·市自然资源局 市发改委···2025年底前·一、基础设施",
      "2·市通信管理局····一、基础设施",
      "3·市卫健委 市交通局···长期坚持·一、基础设施 > (二)场景开放",
    ],
  },
  {
    layout: "closing-bracket",
    tasks: [
      "1·市教育局·市水务局··2023年9月底前·一、主要任务 > (一)摸清底数",
      "2·市住建局·市教育局···一、主要任务 > (一)摸清底数",
      "3·市水务局···2024年6月底前·一、主要任务 > (二)分步改造",
      "4·市财政局····一、主要任务 > (二)分步改造",
    ],
  },
  {
    layout: "lead-and-support",
    tasks: [
      "1·市民政局·市自然资源和规划局 住房和城乡建设局 各区政府···一、重点任务",
      "2·市市场监管局·市卫健委 市民政局···一、重点任务",
      "3·市市场监管局·市数据局···一、重点任务",
      "4·市民政局 市商务局····一、重点任务",
      "5·市财政局·市民政局 市审计局··2024年12月底前·一、重点任务",
      "6·各街道··市人社局··一、重点任务",
    ],
  },
  {
    layout: "labelled-bracket",
    tasks: [
      "一·市工信局 市自然资源局 各区(县、市)政府····二、工作任务",
      "二·市政务服务局·市住建局 市消防救援支队··2025年3月底前·二、工作任务",
      "三·市委金融办(市地方金融局) 人民银行云泽市分行·各银行机构···二、工作任务",
      "四·市工信局 市文旅局····二、工作任务",
      "五·市自然资源局····二、工作任务",
    ],
  },
  {
    layout: "several-brackets",
    tasks: [
      "一·城管局··生态环境局 水务局·2025年底前·一、主要任务 > (一)源头治理,减少入河污染",
      "··供销联社·农业农村局··一、主要任务 > (一)源头治理,减少入河污染",
      "二·水务局 城管局 自然资源局 住建局·园林局···一、主要任务",
    ],
  },
  {
    layout: "title-body-bracket",
    tasks: [
      "一·团市委·市总工会 市妇联···三、重点举措",
      "二·市机关事务局····三、重点举措",
      "三·市教育局·市人社局···三、重点举措 > (三)建设师资队伍",
      "·市教育局····三、重点举措 > (三)建设师资队伍",
    ],
  },
  {
    layout: "own-line",
    tasks: [
      "1·市交通局 滨江区人民政府 望江区人民政府····一、行动内容",
      "2·市交通局·市数据局 市财政局··2025年10月底前·一、行动内容",
      "3·市城管局 市住建局····一、行动内容",
      "4·市委宣传部 市交通局····一、行动内容",
    ],
  },
  {
    layout: "one-line",
    tasks: ["1·市商务局·市残联···一、任务", "2·市城管局····一、任务", "3·市残联 市总工会····一、任务"],
  },
  {
    layout: "rules-once",
    tasks: [
      "一·市生态环境局 市统计局·各园区管委会···一、任务措施",
      "二·市发改委 国网云泽供电公司·市住建局···一、任务措施",
      "三·市工信局····一、任务措施",
    ],
  },
  {
    layout: "rule-in-text",
    tasks: ["一·市文旅局·市民政局···二、任务", "二·市卫健委·市文旅局 各区县···二、任务"],
  },
  {
    layout: "section-is-task",
    tasks: [
      "一·市文旅局 各区人民政府···2024年底前·",
      "二·市文旅局·市教育局 团市委···",
      "四·市财政局····",
      "四·市委督查室 市文旅局····",
    ],
  },
  { layout: "unnumbered", tasks: ["·市科技局·市数据局···", "·市财政局 市科技局····"] },
  {
    layout: "shared-names",
    tasks: [
      "1·省政务服务局·省公安厅 民政厅 人力资源和社会保障厅 江城市政府 云泽市政府 泽口市政府···一、任务",
      "2·滨江区人民政府 望江区人民政府 云泽高新区管委会····一、任务",
      "3·省数据局 省通信管理局·各市、县(区)人民政府···一、任务",
      "4·人力资源社会保障部门 财政部门····一、任务",
      "5·省委组织部(省公务员局)·省文化和旅游厅 省体育局 省高级人民法院···一、任务",
    ],
  },
  { layout: "false-tasks", tasks: [] },
];

const halfWidth = (text: string) =>
  text.replace(/[\uff08\uff09\uff0c]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

test.each(layouts)("$layout: the tasks of the plan", ({ layout, tasks }) => {
  expect(read(layout).tasks.map((task) => halfWidth(line(task)))).toEqual(tasks);
});

describe("what a task carries besides its units", () => {
  test("a rule stated once adds units to all later tasks and says why", () => {
    const { tasks } = read("rules-once");
    expect(tasks[0]?.implied).toEqual([]);
    expect(tasks[2]?.implied).toMatchObject([{ unit: "各园区管委会", role: "support" }]);
    expect(tasks[2]?.implied[0]?.reason).toContain("以下各项均需各园区管委会落实");
  });

  test("several brackets in one paragraph are segments, each with its own stretch and units", () => {
    const [first] = read("several-brackets").tasks;
    expect(first?.segments).toMatchObject([
      { lead: [], guide: ["生态环境局", "水务局"], due: null },
      { lead: ["城管局"], guide: [], due: "2025年底前" },
    ]);
    expect(first?.segments?.[1]?.text).toBe("对直排口限期封堵，2025年底前完成整治。");
  });

  test("an unnumbered paragraph with its own bracket stands under the item above it", () => {
    expect(read("several-brackets").tasks[1]).toMatchObject({ number: null, parent: "一" });
  });

  test("a closing phrase is kept apart and is no unit", () => {
    expect(read("labelled-bracket").tasks[3]?.openEnded).toBe("等各相关主管、行业管理部门");
    expect(read("closing-bracket").tasks[1]?.openEnded).toBe("等有关部门");
  });

  test("title and body lines belong to one task, with the text as written", () => {
    const { tasks } = read("title-body-bracket");
    expect(tasks[0]?.text).toBe("扩大课程供给\n面向青年需求开设技能、艺术、健康课程。\n每季度更新课程目录。");
    expect(tasks[1]?.text).toBe("盘活场地资源\n开放机关、学校、场馆的闲置教室。\n实行预约使用。");
  });

  test("units taken from a merged cell above are said to be so", () => {
    expect(read("merged-cells").findings.map((one) => [one.code, one.facts.number])).toContainEqual([
      "units.from-above",
      "2",
    ]);
  });

  test("a cell with a line break is one text", () => {
    expect(read("pipe-table").tasks[1]?.text).toBe("开展夜间文艺展演,\n每周不少于2场。");
  });
});

test("headings that only the file marks give the path, with numbered items inside them", () => {
  const lines: [string, number?][] = [
    ["重点任务", 1],
    ["科技创新", 2],
    ["1.建设平台。(市科技局负责)"],
    ["一、金融支持", 2],
    ["信贷产品", 3],
    ["1.开发产品。(市委金融办负责)"],
    ["保障措施", 1],
    ["1.落实经费。(市财政局负责)"],
  ];
  let text = "";
  const blocks = lines.map(([words, heading]) => {
    const start = text.length;
    text += `${words}\n`;
    const block = { kind: "paragraph" as const, text: words, start, end: start + words.length };
    return heading === undefined ? block : { ...block, heading };
  });
  expect(compile({ text, blocks }).tasks.map((task) => task.path)).toEqual([
    ["重点任务", "科技创新"],
    ["重点任务", "一、金融支持", "信贷产品"],
    ["保障措施"],
  ]);
});
