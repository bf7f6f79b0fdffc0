// Tasks as they come out of paragraphs and rows, with the document's standing rules applied in reading order.
import { type Assignment, assign, unite } from "./assignment.ts";
import type { Range } from "./blocks.ts";
import { deadlinesInProse, lastDay } from "./deadlines.ts";
import type { Deadline, ImpliedUnit, Segment, Task } from "./draft.ts";
import { type Duties, type Mention, readDuties } from "./duties.ts";
import { type Finding, finding } from "./findings.ts";
import { plain } from "./fold.ts";
import { limits, refuseAbove } from "./limits.ts";
import type { AddedUnits, LeadRule } from "./standing-rules.ts";
import { isCollective, looksLikeUnit } from "./unit-names.ts";

/** Text of one task that shares one statement of duties. */
export interface Stretch {
  parts: Range[];
  duties: Duties | null;
  deadlines: Deadline[];
}

export interface TaskMaterial {
  number: string | null;
  parent: string | null;
  path: string[];
  source: Range;
  stretches: Stretch[];
  /** Text behind the last bracket. */
  tail: Range | null;
}

export interface BuiltTask extends Omit<Task, "key"> {
  mentions: Mention[];
  /** Where its text stands. */
  parts: Range[];
  /** Did the words name a lead, rather than leave all units equal? */
  leadNamed: boolean;
}

interface AddedRule extends ImpliedUnit {
  mention: Mention;
}

export class TaskBuilder {
  readonly tasks: BuiltTask[] = [];
  readonly findings: Finding[] = [];
  private leadRule: LeadRule | null = null;
  private added: AddedRule[] = [];
  private readonly original: string;
  private readonly folded: string;
  private readonly documentDate: string | null;

  constructor(original: string, folded: string, documentDate: string | null) {
    this.original = original;
    this.folded = folded;
    this.documentDate = documentDate;
  }

  /** A rule on who leads, stated outside any bracket, holds from here on. */
  state(rule: LeadRule): void {
    this.leadRule = rule;
  }

  /** Units added to all later tasks by a statement outside any bracket. */
  stateAdded(added: AddedUnits): void {
    this.keepAdded(added, null);
  }

  build(material: TaskMaterial): BuiltTask {
    const stated = material.stretches.filter((one) => one.duties !== null);
    for (const { duties } of stated) if (duties?.leadRule) this.leadRule = duties.leadRule;
    const assignments = stated.map((one) => assign(one.duties as Duties, this.leadRule));
    const whole = unite(assignments);
    const deadlines = this.deadlinesOf(material);
    const parts = [...material.stretches.flatMap((one) => one.parts), ...(material.tail ? [material.tail] : [])];
    const task: BuiltTask = {
      number: material.number,
      parent: material.parent,
      text: this.textOf(parts),
      lead: this.names(whole.lead),
      support: this.names(whole.support),
      guide: this.names(whole.guide),
      implied: this.impliedBy(whole),
      openEnded: this.openEndOf(stated),
      due: dueOf(deadlines),
      deadlines,
      path: material.path,
      source: material.source,
      parts,
      mentions: [...whole.lead, ...whole.support, ...whole.guide],
      leadNamed: namesLead(stated.flatMap((one) => one.duties?.mentions ?? [])),
    };
    if (stated.length > 1) task.segments = stated.map((one, i) => this.segmentOf(one, assignments[i] as Assignment));
    stated.forEach((one, i) => {
      for (const added of one.duties?.added ?? []) this.keepAdded(added, assignments[i] as Assignment);
    });
    this.tasks.push(task);
    refuseAbove("compile.too-many-tasks", this.tasks.length, limits.tasks);
    this.noteDoubts(task, stated);
    return task;
  }

  /** More duties for the task just built: 配合单位 on the line after 牵头单位. */
  extend(task: BuiltTask, duties: Duties, end: number): void {
    if (task.mentions.length > limits.unitsOfTask) return;
    const more = assign(duties, task.lead.length > 0 ? null : this.leadRule);
    const namesLeadNow = namesLead(duties.mentions);
    if (namesLeadNow && !task.leadNamed) task.support.unshift(...task.lead.splice(0));
    else if (!namesLeadNow && task.lead.length > 0) more.support.unshift(...more.lead.splice(0));
    task.leadNamed ||= namesLeadNow;
    const known = new Set([...task.lead, ...task.support].map(plain));
    for (const role of ["lead", "support", "guide"] as const) {
      for (const mention of more[role]) {
        if (role !== "guide" && known.has(plain(mention.name))) continue;
        task[role].push(this.name(mention));
        task.mentions.push(mention);
      }
    }
    task.deadlines.push(...this.dated(duties.deadlines));
    task.due = dueOf(task.deadlines);
    task.source = { start: task.source.start, end };
  }

  /** A following paragraph of body text for the task just built. */
  append(task: BuiltTask, part: Range): void {
    task.text = `${task.text}\n${this.textOf([part])}`;
    task.parts.push(part);
    task.source = { start: task.source.start, end: part.end };
  }

  /** Units that rules named, with their places. */
  ruleMentions(): { mention: Mention; name: string }[] {
    return this.added.map(({ mention, unit }) => ({ mention, name: unit }));
  }

  textOf(parts: Range[]): string {
    let text = "";
    let before: Range | null = null;
    for (const part of parts) {
      const words = cleaned(this.original.slice(part.start, part.end));
      if (words === "") continue;
      const newLine = before !== null && /[\n|\uff5c]/.test(this.original.slice(before.end, part.start));
      text += (newLine || (before !== null && part.start < before.end) ? "\n" : "") + words;
      before = part;
    }
    return text;
  }

  name(mention: Mention): string {
    return mention.written ? this.original.slice(mention.start, mention.end).replace(/\s+/g, "") : mention.name;
  }

  private names(mentions: Mention[]): string[] {
    return mentions.map((mention) => this.name(mention));
  }

  private segmentOf(stretch: Stretch, assignment: Assignment): Segment {
    const first = stretch.parts[0];
    const last = stretch.parts.at(-1);
    return {
      text: this.textOf(stretch.parts),
      lead: this.names(assignment.lead),
      support: this.names(assignment.support),
      guide: this.names(assignment.guide),
      due: dueOf(stretch.deadlines.length > 0 ? stretch.deadlines : this.proseDeadlines(stretch.parts)),
      source: { start: first?.start ?? 0, end: last?.end ?? 0 },
    };
  }

  private deadlinesOf(material: TaskMaterial): Deadline[] {
    const stated = material.stretches.flatMap((one) => one.deadlines);
    if (stated.length > 0) return this.dated(stated);
    return this.proseDeadlines([
      ...material.stretches.flatMap((one) => one.parts),
      ...(material.tail ? [material.tail] : []),
    ]);
  }

  private proseDeadlines(parts: Range[]): Deadline[] {
    return this.dated(parts.flatMap((part) => deadlinesInProse(this.folded.slice(part.start, part.end), part.start)));
  }

  private dated(deadlines: Deadline[]): Deadline[] {
    return deadlines.map((deadline) => ({
      ...deadline,
      text: this.original.slice(deadline.source.start, deadline.source.end),
      by: deadline.kind === "date" ? lastDay(deadline.text, this.documentDate) : null,
    }));
  }

  private impliedBy(assignment: Assignment): ImpliedUnit[] {
    const there = new Set([...assignment.lead, ...assignment.support].map((mention) => plain(mention.name)));
    return this.added
      .filter((one) => !there.has(plain(one.unit)))
      .map(({ unit, role, reason }) => ({ unit, role, reason }));
  }

  private keepAdded(added: AddedUnits, beside: Assignment | null): void {
    const { mentions } = readDuties(this.folded.slice(added.list.start, added.list.end), added.list.start, "support");
    for (const mention of mentions) {
      if (this.added.length >= limits.addedUnits) return;
      const same = (other: Mention) => plain(other.name) === plain(mention.name);
      const unit = this.name(mention);
      if (!looksLikeUnit(plain(unit)) || this.added.some((one) => same(one.mention))) continue;
      const role = added.role ?? (beside?.lead.some(same) ? "lead" : "support");
      this.added.push({
        unit,
        role: role === "lead" ? "lead" : "support",
        reason: this.original.slice(added.source.start, added.source.end),
        mention,
      });
    }
  }

  private openEndOf(stated: Stretch[]): string | null {
    const range = stated.find((one) => one.duties?.openEnded)?.duties?.openEnded;
    return range ? this.original.slice(range.start, range.end) : null;
  }

  private noteDoubts(task: BuiltTask, stated: Stretch[]): void {
    if (task.lead.length === 0 && !task.implied.some((one) => one.role === "lead")) {
      this.findings.push(
        finding("task.no-lead", { number: task.number ?? `“${task.text.slice(0, 20)}”` }, task.source),
      );
    }
    for (const { duties } of stated) {
      if (!duties) continue;
      const start = duties.mentions[0]?.start ?? task.source.start;
      const source = { start, end: Math.max(start, duties.mentions.at(-1)?.end ?? start) };
      const text = this.original.slice(source.start, source.end);
      if (duties.doubts.includes("conjunction") || duties.doubts.includes("leadUnsaid")) {
        this.findings.push(finding("bracket.two-ways", { text, lead: task.lead.join("、") }, source));
      }
      if (duties.doubts.includes("noRole") && this.leadRule === null)
        this.findings.push(finding("bracket.role-unsaid", { text }, source));
      if (duties.doubts.includes("unclosed")) this.findings.push(finding("bracket.unclosed", { text }, source));
      for (const mention of duties.mentions) {
        if (!mention.written || looksLikeUnit(plain(mention.name)) || isCollective(mention.name)) continue;
        const range = { start: mention.start, end: mention.end };
        this.findings.push(finding("unit.unlikely", { name: this.name(mention).slice(0, limits.unitName) }, range));
      }
    }
  }
}

function namesLead(mentions: Mention[]): boolean {
  return mentions.some((mention) => mention.role === "lead" || mention.starred);
}

function dueOf(deadlines: Deadline[]): string | null {
  const texts = [...new Set(deadlines.map((deadline) => deadline.text))];
  return texts.length > 0 ? texts.join(";") : null;
}

function cleaned(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
