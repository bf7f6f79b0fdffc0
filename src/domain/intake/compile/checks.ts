// Does what was found agree with what the document says of itself: declared counts, numbers in order, neighbours with units?
import type { Range } from "./blocks.ts";
import { type Finding, finding } from "./findings.ts";
import { numeralValue } from "./numbering.ts";
import type { BuiltTask } from "./task-builder.ts";

const declaredTasks =
  /(?<![\d.])(\d{1,4})\s?(?:项|条|个)(?:[\u4e00-\u9fff]{0,10}?)(?:试点任务|改革任务|重点任务|工作任务|任务|改革举措|重点举措|试点举措|政策举措|创新举措|举措|试点事项|改革事项|试点内容|改革试点)/;

/** The number of tasks the text declares (86 项改革试点任务), with its place, or null. Only the first mention counts. */
export function declaredCount(paragraphs: Range[], folded: string): { count: number; source: Range } | null {
  for (const paragraph of paragraphs) {
    const text = folded.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 5_000));
    const found = declaredTasks.exec(text);
    if (!found?.[1]) continue;
    const start = paragraph.start + found.index;
    return { count: Number(found[1]), source: { start, end: start + found[0].length } };
  }
  return null;
}

/** Compare the declared number of tasks with those found; a table at the very end that is too short seems cut off. */
export function checkCount(
  declared: { count: number; source: Range } | null,
  tasks: readonly BuiltTask[],
  endsInTable: boolean,
): Finding[] {
  if (!declared || declared.count === tasks.length) return [];
  const findings = [finding("tasks.count-differs", { declared: declared.count, found: tasks.length }, declared.source)];
  const last = tasks.at(-1);
  if (endsInTable && last && declared.count > tasks.length) {
    findings.push(finding("tasks.table-cut-off", { number: last.number ?? String(tasks.length) }, last.source));
  }
  return findings;
}

export interface NumberedPlace {
  number: string;
  source: Range;
  /** Numbers are compared within one series: a style of numbering, or one table. */
  series: string;
}

/** Duplicates and gaps in running numbers; a series may start again at 1 whenever it likes. */
export function checkNumbers(places: readonly NumberedPlace[]): Finding[] {
  const findings: Finding[] = [];
  const series = new Map<string, { last: number; written: string; seen: Set<number> }>();
  for (const { number, source, series: name } of places) {
    const value = numeralValue(number);
    if (value === null) continue;
    const open = series.get(name);
    if (!open || value === 1) {
      if (open && open.last === 1) findings.push(finding("number.duplicate", { number }, source));
      series.set(name, { last: value, written: number, seen: new Set([value]) });
      continue;
    }
    if (open.seen.has(value)) findings.push(finding("number.duplicate", { number }, source));
    else if (value > open.last + 1)
      findings.push(finding("number.gap", { before: open.written, after: number }, source));
    open.seen.add(value);
    open.last = value;
    open.written = number;
  }
  return findings;
}

export interface Neighbour {
  parent: number | null;
  style: string;
  title: string;
  source: Range;
  hasTask: boolean;
  /** Does it hold numbered items of its own? */
  hasChildren: boolean;
}

/** Numbered items without units among neighbours that nearly all have them. */
export function checkNeighbours(items: readonly Neighbour[]): Finding[] {
  const groups = new Map<string, Neighbour[]>();
  for (const item of items) {
    const key = `${item.parent} ${item.style}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const findings: Finding[] = [];
  for (const group of groups.values()) {
    const bare = group.filter((item) => !item.hasTask && !item.hasChildren);
    const withTask = group.filter((item) => item.hasTask).length;
    if (withTask < 2 || bare.length === 0 || bare.length * 2 > withTask) continue;
    for (const item of bare) findings.push(finding("task.no-units", { title: item.title.slice(0, 30) }, item.source));
  }
  return findings;
}
