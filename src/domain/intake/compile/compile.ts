// One plan document in, one draft out: the passes of the compiler in order (DESIGN 2.1). Pure and linear in the length of the text.
import { annexHeadingAt, isAttachmentNote, isNoteItem } from "./annexes.ts";
import type { Block, PlanText, Range, RowBlock } from "./blocks.ts";
import { cellTableAt } from "./cell-lines.ts";
import { checkCount, checkNeighbours, checkNumbers, declaredCount, type NumberedPlace } from "./checks.ts";
import { type DocumentHead, readHead } from "./document-head.ts";
import type { KnownUnits, OutlineNode, PlanDraft, Task } from "./draft.ts";
import { type Finding, finding } from "./findings.ts";
import { fold } from "./fold.ts";
import { readGoals } from "./goals.ts";
import { CompileRefusal, limits, refuseAbove } from "./limits.ts";
import { readOrganisation, type SectionText } from "./organisation-duties.ts";
import { annexRank, OutlineReader } from "./outline.ts";
import { ParagraphReader } from "./paragraph-tasks.ts";
import { KeyMaker, type SentencePlace, sentencesOf } from "./sentences.ts";
import type { Column } from "./table-columns.ts";
import { readTable } from "./table-tasks.ts";
import { TaskBuilder } from "./task-builder.ts";
import { registerUnits } from "./unit-register.ts";

/** A page number that came along with the text: — 3 —. */
const pageNumber = /^[-—－–]{1,2}\s?\d{1,4}\s?[-—－–]{1,2}$/;

/** What one walk through the document collects. */
interface Walk {
  outline: OutlineReader;
  builder: TaskBuilder;
  paragraphs: ParagraphReader;
  sections: SectionText[];
  places: SentencePlace[];
  numbers: NumberedPlace[];
  bodyParagraphs: Range[];
}

/**
 * Compile a plan: head, outline, goals, bodies, mechanisms, tasks, units, sentences and findings, each with its range.
 *
 * `known` are the registered units; with them every unit that is not registered becomes a finding with the nearest name.
 *
 * @throws CompileRefusal for a text beyond the limits, or blocks that do not lie in the text
 */
export function compile(document: PlanText, known?: KnownUnits): PlanDraft {
  refuseAbove("compile.text-too-long", document.text.length, limits.characters);
  refuseAbove("compile.too-many-blocks", document.blocks.length, limits.blocks);
  refuseStrayBlocks(document);
  const folded = fold(document.text);
  const head = readHead(document, folded);
  const walk = startWalk(document.text, folded, head);
  walkBlocks(document, folded, head, walk);
  const items = walk.paragraphs.finish();
  const keys = new KeyMaker();
  const tasks: Task[] = walk.builder.tasks.map(
    ({ mentions: _mentions, parts: _parts, leadNamed: _leadNamed, ...task }) => ({
      key: keys.keyOf(task.text),
      ...task,
    }),
  );
  const measures = new Set(items.filter((item) => item.tasks.length > 0).map((item) => item.node.id));
  const running = walk.sections.filter(
    ({ node }) => !measures.has(node.id) || /保障|组织/.test(walk.outline.nodes[node.parent ?? -1]?.title ?? ""),
  );
  const organisation = readOrganisation(running, folded, document.text);
  const register = registerUnits(
    [
      ...walk.builder.tasks.map((task) =>
        task.mentions.map((mention) => ({ mention, name: walk.builder.name(mention) })),
      ),
      walk.builder.ruleMentions(),
    ],
    known,
  );
  const title =
    head.title ?? walk.outline.nodes.find((node) => node.kind === "annex" && node.title !== "")?.title ?? null;
  const parents = new Set(walk.outline.nodes.map((node) => node.parent));
  const findings = [
    ...headFindings({ ...head, title }),
    ...(tasks.length === 0 ? [finding("tasks.none", {}, null)] : []),
    ...checkCount(
      declaredCount(walk.bodyParagraphs, folded),
      walk.builder.tasks,
      document.blocks.at(-1)?.kind === "row",
    ),
    ...organisation.findings,
    ...checkNumbers(walk.numbers),
    ...checkNeighbours(
      items.map(({ node, numbering, tasks: own }) => ({
        parent: node.parent,
        style: numbering?.style ?? "heading",
        title: node.title,
        source: node.source,
        hasTask: own.length > 0,
        hasChildren: parents.has(node.id),
      })),
    ),
    ...walk.builder.findings,
    ...register.findings,
  ];
  return {
    title,
    issuer: head.issuer,
    documentNumber: head.documentNumber,
    date: head.date,
    basis: head.basis,
    outline: walk.outline.nodes,
    goals: readGoals(walk.sections, folded, document.text),
    keyFields: organisation.keyFields,
    bodies: organisation.bodies,
    mechanisms: organisation.mechanisms,
    tasks,
    units: register.units,
    sentences: sentencesOf(walk.places, folded, document.text, new KeyMaker()),
    findings: bounded(findings),
  };
}

function startWalk(original: string, folded: string, head: DocumentHead): Walk {
  const outline = new OutlineReader();
  const builder = new TaskBuilder(original, folded, head.date);
  return {
    outline,
    builder,
    paragraphs: new ParagraphReader(original, folded, outline, builder),
    sections: [],
    places: [],
    numbers: [],
    bodyParagraphs: [],
  };
}

function walkBlocks(document: PlanText, folded: string, head: DocumentHead, walk: Walk): void {
  const { blocks } = document;
  let inherited: Column[] | null = null;
  let tables = 0;
  let inNote = false;
  for (let i = 0; i < blocks.length; ) {
    const block = blocks[i];
    if (!block) break;
    if (block.kind === "row") {
      const rows = rowsOfTable(blocks, i);
      tables += 1;
      inherited = readRows(rows, document, folded, walk, inherited, tables);
      i += rows.length;
      continue;
    }
    const annex = annexHeadingAt(blocks, i, folded, document.text);
    if (annex) {
      walk.paragraphs.leave();
      walk.outline.enter({
        kind: "annex",
        rank: annexRank,
        number: annex.number,
        title: annex.title,
        label: annex.label,
        source: annex.source,
      });
      walk.places.push({ ...annex.source, path: [] });
      i += annex.length;
      continue;
    }
    const cellTable = cellTableAt(blocks, i, -1 - tables);
    if (cellTable) {
      tables += 1;
      inherited = readRows(cellTable.rows, document, folded, walk, inherited, tables);
      i = cellTable.next;
      continue;
    }
    inNote = isAttachmentNote(block.text) || (inNote && isNoteItem(block.text));
    if (!inNote && !head.headBlocks.has(i) && !pageNumber.test(block.text)) readParagraph(block, walk);
    i += 1;
  }
}

function readParagraph(block: Extract<Block, { kind: "paragraph" }>, walk: Walk): void {
  const { outline, paragraphs } = walk;
  const range = { start: block.start, end: block.end };
  const before = outline.nodes.length;
  paragraphs.read(range, block.heading);
  for (const node of outline.nodes.slice(before)) {
    walk.sections.push({ node, paragraphs: [] });
    if (node.number !== null) walk.numbers.push({ number: node.number, source: node.source, series: seriesOf(node) });
  }
  const section = walk.sections.at(-1);
  const own = outline.nodes.length > before ? (outline.nodes.at(-1) as OutlineNode).source : range;
  section?.paragraphs.push(own);
  walk.bodyParagraphs.push(range);
  walk.places.push({ ...range, path: outline.path() });
}

/** Sub-items count within their heading; numbers that run on through the sections of a document count together. */
function seriesOf(node: OutlineNode): string {
  return `${node.kind} ${node.label.replace(/[一二三四五六七八九十百〇零\d].*$/, "")} ${/^\d/.test(node.number ?? "") ? "1" : "一"}`;
}

function readRows(
  rows: RowBlock[],
  document: PlanText,
  folded: string,
  walk: Walk,
  inherited: Column[] | null,
  table: number,
): Column[] | null {
  walk.paragraphs.leave();
  const before = walk.outline.nodes.length;
  const { columns, tasks } = readTable(rows, folded, document.text, walk.outline, walk.builder, inherited);
  for (const node of walk.outline.nodes.slice(before))
    walk.places.push({ ...node.source, path: pathOf(node, walk.outline.nodes) });
  for (const task of tasks) for (const part of task.parts) walk.places.push({ ...part, path: task.path });
  for (const task of tasks)
    if (task.number !== null)
      walk.numbers.push({
        number: task.number,
        source: task.source,
        series: `table ${inherited && columns === inherited ? table - 1 : table}`,
      });
  if (!columns) for (const row of rows) walk.places.push({ start: row.start, end: row.end, path: walk.outline.path() });
  return columns;
}

function pathOf(node: OutlineNode, nodes: OutlineNode[]): string[] {
  const path: string[] = [];
  for (let at: OutlineNode | undefined = node; at; at = at.parent === null ? undefined : nodes[at.parent]) {
    if (at.kind !== "annex") path.unshift(at.label);
  }
  return path;
}

function rowsOfTable(blocks: Block[], at: number): RowBlock[] {
  const rows: RowBlock[] = [];
  const first = blocks[at];
  for (let i = at; i < blocks.length; i += 1) {
    const block = blocks[i];
    if (block?.kind !== "row" || first?.kind !== "row" || block.table !== first.table) break;
    rows.push(block);
  }
  return rows;
}

function refuseStrayBlocks(document: PlanText): void {
  let end = 0;
  for (const block of document.blocks) {
    const cells = block.kind === "row" ? block.cells : [];
    const stray = block.start < end || block.end < block.start || block.end > document.text.length;
    if (
      stray ||
      cells.some((cell) => cell.start < block.start || cell.end > document.text.length || cell.end < cell.start)
    ) {
      throw new CompileRefusal("compile.blocks-outside-text", { start: block.start, end: block.end });
    }
    end = block.end;
  }
}

function headFindings(head: DocumentHead): Finding[] {
  const findings: Finding[] = [];
  if (head.title === null) findings.push(finding("head.title-missing", {}, null));
  if (head.issuer === null) findings.push(finding("head.issuer-missing", {}, null));
  if (head.date === null) findings.push(finding("head.date-missing", {}, null));
  return findings;
}

function bounded(findings: Finding[]): Finding[] {
  if (findings.length <= limits.findings) return findings;
  return [
    ...findings.slice(0, limits.findings),
    finding("findings.more", { count: findings.length - limits.findings }, null),
  ];
}
