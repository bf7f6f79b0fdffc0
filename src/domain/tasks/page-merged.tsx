// A form over rows that others may change meanwhile: what they change alone appears in it, what both change waits for a choice.
import { useState } from "react";
import { absorbRows, type Clash, mergeRows, type Row, settleRow } from "./merge.ts";

export interface MergedForm<Shape extends Row> {
  /** What the form shows: mine, with what others alone have changed. */
  rows: Shape[];
  clashes: Clash[];
  change: (edit: (rows: readonly Shape[]) => Shape[]) => void;
  settle: (clash: Clash, choice: "mine" | "theirs") => void;
  /** The same form on top of a newer record, for a change that came too late. */
  over: (newest: readonly Shape[]) => { merged: Shape[]; clashes: Clash[] };
}

/**
 * Follows `theirs`, the rows as they are saved now, while a person fills in the form.
 * @param begin what the form shows at first, where that is not what is saved
 */
export function useMergedForm<Shape extends Row>(
  theirs: readonly Shape[],
  begin: () => readonly Shape[] = () => theirs,
): MergedForm<Shape> {
  const [form, setForm] = useState(() => ({ base: [...theirs], mine: [...begin()] }));
  const over = (newest: readonly Shape[]) => mergeRows(form.base, form.mine, newest);
  const { merged, clashes } = over(theirs);
  return {
    rows: merged,
    clashes,
    over,
    change: (edit) =>
      setForm(({ base, mine }) => {
        const now = absorbRows(base, mine, theirs);
        return { base: now.base, mine: edit(now.mine) };
      }),
    settle: (clash, choice) => setForm(({ base, mine }) => settleRow(base, mine, theirs, clash, choice)),
  };
}
