// The plan of the pilot whose year is played 演示数据: ten tasks of an invented city, with the fate each will have.

/** What becomes of each task, by the number that the plan gives it. */
export const tasks = {
  closes: "1",
  extended: "2",
  overdue: "3",
  suspended: "4",
  cascaded: "5",
  ended: "6",
  handedOver: "7",
  silent: "8",
  joint: "9",
  ungrouped: "10",
} as const;
export type Fate = keyof typeof tasks;

const rows: readonly (readonly [text: string, lead: string, support: string, due: string])[] = [
  ["建立服务贸易统计直报制度。", "市商贸局", "市数管局", "2022年6月底前"],
  ["建设数字贸易公共服务平台。", "市商贸局", "市科创局", "2022年5月底前"],
  ["出台中介服务机构备案办法。", "市科创局", "市商贸局", "2022年1月底前"],
  ["争取跨境数据流动便利化授权。", "市数管局", "市商贸局", "2022年8月底前"],
  ["推广企业开办一件事一次办。", "市商贸局", "市数管局", "2022年7月底前"],
  ["试办离岸服务结算中心。", "市科创局", "市数管局", "2022年12月底前"],
  ["编制公共数据开放目录。", "市数管局", "市科创局", "2022年10月底前"],
  ["开展职业资格国际互认。", "市科创局", "市商贸局", "2022年12月底前"],
  ["建立知识产权纠纷快速处置机制。", "市商贸局", "市科创局", "2022年11月底前"],
  ["编制试点政策清单。", "市数管局", "市商贸局", "2022年4月底前"],
];

/** The document as a file; each row of its table one task. */
export const planFile = (): File =>
  new File(
    [
      [
        "云岭市服务业改革试点方案（演示数据）",
        "云岭市人民政府",
        "2021年9月1日",
        "序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |",
        ...rows.map((cells, index) => `${index + 1} | ${cells.join(" | ")} |`),
      ].join("\n"),
    ],
    "云岭市服务业改革试点方案（演示数据）.txt",
  );
