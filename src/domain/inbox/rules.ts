// When something owed is to be done, and in which order it is shown.
import { addWorkingDays, workingDaysBetween } from "../pilot/calendar.ts";
import type { InboxCounts, InboxGroup } from "./model.ts";

interface Dated {
  dueOn: string | null;
  waitingFor: unknown;
  sinceAt: string;
}

/** The Sunday of the week that a day belongs to. */
export function endOfWeek(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return new Date(at + ((7 - new Date(at).getUTCDay()) % 7) * 86_400_000).toISOString().slice(0, 10);
}

/** Late and due today belong to today; what has no day is for later; what one waits for is nobody's work today. */
export function groupOf(item: Dated, today: string): InboxGroup {
  if (item.waitingFor) return "waiting";
  if (item.dueOn === null) return "later";
  if (item.dueOn <= today) return "today";
  return item.dueOn <= endOfWeek(today) ? "week" : "later";
}

/** Working days since the day it was due; a day off counts as the next working day (民法典, article 203). */
export function lateBy(item: Dated, today: string): number {
  if (item.waitingFor || item.dueOn === null || item.dueOn >= today) return 0;
  const due = addWorkingDays(item.dueOn, 0).day;
  return due >= today ? 0 : Math.max(0, workingDaysBetween(due, today).days);
}

const places: Record<InboxGroup, number> = { today: 0, week: 1, later: 2, waiting: 3 };

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** By group, then what is due first, then what has waited longest; the same order every time. */
export function inOrder<T extends Dated & { group: InboxGroup; kind: string; id: string }>(items: readonly T[]): T[] {
  return items.toSorted(
    (a, b) =>
      places[a.group] - places[b.group] ||
      compare(a.dueOn ?? "9999-12-31", b.dueOn ?? "9999-12-31") ||
      compare(a.sinceAt, b.sinceAt) ||
      compare(a.kind, b.kind) ||
      compare(a.id, b.id),
  );
}

/** How many there are, by group and kind; waiting ones are told but not owed. */
export function countOf(
  items: readonly { kind: string; group: InboxGroup; late: number }[],
  kinds: readonly { kind: string; zh: string; en: string }[],
  more: boolean,
): InboxCounts {
  const groups = { today: 0, week: 0, later: 0, waiting: 0 };
  for (const item of items) groups[item.group] += 1;
  return {
    owed: items.length - groups.waiting,
    late: items.filter((item) => item.late > 0).length,
    groups,
    kinds: kinds
      .map((kind) => ({ ...kind, count: items.filter((item) => item.kind === kind.kind).length }))
      .filter((kind) => kind.count > 0),
    more,
  };
}
