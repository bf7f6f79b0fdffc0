// Text as a sheet's XML holds it, and places as people name them (`C12`).

const plain = /^[^<>&"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]*$/;
const escapes: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

/** What XML cannot hold is written as `_x000B_`, and so is the return that it would lose (ECMA-376-1, 22.4.2.4). */
export function xmlText(text: string): string {
  const guarded = text.includes("_x") ? text.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_") : text;
  if (plain.test(guarded)) return guarded;
  return guarded
    .toWellFormed()
    .replace(/[<>&"]/g, (sign) => escapes[sign] as string)
    .replace(
      /[\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    );
}

/** The letters of a column counted from 0: A, Z, AA. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** A cell's name; the column counts from 0, the row from 1 as in the sheet. */
export const cellName = (column: number, row: number): string => `${columnLetters(column)}${row}`;
