// Nothing to do: a desk with one sheet, settled. A small pleasure, and what follows.
import type { ReactNode } from "react";

export function ClearDesk({ title, next, children }: { title: string; next: string; children?: ReactNode }) {
  return (
    <div className="inbox-clear">
      <svg viewBox="0 0 160 96" aria-hidden="true">
        <path className="inbox-desk" d="M8 84h144" />
        <path className="inbox-sheet" d="M52 18h44l12 12v54H52z" />
        <path className="inbox-sheet" d="M96 18v12h12" />
        <path className="inbox-tick" d="M66 54l10 10 18-22" />
        <path className="inbox-cup" d="M122 66h16v12a6 6 0 0 1-6 6h-4a6 6 0 0 1-6-6z" />
        <path className="inbox-steam" d="M127 60c-3-4 3-6 0-11M134 60c-3-4 3-6 0-11" />
      </svg>
      <h2>{title}</h2>
      <p>{next}</p>
      {children}
    </div>
  );
}
