// Chongqing's districts and counties with their GB/T 2260 codes, as the Ministry of Civil Affairs 民政部 publishes them:
// the 38 that the plan of 2021 addresses, and what became of them since.
import { districts } from "../organisations/chongqing-units.ts";
import type { PlaceCode } from "./model.ts";

/** English names in the usual Pinyin, without tones. */
const englishNames: Readonly<Record<string, string>> = {
  "500101": "Wanzhou District",
  "500102": "Fuling District",
  "500103": "Yuzhong District",
  "500104": "Dadukou District",
  "500105": "Jiangbei District",
  "500106": "Shapingba District",
  "500107": "Jiulongpo District",
  "500108": "Nan'an District",
  "500109": "Beibei District",
  "500110": "Qijiang District",
  "500111": "Dazu District",
  "500112": "Yubei District",
  "500113": "Banan District",
  "500114": "Qianjiang District",
  "500115": "Changshou District",
  "500116": "Jiangjin District",
  "500117": "Hechuan District",
  "500118": "Yongchuan District",
  "500119": "Nanchuan District",
  "500120": "Bishan District",
  "500151": "Tongliang District",
  "500152": "Tongnan District",
  "500153": "Rongchang District",
  "500154": "Kaizhou District",
  "500155": "Liangping District",
  "500156": "Wulong District",
  "500229": "Chengkou County",
  "500230": "Fengdu County",
  "500231": "Dianjiang County",
  "500233": "Zhong County",
  "500235": "Yunyang County",
  "500236": "Fengjie County",
  "500237": "Wushan County",
  "500238": "Wuxi County",
  "500240": "Shizhu Tujia Autonomous County",
  "500241": "Xiushan Tujia and Miao Autonomous County",
  "500242": "Youyang Tujia and Miao Autonomous County",
  "500243": "Pengshui Miao and Tujia Autonomous County",
};

function kindOf(code: string, zh: string): PlaceCode["kind"] {
  if (code.startsWith("5001")) return "district";
  return zh.endsWith("自治县") ? "autonomousCounty" : "county";
}

/** The 38 districts and counties of 2016-06 to 2025-11, in the order of their codes. */
export const places: readonly PlaceCode[] = districts.map(({ code = "", name: zh }) => ({
  code,
  zh,
  en: englishNames[code] ?? zh,
  kind: kindOf(code, zh),
}));

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
