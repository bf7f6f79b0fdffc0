// A compiled plan as the draft that people settle: elements of the living document, tasks, units, findings.
import { createHash } from "node:crypto";
import type { PlanText } from "./compile/blocks.ts";
import type { Goal, PlanDraft, Range, Task } from "./compile/draft.ts";
import { plain } from "./compile/fold.ts";
import type { DraftFinding, DraftHead, DraftTask, DraftUnit, Import } from "./model.ts";
import { noDecisions } from "./model-next.ts";
import { guessUnitKind } from "./rules.ts";

export type StoredDraft = Pick<
  Import,
  "text" | "head" | "elements" | "tasks" | "units" | "findings" | "warnings" | "decisions"
>;

/** The compiler's key of a sentence, short enough for an index: the same sentence in a later version has the same key. */
const contentKeyOf = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 32);

type Element = StoredDraft["elements"][number];

/** Turns what the compiler found into the draft; units are matched to known ones afterwards. */
export function draftOf(document: PlanText, compiled: PlanDraft, warnings: StoredDraft["warnings"]): StoredDraft {
  return {
    text: document.text,
    head: headOf(compiled),
    elements: elementsOf(document, compiled),
    tasks: compiled.tasks.map(taskOf),
    units: unitsOf(compiled),
    findings: compiled.findings.map(
      (finding, index): DraftFinding => ({
        key: `F${index + 1}`,
        code: finding.code,
        severity: finding.severity,
        zh: finding.zh,
        en: finding.en,
        start: finding.source?.start ?? null,
        end: finding.source?.end ?? null,
        settled: finding.severity === "info",
        decision: null,
      }),
    ),
    warnings,
    decisions: noDecisions,
  };
}

/** Gives tasks added by hand the key that the compiler would have given their words. */
export function withKeys(tasks: readonly DraftTask[]): DraftTask[] {
  const taken = new Set(tasks.map((task) => task.contentKey));
  return tasks.map((task) => {
    if (!task.key.startsWith("H") || task.contentKey !== "") return task;
    let ordinal = 1;
    while (taken.has(contentKeyOf(`${plain(task.text)}#${ordinal}`))) ordinal += 1;
    const contentKey = contentKeyOf(`${plain(task.text)}#${ordinal}`);
    taken.add(contentKey);
    return { ...task, contentKey };
  });
}

/** The units and time limit of a task, kept with its table row so that later versions can be compared field by field. */
export const rowFacts = (task: Pick<DraftTask, "lead" | "support" | "guide" | "dueText">) => ({
  lead: task.lead,
  support: task.support,
  guide: task.guide,
  due: task.dueText,
});

const headOf = (compiled: PlanDraft): DraftHead => ({
  title: compiled.title ?? "未命名方案",
  issuer: compiled.issuer,
  documentNumber: compiled.documentNumber,
  issuedOn: compiled.date,
  years: compiled.goals.find((goal) => goal.years !== null)?.years ?? null,
  basis: compiled.basis.flatMap((one) => (one.number ? [{ title: one.title, number: one.number }] : [])),
});

function taskOf(task: Task, index: number): DraftTask {
  const days = task.deadlines.flatMap((deadline) => (deadline.by ? [deadline.by] : [])).sort();
  return {
    key: `T${index + 1}`,
    number: task.number,
    text: task.text,
    path: task.path,
    lead: task.lead,
    support: task.support,
    guide: task.guide,
    implied: task.implied.map((one) => ({ unit: one.unit, part: one.role })),
    dueText: task.due,
    dueOn: days.at(-1) ?? null,
    start: task.source.start,
    end: task.source.end,
    contentKey: contentKeyOf(task.key),
    dropped: false,
  };
}

/** Every unit that a task names, once, with how often. */
function unitsOf(compiled: PlanDraft): DraftUnit[] {
  const counts = new Map<string, number>();
  for (const task of compiled.tasks)
    for (const name of [...task.lead, ...task.support, ...task.guide, ...task.implied.map((one) => one.unit)])
      counts.set(name, (counts.get(name) ?? 0) + 1);
  const collective = new Set(compiled.units.filter((unit) => unit.collective).map((unit) => unit.name));
  return [...counts].map(([name, count]) => ({
    name,
    unitId: null,
    unitName: null,
    suggestion: null,
    kind: collective.has(name) ? "collective" : guessUnitKind(name),
    count,
  }));
}

function elementsOf({ text, blocks }: PlanText, compiled: PlanDraft): Element[] {
  const elements: Element[] = [];
  const add = (kind: Element["kind"], source: Range, contentKey: string, more: Partial<Element> = {}) =>
    elements.push({
      kind,
      level: 0,
      number: null,
      path: [],
      text: text.slice(source.start, source.end),
      start: source.start,
      end: source.end,
      contentKey,
      facts: {},
      ...more,
    });
  for (const node of compiled.outline)
    add("heading", node.source, `h:${node.id}`, {
      level: node.level,
      number: node.number,
      text: node.label,
      facts: { kind: node.kind, parent: node.parent, id: node.id },
    });
  const rows = blocks.filter((block) => block.kind === "row");
  const sentences = compiled.sentences.filter((sentence) => !overlaps(rows, sentence.source));
  for (const sentence of sentences)
    add("sentence", sentence.source, contentKeyOf(sentence.key), { path: sentence.path });
  const standing = sentences.map((sentence) => sentence.source).sort((a, b) => a.start - b.start);
  for (const task of compiled.tasks.filter((one) => !overlaps(standing, one.source)))
    add("row", task.source, contentKeyOf(task.key), {
      number: task.number,
      path: task.path,
      text: task.text,
      facts: rowFacts({ ...task, dueText: task.due }),
    });
  for (const goal of compiled.goals)
    add("goal", goal.source, `g:${goal.source.start}`, { text: goal.text, facts: goalFacts(goal) });
  for (const body of compiled.bodies)
    add("body", body.source, `b:${body.source.start}`, { text: body.fullName, facts: { kind: body.kind } });
  for (const mechanism of compiled.mechanisms)
    add("mechanism", mechanism.source, `m:${mechanism.source.start}`, { text: mechanism.name });
  for (const field of compiled.keyFields)
    add("keyField", field.source, `k:${field.source.start}`, { text: field.name });
  return elements.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Does a range meet one of these, which are in order and apart? */
function overlaps(ranges: readonly Range[], range: Range): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range).end <= range.start) low = middle + 1;
    else high = middle;
  }
  const next = ranges[low];
  return next !== undefined && next.start < range.end;
}

const goalFacts = ({ kind, value, unit, comparator, direction, years, by }: Goal) => ({
  kind,
  value,
  unit,
  comparator,
  direction,
  years,
  by,
});
