// Which number a paragraph carries and how deep its style stands (GB/T 9704: 一、 (一) 1. (1); statutes: 第一章 第一条).

export type NumberStyle =
  | "part"
  | "chapter"
  | "subchapter"
  | "article"
  | "comma"
  | "bracketed"
  | "arabic"
  | "decimal"
  | "arabicBracketed"
  | "circled";

export interface Numbering {
  style: NumberStyle;
  /** Smaller is further out. */
  rank: number;
  /** The bare numeral as written: 一, 12, 1.2. */
  number: string;
  /** The numeral as an integer; for 1.2 the last part. */
  value: number;
  /** Characters taken by the marker and the blanks after it. */
  length: number;
}

const chinese = "一二三四五六七八九十百〇零";
const styles: { style: NumberStyle; rank: number; pattern: RegExp }[] = [
  { style: "part", rank: 1, pattern: new RegExp(`^第([${chinese}\\d]{1,4})(?:部分|编|篇)[\\s:、,]{0,4}`) },
  { style: "chapter", rank: 2, pattern: new RegExp(`^第([${chinese}\\d]{1,4})章[\\s:、]{0,4}`) },
  { style: "subchapter", rank: 3, pattern: new RegExp(`^第([${chinese}\\d]{1,4})节[\\s:、]{0,4}`) },
  { style: "article", rank: 5.5, pattern: new RegExp(`^第([${chinese}\\d]{1,4})条[\\s:、]{0,4}`) },
  { style: "comma", rank: 5, pattern: new RegExp(`^([${chinese}]{1,4})\\s{0,2}[、.][\\s]{0,4}`) },
  { style: "bracketed", rank: 6, pattern: new RegExp(`^[(]\\s?([${chinese}]{1,4})\\s?[)][、.]?[\\s]{0,4}`) },
  { style: "bracketed", rank: 6, pattern: /^([㈠-㈩])[、.]?\s{0,4}/ },
  {
    style: "decimal",
    rank: 8,
    pattern: /^(\d{1,3}(?:[.]\d{1,3}){1,3})[、.]?(?=[\s\u4e00-\u9fff“《])(?!亿|万|倍|元|个|米|公里|平方|吨|年)\s{0,4}/,
  },
  { style: "arabic", rank: 7, pattern: /^(\d{1,4})\s?(?:[、.]|[)])(?!\d)\s{0,4}/ },
  { style: "arabic", rank: 7, pattern: /^([⒈-⒛])\s{0,4}/ },
  { style: "arabicBracketed", rank: 9, pattern: /^[(]\s?(\d{1,3})\s?[)][、.]?\s{0,4}/ },
  { style: "arabicBracketed", rank: 9, pattern: /^([⑴-⒇])\s{0,4}/ },
  { style: "circled", rank: 10, pattern: /^([①-⑳])[、.]?\s{0,4}/ },
];

/** First code point and first value of the numerals that Unicode draws as one character. */
const drawn: [string, string][] = [
  ["㈠", "㈩"],
  ["⒈", "⒛"],
  ["⑴", "⒇"],
  ["①", "⑳"],
];

const digits = new Map([..."〇一二三四五六七八九"].map((char, i) => [char, i]));
digits.set("零", 0);

const powers = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1_000],
]);

/** Styles that mark sections of a document rather than single measures. */
export const sectionStyles: ReadonlySet<NumberStyle> = new Set([
  "part",
  "chapter",
  "subchapter",
  "article",
  "comma",
  "bracketed",
]);

/**
 * The number at the start of a paragraph, or null.
 *
 * Example: "(十二)提供服务" gives { style: "bracketed", number: "十二", value: 12, length: 4 }. A leading decimal (3.5亿元) is no number.
 */
export function numberingOf(text: string): Numbering | null {
  const head = text.slice(0, 24);
  for (const { style, rank, pattern } of styles) {
    const found = pattern.exec(head);
    const written = found?.[1];
    if (!found || written === undefined) continue;
    const value = style === "decimal" ? Number(written.split(/[.]/).at(-1)) : numeralValue(written);
    if (value === null || (style === "comma" && value === 0)) continue;
    const depth = style === "decimal" ? written.split(/[.]/).length - 2 : 0;
    return { style, rank: rank + depth * 0.1, number: plainNumeral(written), value, length: found[0].length };
  }
  return null;
}

/** The integer a Chinese or Arabic numeral stands for, or null: 十二 is 12, 二十 is 20, 二〇 is 20. */
export function numeralValue(written: string): number | null {
  if (/^\d{1,9}$/.test(written)) return Number(written);
  for (const [first, last] of drawn) {
    if (written.length === 1 && written >= first && written <= last) {
      return (written.codePointAt(0) ?? 0) - (first.codePointAt(0) ?? 0) + 1;
    }
  }
  if (!/^[一二三四五六七八九十百千万〇零两]{1,7}$/.test(written)) return null;
  let total = 0;
  let digit = 0;
  for (const char of written) {
    const power = powers.get(char);
    if (char === "万") {
      total = (total + digit || 1) * 10_000;
      digit = 0;
    } else if (power !== undefined) {
      total += (digit || 1) * power;
      digit = 0;
    } else {
      digit = char === "两" ? 2 : digit * 10 + (digits.get(char) ?? 0);
    }
  }
  return total + digit;
}

function plainNumeral(written: string): string {
  if (!/^[㈠-㈩⒈-⒛⑴-⒇①-⑳]$/.test(written)) return written;
  const value = numeralValue(written) ?? 0;
  return written >= "㈠" && written <= "㈩" ? ([..."一二三四五六七八九十"][value - 1] ?? written) : String(value);
}
