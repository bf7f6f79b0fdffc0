// Where the parts of a draft stand in the plan's text: tasks, the units and time limits inside them, findings.
import type { Import } from "./model.ts";
import { namesOf } from "./rules.ts";

export type MarkKind = "task" | "unit" | "due" | "finding";

export interface DraftMark {
  kind: MarkKind;
  /** Key of the task or finding it belongs to. */
  key: string;
  start: number;
  end: number;
  /** A finding that is settled, or a task that is left out. */
  quiet: boolean;
}

/** A stretch of text under the same marks. */
export interface Segment {
  start: number;
  text: string;
  marks: readonly DraftMark[];
}

type Draft = Pick<Import, "text" | "tasks" | "findings">;

/** All marks in the order of the text; a unit is looked for only inside its own task. */
export function marksOf(draft: Draft): DraftMark[] {
  const marks: DraftMark[] = [];
  for (const task of draft.tasks) {
    const add = (kind: MarkKind, start: number, end: number) =>
      marks.push({ kind, key: task.key, start, end, quiet: task.dropped });
    add("task", task.start, task.end);
    if (task.dropped) continue;
    const text = draft.text.slice(task.start, task.end);
    // Longer names first: 市科技局 must not be found inside 市科技局高新处.
    const names = [...new Set(namesOf(task))].sort((a, b) => b.length - a.length);
    const taken: [number, number][] = [];
    for (const name of names) {
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
        if (taken.some(([from, to]) => at < to && at + name.length > from)) continue;
        taken.push([at, at + name.length]);
        add("unit", task.start + at, task.start + at + name.length);
      }
    }
    const due = task.dueText ? text.indexOf(task.dueText) : -1;
    if (task.dueText && due >= 0) add("due", task.start + due, task.start + due + task.dueText.length);
  }
  for (const finding of draft.findings)
    if (finding.start !== null && finding.end !== null)
      marks.push({
        kind: "finding",
        key: finding.key,
        start: finding.start,
        end: finding.end,
        quiet: finding.settled,
      });
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Marks in the order of their start, and the furthest end among those before each: finds what touches a stretch fast. */
export interface MarkIndex {
  marks: readonly DraftMark[];
  reach: readonly number[];
}

export function indexMarks(marks: readonly DraftMark[]): MarkIndex {
  let far = 0;
  return { marks, reach: marks.map((mark) => (far = Math.max(far, mark.end))) };
}

/** Cuts a stretch of the text where marks begin and end. */
export function segmentsOf(text: string, { marks, reach }: MarkIndex, start: number, end: number): Segment[] {
  const touching: DraftMark[] = [];
  for (let index = firstReaching(reach, start); index < marks.length; index += 1) {
    const mark = marks[index] as DraftMark;
    if (mark.start >= end) break;
    if (mark.end > start) touching.push(mark);
  }
  const cuts = new Set([start, end]);
  for (const mark of touching) {
    cuts.add(Math.max(start, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(1).map((to, index) => {
    const from = at[index] as number;
    return {
      start: from,
      text: text.slice(from, to),
      marks: touching.filter((mark) => mark.start < to && mark.end > from),
    };
  });
}

function firstReaching(reach: readonly number[], start: number): number {
  let low = 0;
  let high = reach.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reach[middle] as number) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}
