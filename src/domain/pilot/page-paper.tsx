// The sheet of paper: head of the document, then its blocks in order, with findings at the place they speak of.
import { memo, useMemo } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import type { Block, Layout } from "./layout.ts";
import type { Plan, PlanFinding } from "./model.ts";
import { FindingBox } from "./page-finding.tsx";
import { sectionId } from "./page-outline.tsx";
import { ParagraphBlock } from "./page-paragraph.tsx";
import { PaperContext } from "./page-sentence.tsx";
import { TableBlock } from "./page-table.tsx";
import type { TasksById } from "./page-tasks.tsx";
import type { Walk } from "./page-walk.tsx";
import { words } from "./page-words.ts";
import type { Overview } from "./standing.ts";
import "./page-paper.css";

export function Paper({
  plan,
  layout,
  overview,
  tasks,
  walk,
  query,
  onlyBlank,
}: {
  plan: Plan;
  layout: Layout;
  overview: Overview;
  tasks: TasksById;
  walk: Walk;
  query: string;
  onlyBlank: boolean;
}) {
  const { say } = useMessages();
  const context = useMemo(
    () => ({
      overview,
      tasks,
      query: query.trim(),
      onlyBlank,
      sectionAt: new Map(layout.sections.map((section) => [section.start, sectionId(section.index)])),
    }),
    [overview, tasks, query, onlyBlank, layout],
  );
  const shown = useMemo(() => blocksToShow(layout, overview, onlyBlank), [layout, overview, onlyBlank]);
  const findings = useMemo(() => findingsByBlock(layout.blocks, plan.findings), [layout, plan.findings]);
  const { onKeyDown, onClick } = walk;
  return (
    <PaperContext value={context}>
      <div className="paper-scroll">
        <article className="paper" lang="zh-CN" onKeyDown={onKeyDown} onClick={onClick}>
          <PaperHead plan={plan} />
          {onlyBlank
            ? null
            : plan.findings
                .filter((finding) => finding.start === null)
                .map((finding) => (
                  <FindingBox key={finding.code} finding={finding} canImport={plan.abilities.import} />
                ))}
          {shown.length === 0 ? <p className="paper-nothing">{say(words.planNoBlanks)}</p> : null}
          {shown.map((index) => (
            <PlacedBlock
              key={layout.blocks[index]?.start}
              block={layout.blocks[index] as Block}
              selected={selectedIn(layout.blocks[index] as Block, layout, walk.selected)}
              reachable={selectedIn(layout.blocks[index] as Block, layout, walk.reachable)}
              findings={onlyBlank ? none : (findings.get(index) ?? none)}
              canImport={plan.abilities.import}
            />
          ))}
        </article>
      </div>
    </PaperContext>
  );
}

const none: readonly PlanFinding[] = [];

/** Only the block that holds the chosen sentence is drawn again when the choice moves. */
function selectedIn(block: Block, layout: Layout, selected: number | null): number | null {
  const stop = selected === null ? undefined : layout.stops[selected];
  return stop && stop.start < block.end && stop.end > block.start ? stop.index : null;
}

const PlacedBlock = memo(function PlacedBlock({
  block,
  selected,
  reachable,
  findings,
  canImport,
}: {
  block: Block;
  selected: number | null;
  reachable: number | null;
  findings: readonly PlanFinding[];
  canImport: boolean;
}) {
  const boxes = findings.map((finding) => (
    <FindingBox key={`${finding.code}${finding.start}`} finding={finding} canImport={canImport} />
  ));
  if (block.kind === "table")
    return (
      <>
        {boxes}
        <TableBlock block={block} selected={selected} reachable={reachable} />
      </>
    );
  return (
    <>
      <ParagraphBlock block={block} selected={selected} reachable={reachable} />
      {boxes}
    </>
  );
});

/** With “only blank”, a block stays when it has a blank sentence, a heading when its section has one. */
function blocksToShow(layout: Layout, overview: Overview, onlyBlank: boolean): number[] {
  const all = layout.blocks.map((_, index) => index);
  if (!onlyBlank) return all;
  const isBlank = (index: number | undefined) => index !== undefined && overview.standings[index]?.blank === true;
  return all.filter((index) => {
    const block = layout.blocks[index] as Block;
    if (block.kind === "table") return block.rows.some((row) => isBlank(row.stop?.index));
    if (block.runs.some((run) => isBlank(run.stop?.index))) return true;
    if (block.level === 0) return false;
    const section = layout.sections.find((one) => one.start === block.start);
    return section !== undefined && (overview.sections[section.index]?.blanks ?? 0) > 0;
  });
}

/** A finding stands at the block in which its place lies; one without a place is told before the first. */
function findingsByBlock(blocks: readonly Block[], findings: readonly PlanFinding[]): Map<number, PlanFinding[]> {
  const placed = findings.filter((finding) => finding.start !== null);
  return Map.groupBy(placed, ({ start }) =>
    Math.max(
      0,
      blocks.findLastIndex((block) => block.start <= (start as number)),
    ),
  );
}

function PaperHead({ plan }: { plan: Plan }) {
  const { say, day } = useMessages();
  const { planVersion: version } = plan;
  const basis = version.basis.map((one) => one.number);
  return (
    <header className="paper-head">
      {plan.programme.demo ? <p className="paper-demo">{say("demo")}</p> : null}
      {version.issuer ? <p className="paper-issuer">{version.issuer}</p> : null}
      {version.documentNumber ? <p className="paper-number">{version.documentNumber}</p> : null}
      <hr />
      <h1>{version.title}</h1>
      <p className="paper-dates">
        {version.issuedOn ? <span>{day(version.issuedOn)}</span> : null}
        {basis.length > 0 ? (
          <span>
            {say(words.planBasis)} {basis.join("、")}
          </span>
        ) : null}
      </p>
    </header>
  );
}
