// How a number in a sheet is shown: dates, percentages and plain numbers, by its number format (ECMA-376-1, 18.8.30).

/** Formats that a file uses by number alone; 27-36 and 50-58 are the dates of Chinese Excel. */
const builtIn = new Map<number, string>([
  [9, "0%"],
  [10, "0.00%"],
  [14, "yyyy/m/d"],
  [15, "yyyy/m/d"],
  [16, "m/d"],
  [17, "yyyy/m"],
  [18, "h:mm"],
  [19, "h:mm"],
  [20, "h:mm"],
  [21, "h:mm"],
  [22, "yyyy/m/d h:mm"],
  [27, "yyyy/m"],
  [28, "m/d"],
  [29, "m/d"],
  [30, "yyyy/m/d"],
  [31, "yyyy/m/d"],
  [32, "h:mm"],
  [33, "h:mm"],
  [36, "yyyy/m"],
  [50, "yyyy/m"],
  [51, "m/d"],
  [52, "yyyy/m"],
  [53, "m/d"],
  [54, "m/d"],
  [57, "yyyy/m"],
  [58, "m/d"],
]);

/** The format behind a number: the file's own, else the built-in one, else none. */
export const formatCode = (id: number, own: ReadonlyMap<number, string>): string =>
  own.get(id) ?? builtIn.get(id) ?? "";

const dayMs = 86_400_000;

/**
 * A number as a reader of the sheet sees it; dates in Chinese, because deadlines are read from them later.
 * Not kept: thousands separators, currency signs, colours.
 * @param since1904 the workbook counts days from 1904, as old Macintosh files do
 */
export function shownNumber(value: number, code: string, since1904: boolean): string {
  const bare = bareCode(code);
  if (/[ymdhs]/i.test(bare) && value >= 0 && value < 2_958_466) return shownDate(value, bare.toLowerCase(), since1904);
  if (bare.includes("%")) return `${plainNumber(value * 100)}%`;
  return plainNumber(value);
}

const bareCode = (code: string) => code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "").split(";")[0] ?? "";

/** The day that a number stands for where its format shows year and day; null where it is no such number. */
export function dayOfSerial(value: number, code: string, since1904: boolean): string | null {
  const bare = bareCode(code).toLowerCase();
  if (!bare.includes("y") || !bare.includes("d") || value < 0 || value >= 2_958_466) return null;
  return dateOf(Math.floor(value), since1904).toISOString().slice(0, 10);
}

/** Fifteen digits, as spreadsheets keep them: 0.1 + 0.2 shows as 0.3. */
const plainNumber = (value: number) => String(Number(value.toPrecision(15)));

function dateOf(serial: number, since1904: boolean): Date {
  // Excel believes that 29 February 1900 existed, so days before it are off by one.
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  return new Date(epoch + Math.round(serial * 86_400) * (dayMs / 86_400));
}

function shownDate(serial: number, code: string, since1904: boolean): string {
  const at = dateOf(serial, since1904);
  const hasDay = code.includes("d");
  const hasMonth = /m/.test(code.replace(/h+:m+|m+:s+/g, ""));
  const date = [
    code.includes("y") ? `${at.getUTCFullYear()}年` : "",
    hasMonth ? `${at.getUTCMonth() + 1}月` : "",
    hasDay ? `${at.getUTCDate()}日` : "",
  ].join("");
  if (!/[hs]/.test(code)) return date;
  const time = `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
  return date === "" ? time : `${date} ${time}`;
}
