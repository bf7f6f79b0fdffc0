// Two versions of a plan side by side: which sentence, row, heading and goal is which, and what became of it.
import type { Part } from "../layout-lines.ts";
import type { ElementKind } from "../model.ts";
import type { Comparison, Pair, PairField, PairKind, PairSide } from "../model-comparison.ts";
import { numbered, plain } from "../plain-text.ts";
import { align, type Item, type Match } from "./align.ts";
import { Marker } from "./differences.ts";

/** What is aligned by itself: running text with its headings, and each kind of mark that lies on it. */
const markKinds = ["goal", "body", "mechanism", "keyField"] as const satisfies readonly ElementKind[];

/**
 * Compares the elements of two versions. Each element of either side is in exactly one pair of `pairs`, `marks` or, being
 * a heading whose words a sentence already holds, of none. The other way round gives the mirror image.
 */
export function compare(before: readonly Part[], after: readonly Part[]): Comparison {
  if (!isFirst(before, after)) return mirrored(compareInOrder(after, before));
  return compareInOrder(before, after);
}

/** Ties are settled the same way whichever version is the older: the sides are told apart by what they hold. */
function isFirst(one: readonly Part[], other: readonly Part[]): boolean {
  if (one.length !== other.length) return one.length < other.length;
  for (const [index, part] of one.entries()) {
    const against = other[index] as Part;
    if (part.text !== against.text) return part.text < against.text;
  }
  return true;
}

interface Place {
  part: Part;
  level: number;
  item: Item;
}

function compareInOrder(before: readonly Part[], after: readonly Part[]): Comparison {
  const sections = sectionsOf(before, after);
  const marker = new Marker();
  let complete = true;
  const paired = (one: readonly Part[], other: readonly Part[]) => {
    const [left, right] = [places(one, before, sections.left), places(other, after, sections.right)];
    const found = align(
      left.map((place) => place.item),
      right.map((place) => place.item),
    );
    complete &&= found.complete;
    return pairsOf(left, right, found.matches, sections, marker);
  };
  const pairs = paired(wording(before), wording(after));
  const marks = markKinds.flatMap((kind) => {
    const ofKind = (part: Part) => part.kind === kind;
    return paired(before.filter(ofKind), after.filter(ofKind));
  });
  return { pairs, marks, counts: countsOf(pairs), complete };
}

/** Sentences and rows, and those headings that no sentence holds (a section row of a table). */
function wording(parts: readonly Part[]): Part[] {
  const begins = new Set(parts.filter((part) => part.kind === "sentence").map((part) => part.start));
  return parts.filter(
    (part) => part.kind === "sentence" || part.kind === "row" || (part.kind === "heading" && !begins.has(part.start)),
  );
}

interface Sections {
  /** Number of the section that begins with a heading at this place; the same number where the heading is the same. */
  left: ReadonlyMap<number, number>;
  right: ReadonlyMap<number, number>;
  /** Sections that both versions have. */
  both: ReadonlySet<number>;
}

function sectionsOf(before: readonly Part[], after: readonly Part[]): Sections {
  const [left, right] = [before, after].map((parts) => parts.filter((part) => part.kind === "heading")) as [
    Part[],
    Part[],
  ];
  const items = (parts: readonly Part[]) =>
    parts.map((part): Item => ({ text: numbered(part.text).rest, section: part.level }));
  const known = new Map(align(items(left), items(right)).matches.map((match) => [match.right, match.left]));
  return {
    left: new Map(left.map((part, index) => [part.start, index])),
    right: new Map(right.map((part, index) => [part.start, known.get(index) ?? left.length + index])),
    both: new Set(known.values()),
  };
}

const noSection = -1;

function places(parts: readonly Part[], all: readonly Part[], sections: ReadonlyMap<number, number>): Place[] {
  const headings = all.filter((part) => part.kind === "heading");
  let next = 0;
  let section = noSection;
  return parts.map((part) => {
    while (next < headings.length && (headings[next] as Part).start <= part.start) {
      section = sections.get((headings[next] as Part).start) ?? noSection;
      next += 1;
    }
    const heading = headings[next - 1];
    const isHeading = heading?.start === part.start && part.end <= heading.start + heading.text.length + 1;
    return { part, level: isHeading ? (heading as Part).level : 0, item: { text: comparedText(part), section } };
  });
}

/** What makes two parts the same: the words without their number; of a goal the words without its value. */
const comparedText = (part: Part): string =>
  part.kind === "goal" ? plain(part.text).replace(/\d+(?:\.\d+)?/g, "#") : numbered(part.text).rest;

function pairsOf(
  left: readonly Place[],
  right: readonly Place[],
  matches: readonly Match[],
  sections: Sections,
  marker: Marker,
): Pair[] {
  const [heldLeft, heldRight] = [new Set<number>(), new Set<number>()];
  const pairs = matches.map((match) => {
    heldLeft.add(match.left);
    heldRight.add(match.right);
    return pairOf(left[match.left] as Place, right[match.right] as Place, match, sections, marker);
  });
  for (const [index, place] of left.entries()) if (!heldLeft.has(index)) pairs.push(lone("dropped", place));
  for (const [index, place] of right.entries()) if (!heldRight.has(index)) pairs.push(lone("added", place));
  return inReadingOrder(pairs);
}

const lone = (kind: "added" | "dropped", place: Place): Pair => ({
  kind,
  likeness: 0,
  moved: false,
  before: kind === "dropped" ? sideOf(place, []) : null,
  after: kind === "added" ? sideOf(place, []) : null,
  fields: [],
});

function pairOf(before: Place, after: Place, match: Match, sections: Sections, marker: Marker): Pair {
  const fields = fieldsOf(before.part, after.part);
  const sameWords = plain(before.part.text) === plain(after.part.text);
  const differs = sameWords ? { before: [], after: [] } : marker.differencesOf(before.part.text, after.part.text);
  // Under a heading that is new or gone a sentence has not moved: the heading has come or gone around it.
  const elsewhere =
    before.item.section !== after.item.section &&
    sections.both.has(before.item.section) &&
    sections.both.has(after.item.section);
  const moved = !match.inOrder || elsewhere;
  const reworded = match.likeness < 1 || fields.length > 0 || (before.part.kind === "goal" && !sameWords);
  const numberDiffers = before.part.number !== after.part.number || !sameWords;
  const kind: PairKind = reworded ? "changed" : moved ? "moved" : numberDiffers ? "renumbered" : "same";
  return {
    kind,
    likeness: match.likeness,
    moved,
    before: sideOf(before, differs.before),
    after: sideOf(after, differs.after),
    fields,
  };
}

const sideOf = ({ part, level }: Place, differs: PairSide["differs"]): PairSide => ({
  kind: part.kind,
  level,
  number: part.number,
  text: part.text,
  path: [...part.path],
  contentKey: part.contentKey,
  start: part.start,
  end: part.end,
  differs,
});

const comparedFields: Partial<Record<ElementKind, readonly PairField[]>> = {
  row: ["lead", "support", "guide", "due"],
  goal: ["value", "unit", "comparator", "direction", "years", "by"],
};

/** Fields that both versions tell and that differ; a version taken in before rows told their units tells none. */
function fieldsOf(before: Part, after: Part): Pair["fields"] {
  if (before.kind !== after.kind) return [];
  return (comparedFields[before.kind] ?? []).flatMap((field) => {
    if (!(field in before.facts) || !(field in after.facts)) return [];
    const [old, now] = [inWords(before.facts[field]), inWords(after.facts[field])];
    return old === now ? [] : [{ field, before: old, after: now }];
  });
}

function inWords(value: unknown): string | null {
  const text = Array.isArray(value) ? value.join("、") : value === null || value === undefined ? "" : String(value);
  return text === "" ? null : text;
}

function countsOf(pairs: readonly Pair[]): Comparison["counts"] {
  const counts = { changed: 0, added: 0, dropped: 0, moved: 0, renumbered: 0, same: 0 };
  for (const pair of pairs) counts[pair.kind] += 1;
  return counts;
}

/** The same seen from the other side, in the reading order of what is now the newer version. */
function mirrored(comparison: Comparison): Comparison {
  const turn = (pairs: readonly Pair[]) => inReadingOrder(pairs.map(turned));
  const pairs = turn(comparison.pairs);
  const marks = markKinds.flatMap((kind) =>
    turn(comparison.marks.filter((pair) => (pair.before ?? pair.after)?.kind === kind)),
  );
  return { ...comparison, pairs, marks, counts: countsOf(pairs) };
}

const opposite: Partial<Record<PairKind, PairKind>> = { added: "dropped", dropped: "added" };

const turned = (pair: Pair): Pair => ({
  ...pair,
  kind: opposite[pair.kind] ?? pair.kind,
  before: pair.after,
  after: pair.before,
  fields: pair.fields.map(({ field, before, after }) => ({ field, before: after, after: before })),
});

/** What was dropped stands before the first sentence that came after it and stayed. */
function inReadingOrder(pairs: readonly Pair[]): Pair[] {
  const present = pairs.filter((pair) => pair.after).sort((a, b) => startOf(a.after) - startOf(b.after));
  const gone = pairs.filter((pair) => !pair.after).sort((a, b) => startOf(a.before) - startOf(b.before));
  const ordered: Pair[] = [];
  let next = 0;
  for (const pair of present) {
    if (pair.before && !pair.moved)
      for (; next < gone.length && startOf(gone[next]?.before) < startOf(pair.before); next += 1)
        ordered.push(gone[next] as Pair);
    ordered.push(pair);
  }
  return [...ordered, ...gone.slice(next)];
}

const startOf = (side: PairSide | null | undefined) => side?.start ?? 0;
