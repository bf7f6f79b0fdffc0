// Goals of a plan: clauses of its target sections that carry a figure or a direction (86 项, 10 个以上, 进一步下降).
import type { Range } from "./blocks.ts";
import type { Comparator, Goal, GoalKind, OutlineNode } from "./draft.ts";
import { limits } from "./limits.ts";
import { numeralValue } from "./numbering.ts";

const targetTitle = /目标/;
/** Sections that state targets only in sentences with a period. */
const overallTitle = /^总体|^工作思路|^主要思路/;
const numeral = "(\\d{1,9}(?:\\.\\d{1,4})?|[一二两三四五六七八九十百千万]{1,5})";
const countWords =
  "项|个|条|家|批|名|人|户|次|件|所|处|座|类|种|套|场|台|辆|平方米|平方公里|公里|亩|万人次|万人|万家|万户|万个|万件|万名|万辆|亿元|万元|亿美元|万美元|万亿元|万吨|吨|元|倍|位|天|个工作日|分钟|小时";
const figure = new RegExp(`${numeral}\\s?(%|个百分点|百分点|${countWords})`, "g");
const atLeast = /以上|不少于|不低于|超过|至少|突破|多于|高于|达到|余|多/;
const atMost = /以下|不超过|不高于|控制在|以内|低于|少于|压缩至|缩短至|降至/;
const up = /提升|提高|增长|增加|扩大|上升|增强|翻番|优化提升|加快增长/;
const down = /下降|降低|减少|缩短|压减|压缩|下调|缩小/;
const years = new RegExp(
  `(?:经过|用|利用|通过|力争|在)?\\s?${numeral}年(?:左右)?(?:的)?(?:时间|试点|努力|左右|内|建设|探索)`,
);
const by = /(?:到|至)?20\d\d年(?:底|末|年底|上半年)?(?:前)?/;

/**
 * Goals of the sections whose title names targets; folded and original text have the same offsets.
 *
 * Each clause between commas that holds a figure or a direction is one goal; the period (3年, 到2028年) of a sentence goes to its clauses.
 */
export function readGoals(
  sections: { node: OutlineNode; paragraphs: Range[] }[],
  folded: string,
  original: string,
): Goal[] {
  const goals: Goal[] = [];
  for (const { node, paragraphs } of sections) {
    const targets = targetTitle.test(node.title);
    if (!targets && !overallTitle.test(node.title)) continue;
    for (const paragraph of paragraphs) {
      const end = Math.min(paragraph.end, paragraph.start + limits.searchedParagraph);
      for (const sentence of cut(folded, paragraph.start, end, "。;!")) readSentence(sentence, folded, original, goals);
    }
  }
  return goals;
}

function readSentence(sentence: Range, folded: string, original: string, goals: Goal[]): void {
  let period: string | null = null;
  let span: number | null = null;
  for (const clause of cut(folded, sentence.start, sentence.end, ",")) {
    const text = folded.slice(clause.start, clause.end);
    const written = years.exec(text);
    span = written?.[1] ? numeralValue(written[1]) : span;
    period = /(?:截至|截止|自)/.test(text) ? period : (by.exec(text)?.[0] ?? period);
    const whole = goalOf(text, written?.[0] ?? null);
    for (const part of whole ? [clause] : cut(folded, clause.start, clause.end, "、")) {
      const goal = whole ?? goalOf(folded.slice(part.start, part.end), null);
      if (!goal) continue;
      goals.push({ ...goal, text: original.slice(part.start, part.end), years: span, by: period, source: part });
    }
  }
}

type Figures = Pick<Goal, "kind" | "value" | "unit" | "comparator" | "direction">;

function goalOf(clause: string, period: string | null): Figures | null {
  const words = period === null ? clause : clause.replace(period, "");
  const found = [...words.matchAll(figure)].find(
    (match) => !/[第十]/.test(words.slice(Math.max(0, match.index - 1), match.index)),
  );
  const direction = down.test(words) ? "down" : up.test(words) ? "up" : null;
  const predicate = /(?:提升|提高|(?<!零)增长|增加|扩大|上升|增强|翻番|下降|降低|减少|缩短|压减|压缩|下调|缩小)$/.test(
    words,
  );
  if (!found)
    return direction && predicate && words.length <= 60
      ? { kind: "direction", value: null, unit: null, comparator: null, direction }
      : null;
  const value = /^\d/.test(found[1] ?? "") ? Number(found[1]) : numeralValue(found[1] ?? "");
  if (value === null || (/^[一二两万]$/.test(found[1] ?? "") && !/^万/.test(found[0]))) {
    return direction && predicate ? { kind: "direction", value: null, unit: null, comparator: null, direction } : null;
  }
  const unit = found[2] ?? null;
  const around = words.slice(Math.max(0, found.index - 8), found.index + found[0].length + 4);
  return { kind: kindOf(unit), value, unit, comparator: comparatorOf(around), direction };
}

function kindOf(unit: string | null): GoalKind {
  if (unit === null) return "direction";
  if (/%|百分点/.test(unit)) return "ratio";
  return /元|吨|米|公里|亩|倍/.test(unit) ? "amount" : "count";
}

function comparatorOf(around: string): Comparator {
  if (/左右|约/.test(around)) return "about";
  if (atMost.test(around)) return "atMost";
  return atLeast.test(around) ? "atLeast" : "equal";
}

/** Parts of a stretch between any of the `signs`, without blanks at the ends. */
export function cut(text: string, start: number, end: number, signs: string): Range[] {
  const parts: Range[] = [];
  let from = start;
  for (let i = start; i <= end; i += 1) {
    if (i < end && !signs.includes(text[i] ?? "")) continue;
    let a = from;
    let b = i;
    while (a < b && /\s/.test(text[a] ?? "")) a += 1;
    while (b > a && /\s/.test(text[b - 1] ?? "")) b -= 1;
    if (a < b) parts.push({ start: a, end: b });
    from = i + 1;
  }
  return parts;
}
