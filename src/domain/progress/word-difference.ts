// What changed between last period's text and this one's, word by word; pure, for the review of reports.
import { diffArrays } from "diff";

export interface Piece {
  text: string;
  kind: "same" | "added" | "gone";
}

const segmenters = new Map<string, Intl.Segmenter>();

function wordsIn(text: string, language: string): string[] {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: "word" });
  segmenters.set(language, segmenter);
  return [...segmenter.segment(text)].map((one) => one.segment);
}

/** Pieces in reading order; where a place was reworded, what is gone stands before what came. */
export function differenceOf(before: string, after: string, language = "zh"): Piece[] {
  // The longest texts of a row: beyond the limit the comparison would take longer than anybody waits.
  const parts = diffArrays(wordsIn(before, language), wordsIn(after, language), { maxEditLength: 2000 });
  if (!parts)
    return [
      { text: before, kind: "gone" },
      { text: after, kind: "added" },
    ];
  return parts.map((part) => ({
    text: part.value.join(""),
    kind: part.added ? "added" : part.removed ? "gone" : "same",
  }));
}
