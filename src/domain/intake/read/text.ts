// Reads .txt and .md: lines are paragraphs. Markdown marks are taken off and its pipe tables become rows.

import { decodeText } from "../../../workbook/decode.ts";
import type { PlanText } from "../compile/blocks.ts";
import { blocksOfText } from "../compile/text.ts";
import type { ReadLimits } from "./limits.ts";
import { Paper } from "./paper.ts";
import { atMost } from "./refusals.ts";

/** Reads plain text, one paragraph per line; tables drawn with pipes are recognised by the compiler's own reading of text. */
export function readTxt(bytes: Uint8Array, limits: ReadLimits): PlanText {
  const { text } = decodeText(bytes);
  atMost(limits.characters, text.length, "文字 characters");
  const document = blocksOfText(text);
  atMost(limits.blocks, document.blocks.length, "段落和表格行 paragraphs and rows");
  return document;
}

/**
 * Reads Markdown line by line: a plan is written with one paragraph per line, so lines are not joined.
 * Not read: reference links, nested block quotes.
 */
export function readMd(bytes: Uint8Array, limits: ReadLimits): PlanText {
  const paper = new Paper(limits);
  const lines = decodeText(bytes).text.split(/\r\n|\n|\r/);
  let table = 0;
  for (const [index, line] of lines.entries()) {
    if (isRule(line) && table > 0) continue;
    if (table === 0 && isPipeRow(line) && isRule(lines[index + 1] ?? "")) table = paper.table();
    if (table > 0 && isPipeRow(line)) {
      paper.row(
        table,
        cellsOf(line).map((text) => ({ text: plain(text).replace(/<br\s*\/?>/gi, "\n") })),
      );
      continue;
    }
    table = 0;
    if (/^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|`{3,}.*|~{3,}.*)$/.test(line)) continue;
    const heading = /^\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/.exec(line);
    if (heading) paper.paragraph(plain(heading[2] ?? ""), heading[1]?.length);
    else paper.paragraph(plain(line.replace(/^\s*(?:>\s?)*(?:[-*+]\s+)?/, "")));
  }
  return paper.finish();
}

const isPipeRow = (line: string) => line.includes("|");

/** The line under the header of a pipe table: `| --- | :---: |`. */
const isRule = (line: string) => line.includes("-") && line.includes("|") && /^[\s|:-]+$/.test(line);

function cellsOf(line: string): string[] {
  const cells = [""];
  const inside = line.trim().replace(/^\|/, "");
  for (let at = 0; at < inside.length; at += 1) {
    const escaped = inside[at] === "\\" && inside[at + 1] === "|";
    if (inside[at] === "|") cells.push("");
    else cells.push(`${cells.pop()}${escaped ? "|" : inside[at]}`);
    if (escaped) at += 1;
  }
  if (cells.at(-1)?.trim() === "") cells.pop();
  return cells;
}

/** Takes off emphasis, links, pictures and backslashes. Bounded gaps keep it linear on lines of nothing but marks. */
function plain(text: string): string {
  return text
    .replace(/!\[([^\][]{0,200})\]\([^()]{0,500}\)/g, "$1")
    .replace(/\[([^\][]{0,500})\]\([^()]{0,500}\)/g, "$1")
    .replace(/\*\*|__|~~/g, "")
    .replace(/(^|[^\\*])\*([^*\s][^*]{0,500})\*/g, "$1$2")
    .replace(/`([^`]{0,500})`/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+.!|-])/g, "$1");
}
