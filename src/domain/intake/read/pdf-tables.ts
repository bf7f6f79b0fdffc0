// Finds the tables on a PDF page by their drawn lines and puts the text pieces into their cells.
import { cellText } from "./pdf-lines.ts";
import type { Piece, Ruling } from "./pdf-page.ts";
import type { SpannedCell } from "./table-rows.ts";

export interface PageTable {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Edges of the columns, from the left. */
  columns: number[];
  rows: SpannedCell[][];
}

/** Lines nearer than this, in points, are one line. */
const near = 2.5;
const mostPairs = 4_000_000;
const mostCells = 20_000;

/** The tables of a page from top to bottom, and the pieces that lie in none. */
export function tablesOfPage(
  rulings: readonly Ruling[],
  pieces: readonly Piece[],
): { tables: PageTable[]; outside: Piece[] } {
  const grids = groupsOf(mergedRulings(rulings)).flatMap((group) => gridOf(group) ?? []);
  let outside = [...pieces];
  const tables: PageTable[] = [];
  for (const grid of grids.sort((a, b) => a.top - b.top)) {
    const inside = outside.filter((piece) => isInside(piece, grid));
    if (inside.length === 0) continue;
    outside = outside.filter((piece) => !isInside(piece, grid));
    tables.push({ ...grid, columns: grid.xs, rows: rowsOf(grid, inside) });
  }
  return { tables, outside };
}

/** Pieces of one straight line become one ruling. */
function mergedRulings(rulings: readonly Ruling[]): Ruling[] {
  const merged: Ruling[] = [];
  const sorted = [...rulings].sort(
    (a, b) =>
      a.direction.localeCompare(b.direction) || Math.round(a.at / near) - Math.round(b.at / near) || a.from - b.from,
  );
  for (const ruling of sorted) {
    const last = merged.at(-1);
    const continues =
      last &&
      last.direction === ruling.direction &&
      Math.abs(last.at - ruling.at) <= near &&
      ruling.from <= last.to + near;
    if (continues) last.to = Math.max(last.to, ruling.to);
    else merged.push({ ...ruling });
  }
  return merged;
}

/** Rulings that touch one another, group by group. */
function groupsOf(rulings: readonly Ruling[]): Ruling[][] {
  const level = rulings.filter((ruling) => ruling.direction === "level");
  const upright = rulings.filter((ruling) => ruling.direction === "upright");
  if (level.length * upright.length > mostPairs) return [];
  const groupOf = new Map<Ruling, Ruling[]>(rulings.map((ruling) => [ruling, [ruling]]));
  for (const a of level) {
    for (const b of upright) {
      const touches = b.at >= a.from - near && b.at <= a.to + near && a.at >= b.from - near && a.at <= b.to + near;
      const [mine, other] = [groupOf.get(a) ?? [], groupOf.get(b) ?? []];
      if (!touches || mine === other) continue;
      const [large, small] = mine.length >= other.length ? [mine, other] : [other, mine];
      for (const ruling of small) {
        large.push(ruling);
        groupOf.set(ruling, large);
      }
    }
  }
  return [...new Set(groupOf.values())];
}

interface Grid {
  left: number;
  right: number;
  top: number;
  bottom: number;
  xs: number[];
  ys: number[];
  rulings: Ruling[];
}

function distinct(values: number[]): number[] {
  const kept: number[] = [];
  for (const value of values.sort((a, b) => a - b))
    if (value - (kept.at(-1) ?? -Infinity) > near * 1.6) kept.push(value);
  return kept;
}

/** A group of rulings as a grid; null where it is a frame or an underline. Open sides count as edges. */
function gridOf(rulings: Ruling[]): Grid | null {
  const level = rulings.filter((ruling) => ruling.direction === "level");
  const upright = rulings.filter((ruling) => ruling.direction === "upright");
  const xs = distinct([...upright.map((ruling) => ruling.at), ...level.flatMap(({ from, to }) => [from, to])]);
  const ys = distinct([...level.map((ruling) => ruling.at), ...upright.flatMap(({ from, to }) => [from, to])]);
  const cells = (xs.length - 1) * (ys.length - 1);
  if (cells < 2 || cells > mostCells) return null;
  const [left, right, top, bottom] = [xs[0] ?? 0, xs.at(-1) ?? 0, ys[0] ?? 0, ys.at(-1) ?? 0];
  return { left, right, top, bottom, xs, ys, rulings };
}

const middleOf = (piece: Piece) => ({ x: (piece.left + piece.right) / 2, y: piece.y - 0.35 * piece.size });

function isInside(piece: Piece, { left, right, top, bottom }: Grid): boolean {
  const { x, y } = middleOf(piece);
  return x > left && x < right && y > top && y < bottom;
}

interface GridCell {
  row: number;
  column: number;
  down: number;
  span: number;
  pieces: Piece[];
}

function rowsOf(grid: Grid, pieces: readonly Piece[]): SpannedCell[][] {
  const owners = cellsOf(grid);
  for (const piece of pieces.flatMap((piece) => splitAtBorders(piece, grid, owners))) {
    const { x, y } = middleOf(piece);
    owners[intervalOf(grid.ys, y)]?.[intervalOf(grid.xs, x)]?.pieces.push(piece);
  }
  return owners.map((row, index) =>
    [...new Set(row)]
      .filter((cell) => cell.row === index)
      .map(({ column, span, down, pieces: inCell }) => ({
        text: inCell.length === 0 ? "" : cellText(inCell, grid.xs[column] ?? 0, grid.xs[column + span] ?? 0),
        span,
        down,
      })),
  );
}

/** Which cell owns each place of the grid: places with no line between them are one merged cell. */
function cellsOf({ xs, ys, rulings }: Grid): GridCell[][] {
  const isDrawn = (direction: Ruling["direction"], at: number, middle: number) =>
    rulings.some(
      (ruling) =>
        ruling.direction === direction &&
        Math.abs(ruling.at - at) <= near * 1.6 &&
        ruling.from <= middle &&
        ruling.to >= middle,
    );
  const between = (edges: number[], index: number) => ((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2;
  const owners: GridCell[][] = ys.slice(1).map(() => []);
  for (let row = 0; row < ys.length - 1; row += 1) {
    for (let column = 0; column < xs.length - 1; column += 1) {
      if (owners[row]?.[column]) continue;
      const cell: GridCell = { row, column, down: 1, span: 1, pieces: [] };
      const [x, y] = [between(xs, column), between(ys, row)];
      while (column + cell.span < xs.length - 1 && !isDrawn("upright", xs[column + cell.span] ?? 0, y)) cell.span += 1;
      while (row + cell.down < ys.length - 1 && !isDrawn("level", ys[row + cell.down] ?? 0, x)) cell.down += 1;
      for (let r = row; r < row + cell.down; r += 1) {
        for (let c = column; c < column + cell.span; c += 1) {
          const line = owners[r];
          if (line && !line[c]) line[c] = cell;
        }
      }
    }
  }
  return owners;
}

function intervalOf(edges: readonly number[], at: number): number {
  const index = edges.findLastIndex((edge) => edge <= at);
  return Math.min(Math.max(0, index), edges.length - 2);
}

/** A piece that runs across a border (neighbouring short cells are often one piece) is cut where the border stands. */
function splitAtBorders(piece: Piece, { xs, ys }: Grid, owners: GridCell[][]): Piece[] {
  const row = owners[intervalOf(ys, middleOf(piece).y)] ?? [];
  const borders = xs.filter(
    (x, index) =>
      x > piece.left + piece.size / 2 && x < piece.right - piece.size / 2 && index > 0 && row[index - 1] !== row[index],
  );
  if (borders.length === 0) return [piece];
  const signs = [...piece.text];
  const widths = signs.map((sign) => (sign.charCodeAt(0) < 0x2e80 ? 0.5 : 1));
  const unit = (piece.right - piece.left) / widths.reduce((sum, width) => sum + width, 0);
  const parts = [...borders, piece.right].map((end, index) => ({
    ...piece,
    text: "",
    left: borders[index - 1] ?? piece.left,
    right: end,
  }));
  let x = piece.left;
  for (const [index, sign] of signs.entries()) {
    const middle = x + ((widths[index] ?? 1) * unit) / 2;
    const part = parts.find(({ right }) => middle <= right) ?? parts.at(-1);
    if (part) part.text += sign;
    x += (widths[index] ?? 1) * unit;
  }
  return parts.filter((part) => part.text.trim() !== "").map((part) => ({ ...part, text: part.text.trim() }));
}
