// A paragraph or heading of the plan, in the place and type that official papers give it (GB/T 9704).
import { createElement } from "react";
import type { Paragraph, Run } from "./layout.ts";
import { Sentence, usePaper } from "./page-sentence.tsx";
import type { Standing } from "./standing.ts";

export function ParagraphBlock({
  block,
  selected,
  reachable,
}: {
  block: Paragraph;
  selected: number | null;
  reachable: number | null;
}) {
  const { overview, onlyBlank, sectionAt } = usePaper();
  const runs = onlyBlank && block.role === "body" ? onlyBlankRuns(block.runs, overview.standings) : block.runs;
  const heads = block.level > 0 ? runs.filter((run) => run.stop?.kind === "heading") : [];
  const rest = runs.filter((run) => !heads.includes(run));
  const marks = new Set(firstsOfAKind(runs, overview.standings));
  const draw = (run: Run) => (
    <Sentence
      key={run.pieces[0]?.start ?? `${block.start} …`}
      run={run}
      again={!marks.has(run)}
      selected={run.stop !== null && run.stop.index === selected}
      reachable={run.stop !== null && run.stop.index === reachable}
    />
  );
  return (
    <div
      id={sectionAt.get(block.start)}
      className={`para para-${block.role} ${rest.length > 0 && heads.length > 0 ? "is-run-in" : ""}`}
    >
      {heads.length > 0
        ? createElement(`h${Math.min(block.level + 1, 6)}`, { className: `level-${block.level}` }, heads.map(draw))
        : null}
      {rest.map(draw)}
    </div>
  );
}

/** Sentences that have something else behind them than the sentence before: one task over a whole paragraph is marked once. */
function firstsOfAKind(runs: readonly Run[], standings: readonly Standing[]): Run[] {
  let before = "";
  return runs.filter((run) => {
    if (!run.stop) return false;
    const behind = standings[run.stop.index]?.behind.map((one) => one.id).join(" ") ?? "";
    const isFirst = behind === "" || behind !== before;
    before = behind;
    return isFirst;
  });
}

/** Headings and blank sentences stay; whatever lies between is told by dots. */
function onlyBlankRuns(runs: readonly Run[], standings: readonly { blank: boolean }[]): Run[] {
  const kept: Run[] = [];
  let gap = false;
  for (const run of runs) {
    const stays = run.stop && (run.stop.kind === "heading" || standings[run.stop.index]?.blank);
    if (stays) {
      if (gap) kept.push({ stop: null, pieces: [{ start: -1 - kept.length, end: 0, text: "……", marks: [] }] });
      kept.push(run);
    }
    gap = !stays;
  }
  return kept;
}
