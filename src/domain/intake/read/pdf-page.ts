// What stands on one PDF page: pieces of text and drawn lines, both in points from the top left corner as it is shown.
import type { PDFDocumentProxy } from "unpdf/pdfjs";
import type { ReadLimits } from "./limits.ts";
import { atMost } from "./refusals.ts";

/** A stretch of text on one baseline. */
export interface Piece {
  text: string;
  left: number;
  right: number;
  /** The baseline, counted downwards. */
  y: number;
  /** Height of the type. */
  size: number;
}

/** A drawn line, upright or level; `from` <= `to`. */
export interface Ruling {
  direction: "level" | "upright";
  /** Its y where level, its x where upright. */
  at: number;
  from: number;
  to: number;
}

export interface PageContent {
  pieces: Piece[];
  rulings: Ruling[];
  height: number;
  /** Pieces that are shown on the page in a font whose characters cannot be told. */
  lost: number;
}

type Matrix = readonly [number, number, number, number, number, number];
type PdfPage = Awaited<ReturnType<PDFDocumentProxy["getPage"]>>;

const product = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

const place = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
];

const asMatrix = (values: ArrayLike<number>): Matrix => [
  values[0] ?? 1,
  values[1] ?? 0,
  values[2] ?? 0,
  values[3] ?? 1,
  values[4] ?? 0,
  values[5] ?? 0,
];

/** Simplified radicals that Unicode gives no equivalent for, each before the character it stands for in browser prints. */
const radicalPairs =
  "⺠民⺟母⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";
const radicals = new Map((radicalPairs.match(/../gu) ?? []).map(([radical = "", sign = ""]) => [radical, sign]));

/** Characters that only look like the ones meant: Kangxi radicals, compatibility ideographs, ligatures. */
const meant = (text: string) =>
  text
    .replace(/[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06]/g, (sign) => sign.normalize("NFKC"))
    .replace(/[\u2e80-\u2eff]/g, (sign) => radicals.get(sign) ?? sign);

/** Reads a page. Slanted and upright-running text (stamps, watermarks) is left out. */
export async function readPage(page: PdfPage, ops: Record<string, number>, limits: ReadLimits): Promise<PageContent> {
  const { transform, height } = page.getViewport({ scale: 1 });
  const view = asMatrix(transform);
  const content = await page.getTextContent();
  atMost(limits.pagePieces, content.items.length, "单页文字块 text pieces on a page");
  const pieces: Piece[] = [];
  for (const item of content.items) {
    if (!("str" in item) || item.str.trim() === "") continue;
    const [a, b, c, d, left, y] = product(view, asMatrix(item.transform));
    const size = Math.hypot(c, d);
    if (Math.abs(b) > Math.abs(a) / 10 || a <= 0) continue;
    pieces.push({ text: meant(item.str), left, right: left + item.width, y, size });
  }
  const list = await page.getOperatorList();
  return { pieces, rulings: rulingsOf(list, ops, view, limits), height, lost: lostPieces(list, ops) };
}

/** pdf.js shows a piece as no glyphs at all when it cannot load the font. */
function lostPieces(list: OperatorList, ops: Record<string, number>): number {
  return list.fnArray.filter((operator, index) => {
    const [glyphs] = (list.argsArray[index] ?? []) as unknown[];
    return operator === ops.showText && Array.isArray(glyphs) && glyphs.length === 0;
  }).length;
}

interface OperatorList {
  fnArray: number[];
  argsArray: unknown[];
}

/** Thicker fills are shading, not lines; in points. */
const thickest = 3;
const shortest = 4;

function rulingsOf(list: OperatorList, ops: Record<string, number>, view: Matrix, limits: ReadLimits): Ruling[] {
  const rulings: Ruling[] = [];
  const strokes = new Set([ops.stroke, ops.closeStroke, ops.fillStroke, ops.eoFillStroke, ops.closeFillStroke]);
  const fills = new Set([ops.fill, ops.eoFill, ops.rawFillPath]);
  const saved: Matrix[] = [];
  let current = view;
  for (const [index, operator] of list.fnArray.entries()) {
    const args = (list.argsArray[index] ?? []) as ArrayLike<unknown>;
    if (operator === ops.save || operator === ops.paintFormXObjectBegin) saved.push(current);
    if (operator === ops.restore || operator === ops.paintFormXObjectEnd) current = saved.pop() ?? view;
    if (operator === ops.transform) current = product(current, asMatrix(args as ArrayLike<number>));
    if (operator === ops.paintFormXObjectBegin && args[0])
      current = product(current, asMatrix(args[0] as ArrayLike<number>));
    if (operator !== ops.constructPath) continue;
    const [drawing, paths, box] = [args[0] as number, args[1] as ArrayLike<unknown>, args[2]];
    if (strokes.has(drawing)) rulings.push(...strokesOf(paths?.[0], current));
    if (fills.has(drawing)) rulings.push(...thinBox(box, current));
    atMost(limits.pagePieces, rulings.length, "单页线条 lines on a page");
  }
  return rulings;
}

/** Path operators of pdf.js and how many numbers follow each. */
const pathArguments: Record<number, number> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

function strokesOf(path: unknown, matrix: Matrix): Ruling[] {
  if (!(path instanceof Float32Array)) return [];
  const found: Ruling[] = [];
  let begin: [number, number] = [0, 0];
  let last = begin;
  for (let at = 0; at < path.length; ) {
    const operator = path[at] ?? 0;
    const width = pathArguments[operator] ?? 0;
    const next: [number, number] =
      operator === 4 ? begin : place(matrix, path[at + width - 1] ?? 0, path[at + width] ?? 0);
    if (operator === 0) begin = next;
    if (operator === 1 || operator === 4) found.push(...rulingBetween(last, next));
    last = next;
    at += 1 + width;
  }
  return found;
}

function rulingBetween([x1, y1]: [number, number], [x2, y2]: [number, number]): Ruling[] {
  const width = Math.abs(x2 - x1);
  const height = Math.abs(y2 - y1);
  if (height <= 1 && width >= shortest) {
    return [{ direction: "level", at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) }];
  }
  if (width <= 1 && height >= shortest) {
    return [{ direction: "upright", at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) }];
  }
  return [];
}

/** Word and browsers draw table borders as filled boxes, as thin as a line. */
function thinBox(box: unknown, matrix: Matrix): Ruling[] {
  if (!(box instanceof Float32Array)) return [];
  const [x1, y1] = place(matrix, box[0] ?? 0, box[1] ?? 0);
  const [x2, y2] = place(matrix, box[2] ?? 0, box[3] ?? 0);
  const middle: [number, number] = [(x1 + x2) / 2, (y1 + y2) / 2];
  if (Math.abs(y2 - y1) <= thickest && Math.abs(x2 - x1) > thickest)
    return rulingBetween([x1, middle[1]], [x2, middle[1]]);
  if (Math.abs(x2 - x1) <= thickest && Math.abs(y2 - y1) > thickest)
    return rulingBetween([middle[0], y1], [middle[0], y2]);
  return [];
}
