// The words that give a unit its part in a task, and the labels that do the same with a colon, as tables.
import type { Role } from "./draft.ts";

/**
 * What the words say before the rules of the document are applied.
 *
 * `responsible` is 责任单位 or 负责 without a lead named; `shared` is 按职责分工负责.
 */
export type StatedRole = Role | "responsible" | "shared";

interface DutyVerb {
  word: string;
  role: StatedRole;
  /** Does the word make a bracket a duty bracket even when one of its names is unfamiliar? */
  strong: boolean;
}

const verb = (role: StatedRole, strong: boolean, words: string): DutyVerb[] =>
  words.split(" ").map((word) => ({ word, role, strong }));

/** Longest first, so that 负责指导 is guidance and 牵头负责 is one word. */
const verbs: DutyVerb[] = [
  ...verb(
    "lead",
    true,
    "牵头负责落实 牵头组织实施 牵头负责 牵头落实 牵头实施 牵头组织 牵头推进 牵头推动 牵头抓总 牵头协调 牵头统筹",
  ),
  ...verb("lead", true, "牵头承办 牵头办理 牵头抓 牵头 主办 主责"),
  ...verb(
    "support",
    true,
    "配合落实 配合实施 配合推进 配合办理 参与配合 协同配合 密切配合 协助配合 做好配合 配合 协办",
  ),
  ...verb("support", false, "共同参与 积极参与 参与 参加 协助 协同 协作"),
  ...verb("guide", true, "负责指导 业务指导 监督指导 指导监督 指导督促 督促指导 指导协调 加强指导 指导支持 支持指导"),
  ...verb("guide", false, "指导 督导"),
  ...verb(
    "responsible",
    true,
    "负责组织实施 负责具体落实 负责贯彻落实 负责抓好落实 负责推进落实 负责落实 负责实施 负责推进 负责",
  ),
  ...verb("responsible", false, "组织实施 组织落实 抓好落实 贯彻落实 推进落实 具体实施 承办 承担 落实 实施 推进"),
].sort((a, b) => b.word.length - a.word.length);

/** Words between the units and the verb; the marked ones turn 负责 into a shared duty. */
const modifiers: { word: string; shared: boolean }[] = [
  ..."按照各自职责分工 按各自职责分工 按照职责分工 按职责分工 根据职责分工 依职责分工 依据职责分工 按照各自职责 按各自职责 按照职责 根据职责 按职责 依职责 按照分工 按分工 依职能 按职能 按权限 分工"
    .split(" ")
    .map((word) => ({ word, shared: true })),
  ..."分别 共同 联合 具体 各自 统筹 主要 积极 全力 协同 要 应 均 等 并 组织"
    .split(" ")
    .map((word) => ({ word, shared: false })),
];

export interface VerbAtEnd {
  /** Length of the phrase without the verb and its modifiers. */
  rest: number;
  role: StatedRole;
  strong: boolean;
}

/** The duty verb that ends a phrase (folded), with its modifiers, or null: 市教委、市财政局按职责分工负责. */
export function verbAtEnd(phrase: string): VerbAtEnd | null {
  const found = verbs.find((candidate) => phrase.endsWith(candidate.word));
  if (!found) {
    const shared = modifiers.find(
      (modifier) => modifier.shared && modifier.word !== "分工" && phrase.endsWith(modifier.word),
    );
    return shared ? { rest: phrase.length - shared.word.length, role: "shared", strong: true } : null;
  }
  let rest = phrase.length - found.word.length;
  let shared = false;
  for (let i = 0; i < 4; i += 1) {
    const head = phrase.slice(0, rest).trimEnd();
    const modifier = modifiers.find((candidate) => candidate.word !== "等" && head.endsWith(candidate.word));
    if (!modifier) break;
    shared ||= modifier.shared;
    rest = head.length - modifier.word.length;
  }
  return { rest, role: shared && found.role === "responsible" ? "shared" : found.role, strong: found.strong };
}

/** Verbs that may stand between two units without a comma: 市科技局牵头市财政局配合. */
export const verbInside = /牵头负责|牵头|配合|负责|指导/g;

interface Label {
  role: StatedRole | "due" | "ignored";
  stem: RegExp;
}

const office = "(?:单位|部门|处室|科室|区县|主体|机构)";
const labels: Label[] = [
  {
    role: "due",
    stem: /^(?:完成|办结|落实|时间|进度|工作|推进|整改|计划)?(?:完成)?(?:时限|时间|期限|节点|进度|安排|要求|周期)$/,
  },
  { role: "ignored", stem: /(?:领导|责任人|负责人|联系人|联络员|电话|备注|组长|局长|市长|区长|县长)$/ },
  { role: "guide", stem: new RegExp(`^(?:业务)?(?:指导|督导|监督指导)${office}$`) },
  {
    role: "support",
    stem: new RegExp(`^(?:配合|协办|协同|参与|参加|协助|支持|协作|会办)(?:责任|实施|落实)?${office}$|^(?:配合|协办)$`),
  },
  {
    role: "lead",
    stem: new RegExp(`^(?:牵头|主办|主责|首责|主要责任|第一责任)(?:责任|实施|落实)?${office}$|^(?:牵头|主办)$`),
  },
  {
    role: "responsible",
    stem: new RegExp(`^(?:责任|负责|承办|实施|落实|承担|执行|主管|推进)(?:${office}|分工)$|^(?:责任|分工)$`),
  },
];

/** Words in front of a label that only say of which level the units are. */
const labelLevel = /^(?:省级|市级|区级|县级|省直|市直|区直|国家|共同|其他|其它|具体|各)(?=[\u4e00-\u9fff]{2})/;

/** A label and its colon, or a label at the very start of a bracket with a blank. */
export const labelAt = /([\u4e00-\u9fff]{2,12})\s?(?::|(?<=(?:单位|部门))\s)\s?/g;

/** Labels written without a colon inside a bracket: 牵头单位市教委. */
export const bareLabelAt = /(?<=^|[;,。])((?:牵头|责任|主办|配合|参与|协办|负责)(?:单位|部门))为?(?=[\u4e00-\u9fff])/g;

/** What the words before a colon announce, or null for any other words: 市级牵头单位 announces leads. */
export function labelRole(words: string): Label["role"] | null {
  const core = words.replace(labelLevel, "");
  return labels.find((label) => label.stem.test(core))?.role ?? null;
}
