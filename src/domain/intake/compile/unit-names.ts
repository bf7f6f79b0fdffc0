// What a unit's name looks like: endings of offices, collective names, place words (practice of Chinese government documents).
import { withoutBrackets } from "./brackets.ts";
import { limits } from "./limits.ts";

/** Endings of organisations and places; only the end of a name is compared. */
const organisationEnd = new RegExp(
  `(?:${[
    "委|局|厅|部|办|署|会|行|司|处|院|校|社|馆|站|所|室|科|团|队|庭|台|网|园|区|县|市|州|盟|旗|镇|乡|村|省|府|组|群",
    "中心|集团|公司|大学|学院|医院|政府|法院|海关|机关|部门|单位|工商联|妇联|科协|残联|文联|侨联|社科联|红十字会|联社|总社|协会",
    "商会|学会|联盟|专班|指挥部|平台|基地|街道|企业|机构|高校|院校|银行|电力|电网|移动|联通|电信|铁塔|邮政|铁路|机场|港口|烟草",
    "工作组|领导小组|推进组|联席会议|分局|总队|支队|大队|各地|属地|智库|媒体|运营商|主体|牵头人|工会|党委|党组|律协|记协|作协|中央|档案馆|气象台|试点城市",
  ].join("|")})$`,
);

/** Words that no unit's name holds: with one of them a phrase is prose. */
const prose =
  /[,;:。!?"“”《》<>=|]|的(?!士)|以下|简称|下同|指导下|是指|应当|不得|按照|根据|自行|依法|通过|可以|需要|要求|所称|包括|谁主管|例如|不含|不少于|不超过|含\d|\d{3}|全部$/;

/** Words for anybody; on their own they name no unit. */
const anybody = /^(?:部门|单位|社会|政府|企业|机构|机关|平台|主体|媒体|高校|院校|协会|公司|集团|中心|属地|党委)$/;

/** Names that stand for a class of units. */
const collective =
  /^(?:各|有关|相关|其他|其它|属地|全市各|全省各|省有关|市有关|区有关|省直有关|市直有关|市级有关|省级有关|市各|省各|区各)|(?:有关|相关)(?:部门|单位|区县|市县)|^(?:市级|省级|区级|县级|市直|省直|区直)(?:各)?(?:部门|单位)$|试点(?:城市|地区|单位|县|区)/;

/** Bare levels of administration, which only make a name together: 各区、县(市)政府. */
export const bareLevel =
  /^(?:省|自治区|直辖市|地级市|市|州|盟|旗|区|县|县级市|镇|乡|乡镇|街道|地|新区)(?:[([][^()[\]]{1,12}[)\]])?$/;

/** 广州, 郑州: cities whose names end like a prefecture (凉山州) but stand without their level. */
export const cityNamedLikePrefecture = /^[\u4e00-\u9fff]州$/;

/** Does the phrase (folded) end and read like the name of an organisation, a place or a class of them? */
export function looksLikeUnit(phrase: string): boolean {
  if (phrase.length < 2 || phrase.length > limits.unitName) return false;
  if (prose.test(phrase)) return false;
  const bare = withoutBrackets(phrase).trim();
  if (bare.length < 2) return false;
  if (cityNamedLikePrefecture.test(bare) || anybody.test(bare)) return false;
  return organisationEnd.test(bare) || /^(?:各|有关|相关)/.test(bare);
}

/** Does the name stand for a class of units (有关区县, 各相关单位)? */
export function isCollective(name: string): boolean {
  return collective.test(name);
}

/** Administrative prefix that a list writes only once: 省 in 省工业和信息化厅、财政厅. */
export function levelPrefix(name: string): string | null {
  return (
    /^(?:省|市|区|县|州|自治区)(?=[\u4e00-\u9fff]{2,})(?!.(?:委|政府|级|直|各|有关|场|域|块))/.exec(name)?.[0] ?? null
  );
}
