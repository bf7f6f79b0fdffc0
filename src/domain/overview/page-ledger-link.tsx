// A figure as the way to the rows behind it: the ledger with the filters that make the figure, on the same day.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

export interface OverviewPart {
  programmeId: string;
  asOf: string | undefined;
}

export function LedgerLink({
  at,
  filter,
  label,
  hint,
  className,
  byMouseOnly,
  children,
}: {
  at: OverviewPart;
  filter: Record<string, string>;
  /** In place of what is shown, which it has to contain. */
  label?: string | undefined;
  /** Beside what is shown. */
  hint?: string | undefined;
  className?: string;
  /** In a drawing that has a table beside it for the keyboard. */
  byMouseOnly?: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      to="/p/$programmeId/ledger"
      params={{ programmeId: at.programmeId }}
      search={{ ...(at.asOf ? { asOf: at.asOf } : {}), ...filter }}
      {...(label ? { "aria-label": label } : {})}
      {...(hint ? { title: hint } : {})}
      {...(className ? { className } : {})}
      {...(byMouseOnly ? { tabIndex: -1 } : {})}
    >
      {children}
    </Link>
  );
}

export function TaskLink({ at, taskId, children }: { at: OverviewPart; taskId: string; children: ReactNode }) {
  return (
    <Link
      to="/p/$programmeId/tasks/$taskId"
      params={{ programmeId: at.programmeId, taskId }}
      search={at.asOf ? { asOf: at.asOf } : {}}
    >
      {children}
    </Link>
  );
}

/** An address of this pilot, read on the same day. */
export const onDay = (href: string, asOf: string | undefined) =>
  asOf ? `${href}${href.includes("?") ? "&" : "?"}asOf=${asOf}` : href;

/** What counts as implemented, as the ledger filters by it. */
export const implementedFilter = { implemented: "true" };
