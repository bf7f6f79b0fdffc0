// What is chosen in the draft, and how text and lists follow each other.
import { useEffect } from "react";
import type { Draft } from "./page-draft.tsx";

/** What the person is looking at: a task, a finding, a unit. */
export interface Chosen {
  kind: "task" | "finding" | "unit";
  key: string;
  /** From which side it was chosen; the other side follows. */
  from: "text" | "list";
}

export interface TabProps {
  draft: Draft;
  /** May it be edited? */
  can: boolean;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
  /** Brings the text to the front where only one side has room. */
  onShow: () => void;
}

/** Brings the item chosen in the text into view, with the keyboard on it. */
export function useFollow(chosen: Chosen | null, kind: Chosen["kind"]): void {
  useEffect(() => {
    if (chosen?.from !== "text" || chosen.kind !== kind) return;
    const item = document.getElementById(itemId(kind, chosen.key));
    item?.scrollIntoView({ block: "nearest" });
    item?.focus({ preventScroll: true });
  }, [chosen, kind]);
}

export const itemId = (kind: Chosen["kind"], key: string) => `${kind}-${key}`;
