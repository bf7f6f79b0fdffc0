// Draws only the rows that can be seen, and all of them for paper. Rows are equally high.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Up to this many rows are simply drawn: searching in the page and printing then need nothing else. */
const drawnWhole = 300;
/** Rows drawn beyond the edges, so that fast scrolling finds them there. */
const margin = 12;
/** The most rows that go on paper. */
const printed = 3000;

export interface RowWindow {
  box: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  /** Rows drawn: from inclusive, to exclusive. */
  from: number;
  to: number;
  /** Height left free for the rows that are not drawn, px. */
  before: number;
  after: number;
  /** Brings a row into sight and its link into focus. */
  focusRow: (index: number) => void;
}

export function useWindow(count: number): RowWindow {
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const [seen, setSeen] = useState({ from: 0, to: 60, row: 32 });
  const [paper, setPaper] = useState(false);
  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const row = 2 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const first = Math.floor(element.scrollTop / row);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / row);
    // Steps of half the margin, so that scrolling a row draws nothing anew.
    const step = margin / 2;
    const from = Math.max(0, Math.floor((first - margin) / step) * step);
    const to = Math.ceil((last + margin) / step) * step;
    setSeen((now) => (now.from === from && now.to === to && now.row === row ? now : { from, to, row }));
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    const before = () => flushSync(() => setPaper(true));
    const after = () => setPaper(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, [look]);
  const whole = count <= drawnWhole || paper;
  const from = whole ? 0 : Math.min(seen.from, count);
  const to = whole ? (paper ? Math.min(count, printed) : count) : Math.min(seen.to, count);
  useLayoutEffect(() => {
    const index = wanted.current;
    if (index === null || index < from || index >= to) return;
    wanted.current = null;
    const rows = box.current?.querySelectorAll<HTMLElement>(`[aria-rowindex="${index + 2}"] [data-row-link]`);
    rows?.[0]?.focus({ preventScroll: true });
  });
  const focusRow = (index: number) => {
    const element = box.current;
    if (!element) return;
    const head = element.querySelector("thead")?.clientHeight ?? 0;
    const top = index * seen.row;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + seen.row + head > element.scrollTop + element.clientHeight)
      element.scrollTop = top + seen.row + head - element.clientHeight;
    wanted.current = index;
    look();
    // Where the row is drawn already, nothing changes and no effect follows.
    setSeen((now) => ({ ...now }));
  };
  return {
    box,
    onScroll: look,
    from,
    to,
    before: from * seen.row,
    after: whole ? 0 : Math.max(0, count - to) * seen.row,
    focusRow,
  };
}
