// The text of the plan with what was read from it marked: tasks, their units and time limits, findings.
import { type MouseEvent, memo, useEffect, useMemo, useRef } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { type Block, layOut } from "../pilot/layout.ts";
import { indexMarks, type MarkIndex, marksOf, type Segment, segmentsOf } from "./draft-marks.ts";
import type { Import } from "./model.ts";
import type { Chosen } from "./page-chosen.tsx";
import { words } from "./page-words.ts";
import "./page-text.css";

export function DraftText({
  draft,
  chosen,
  onChoose,
}: {
  draft: Import;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}) {
  const { say } = useMessages();
  const { text, elements, tasks, findings } = draft;
  const box = useRef<HTMLDivElement>(null);
  const { title } = draft.head;
  const blocks = useMemo(() => layOut(text, elements, title).blocks, [text, elements, title]);
  const index = useMemo(() => indexMarks(marksOf({ text, tasks, findings })), [text, tasks, findings]);
  const numbers = useMemo(() => new Map(tasks.map((task) => [task.start, task.number ?? task.key])), [tasks]);
  const shown = shownKeys(chosen, tasks);
  useEffect(() => {
    if (chosen?.from !== "list") return;
    const key = chosen.kind === "unit" ? `unit:${chosen.key}` : `${chosen.kind}:${chosen.key}`;
    const mark = box.current?.querySelector(`[data-marks~="${CSS.escape(key)}"]`);
    mark?.scrollIntoView({ block: "center" });
  }, [chosen]);
  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-choose]") : null;
    const [kind, key] = element?.dataset.choose?.split(":") ?? [];
    if ((kind === "task" || kind === "finding") && key && window.getSelection()?.isCollapsed !== false)
      onChoose({ kind, key, from: "text" });
  };
  return (
    <section className="draft-text" aria-label={say(words.importText)}>
      <div className="draft-legend">
        <span className="m m-task">{say(words.importMarkTask)}</span>
        <span className="m m-unit">{say(words.importMarkUnit)}</span>
        <span className="m m-due">{say(words.importMarkDue)}</span>
        <span className="m m-finding">{say(words.importMarkFinding)}</span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the lists at the right do the same with the keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div ref={box} className="draft-paper" lang="zh-CN" onClick={onClick}>
        {blocks.map((block) => (
          <TextBlock
            key={block.start}
            block={block}
            text={text}
            index={index}
            numbers={numbers}
            shown={touches(block, shown) ? shown : nothing}
          />
        ))}
      </div>
    </section>
  );
}

interface Shown {
  keys: ReadonlySet<string>;
  unit: string | null;
  ranges: readonly { start: number; end: number }[];
}

const nothing: Shown = { keys: new Set(), unit: null, ranges: [] };

function shownKeys(chosen: Chosen | null, tasks: Import["tasks"]): Shown {
  if (!chosen) return nothing;
  if (chosen.kind !== "unit") {
    const range = chosen.kind === "task" ? tasks.find((task) => task.key === chosen.key) : undefined;
    return { keys: new Set([`${chosen.kind}:${chosen.key}`]), unit: null, ranges: range ? [range] : [everywhere] };
  }
  return { keys: new Set(), unit: chosen.key, ranges: [everywhere] };
}

const everywhere = { start: 0, end: Number.POSITIVE_INFINITY };
const touches = (block: Block, shown: Shown) =>
  shown.ranges.some((range) => range.start < block.end && range.end > block.start);

interface BlockProps {
  block: Block;
  text: string;
  index: MarkIndex;
  numbers: ReadonlyMap<number, string>;
  shown: Shown;
}

const TextBlock = memo(function TextBlock({ block, ...rest }: BlockProps) {
  if (block.kind === "table")
    return (
      <table className="draft-table">
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.start} className={`is-${row.kind}`}>
              {row.cells.map((cell) => (
                <td key={cell[0]?.start ?? row.start} colSpan={row.kind === "group" ? block.widths.length : undefined}>
                  {cell.map((piece) => (
                    <Marked key={piece.start} start={piece.start} end={piece.end} {...rest} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  return (
    <p className={`line line-${block.role} level-${block.level}`}>
      <Marked start={block.start} end={block.end} {...rest} />
    </p>
  );
});

function Marked({
  text,
  index,
  numbers,
  shown,
  start,
  end,
}: Omit<BlockProps, "block"> & { start: number; end: number }) {
  return segmentsOf(text, index, start, end).map((segment) => {
    if (segment.marks.length === 0) return segment.text;
    const number = segment.marks.some((mark) => mark.kind === "task" && mark.start === segment.start)
      ? numbers.get(segment.start)
      : undefined;
    return (
      <span key={segment.start} {...attributesOf(segment, shown)}>
        {number === undefined ? null : <span className="m-number">{number}</span>}
        {segment.text}
      </span>
    );
  });
}

function attributesOf({ marks, text }: Segment, shown: Shown) {
  const names = marks.map((mark) => (mark.kind === "unit" ? `unit:${text}` : `${mark.kind}:${mark.key}`));
  const isChosen =
    names.some((name) => shown.keys.has(name)) ||
    (shown.unit !== null && marks.some((mark) => mark.kind === "unit") && text === shown.unit);
  const finding = marks.find((mark) => mark.kind === "finding" && !mark.quiet);
  const task = marks.find((mark) => mark.kind === "task");
  const classes = ["m"];
  for (const mark of marks) classes.push(`m-${mark.kind}${mark.quiet ? " is-quiet" : ""}`);
  if (isChosen) classes.push("is-chosen");
  return {
    className: classes.join(" "),
    "data-marks": names.join(" "),
    "data-choose": finding ? `finding:${finding.key}` : task ? `task:${task.key}` : undefined,
  };
}
