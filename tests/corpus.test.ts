// How well the compiler reads real plans: counts, units and roles, numbers, deadlines and paths against truth made by hand.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../src/domain/intake/compile/compile.ts";
import type { Task } from "../src/domain/intake/compile/draft.ts";
import { plain } from "../src/domain/intake/compile/fold.ts";
import { blocksOfText } from "../src/domain/intake/compile/text.ts";

interface TrueTask {
  no: string | null;
  text: string;
  lead?: string[];
  support?: string[];
  guide?: string[];
  due?: string | string[] | null;
  path?: string[];
  segments?: unknown[];
}

const folder = process.env.SHIDIAN_CORPUS ?? join(import.meta.dirname, "..", "..", "shared", "corpus");
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith(".truth.json"))
      .map((name) => name.replace(".truth.json", ""))
  : [];
if (names.length === 0) {
  console.warn(`Corpus skipped: no *.truth.json in ${folder}. Set SHIDIAN_CORPUS to the folder with the real plans.`);
}

const rows: Record<string, string | number>[] = [];

describe.skipIf(names.length === 0)("real plans with truth made by hand", () => {
  test.each(names)("%s: every task, its units and their roles", (name) => {
    const truth = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), "utf8")) as { tasks: TrueTask[] };
    const { tasks } = compile(blocksOfText(readFileSync(join(folder, `${name}.txt`), "utf8")));
    const pairs = compare(truth.tasks, tasks);
    const matched = (same: (wanted: TrueTask, found: Task) => boolean) =>
      truth.tasks.filter((wanted, i) => tasks[i] !== undefined && same(wanted, tasks[i])).length;
    rows.push({
      document: name,
      expected: truth.tasks.length,
      found: tasks.length,
      pairs: pairs.expected,
      precision: pairs.precision.toFixed(3),
      recall: pairs.recall.toFixed(3),
      f1: pairs.f1.toFixed(3),
      number: matched((wanted, found) => wanted.no === found.number),
      text: matched((wanted, found) => bare(wanted.text) === bare(found.text)),
      path: matched((wanted, found) => bare((wanted.path ?? []).join("/")) === bare(found.path.join("/"))),
      due: matched((wanted, found) => bare([wanted.due ?? []].flat().join(";")) === bare(found.due ?? "")),
    });
    if (rows.length === names.length) console.table(rows);
    for (const miss of process.env.SHIDIAN_CORPUS_DETAIL ? differences(truth.tasks, tasks) : []) console.log(miss);
    expect(tasks.length).toBe(truth.tasks.length);
    expect(pairs.f1).toBeGreaterThanOrEqual(0.98);
  });
});

function compare(wanted: TrueTask[], found: Task[]) {
  const expected = wanted.flatMap((task, i) => pairsOf(i, task));
  const actual = found.flatMap((task, i) => pairsOf(i, task));
  const there = new Set(actual);
  const hits = expected.filter((pair) => there.has(pair)).length;
  const precision = actual.length === 0 ? (expected.length === 0 ? 1 : 0) : hits / actual.length;
  const recall = expected.length === 0 ? 1 : hits / expected.length;
  return {
    expected: expected.length,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** Units by role and task; tasks are compared by their place in the document, which the exact count keeps honest. */
function pairsOf(place: number, task: Pick<TrueTask, "lead" | "support" | "guide">): string[] {
  return (["lead", "support", "guide"] as const).flatMap((role) =>
    (task[role] ?? []).map((unit) => `${place} ${role} ${plain(unit)}`),
  );
}

/** Without blanks and closing full stops; line breaks, which part a title from its text, are kept. */
function bare(text: string): string {
  return text.split("\n").map(plain).join("\n").replace(/[…。]/g, "");
}

function differences(wanted: TrueTask[], found: Task[]): string[] {
  return wanted.flatMap((task, i) => {
    const other = found[i];
    if (!other) return [`missing ${task.no} ${task.text.slice(0, 30)}`];
    const before = pairsOf(i, task);
    const after = pairsOf(i, other);
    const lost = before.filter((pair) => !after.includes(pair));
    const extra = after.filter((pair) => !before.includes(pair));
    const lines =
      lost.length + extra.length > 0 ? [`${i} ${task.no}: lost ${lost.join(" | ")} · extra ${extra.join(" | ")}`] : [];
    if (task.no !== other.number) lines.push(`${i} number ${task.no} / ${other.number}`);
    if (bare(task.text) !== bare(other.text))
      lines.push(`${i} text ${bare(task.text).slice(0, 40)} / ${bare(other.text).slice(0, 40)}`);
    if (bare((task.path ?? []).join("/")) !== bare(other.path.join("/")))
      lines.push(`${i} path ${task.path?.join("/")} / ${other.path.join("/")}`);
    if (bare([task.due ?? []].flat().join(";")) !== bare(other.due ?? ""))
      lines.push(`${i} due ${task.due} / ${other.due}`);
    return lines;
  });
}
