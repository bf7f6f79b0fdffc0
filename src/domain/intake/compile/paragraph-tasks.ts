// Tasks in running text: an item with its title and body, several brackets in one paragraph, unnumbered paragraphs below an item.
import type { Range } from "./blocks.ts";
import type { OutlineNode } from "./draft.ts";
import { type DutyStatement, dutyStatements } from "./duty-brackets.ts";
import { type Numbering, numberingOf, sectionStyles } from "./numbering.ts";
import { headingOf, type OutlineReader } from "./outline.ts";
import { addedUnitsOf, leadRuleOf } from "./standing-rules.ts";
import type { BuiltTask, Stretch, TaskBuilder } from "./task-builder.ts";

/** A numbered paragraph or heading with what follows it until the next one. */
interface Item {
  node: OutlineNode;
  numbering: Numbering | null;
  /** Headings above the item. */
  path: string[];
  above: Item | null;
  /** Text not yet covered by a bracket. */
  pending: Range[];
  /** Text of finished items inside this one that had no bracket. */
  inside: Range[];
  tasks: BuiltTask[];
  /** Has an item inside this one units of its own? */
  tasksInside: boolean;
  /** Is the first paragraph a bare title? */
  titleOnly: Range | null;
}

const supplement = /^附\s{0,4}则$/;
const supplementText =
  /^本(?:行动|实施|工作|试点|若干)?(?:方案|意见|措施|办法|规定|细则|通知|计划|政策|规划)[^。]{0,60}(?:施行|实施之日|有效期|解释|印发之日)/;
const sectionTitle = /(?:任务|举措|措施|要求|保障|内容|安排|分工|重点|工作|步骤)$/;

export class ParagraphReader {
  private item: Item | null = null;
  private items: Item[] = [];
  private loose: Range | null = null;
  private absorbing: { task: BuiltTask; rank: number } | null = null;
  private lastLine: { task: BuiltTask; end: number } | null = null;
  private supplementRank: number | null = null;
  private readonly folded: string;
  private readonly original: string;
  private readonly outline: OutlineReader;
  private readonly builder: TaskBuilder;

  constructor(original: string, folded: string, outline: OutlineReader, builder: TaskBuilder) {
    this.original = original;
    this.folded = folded;
    this.outline = outline;
    this.builder = builder;
  }

  /** Read one paragraph; `heading` is the level the file itself gives it. Items that run on in one line are read one by one. */
  read(range: Range, heading: number | undefined): void {
    const text = this.folded.slice(range.start, range.end);
    const numbering = numberingOf(text);
    const all = this.mayHoldTasks(text, numbering)
      ? dutyStatements(text, range.start, numbering !== null || this.item !== null)
      : [];
    const cuts = numbering ? itemsInside(text, all, numbering) : [];
    let from = 0;
    let used = 0;
    for (const cut of [...cuts, text.length]) {
      const own: DutyStatement[] = [];
      for (let one = all[used]; one && one.end <= cut; one = all[used]) {
        own.push({ ...one, start: one.start - from, end: one.end - from });
        used += 1;
      }
      this.readOne({ start: range.start + from, end: range.start + cut }, own, heading);
      from = cut;
    }
  }

  /** An annex or a table begins: nothing before it continues behind it. */
  leave(): void {
    this.item = null;
    this.loose = null;
    this.absorbing = null;
    this.lastLine = null;
    this.supplementRank = null;
  }

  /** Once all is read: items that turned out to be sections hand their title to the path of their tasks. */
  finish(): Item[] {
    for (const item of this.items) settleItem(item, this.builder);
    return this.items;
  }

  private readOne(range: Range, statements: DutyStatement[], heading: number | undefined): void {
    const numbering = numberingOf(this.folded.slice(range.start, Math.min(range.end, range.start + 40)));
    const withUnits = statements.some((one) => one.duties.members > 0);
    if (numbering || heading !== undefined) this.open(numbering, heading, range, withUnits);
    this.readRules(range.start, range.end, statements);
    const rest = { start: range.start + (numbering?.length ?? 0), end: range.end };
    if (withUnits) this.readTask(rest, range.start, statements);
    else this.readPlain(rest, numbering, statements);
  }

  private mayHoldTasks(text: string, numbering: Numbering | null): boolean {
    if (this.supplementRank !== null && (!numbering || numbering.rank > this.supplementRank)) return false;
    return !supplementText.test(text.slice(numbering?.length ?? 0, 120));
  }

  private open(numbering: Numbering | null, heading: number | undefined, source: Range, hasUnits: boolean): void {
    const folded = this.folded.slice(source.start, source.end);
    const original = this.original.slice(source.start, source.end);
    const above = numbering
      ? headingOf(numbering, folded, original, source)
      : {
          kind: "section" as const,
          rank: this.outline.rankOfUnnumbered(heading ?? 1),
          number: null,
          title: original.trim(),
          label: original.trim(),
          source,
        };
    if (this.absorbing && (hasUnits || above.rank <= this.absorbing.rank)) this.absorbing = null;
    const before = this.item;
    const node = this.outline.enter({ ...above, fileLevel: heading });
    const item: Item = {
      node,
      numbering,
      path: this.outline.pathAbove(),
      above: before ? enclosing(before, node) : null,
      pending: [],
      inside: [],
      tasks: [],
      tasksInside: false,
      titleOnly: null,
    };
    for (let closed = before; closed?.above && closed !== item.above; closed = closed.above) {
      if (closed.tasks.length > 0) continue;
      for (const part of closed.pending) closed.above.inside.push(part);
      for (const part of closed.inside) closed.above.inside.push(part);
      closed.pending = [];
      closed.inside = [];
    }
    if (this.supplementRank !== null && above.rank <= this.supplementRank) this.supplementRank = null;
    if (supplement.test(above.title)) this.supplementRank = above.rank;
    this.item = item;
    this.items.push(item);
    this.lastLine = null;
  }

  private readRules(start: number, end: number, statements: DutyStatement[]): void {
    for (const statement of statements) {
      if (statement.duties.members > 0) continue;
      if (statement.duties.leadRule) this.builder.state(statement.duties.leadRule);
      for (const added of statement.duties.added) this.builder.stateAdded(added);
    }
    let from = start;
    for (const gap of [
      ...statements.map((one) => ({ start: start + one.start, end: start + one.end })),
      { start: end, end },
    ]) {
      const text = this.folded.slice(from, gap.start);
      if (/牵头|均|都/.test(text) && /第一|首|逗号|[*★☆]|不再|以下|下同/.test(text)) this.readRuleSentences(text, from);
      from = gap.end;
    }
  }

  private readRuleSentences(text: string, offset: number): void {
    let from = 0;
    for (const sentence of text.split(/[。;\n]/)) {
      const rule = sentence.length <= 200 ? leadRuleOf(sentence) : null;
      if (rule) this.builder.state(rule);
      const added = addedUnitsOf(sentence, offset + from);
      if (added) this.builder.stateAdded(added);
      from += sentence.length + 1;
    }
  }

  private readPlain(rest: Range, numbering: Numbering | null, statements: DutyStatement[]): void {
    const line = statements.find((one) => one.form === "line");
    if (line && this.lastLine && !numbering) {
      this.builder.extend(this.lastLine.task, line.duties, rest.end);
      return;
    }
    if (this.absorbing) {
      this.builder.append(this.absorbing.task, rest);
      return;
    }
    if (line) return;
    this.lastLine = null;
    if (this.item) {
      if (numbering) this.item.titleOnly = isTitle(this.folded.slice(rest.start, rest.end)) ? rest : null;
      this.item.pending.push(rest);
    } else {
      const text = this.folded.slice(rest.start, rest.end);
      this.loose = /[。;!]$/.test(text) || (text.length >= 20 && !/^[^:]{2,8}:/.test(text)) ? rest : null;
    }
  }

  private readTask(rest: Range, start: number, statements: DutyStatement[]): void {
    const first = statements[0];
    const ownLine = first !== undefined && start + first.start <= rest.start && rest.start === start;
    if (ownLine && this.extendLast(statements, rest.end)) return;
    const owner = ownLine && this.item ? ownerOf(this.item) : this.item;
    const pending = this.takePending(owner, ownLine);
    if (owner === null && !this.isBody(pending, rest, start, statements)) return;
    const stretches: Stretch[] = [];
    let parts = pending;
    let cursor = rest.start;
    for (const statement of statements) {
      const at = start + statement.start;
      if (at > cursor) parts.push({ start: cursor, end: at });
      cursor = Math.max(cursor, start + statement.end);
      const last = stretches.at(-1);
      if (statement.duties.members > 0) {
        stretches.push({ parts, duties: statement.duties, deadlines: [...statement.duties.deadlines] });
        parts = [];
      } else last?.deadlines.push(...statement.duties.deadlines);
    }
    const leftOver = this.folded.slice(cursor, rest.end);
    const tail = /[\u4e00-\u9fffA-Za-z]/.test(leftOver) ? { start: cursor, end: rest.end } : null;
    const started = owner !== null && owner.tasks.length > 0;
    const from = pending[0] ? this.startOf(owner, pending[0], started) : start;
    const task = this.builder.build({
      number: started ? null : (owner?.numbering?.number ?? null),
      parent: started ? (owner?.numbering?.number ?? null) : null,
      path: owner ? (owner.numbering ? owner.path : [...owner.path, owner.node.label]) : this.outline.path(),
      source: { start: Math.min(from, started ? from : (owner?.node.source.start ?? from)), end: rest.end },
      stretches,
      tail,
    });
    owner?.tasks.push(task);
    for (let around = owner?.above ?? null; around && !around.tasksInside; around = around.above)
      around.tasksInside = true;
    this.loose = null;
    this.lastLine = { task, end: rest.end };
    const title = this.folded.slice(rest.start, start + (first?.start ?? 0)).trim();
    const bareTitle =
      owner !== null &&
      !started &&
      !ownLine &&
      tail === null &&
      stretches.length === 1 &&
      isTitle(title) &&
      title !== "";
    this.absorbing = bareTitle && owner?.numbering ? { task, rank: owner.numbering.rank } : null;
  }

  private startOf(owner: Item | null, pending: Range, started: boolean): number {
    return !started && owner ? owner.node.source.start : pending.start;
  }

  private takePending(owner: Item | null, ownLine: boolean): Range[] {
    if (owner === null) return ownLine && this.loose ? [this.loose] : [];
    const inner = owner !== this.item && this.item ? this.item.pending : [];
    const taken = [...owner.pending, ...(owner !== this.item ? owner.inside : []), ...inner];
    owner.pending = [];
    owner.inside = [];
    if (this.item) this.item.pending = [];
    if (!owner.numbering && owner.tasks.length === 0) taken.splice(0, owner.titleOnly === null ? 1 : 0);
    return taken;
  }

  private isBody(pending: Range[], rest: Range, start: number, statements: DutyStatement[]): boolean {
    const first = statements[0];
    if (pending.length > 0) return true;
    const before = this.folded.slice(rest.start, start + (first?.start ?? 0)).trim();
    if (first?.form === "bracket") return before.length >= 6;
    return /[。;!]$/.test(before);
  }

  /** 配合单位:… or (配合单位:…) on the line after the units of the same task. */
  private extendLast(statements: DutyStatement[], end: number): boolean {
    if (!this.lastLine || (this.item && this.item.pending.length > 0)) return false;
    if (/[\u4e00-\u9fff。]/.test(this.folded.slice(this.lastLine.end, end - (end - this.lastLine.end)))) return false;
    for (const statement of statements) this.builder.extend(this.lastLine.task, statement.duties, end);
    this.lastLine.end = end;
    return true;
  }
}

/** Where further items start inside the line: right behind a bracket, with the next number of the same style. */
function itemsInside(text: string, statements: DutyStatement[], numbering: Numbering): number[] {
  const cuts: number[] = [];
  let { value } = numbering;
  for (const statement of statements) {
    const rest = text.slice(statement.end, statement.end + 40);
    const blank = /^[\s。;]*/.exec(rest)?.[0].length ?? 0;
    const next = numberingOf(rest.slice(blank));
    if (!next || next.style !== numbering.style || next.value !== value + 1) continue;
    cuts.push(statement.end + blank);
    value = next.value;
  }
  return cuts;
}

/** The nearest open item that the new heading stands inside. */
function enclosing(before: Item, node: OutlineNode): Item | null {
  for (let item: Item | null = before; item; item = item.above) if (item.node.id === node.parent) return item;
  return null;
}

/** A bracket on its own line after 1. 2. 3. without brackets covers the item around them. */
function ownerOf(item: Item): Item {
  let owner = item;
  for (let above = owner.above; above && (owner.numbering?.rank ?? 0) >= 7; above = owner.above) {
    const othersBare = above.inside.length > 0 && above.tasks.length === 0 && !above.tasksInside;
    if (owner.tasks.length > 0 || !othersBare) break;
    owner = above;
  }
  return owner;
}

function isTitle(text: string): boolean {
  return text.length <= 45 && !/[。;!,]/.test(text.replace(/[。]$/, "")) && !(text.length > 24 && /。$/.test(text));
}

function settleItem(item: Item, builder: TaskBuilder): void {
  const [first] = item.tasks;
  if (!first || !item.numbering) return;
  const chapter = item.numbering.rank <= 5 && item.titleOnly !== null;
  if (chapter && (item.tasks.length > 1 || sectionTitle.test(item.node.title))) {
    const title = builder.textOf([item.titleOnly as Range]);
    if (first.text.startsWith(`${title}\n`)) {
      first.text = first.text.slice(title.length + 1);
      first.number = null;
      for (const task of item.tasks) task.parent = null;
    }
  }
  if (item.tasks.length > 1 && sectionStyles.has(item.numbering.style)) {
    for (const task of item.tasks) task.path = [...item.path, item.node.label];
  } else if (first.number === null) first.path = [...item.path, item.node.label];
}
