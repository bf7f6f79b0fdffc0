// Where an annex begins (附件 alone on its line, with its title below) and which lines only announce one (附件:1.……).
import type { Block, Range } from "./blocks.ts";
import { fold } from "./fold.ts";
import { numberingOf } from "./numbering.ts";
import { columnOf } from "./table-columns.ts";

export interface AnnexHeading {
  number: string | null;
  title: string;
  label: string;
  source: Range;
  /** Blocks taken by the heading. */
  length: number;
}

const alone = /^附(?:件|表)\s?(\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:.、]?$/;
const titled = /^附(?:件|表)\s?(\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:]\s?(.{2,80})$/;
/** How far below a titled line the annex proper is looked for. */
const lookAhead = 30;

/** The annex heading at block `at`, or null; `附件:标题` counts only where no line with 附件 alone follows. */
export function annexHeadingAt(blocks: Block[], at: number, folded: string, text: string): AnnexHeading | null {
  const words = paragraphAt(blocks, at, folded);
  if (words === null || !words.startsWith("附")) return null;
  const single = alone.exec(words);
  if (single) return withTitleBelow(blocks, at, folded, text, single[1] ?? null);
  const inline = titled.exec(words);
  if (!inline?.[2] || /^\d{1,2}[.、]/.test(inline[2]) || /[。;]/.test(inline[2]) || announces(blocks, at, folded))
    return null;
  const block = blocks[at] as Block;
  const title = text.slice(block.end - inline[2].length, block.end);
  return {
    number: inline[1] ?? null,
    title,
    label: `附件${inline[1] ?? ""} ${title}`,
    source: { start: block.start, end: block.end },
    length: 1,
  };
}

/** Does the line only say which annexes there are (附件:1.任务分工表)? */
export function isAttachmentNote(text: string): boolean {
  return /^附件\s?\d{0,2}\s?[::]/.test(text) && text.length <= 120;
}

/** Does the line go on with such a list (2.名词解释)? */
export function isNoteItem(text: string): boolean {
  return /^\d{1,2}\s?[.、\uff0e]/.test(text) && text.length <= 60 && !/[。\uff1b;]/.test(text);
}

function withTitleBelow(
  blocks: Block[],
  at: number,
  folded: string,
  text: string,
  number: string | null,
): AnnexHeading {
  const first = blocks[at] as Block;
  let end = first.end;
  let length = 1;
  let title = "";
  for (let i = at + 1; i <= at + 2 && i < blocks.length; i += 1) {
    const words = paragraphAt(blocks, i, folded);
    if (
      words === null ||
      words.length > 60 ||
      /[。;:!]$/.test(words) ||
      numberingOf(words) ||
      columnOf(words) ||
      alone.test(words)
    )
      break;
    if (i === at + 2 && (/(?:表|方案|清单|分工|办法|细则|名单|制度|要点)$/.test(fold(title)) || /^[([]/.test(words)))
      break;
    const block = blocks[i] as Block;
    title += text.slice(block.start, block.end).trim();
    end = block.end;
    length += 1;
  }
  return {
    number,
    title,
    label: `附件${number ?? ""}${title === "" ? "" : ` ${title}`}`,
    source: { start: first.start, end },
    length,
  };
}

function announces(blocks: Block[], at: number, folded: string): boolean {
  for (let i = at + 1; i < Math.min(blocks.length, at + lookAhead); i += 1) {
    const words = paragraphAt(blocks, i, folded);
    if (words !== null && alone.test(words)) return true;
    if (blocks[i]?.kind === "row") return false;
  }
  return false;
}

function paragraphAt(blocks: Block[], at: number, folded: string): string | null {
  const block = blocks[at];
  return block?.kind === "paragraph" && block.end - block.start <= 200
    ? folded.slice(block.start, block.end).trim()
    : null;
}
