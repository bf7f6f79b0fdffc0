// Reads .csv as spreadsheets write it: comma, semicolon or tab, quoted line breaks, GB18030 or UTF-8 (RFC 4180, relaxed).
import { parse } from "csv-parse/sync";
import type { PlanText } from "../compile/blocks.ts";
import { decodeText } from "./decode.ts";
import type { ReadLimits } from "./limits.ts";
import { Paper } from "./paper.ts";
import { atMost, FileRefused } from "./refusals.ts";
import { SheetRows } from "./sheet-rows.ts";

const delimiters = [",", "\t", ";"] as const;
const sampleLength = 20_000;

/** The delimiter that occurs most outside quotes near the start. */
function delimiterOf(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const sign of text.slice(0, sampleLength)) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return delimiters.reduce<string>(
    (best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best),
    ",",
  );
}

/** Reads one table; a first line `sep=;` as Excel writes it names the delimiter. */
export function readCsv(bytes: Uint8Array, limits: ReadLimits, onProgress: () => void = () => {}): PlanText {
  const whole = decodeText(bytes).text;
  const declared = /^sep=([,;\t])\r?\n/.exec(whole);
  const text = declared ? whole.slice(declared[0].length) : whole;
  const paper = new Paper(limits);
  const records = recordsOf(text, declared?.[1] ?? delimiterOf(text), limits, onProgress);
  const width = records.reduce((widest, record) => Math.max(widest, lastFilled(record) + 1), 0);
  const sheet = new SheetRows(paper, width);
  for (const record of records) sheet.row(record.slice(0, width).map((value) => ({ text: value })));
  return paper.finish();
}

function recordsOf(text: string, delimiter: string, limits: ReadLimits, onProgress: () => void): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      on_record: (record: string[], { records }: { records: number }) => {
        if (records % 2_000 === 0) onProgress();
        atMost(limits.blocks, records, "表格行 table rows");
        atMost(limits.cells, lastFilled(record) + 1, "表格列 table columns");
        return record;
      },
    });
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused("intake.file-damaged");
  }
}

const lastFilled = (record: readonly string[]) => record.findLastIndex((value) => value.trim() !== "");
