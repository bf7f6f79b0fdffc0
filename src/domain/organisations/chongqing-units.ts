// Units of the Chongqing pilot as data. Bodies and departments: 《重庆市服务业扩大开放综合试点工作方案》 (2021-08-04), part 三 and
// its annex; districts: GB/T 2260. As of the plan's date; full names only where they are certain.
import type { UnitKind } from "./model.ts";

export interface UnitSeed {
  kind: UnitKind;
  name: string;
  shortName?: string;
  aliases?: readonly string[];
  code?: string;
  /** Does it stand below the municipal government? Agencies of the state in the city do not. */
  below?: "government" | "specialGroup" | null;
}

export const government: UnitSeed = {
  kind: "government",
  name: "重庆市人民政府",
  shortName: "市政府",
  code: "500000",
};

export const specialGroup: UnitSeed = {
  kind: "specialGroup",
  name: "重庆市服务业扩大开放综合试点专项工作组",
  shortName: "市专项工作组",
  aliases: ["专项工作组"],
  below: "government",
};

export const office: UnitSeed = {
  kind: "office",
  name: "重庆市服务业扩大开放综合试点专项工作组办公室",
  shortName: "专项工作组办公室",
  below: "specialGroup",
};

/** The nine working groups, in the order of the plan. */
export const workingGroups: readonly UnitSeed[] = [
  "科技领域开放",
  "数据领域开放",
  "金融领域开放",
  "健康医疗领域开放",
  "教育领域开放",
  "商贸文旅领域开放",
  "投资便利和物流通关",
  "人才领域开放",
  "法治保障",
].map((field) => ({
  kind: "group",
  name: `${field}工作推进组`,
  shortName: `${field}推进组`,
  aliases: [field],
  below: "specialGroup",
}));

/** The departments that the annex names, as far as it is at hand (tasks 1 to 4). */
export const departments: readonly UnitSeed[] = [
  ["重庆市发展和改革委员会", "市发展改革委"],
  ["重庆市教育委员会", "市教委"],
  ["重庆市科学技术局", "市科技局"],
  ["重庆市财政局", "市财政局"],
  ["重庆市国有资产监督管理委员会", "市国资委"],
  ["重庆市知识产权局", "市知识产权局"],
].map(([name, shortName]) => ({
  kind: "department",
  name: name as string,
  shortName: shortName as string,
  below: "government",
}));

/** Agencies of the state in the city, under their names of 2021. */
export const stateAgencies: readonly UnitSeed[] = [
  { kind: "outside", name: "中国银行保险监督管理委员会重庆监管局", shortName: "重庆银保监局", below: null },
  { kind: "outside", name: "中国人民银行重庆营业管理部", shortName: "人行重庆营管部", below: null },
];

const districtCodes: readonly (readonly [code: string, name: string, shortName?: string])[] = [
  ["500101", "万州区"],
  ["500102", "涪陵区"],
  ["500103", "渝中区"],
  ["500104", "大渡口区"],
  ["500105", "江北区"],
  ["500106", "沙坪坝区"],
  ["500107", "九龙坡区"],
  ["500108", "南岸区"],
  ["500109", "北碚区"],
  ["500110", "綦江区"],
  ["500111", "大足区"],
  ["500112", "渝北区"],
  ["500113", "巴南区"],
  ["500114", "黔江区"],
  ["500115", "长寿区"],
  ["500116", "江津区"],
  ["500117", "合川区"],
  ["500118", "永川区"],
  ["500119", "南川区"],
  ["500120", "璧山区"],
  ["500151", "铜梁区"],
  ["500152", "潼南区"],
  ["500153", "荣昌区"],
  ["500154", "开州区"],
  ["500155", "梁平区"],
  ["500156", "武隆区"],
  ["500229", "城口县"],
  ["500230", "丰都县"],
  ["500231", "垫江县"],
  ["500233", "忠县"],
  ["500235", "云阳县"],
  ["500236", "奉节县"],
  ["500237", "巫山县"],
  ["500238", "巫溪县"],
  ["500240", "石柱土家族自治县", "石柱县"],
  ["500241", "秀山土家族苗族自治县", "秀山县"],
  ["500242", "酉阳土家族苗族自治县", "酉阳县"],
  ["500243", "彭水苗族土家族自治县", "彭水县"],
];

/** 26 districts, 8 counties and 4 autonomous counties with their GB/T 2260 codes. */
export const districts: readonly UnitSeed[] = districtCodes.map(([code, name, shortName]) => ({
  kind: "district",
  code,
  name,
  ...(shortName ? { shortName } : {}),
  below: "government",
}));

/** The open platforms that the plan names (part 二(三)). */
export const platforms: readonly UnitSeed[] = [
  { kind: "platform", name: "西部(重庆)科学城", aliases: ["西部科学城"], below: "government" },
  { kind: "platform", name: "重庆两江新区", shortName: "两江新区", below: "government" },
];

/** Names in the plan that stand for a class of units. */
export const collectives: readonly UnitSeed[] = [
  { kind: "collective", name: "市级有关部门", aliases: ["市政府有关部门"], below: null },
  { kind: "collective", name: "各区县", aliases: ["各区县(自治县)", "各区县(自治县)人民政府"], below: null },
  { kind: "collective", name: "各开放平台", below: null },
];
