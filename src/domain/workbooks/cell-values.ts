// What a cell means: days in the ways offices write them, yes and no, states, names of units.
import { lastDay } from "../intake/compile/deadlines.ts";
import { plain } from "../intake/compile/fold.ts";
import { type TaskState, taskStates } from "../tasks/model.ts";
import type { FileCell } from "./file-rows.ts";

const dayMs = 86_400_000;

/** Serial numbers of spreadsheets for the years 1954 to 2119: a number in a column of days. */
const isSerial = (value: number) => Number.isInteger(value) && value >= 20_000 && value <= 80_000;

const dayOfSerial = (serial: number) => new Date(Date.UTC(1899, 11, 30) + serial * dayMs).toISOString().slice(0, 10);

function calendarDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal && year >= 1900 && year < 2200 ? at.toISOString().slice(0, 10) : null;
}

const lastOfMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * The day a cell means: a date, a serial number, 2021-12-31, 2021/12/31, 2021.12.31, 20211231, 2021年12月31日, or a month
 * or deadline in words (2021.12, 2021年12月底前, 2022年上半年).
 * @param edge which day of a month that is given without one
 * @returns the day, and whether it was read from words that name none; null where it is no day
 */
export function dayOf(cell: FileCell, edge: "first" | "last"): { day: string; read: boolean } | null {
  const text = plain(cell.text);
  if (cell.kind === "day") return { day: text, read: false };
  if (cell.kind === "number" && isSerial(Number(text))) return { day: dayOfSerial(Number(text)), read: true };
  const whole = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text);
  if (whole) {
    const day = calendarDay(Number(whole[1]), Number(whole[2] ?? whole[4]), Number(whole[3] ?? whole[5]));
    return day ? { day, read: false } : null;
  }
  const month = /^(20\d\d)(?:[-/.年])(\d{1,2})月?$/.exec(text);
  if (month) {
    // A number 2021.1 may have been typed as 2021.10: spreadsheets drop the zero.
    if (cell.kind === "number" && month[2] === "1") return null;
    const [year, number] = [Number(month[1]), Number(month[2])];
    const day = calendarDay(year, number, edge === "first" ? 1 : lastOfMonth(year, number));
    return day ? { day, read: true } : null;
  }
  const meant = /20\d\d年/.test(text) ? lastDay(text, null) : null;
  return meant && edge === "last" ? { day: meant, read: true } : null;
}

const yesWords = ["是", "√", "✓", "需要", "需", "公开", "有", "true", "yes", "y", "1"];
const noWords = ["否", "×", "不需要", "不需", "不公开", "无", "false", "no", "n", "0"];

export function yesNoOf(text: string): boolean | null {
  const word = plain(text).toLowerCase();
  if (yesWords.includes(word)) return true;
  return noWords.includes(word) ? false : null;
}

export function stateOf(text: string): TaskState | null {
  const word = plain(text).toLowerCase();
  const found = Object.entries(taskStates).find(
    ([code, label]) => code.toLowerCase() === word || label.zh === word || plain(label.en).toLowerCase() === word,
  );
  return (found?.[0] as TaskState | undefined) ?? null;
}

/** Names of units in a cell, in their order, each once; separators inside brackets belong to the name. */
export function unitNamesOf(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let name = "";
  const end = () => {
    const tidy = name.replace(/\s+/g, "").replace(/等(?:单位|部门|有关单位|有关部门)?$/, "");
    if (tidy && !names.includes(tidy)) names.push(tidy);
    name = "";
  };
  for (const sign of text) {
    if (/[(（〔[]/.test(sign)) depth += 1;
    if (/[)）〕\]]/.test(sign)) depth = Math.max(0, depth - 1);
    if (depth === 0 && /[、,，;；\n\t]/.test(sign)) end();
    else name += sign;
  }
  end();
  return names;
}
