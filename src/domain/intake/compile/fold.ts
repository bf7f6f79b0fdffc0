// One width for analysis: full-width signs become half-width, one code unit for one, so every offset still fits the original text.

const square = new Map([
  ["\u3014", "["],
  ["\u3010", "["],
  ["\u3015", "]"],
  ["\u3011", "]"],
  ["\u00a0", " "],
  ["\u3000", " "],
  ["\u2002", " "],
  ["\u2003", " "],
]);

/**
 * The text as the compiler reads it, of the same length as the original.
 *
 * Full-width ASCII becomes ASCII, 〔〕 and 【】 become [], wide blanks become a blank. 、 and 。 stay.
 */
export function fold(text: string): string {
  return text.replace(
    /[\uff01-\uff5e\u3014\u3015\u3010\u3011\u00a0\u3000\u2002\u2003]/g,
    (char) => square.get(char) ?? String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}

/** Folded, without any blank: for comparing names and for keys. */
export function plain(text: string): string {
  return fold(text).replace(/\s+/g, "");
}
