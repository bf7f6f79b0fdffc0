// Chongqing's districts and counties with their GB/T 2260 codes, as the Ministry of Civil Affairs 民政部 publishes them:
// the 38 that the plan of 2021 addresses, and what became of them since.
import type { PlaceCode } from "./model.ts";

/** The 38 districts and counties of 2016-06 to 2025-11, in the order of their codes. */
export const places: readonly PlaceCode[] = [
  { code: "500101", zh: "万州区", en: "Wanzhou District", kind: "district" },
  { code: "500102", zh: "涪陵区", en: "Fuling District", kind: "district" },
  { code: "500103", zh: "渝中区", en: "Yuzhong District", kind: "district" },
  { code: "500104", zh: "大渡口区", en: "Dadukou District", kind: "district" },
  { code: "500105", zh: "江北区", en: "Jiangbei District", kind: "district" },
  { code: "500106", zh: "沙坪坝区", en: "Shapingba District", kind: "district" },
  { code: "500107", zh: "九龙坡区", en: "Jiulongpo District", kind: "district" },
  { code: "500108", zh: "南岸区", en: "Nan'an District", kind: "district" },
  { code: "500109", zh: "北碚区", en: "Beibei District", kind: "district" },
  { code: "500110", zh: "綦江区", en: "Qijiang District", kind: "district" },
  { code: "500111", zh: "大足区", en: "Dazu District", kind: "district" },
  { code: "500112", zh: "渝北区", en: "Yubei District", kind: "district" },
  { code: "500113", zh: "巴南区", en: "Banan District", kind: "district" },
  { code: "500114", zh: "黔江区", en: "Qianjiang District", kind: "district" },
  { code: "500115", zh: "长寿区", en: "Changshou District", kind: "district" },
  { code: "500116", zh: "江津区", en: "Jiangjin District", kind: "district" },
  { code: "500117", zh: "合川区", en: "Hechuan District", kind: "district" },
  { code: "500118", zh: "永川区", en: "Yongchuan District", kind: "district" },
  { code: "500119", zh: "南川区", en: "Nanchuan District", kind: "district" },
  { code: "500120", zh: "璧山区", en: "Bishan District", kind: "district" },
  { code: "500151", zh: "铜梁区", en: "Tongliang District", kind: "district" },
  { code: "500152", zh: "潼南区", en: "Tongnan District", kind: "district" },
  { code: "500153", zh: "荣昌区", en: "Rongchang District", kind: "district" },
  { code: "500154", zh: "开州区", en: "Kaizhou District", kind: "district" },
  { code: "500155", zh: "梁平区", en: "Liangping District", kind: "district" },
  { code: "500156", zh: "武隆区", en: "Wulong District", kind: "district" },
  { code: "500229", zh: "城口县", en: "Chengkou County", kind: "county" },
  { code: "500230", zh: "丰都县", en: "Fengdu County", kind: "county" },
  { code: "500231", zh: "垫江县", en: "Dianjiang County", kind: "county" },
  { code: "500233", zh: "忠县", en: "Zhong County", kind: "county" },
  { code: "500235", zh: "云阳县", en: "Yunyang County", kind: "county" },
  { code: "500236", zh: "奉节县", en: "Fengjie County", kind: "county" },
  { code: "500237", zh: "巫山县", en: "Wushan County", kind: "county" },
  { code: "500238", zh: "巫溪县", en: "Wuxi County", kind: "county" },
  { code: "500240", zh: "石柱土家族自治县", en: "Shizhu Tujia Autonomous County", kind: "autonomousCounty" },
  {
    code: "500241",
    zh: "秀山土家族苗族自治县",
    en: "Xiushan Tujia and Miao Autonomous County",
    kind: "autonomousCounty",
  },
  {
    code: "500242",
    zh: "酉阳土家族苗族自治县",
    en: "Youyang Tujia and Miao Autonomous County",
    kind: "autonomousCounty",
  },
  {
    code: "500243",
    zh: "彭水苗族土家族自治县",
    en: "Pengshui Miao and Tujia Autonomous County",
    kind: "autonomousCounty",
  },
];

/** A change of districts: from that day the ended ones are no more, and `began` has taken their place. */
export interface PlaceChange {
  onDay: string;
  endedCodes: readonly string[];
  began: PlaceCode;
  source: string;
}

/** Changes since 2016. Beibei also gave and took towns in the first, under its old code. */
export const placeChanges: readonly PlaceChange[] = [
  {
    onDay: "2025-11-06",
    endedCodes: ["500105", "500112"],
    began: { code: "500157", zh: "两江新区", en: "Liangjiang New Area", kind: "district" },
    source: "重庆市人民政府2025年11月6日新闻发布会:撤销江北区、渝北区,设立两江新区",
  },
];

/**
 * The districts and counties as they stood on a day since 2016-06.
 *
 * Example: 38 on 2021-08-04, 37 on 2026-01-01.
 * @param day `YYYY-MM-DD`
 */
export function placesOn(day: string): readonly PlaceCode[] {
  const since = placeChanges.filter((change) => change.onDay <= day);
  const ended = new Set(since.flatMap((change) => change.endedCodes));
  return [...places, ...since.map((change) => change.began)]
    .filter(({ code }) => !ended.has(code))
    .sort((a, b) => a.code.localeCompare(b.code));
}
