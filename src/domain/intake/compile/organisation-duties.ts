// Who runs the pilot: special group, office, named working groups, duties of departments, districts and platforms (1+9+N), mechanisms, key fields.
import type { Range } from "./blocks.ts";
import type { Body, BodyKind, KeyField, Mechanism, OutlineNode } from "./draft.ts";
import { type Finding, finding } from "./findings.ts";
import { cut } from "./goals.ts";
import { limits } from "./limits.ts";
import { numeralValue } from "./numbering.ts";

export interface SectionText {
  node: OutlineNode;
  paragraphs: Range[];
}

export interface OrganisationReading {
  bodies: Body[];
  mechanisms: Mechanism[];
  keyFields: KeyField[];
  findings: Finding[];
}

const runningTitle = /组织|领导|保障|机制|实施|责任|统筹|推进|协调|落实|宣传/;
const groupName =
  /([\u4e00-\u9fff“”"]{0,30}?(?:专项工作组|工作领导小组|领导小组|联席会议|工作专班|协调小组|专项小组|指挥部|委员会))(办公室)?/g;
const groupTail = /(?:工作)?(?:推进组|专项组|专项小组|工作组|专班|专题组|小组)/;
const listedGroups = new RegExp(
  `等?(\\d{1,2}|[一二三四五六七八九十]{1,3})个([\\u4e00-\\u9fff]{0,6}?${groupTail.source})`,
);
const listedFields = /等?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:大|个)(?:重点)?(?:领域|行业|产业|方面|重点领域)/;
const listOpening = /.{0,200}(?:围绕|聚焦|发挥|设立|成立|组建|下设|包括|涉及|涵盖|分为|设|在|以|对|及|按照|立足)/;

/** Words in front of the name of a body. */
const opening = "成立 建立 设立 组建 发挥 依托 调整 完善 健全 加强 按照 由 在 向 经".split(" ");
const namesAClass = /^(?:各|有关|相关|试点|市级|省级|区级|县级|市直|省直|国务院|市有关|省有关|区有关)/;
const subjects: { kind: BodyKind; words: RegExp }[] = [
  { kind: "platform", words: /^(?:各|有关|相关)?(?:开放平台|重点平台|开发区|园区|功能区|高新区|平台)(?:管委会)?$/ },
  {
    kind: "district",
    words:
      /^(?:各|有关|相关)?(?:区县|县区|市县|区|县|市|州|区市县|县市区|地市|地方|地级以上市|试点城市|试点地区)(?:[([].{1,12}[)\]])?(?:党委|政府|人民政府)?(?:政府)?$/,
  },
  {
    kind: "department",
    words:
      /^(?:市级|省级|国务院|各|区级|县级|市直|省直|有关|相关|各有关|各相关|市级有关|省级有关|国务院有关|市|省|区)*(?:部门|单位|成员单位)$/,
  },
];

/** Bodies, mechanisms and key fields; `sections` are the headings with their own paragraphs, folded and original text share offsets. */
export function readOrganisation(sections: SectionText[], folded: string, original: string): OrganisationReading {
  const reading: OrganisationReading = { bodies: [], mechanisms: [], keyFields: [], findings: [] };
  const seen = new Set<string>();
  const keep = (body: Body) => {
    const name = `${body.kind} ${body.fullName}`;
    const whole = `${name} ${body.duty ?? ""}`;
    if (seen.has(body.duty === null ? name : whole)) return;
    seen.add(name).add(whole);
    reading.bodies.push(body);
  };
  for (const { node, paragraphs } of sections) {
    const running = runningTitle.test(node.title);
    for (const paragraph of paragraphs) {
      const range = {
        start: paragraph.start,
        end: Math.min(paragraph.end, paragraph.start + limits.searchedParagraph),
      };
      const sentences = cut(folded, range.start, range.end, "。;!");
      for (const sentence of sentences) {
        const text = folded.slice(sentence.start, sentence.end);
        if (reading.keyFields.length === 0) readFields(text, sentence, original, reading);
        if (!running) continue;
        readGroups(text, sentence, original, reading, keep);
        readNamedBodies(text, sentence, original, keep);
        readSubjects(text, sentence, original, keep);
      }
      if (running) reading.mechanisms.push(...mechanismsOf(sentences, folded, original));
    }
  }
  return reading;
}

/** 科技领域开放、数据领域开放……等9个工作推进组. */
function readGroups(
  text: string,
  sentence: Range,
  original: string,
  reading: OrganisationReading,
  keep: (body: Body) => void,
): void {
  const found = listedGroups.exec(text);
  if (!found) return;
  const declared = numeralValue(found[1] ?? "") ?? 0;
  const names = listBefore(text, found.index, sentence.start);
  if (names.length < 2) return;
  for (const name of names) {
    const written = original.slice(name.start, name.end);
    const fullName = groupTail.test(written) ? written : written + (found[2] ?? "");
    keep({ kind: "workingGroup", name: written, fullName, duty: null, source: name });
  }
  if (declared !== names.length)
    reading.findings.push(finding("groups.count-differs", { declared, found: names.length }, sentence));
}

/** 科技服务、商业服务……等7大重点领域. */
function readFields(text: string, sentence: Range, original: string, reading: OrganisationReading): void {
  const found = listedFields.exec(text);
  if (!found) return;
  const declared = numeralValue(found[1] ?? "") ?? 0;
  const names = listBefore(text, found.index, sentence.start);
  if (names.length < 3) return;
  reading.keyFields.push(...names.map((range) => ({ name: original.slice(range.start, range.end), source: range })));
  if (declared !== names.length)
    reading.findings.push(finding("fields.count-differs", { declared, found: names.length }, sentence));
}

/** The 、 list that ends at `end`, within its clause; the words that lead in to the list are left off. */
function listBefore(text: string, end: number, offset: number): Range[] {
  const clauseStart =
    Math.max(text.lastIndexOf(",", end - 1), text.lastIndexOf(":", end - 1), text.lastIndexOf("(", end - 1)) + 1;
  const names = cut(text, clauseStart, end, "、");
  const first = names[0];
  if (!first || names.length < 2) return [];
  const opening = listOpening.exec(text.slice(first.start, first.end))?.[0].length ?? 0;
  if (opening < first.end - first.start) first.start += opening;
  const last = names.at(-1);
  const joint = last ? /^(.{2,20})(?:和|及|以及)(.{2,20})$/.exec(text.slice(last.start, last.end)) : null;
  if (last && joint?.[1] && !/和/.test(text.slice(first.start, first.end)) && /领域$|服务$/.test(joint[1])) {
    names.push({ start: last.end - (joint[2]?.length ?? 0), end: last.end });
    last.end = last.start + joint[1].length;
  }
  return names.map((name) => ({ start: name.start + offset, end: name.end + offset }));
}

function readNamedBodies(text: string, sentence: Range, original: string, keep: (body: Body) => void): void {
  let named = 0;
  for (const match of text.matchAll(groupName)) {
    if (named >= 4) break;
    const lead = openingLength(match[1] ?? "");
    const name = (match[1] ?? "").slice(lead);
    if (name.length < 5 || (/^委员会|^专家/.test(name) && name.length < 6)) continue;
    const start = sentence.start + match.index + lead;
    const end = sentence.start + match.index + match[0].length;
    const behind = text.slice(match.index + match[0].length);
    const acts =
      /^(?:负责|牵头|要|应|统筹|承担|定期|加强|主要|具体|会同|协调|切实)(?!指导下|领导下|下)/.test(behind) ||
      (match.index === 0 && !/^.{0,6}(?:指导|领导)下/.test(behind));
    const duty = acts && behind.length > 2 ? original.slice(end, sentence.end) : null;
    const written = original.slice(start, end);
    if (acts || named === 0)
      keep({
        kind: match[2] ? "office" : "specialGroup",
        name: written,
        fullName: written,
        duty,
        source: { start, end },
      });
    named += 1;
    if (acts && match[2]) break;
  }
}

/** Length of what leads in to a body's name: 生态环境部会同有关部门组建 in front of 协调小组. */
function openingLength(words: string): number {
  let length = words.startsWith("和") ? 1 : 0;
  for (const word of opening) {
    const at = words.lastIndexOf(word);
    if (at >= 0) length = Math.max(length, at + word.length);
  }
  return length;
}

/** 各区县、各开放平台要……: the sentence is the duty of each subject. */
function readSubjects(text: string, sentence: Range, original: string, keep: (body: Body) => void): void {
  const found =
    /^((?:[\u4e00-\u9fff([)\]]{1,20}、){0,5}?[\u4e00-\u9fff([)\]]{1,20}?)(?=要|应|须|负责|结合|立足|明确|围绕|加强|进一步|可|制定|切实|根据|按照|建立|定期|落实|积极|认真|是|对|作为|,)/.exec(
      text.slice(0, 160),
    );
  if (!found?.[1]) return;
  const parts = cut(text, 0, found[1].length, "、");
  for (const part of parts) {
    const name = text.slice(part.start, part.end);
    const kind = subjects.find((one) => one.words.test(name))?.kind;
    if (!kind || !namesAClass.test(name)) continue;
    const source = { start: sentence.start + part.start, end: sentence.start + part.end };
    const written = original.slice(source.start, source.end);
    keep({
      kind,
      name: written,
      fullName: written,
      duty: original.slice(sentence.start + found[1].length, sentence.end).replace(/^[,,]/, ""),
      source,
    });
  }
}

const enumerated = /^(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[,、]?|[(]?\d{1,2}[).、])/;
const mechanism =
  /(?:建立|健全|完善|构建|形成|实行|落实|强化)(?:健全|完善|起|并完善|了)?([\u4e00-\u9fff“”"、]{2,24}?机制)/;

/** 一是建立工作调度机制,……; without such an enumeration, every 建立……机制 of the paragraph. */
function mechanismsOf(sentences: Range[], folded: string, original: string): Mechanism[] {
  const all = sentences.map((range) => ({ range, text: folded.slice(range.start, range.end) }));
  const listed = all.filter((one) => enumerated.test(one.text) && mechanism.test(one.text));
  const chosen = listed.length >= 2 ? listed : all.filter((one) => mechanism.test(one.text));
  return chosen.map(({ range, text }) => {
    const found = mechanism.exec(text);
    const at = (found?.index ?? 0) + (found?.[0].length ?? 0) - (found?.[1]?.length ?? 0);
    const start = range.start + at;
    return {
      name: original.slice(start, start + (found?.[1]?.length ?? 0)),
      text: original.slice(range.start, range.end),
      source: range,
    };
  });
}
