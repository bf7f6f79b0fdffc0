// Two people change the same record: what each changed alone stands, what both changed is put before the one who is still typing.
// Three-way: `base` is what both began with, `mine` what stands in the form, `theirs` what has been saved meanwhile.

/** A value both changed, differently. `row` and `field` say where; no field: the row as a whole, gone on one side. */
export interface Clash<Value = unknown> {
  row: string;
  field: string;
  mine: Value | undefined;
  theirs: Value | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Where a record has only fields and no rows. */
export const noRow = "";

/** Where a row is there on one side only. */
export const wholeRow = "";

const same = (a: unknown, b: unknown) => (a ?? "") === (b ?? "");

/**
 * Merges the fields of one record. A field that both gave the same value is no clash.
 * @returns the fields with mine where there is a clash, and the clashes
 */
export function mergeFields<Shape extends Fields>(
  base: Partial<Shape>,
  mine: Shape,
  theirs: Partial<Shape>,
  row: string = noRow,
): { merged: Shape; clashes: Clash[] } {
  const merged: Record<string, unknown> = { ...mine };
  const clashes: Clash[] = [];
  for (const field of Object.keys(mine)) {
    const [was, own, others] = [base[field], mine[field], theirs[field]];
    if (same(own, was)) merged[field] = others;
    else if (!same(others, was) && !same(others, own)) clashes.push({ row, field, mine: own, theirs: others });
  }
  return { merged: merged as Shape, clashes };
}

export interface Row {
  key: string;
}

/**
 * Merges a list of rows known by a key: rows added on either side stay, rows removed on one side and untouched on the other go.
 * A row that one side changed and the other removed is a clash, and stays as it was changed until it is settled.
 */
export function mergeRows<Shape extends Row>(
  base: readonly Shape[],
  mine: readonly Shape[],
  theirs: readonly Shape[],
): { merged: Shape[]; clashes: Clash[] } {
  const [bases, mines, all] = [byKey(base), byKey(mine), byKey(theirs)];
  const merged: Shape[] = [];
  const clashes: Clash[] = [];
  for (const other of theirs) {
    const [was, own] = [bases.get(other.key), mines.get(other.key)];
    if (own) {
      const fields = mergeFields<Shape & Fields>((was ?? {}) as never, own as never, other as never, other.key);
      merged.push(fields.merged);
      clashes.push(...fields.clashes);
    } else if (!was) merged.push(other);
    else if (!isSameRow(was, other)) {
      merged.push(other);
      clashes.push({ row: other.key, field: wholeRow, mine: undefined, theirs: other });
    }
  }
  for (const own of mine) {
    if (all.has(own.key)) continue;
    const was = bases.get(own.key);
    if (was && isSameRow(was, own)) continue;
    merged.push(own);
    if (was) clashes.push({ row: own.key, field: wholeRow, mine: own, theirs: undefined });
  }
  return { merged, clashes };
}

const byKey = <Shape extends Row>(rows: readonly Shape[]) => new Map(rows.map((row) => [row.key, row]));

const isSameRow = (a: Row, b: Row) =>
  Object.keys({ ...a, ...b }).every((field) => same(a[field as keyof Row], b[field as keyof Row]));

/**
 * Settles one clash of a list: the base moves so that the side chosen is the only one that changed anything.
 * @returns base and mine to go on with
 */
export function settleRow<Shape extends Row>(
  base: readonly Shape[],
  mine: readonly Shape[],
  theirs: readonly Shape[],
  clash: Pick<Clash, "row" | "field">,
  choice: "mine" | "theirs",
): { base: Shape[]; mine: Shape[] } {
  const other = theirs.find((row) => row.key === clash.row);
  const put = (rows: readonly Shape[]): Shape[] => {
    if (clash.field !== wholeRow)
      return rows.map((row) =>
        row.key === clash.row ? { ...row, [clash.field]: other?.[clash.field as keyof Shape] } : row,
      );
    const rest = rows.filter((row) => row.key !== clash.row);
    return other ? [...rest, other] : rest;
  };
  const known = base.some((row) => row.key === clash.row);
  // Both added a row under the same key: it began with nothing.
  const from = known || !other ? base : [...base, { key: clash.row } as Shape];
  return { base: put(from), mine: choice === "theirs" ? put(mine) : [...mine] };
}

/**
 * Takes over what the other side alone changed, so that whatever is typed next is typed over what is on screen.
 * @returns base and mine that merge with `theirs` to the same rows and the same clashes
 */
export function absorbRows<Shape extends Row>(
  base: readonly Shape[],
  mine: readonly Shape[],
  theirs: readonly Shape[],
): { base: Shape[]; mine: Shape[] } {
  const { merged, clashes } = mergeRows(base, mine, theirs);
  const bases = byKey(base);
  const openOf = (key: string) => clashes.filter((clash) => clash.row === key);
  const isWhole = (key: string) => openOf(key).some((clash) => clash.field === wholeRow);
  const absorbed = theirs.map((row): Shape => {
    const was = bases.get(row.key);
    if (was && isWhole(row.key)) return was;
    const kept = openOf(row.key).map(({ field }) => [field, was?.[field as keyof Shape]]);
    return { ...row, ...Object.fromEntries(kept) };
  });
  const gone = base.filter((row) => isWhole(row.key) && !theirs.some((other) => other.key === row.key));
  const removed = new Set(clashes.filter(({ field, mine: own }) => field === wholeRow && !own).map(({ row }) => row));
  return { base: [...absorbed, ...gone], mine: merged.filter((row) => !removed.has(row.key)) };
}
