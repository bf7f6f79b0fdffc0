// A list of thousands of lines that stays quick: the browser draws what is in sight, and more lines are made when the end comes near.
import { type ReactNode, useEffect, useRef, useState } from "react";

/** Lines made at once. */
const step = 150;

export function LongList<Line>({
  label,
  lines,
  keyOf,
  children,
}: {
  label: string;
  lines: readonly Line[];
  keyOf: (line: Line, index: number) => string;
  children: (line: Line) => ReactNode;
}) {
  const [count, setCount] = useState(step);
  const end = useRef<HTMLLIElement>(null);
  const isWhole = count >= lines.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each batch has a mark of its own at its end
  useEffect(() => {
    const mark = end.current;
    if (!mark || isWhole) return;
    const watch = new IntersectionObserver(
      (seen) => seen.some((one) => one.isIntersecting) && setCount((now) => now + step),
      { root: mark.closest("main"), rootMargin: "1200px" },
    );
    watch.observe(mark);
    return () => watch.disconnect();
  }, [count, isWhole]);
  return (
    <ol className="lines" aria-label={label}>
      {lines.slice(0, count).map((line, index) => (
        <li key={keyOf(line, index)} className="line">
          {children(line)}
        </li>
      ))}
      {isWhole ? null : (
        <li ref={end} key={count} className="lines-more">
          {count} / {lines.length}
        </li>
      )}
    </ol>
  );
}
