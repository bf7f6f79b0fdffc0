// What happened, newest first: when at the left, what at the right.
import type { ReactNode } from "react";
import "./states.css";

export interface TimelineItem {
  key: string;
  /** Machine-readable instant or day. */
  at: string;
  /** The same as people write it. */
  when: string;
  what: ReactNode;
}

export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <ol className="timeline" aria-label={label}>
      {items.map((item) => (
        <li key={item.key}>
          <time dateTime={item.at}>{item.when}</time>
          <div>{item.what}</div>
        </li>
      ))}
    </ol>
  );
}
