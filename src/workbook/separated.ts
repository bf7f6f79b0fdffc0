// Rows of a file of separated values, as spreadsheets write them: comma, semicolon or tab, quoted line breaks (RFC 4180,
// relaxed), in GB18030 or UTF-8.
import { parse } from "csv-parse/sync";
import { decodeText } from "./decode.ts";
import { atMost, FileFault } from "./file-fault.ts";
import type { OfficeLimits } from "./limits.ts";

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

/**
 * The records of one table; a first line `sep=;` as Excel writes it names the delimiter.
 * @throws FileFault where it is no such file, or one that costs too much
 */
export function readSeparated(bytes: Uint8Array, limits: OfficeLimits, onProgress: () => void = () => {}): string[][] {
  const whole = decodeText(bytes).text;
  const declared = /^sep=([,;\t])\r?\n/.exec(whole);
  const text = declared ? whole.slice(declared[0].length) : whole;
  return recordsOf(text, declared?.[1] ?? delimiterOf(text), limits, onProgress);
}

function recordsOf(text: string, delimiter: string, limits: OfficeLimits, onProgress: () => void): string[][] {
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
    throw error instanceof FileFault ? error : new FileFault("damaged");
  }
}

export const lastFilled = (record: readonly string[]) => record.findLastIndex((value) => value.trim() !== "");
