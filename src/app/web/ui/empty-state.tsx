// Nothing here, and what to do next; never a dead end.
import type { ReactNode } from "react";
import "./states.css";

export function EmptyState({ title, next, children }: { title: string; next: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{next}</p>
      {children ? <div className="empty-acts">{children}</div> : null}
    </div>
  );
}
