// Choosing rows of the grid: one by its box or Shift Space, a stretch with Shift, all that the filter gives with Ctrl A.
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useMessages } from "../../../app/web/messages.tsx";
import type { TaskSummary } from "../model.ts";
import { words } from "./page-bulk-words.ts";

const none: ReadonlySet<string> = new Set();

/** A row of the grid, as far as choosing goes. */
type PickRow = { kind: "task"; id: string } | { kind: "group"; id: string };

/**
 * @param asked the filter, as text: with another filter "all of it" is not what was meant
 */
export function usePicks(rows: readonly PickRow[], tasks: readonly TaskSummary[], asked: string) {
  const [ids, setIds] = useState(none);
  const [all, setAll] = useState(false);
  const last = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is forgotten because the filter is another one
  useEffect(() => setAll(false), [asked]);
  const picked = useMemo(() => tasks.filter((task) => ids.has(task.id)), [tasks, ids]);
  const set = (some: readonly string[], on: boolean) => {
    setAll(false);
    setIds((now) => {
      const next = new Set(now);
      for (const id of some) on ? next.add(id) : next.delete(id);
      return next;
    });
  };
  return {
    ids,
    picked,
    /** Is everything meant that the filter gives, loaded or not? */
    all,
    toggle(id: string, stretch: boolean) {
      const on = !ids.has(id);
      const from = stretch ? rows.findIndex((row) => row.id === last.current) : -1;
      const to = rows.findIndex((row) => row.id === id);
      last.current = id;
      const between = from < 0 ? [] : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
      set([id, ...between.flatMap((row) => (row.kind === "task" ? row.id : []))], on);
    },
    /** The rows from one place to another; a group stands for what is unfolded under it. They are left out again when all are in. */
    toggleRows(top: number, bottom: number) {
      let end = bottom;
      if (rows[bottom]?.kind === "group") while (rows[end + 1]?.kind === "task") end += 1;
      const some = rows.slice(top, end + 1).flatMap((row) => (row.kind === "task" ? row.id : []));
      last.current = some.at(-1) ?? null;
      set(some, !some.every((id) => ids.has(id)));
    },
    only(some: readonly string[]) {
      setAll(false);
      setIds(new Set(some));
    },
    pickAll(wholeFilter: boolean) {
      setIds(new Set(rows.flatMap((row) => (row.kind === "task" ? row.id : []))));
      setAll(wholeFilter);
    },
    clear() {
      setAll(false);
      setIds(none);
    },
  };
}
export type Picks = ReturnType<typeof usePicks>;

const Picking = createContext<Pick<Picks, "ids" | "toggle"> | null>(null);
export const PickProvider = Picking.Provider;

/** The box of a row. The keyboard chooses with Shift Space on any cell, so the box is no stop of its own. */
export function PickBox({ taskId, number }: { taskId: string; number: string }) {
  const { say } = useMessages();
  const picks = useContext(Picking);
  if (!picks) return null;
  return (
    <input
      type="checkbox"
      className="pick"
      tabIndex={-1}
      aria-label={say(words.pick, { number })}
      checked={picks.ids.has(taskId)}
      onChange={() => {}}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        picks.toggle(taskId, event.shiftKey);
      }}
    />
  );
}
