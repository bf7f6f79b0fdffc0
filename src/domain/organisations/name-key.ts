// When two written names mean the same unit: the practice of abbreviating in Chinese government documents
// (重庆市科学技术局 = 市科学技术局 = 市科技局). Pure; names of no fixed pattern are told apart by registered aliases.

/** Long words and what documents shorten them to; applied in this order, so longer ones come first. */
const shortened: readonly (readonly [string, string])[] = [
  ["科学技术协会", "科协"],
  ["科学技术", "科技"],
  ["发展和改革", "发改"],
  ["发展改革", "发改"],
  ["委员会", "委"],
  ["监督管理", "监管"],
  ["国有资产监管", "国资"],
  ["教育委", "教委"],
  ["经济和信息化", "经信"],
  ["经济信息化", "经信"],
  ["经济信息", "经信"],
  ["工业和信息化", "工信"],
  ["住房和城乡建设", "住建"],
  ["住房城乡建设", "住建"],
  ["住房城乡建", "住建"],
  ["卫生健康", "卫健"],
  ["人力资源和社会保障", "人社"],
  ["人力资源社会保障", "人社"],
  ["人力社保", "人社"],
  ["文化和旅游", "文旅"],
  ["文化旅游", "文旅"],
  ["规划和自然资源", "规划自然资源"],
  ["药品监管", "药监"],
  ["地方金融监管", "金融监管"],
  ["大数据应用发展管理", "大数据发展"],
  ["应急管理", "应急"],
  ["退役军人事务", "退役军人"],
  ["机关事务管理", "机关事务"],
  ["口岸和物流", "口岸物流"],
  ["自由贸易试验区", "自贸区"],
  ["自贸试验区", "自贸区"],
  ["高新技术产业开发区", "高新区"],
  ["经济技术开发区", "经开区"],
  ["综合保税区", "综保区"],
  ["管理委", "管委"],
  ["管委会", "管委"],
  ["办公室", "办"],
  ["人民政府", "政府"],
  ["人民法院", "法院"],
  ["人民检察院", "检察院"],
  ["中国人民银行", "人行"],
  ["人民银行", "人行"],
  ["营业管理部", "营管部"],
  ["妇女联合会", "妇联"],
  ["工商业联合会", "工商联"],
  ["残疾人联合会", "残联"],
  ["文学艺术界联合会", "文联"],
];

/** After these, the word for the level belongs to the name itself: 市委, 市政府, 市场监管局, 区块链. */
const levelStays = /^.(?:委|政(?!务|法|策|研)|人大|纪委|级|直|属|区|县|场|民(?!政|族|宗|防|营)|块|域|间)/;

const places = /(?<=区|县|市|省|州|盟|旗)政府$/;

/** A name with widths, brackets and spaces made alike; what people see stays as it was written. */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[〔[{【〈]/g, "(")
    .replace(/[〕\]}】〉]/g, ")")
    .replace(/[\s“”"'·]/g, "")
    .toLowerCase();
}

/**
 * The key under which all ways of writing one unit's name meet.
 * Example: nameKey("重庆市科学技术局", "重庆市") and nameKey("市科技局", "重庆市") are both 科技局.
 * @param home the place whose units may be written without it (重庆市); `null` where there is none
 */
export function nameKey(name: string, home: string | null): string {
  let key = foldName(name).replace(/^中共/, "");
  if (home && key.startsWith(home)) key = home.slice(-1) + key.slice(home.length);
  for (const [long, short] of shortened) key = key.replaceAll(long, short);
  const level = home?.slice(-1);
  if (level && key.length > 2 && key.startsWith(level) && !levelStays.test(key)) key = key.slice(1);
  return key.replace(places, "");
}

/** The place a government's name begins with: 重庆市人民政府 → 重庆市; `null` when it is no government of a place. */
export function homeOf(governmentName: string): string | null {
  const place = foldName(governmentName).replace(/(?:人民)?政府$/, "");
  return /^.{1,20}[省市区县州盟旗]$/u.test(place) ? place : null;
}
