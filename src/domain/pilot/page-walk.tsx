// Walking the plan sentence by sentence: which one is chosen, arrow keys, and the address that leads back to it.
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Layout } from "./layout.ts";
import type { Overview } from "./standing.ts";

export type SetSearch = (change: Record<string, string | undefined>) => void;

export interface Walk {
  /** Index of the chosen stop. */
  selected: number | null;
  /** The one stop that Tab reaches. */
  reachable: number;
  /** Was it chosen by hand (and not by the address)? On a phone the sheet rises only then. */
  raised: boolean;
  choose: (index: number | null, how?: "focus" | "middle") => void;
  lower: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
}

/** Where there is no room for a column the panel rises from below and covers text. */
function isSheetFromBelow(): boolean {
  const panel = document.querySelector(".behind.is-raised");
  return panel !== null && getComputedStyle(panel).position === "fixed";
}

/** How long the reader rests on a sentence before the address follows, milliseconds. */
const rest = 300;

export function useWalk({
  layout,
  overview,
  onlyBlank,
  at,
  setSearch,
}: {
  layout: Layout;
  overview: Overview;
  onlyBlank: boolean;
  at: string | undefined;
  setSearch: SetSearch;
}): Walk {
  const [selected, setSelected] = useState<number | null>(null);
  const [raised, setRaised] = useState(false);
  const written = useRef<string | undefined>(undefined);
  const byKey = useMemo(
    () => new Map(layout.stops.flatMap((stop) => stop.keys.map((key) => [key, stop.index] as const))),
    [layout],
  );
  const open = useMemo(
    () => layout.stops.filter((stop) => !onlyBlank || overview.standings[stop.index]?.blank).map((stop) => stop.index),
    [layout, overview, onlyBlank],
  );

  const choose = useCallback<Walk["choose"]>((index, how) => {
    setSelected(index);
    setRaised(index !== null);
    if (index === null) return;
    requestAnimationFrame(() => {
      const element = document.getElementById(stopId(index));
      // Under a sheet from below the sentence would be hidden.
      if (!how && isSheetFromBelow()) element?.scrollIntoView({ block: "start" });
      if (!how) return;
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: how === "middle" ? "center" : "nearest" });
    });
  }, []);

  useEffect(() => {
    if (at === written.current) return;
    written.current = at;
    const index = at === undefined ? undefined : byKey.get(at);
    if (index === undefined) return;
    choose(index, "middle");
    setRaised(false);
  }, [at, byKey, choose]);

  // Another version or day has other sentences under the same numbers.
  const key = selected === null ? undefined : layout.stops[selected]?.keys[0];
  useEffect(() => {
    if (key === undefined || key === written.current) return;
    const timer = setTimeout(() => {
      written.current = key;
      setSearch({ at: key });
    }, rest);
    return () => clearTimeout(timer);
  }, [key, setSearch]);

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const from = stopAt(event.target);
      if (from === null || event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
      const to = target(event.key, from, open);
      if (to !== undefined) {
        event.preventDefault();
        choose(to, "focus");
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(from);
        // The panel's first task, once it shows this sentence.
        if (event.key === "Enter")
          requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-first-task]")?.click());
      } else if (event.key === "Escape") choose(null);
    },
    [open, choose],
  );

  const onClick = useCallback(
    (event: MouseEvent) => {
      const index = stopAt(event.target);
      // Somebody who marks text to copy it does not choose a sentence.
      if (index !== null && window.getSelection()?.isCollapsed !== false) choose(index);
    },
    [choose],
  );

  return {
    selected: selected !== null && selected < layout.stops.length ? selected : null,
    reachable: selected !== null && open.includes(selected) ? selected : (open[0] ?? -1),
    raised,
    choose,
    lower: useCallback(() => setRaised(false), []),
    onKeyDown,
    onClick,
  };
}

export const stopId = (index: number) => `stop-${index}`;

function stopAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-stop]") : null;
  return element?.dataset.stop === undefined ? null : Number(element.dataset.stop);
}

/** Where a key leads from a stop, among those that are shown. */
function target(key: string, from: number, open: readonly number[]): number | undefined {
  switch (key) {
    case "ArrowDown":
    case "ArrowRight":
      return open.find((index) => index > from);
    case "ArrowUp":
    case "ArrowLeft":
      return open.findLast((index) => index < from);
    case "Home":
      return open[0];
    case "End":
      return open.at(-1);
    default:
      return undefined;
  }
}
