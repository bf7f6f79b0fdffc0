// The units of the fictional city 示例市 (演示数据): every name is invented, none is the name of a real place or company.
import type { UnitKind } from "../../domain/organisations/model.ts";

export interface DemoUnit {
  kind: UnitKind;
  name: string;
  shortName: string;
}

const city = "示例市";

export const cityGovernment: DemoUnit = { kind: "government", name: `${city}人民政府`, shortName: `${city}政府` };

export const servicesBodies = {
  specialGroup: {
    kind: "specialGroup",
    name: `${city}服务业扩大开放综合试点专项工作组`,
    shortName: `${city}服务业开放专项工作组`,
  },
  office: {
    kind: "office",
    name: `${city}服务业扩大开放综合试点专项工作组办公室`,
    shortName: `${city}服务业开放办公室`,
  },
} as const satisfies Record<string, DemoUnit>;

export const dataBodies = {
  office: {
    kind: "office",
    name: `${city}数据要素市场化配置改革试点工作专班办公室`,
    shortName: `${city}数据要素专班办`,
  },
} as const satisfies Record<string, DemoUnit>;

const fields = [
  "科技创新",
  "数据要素",
  "现代金融",
  "健康医疗",
  "教育合作",
  "商贸文旅",
  "投资便利和物流通关",
  "人才服务",
  "法治保障",
];

/** The nine working groups, in the order of the annex. */
export const servicesGroups: readonly DemoUnit[] = fields.map((field) => ({
  kind: "group",
  name: `${city}服务业扩大开放综合试点${field}工作推进组`,
  shortName: `${city}${field}推进组`,
}));

/** Full name and the short one that documents use, both without the city. */
const departmentNames = `
发展和改革委员会 发展改革委
教育局
科学技术局 科技局
工业和信息化局
公安局
民政局
司法局
财政局
人力资源和社会保障局 人力社保局
规划和自然资源局 规划自然资源局
生态环境局
住房和城乡建设局 住房城乡建设局
交通运输局
水务局
农业农村局
商务局
文化和旅游局 文化旅游局
卫生健康委员会 卫生健康委
应急管理局
审计局
国有资产监督管理委员会 国资委
市场监督管理局 市场监管局
体育局
统计局
医疗保障局 医保局
知识产权局
大数据发展管理局 大数据局
政务服务管理局 政务服务局
机关事务管理局
人民政府外事办公室 外办
地方金融管理局
投资促进局
口岸和物流办公室 口岸物流办
林业局
城市管理局
药品监督管理局 药监局
气象局
税务局
邮政管理局
通信管理局
能源局`
  .trim()
  .split("\n");

const departmentOf = (line: string): DemoUnit => {
  const [name, shortName = name] = line.split(" ") as [string, string?];
  return { kind: "department", name: city + name, shortName: city + shortName };
};

/** 41 at first; two of them go into `mergedInto`, which makes 40. */
export const departments: readonly DemoUnit[] = departmentNames.map(departmentOf);

/** The department that takes over from two others on the way, as happens in real life. */
export const mergedInto: DemoUnit = departmentOf("数据和政务服务局 数据政务局");
export const mergedFrom: readonly string[] = [`${city}大数据局`, `${city}政务服务局`];

export const stateAgencies: readonly DemoUnit[] = [
  "示例海关",
  "示例金融监管分局",
  "人民银行示例市分行",
  "示例市中级人民法院",
].map((name) => ({ kind: "outside", name, shortName: name }));

const districtNames =
  "砚湖区 岚桥区 栖云区 鹿鸣区 松涧区 澄溪区 望岫区 听涛区 疏桐区 枕流区 云麓区 星渚区 竹坞区 芦汀区 棠溪区 雁栖区 青梧区 白榆区 汀兰区 霁月区 碧梧区 苍葭区 漱石区 扶摇区 归雁区 采薇区 岫云县 鹤汀县 霜林县 枫泊县 雪浦县 柳浪县 荻花县 松萝县 石磬县 云笈县 菱塘县 听松县".split(
    " ",
  );

/** 26 districts and 12 counties. */
export const districts: readonly DemoUnit[] = districtNames.map((name) => ({
  kind: "district",
  name: city + name,
  shortName: name,
}));

export const platforms: readonly DemoUnit[] = [
  "示例科学城",
  "示例综合保税区",
  "示例国际陆港",
  "示例临空经济示范区",
  "示例数字经济创新发展试验区",
  "示例高新技术产业开发区",
].map((name) => ({ kind: "platform", name: `${name}管理委员会`, shortName: `${name}管委会` }));
