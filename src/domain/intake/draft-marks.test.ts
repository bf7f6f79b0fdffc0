import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DraftMark, indexMarks, marksOf, segmentsOf } from "./draft-marks.ts";
import type { DraftTask } from "./model.ts";

const task = (start: number, end: number, more: Partial<DraftTask> = {}): DraftTask => ({
  key: "T1",
  number: "1",
  text: "任务",
  path: [],
  lead: [],
  support: [],
  guide: [],
  implied: [],
  dueText: null,
  dueOn: null,
  start,
  end,
  contentKey: "k",
  dropped: false,
  ...more,
});

const text = "市商务委牵头总则。开通水上巴士,2031年底前完成(市湖务局高新处牵头,市湖务局配合)";
const start = text.indexOf("开通");
const shown = (draft: DraftTask) =>
  marksOf({ text, tasks: [draft], findings: [] }).map((mark) => [mark.kind, text.slice(mark.start, mark.end)]);

describe("marks in the text", () => {
  it("finds units in their own task only, a longer name before a shorter one inside it", () => {
    const marks = shown(task(start, text.length, { lead: ["市湖务局高新处"], support: ["市湖务局", "市商务委"] }));
    expect(marks.filter(([kind]) => kind === "unit")).toEqual([
      ["unit", "市湖务局高新处"],
      ["unit", "市湖务局"],
    ]);
  });

  it("marks the time limit as written", () => {
    expect(shown(task(start, text.length, { dueText: "2031年底前" }))).toContainEqual(["due", "2031年底前"]);
  });

  it("keeps a task that is left out visible, without its units", () => {
    const marks = shown(task(start, text.length, { lead: ["市湖务局"], dropped: true }));
    expect(marks.map(([kind]) => kind)).toEqual(["task"]);
  });
});

it("cuts a stretch without losing a character, each piece under exactly the marks that cover it", () => {
  const mark = fc.tuple(fc.nat(60), fc.nat(20)).map(
    ([from, length]): DraftMark => ({
      kind: "task",
      key: `${from}+${length}`,
      start: from,
      end: from + length + 1,
      quiet: false,
    }),
  );
  const whole = "开通云湖水上巴士公布班次和票价".repeat(5);
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 30 }), fc.nat(70), fc.nat(30), (marks, from, length) => {
      const sorted = [...marks].sort((a, b) => a.start - b.start);
      const to = Math.min(whole.length, from + length);
      const segments = segmentsOf(whole, indexMarks(sorted), Math.min(from, to), to);
      expect(segments.map((one) => one.text).join("")).toBe(whole.slice(Math.min(from, to), to));
      for (const one of segments) {
        const covering = sorted.filter((each) => each.start <= one.start && each.end >= one.start + one.text.length);
        if (one.text) expect(one.marks.map((each) => each.key).sort()).toEqual(covering.map((each) => each.key).sort());
      }
    }),
  );
});
