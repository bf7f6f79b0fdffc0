// Which rows the grid shows and in which order: text filters, sort and groups over the loaded tasks.
import type { Light } from "./model.ts";

export interface Arrangement<Item> {
  /** Keeps an item; text filters of the columns. */
  keeps: (item: Item) => boolean;
  /** Order of two items; none: as they came. */
  order: ((one: Item, other: Item) => number) | null;
  /** Key and label of the group of an item; none: no groups. */
  groupOf: ((item: Item) => { key: string; label: string }) | null;
  /** Groups that are folded up. */
  closed: ReadonlySet<string>;
}

export interface GroupRow {
  kind: "group";
  id: string;
  label: string;
  count: number;
  lights: Partial<Record<Light, number>>;
  open: boolean;
}

export interface ItemRow<Item> {
  kind: "task";
  id: string;
  task: Item;
}

export type GridRow<Item> = GroupRow | ItemRow<Item>;

/** The rows to show; groups stand in the order in which their first item comes. Each item becomes one row by `rowOf`. */
export function arrangeRows<Item extends { light: Light }, Row extends ItemRow<Item>>(
  items: readonly Item[],
  { keeps, order, groupOf, closed }: Arrangement<Item>,
  rowOf: (item: Item) => Row,
): { rows: (GroupRow | Row)[]; shown: number } {
  const kept = items.filter(keeps);
  const sorted = order ? kept.toSorted(order) : kept;
  if (!groupOf) return { rows: sorted.map(rowOf), shown: kept.length };
  const groups = new Map<string, { row: GroupRow; items: Item[] }>();
  for (const item of sorted) {
    const { key, label } = groupOf(item);
    let group = groups.get(key);
    if (!group) {
      const row: GroupRow = { kind: "group", id: `group:${key}`, label, count: 0, lights: {}, open: !closed.has(key) };
      group = { row, items: [] };
      groups.set(key, group);
    }
    group.items.push(item);
    group.row.count++;
    group.row.lights[item.light] = (group.row.lights[item.light] ?? 0) + 1;
  }
  const rows: (GroupRow | Row)[] = [];
  for (const { row, items: inside } of groups.values()) {
    rows.push(row);
    if (row.open) for (const item of inside) rows.push(rowOf(item));
  }
  return { rows, shown: kept.length };
}

/** Filters kept in the address: `~contact=张` keeps rows whose column `contact` holds 张. */
export const textFilterMark = "~";

/** Reads the text filters of the address and makes the test of an item; `textOf` gives what a column shows. */
export function textFilter<Item>(
  search: Readonly<Record<string, string | undefined>>,
  textOf: (item: Item, column: string) => string,
): (item: Item) => boolean {
  const asked = Object.entries(search).flatMap(([name, value]) =>
    name.startsWith(textFilterMark) && value?.trim()
      ? [{ column: name.slice(textFilterMark.length), wanted: value.trim().toLocaleLowerCase() }]
      : [],
  );
  if (asked.length === 0) return () => true;
  return (item) =>
    asked.every(({ column, wanted }) => textOf(item, column).normalize("NFKC").toLocaleLowerCase().includes(wanted));
}
