// The tree of headings while a document is read from top to bottom; annexes and tables begin their own branch.
import type { Range } from "./blocks.ts";
import type { OutlineKind, OutlineNode } from "./draft.ts";
import type { Numbering } from "./numbering.ts";

interface OpenHeading {
  node: OutlineNode;
  rank: number;
  /** Level the file itself gives the heading. */
  fileLevel: number | undefined;
}

export interface Heading {
  kind: OutlineKind;
  rank: number;
  number: string | null;
  title: string;
  label: string;
  source: Range;
  fileLevel?: number | undefined;
}

/** Rank of an annex: outside every numbered heading. */
export const annexRank = 0;
/** Rank of a section row that carries no number: inside whatever numbered heading stands open. */
export const unnumberedRank = 50;

/** Heading levels that files know; anything deeper counts as the last. */
const deepestHeading = 9;

export class OutlineReader {
  readonly nodes: OutlineNode[] = [];
  private open: OpenHeading[] = [];
  /** Headings that count for the path of tasks: those since the last annex. */
  private cachedPath: string[] = [];

  /** Enter a heading: it closes every open heading of the same or a deeper rank. */
  enter(heading: Heading): OutlineNode {
    while (this.open.length > 0 && (this.open.at(-1)?.rank ?? 0) >= heading.rank) this.open.pop();
    const level = heading.fileLevel ?? Number.POSITIVE_INFINITY;
    const beside = this.open.findIndex((one) => one.node.number === null && (one.fileLevel ?? 0) >= level);
    if (beside >= 0) this.open.length = beside;
    const parent = this.open.at(-1)?.node ?? null;
    const node: OutlineNode = {
      id: this.nodes.length,
      parent: parent?.id ?? null,
      level: (parent?.level ?? 0) + 1,
      kind: heading.kind,
      number: heading.number,
      title: heading.title,
      label: heading.label,
      source: heading.source,
    };
    this.nodes.push(node);
    this.open.push({ node, rank: heading.rank, fileLevel: heading.fileLevel });
    this.cachedPath = this.open.filter((one) => one.node.kind !== "annex").map((one) => one.node.label);
    return node;
  }

  /**
   * Rank of a heading without number that the file marks as level `fileLevel`.
   *
   * It stands inside the innermost open heading of an outer level, and outside all numbered items that follow it.
   */
  rankOfUnnumbered(fileLevel: number): number {
    const outer = this.open.findLast((one) => one.fileLevel !== undefined && one.fileLevel < fileLevel);
    return (outer?.rank ?? annexRank) + 0.01 * Math.min(fileLevel, deepestHeading);
  }

  /** Labels of the open headings, outermost first; an annex itself is no part of the path. */
  path(): string[] {
    return this.cachedPath;
  }

  /** Labels above the innermost open heading. */
  pathAbove(): string[] {
    return this.open.at(-1)?.node.kind === "annex" ? this.cachedPath : this.cachedPath.slice(0, -1);
  }

  /** Close every heading that a table's own section rows would nest in by mistake. */
  closeUnnumbered(): void {
    while ((this.open.at(-1)?.rank ?? 0) >= unnumberedRank) this.open.pop();
    this.cachedPath = this.open.filter((one) => one.node.kind !== "annex").map((one) => one.node.label);
  }
}

/** Longest title taken from the head of a paragraph, in characters. */
const longestTitle = 60;

/**
 * Title of a numbered paragraph: up to the first full stop, without the marker.
 *
 * `folded` and `original` are the paragraph after its marker. Example: 加强领导。各区县…… gives 加强领导.
 */
export function titleOf(folded: string, original: string): string {
  const head = folded.slice(0, longestTitle * 2);
  let end = head.search(/[。;!\n]/);
  if (end < 0) end = head.search(/[:]$/) >= 0 || head.length <= longestTitle ? head.replace(/[:\s]+$/, "").length : -1;
  if (end < 0 || end > longestTitle) {
    const comma = head.slice(0, longestTitle).search(/[:,]/);
    end = comma > 0 ? comma : Math.min(head.length, longestTitle);
  }
  const stray = /\s*[([][^)\]]*$/.exec(head.slice(0, end));
  return original.slice(0, stray && stray.index > 0 ? stray.index : end).trim();
}

/** The heading a numbered paragraph opens. */
export function headingOf(numbering: Numbering, folded: string, original: string, source: Range): Heading {
  const title = titleOf(folded.slice(numbering.length), original.slice(numbering.length));
  const marker = original.slice(0, numbering.length).trimEnd();
  return {
    kind: numbering.style === "article" ? "article" : "section",
    rank: numbering.rank,
    number: numbering.number,
    title,
    label: /^第/.test(marker) && title !== "" ? `${marker} ${title}` : marker + title,
    source,
  };
}
