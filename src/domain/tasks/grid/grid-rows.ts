// Which rows the grid shows and in which order: text filters, sort and groups over the loaded tasks.
import type { Light } from "../model.ts";

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

/** The name in the address of a filter on what a column shows: `hasContact=张`. */
export const textFilterName = (column: string) => `has${column.charAt(0).toUpperCase()}${column.slice(1)}`;

/** Reads the text filters of the address and makes the test of an item; `textOf` gives what a column shows. */
export function textFilter<Item, Column extends string>(
  search: Readonly<Record<string, string | undefined>>,
  columns: readonly Column[],
  textOf: (item: Item, column: Column) => string,
): (item: Item) => boolean {
  const plain = (text: string) => text.normalize("NFKC").toLocaleLowerCase();
  const asked = columns.flatMap((column) => {
    const wanted = search[textFilterName(column)]?.trim();
    return wanted ? [{ column, wanted: plain(wanted) }] : [];
  });
  if (asked.length === 0) return () => true;
  return (item) => asked.every(({ column, wanted }) => plain(textOf(item, column)).includes(wanted));
}
