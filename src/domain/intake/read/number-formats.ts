// How Word writes the numbers of lists: Chinese, Roman, letters, circles (ECMA-376-1, 17.18.59).

const digits = "〇一二三四五六七八九";

/** Counting numbers as Chinese documents write them, up to 9999: 十, 十一, 二十, 一百零三. */
function chineseNumber(value: number, signs = digits, units = ["", "十", "百", "千"]): string {
  if (value < 1 || value > 9999) return String(value);
  const figures = [...String(value)].map(Number);
  let text = "";
  let gap = false;
  for (const [index, figure] of figures.entries()) {
    if (figure === 0) gap = true;
    else {
      if (gap) text += "零";
      gap = false;
      text += (signs[figure] ?? "") + (units[figures.length - 1 - index] ?? "");
    }
  }
  return signs === digits && value >= 10 && value < 20 ? text.slice(1) : text;
}

function roman(value: number): string {
  const steps: [number, string][] = [
    [1000, "M"],
    [900, "CM"],
    [500, "D"],
    [400, "CD"],
    [100, "C"],
    [90, "XC"],
    [50, "L"],
    [40, "XL"],
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ];
  let rest = Math.min(value, 3999);
  let text = "";
  for (const [worth, sign] of steps) {
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  }
  return text;
}

/** A, B … Z, AA, BB: Word repeats the letter. */
const letter = (value: number) =>
  String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.min(10, Math.floor((value - 1) / 26) + 1));

/** The sign at a place of a row of signs, or the plain number after its end. */
const signOf = (first: number, count: number) => (value: number) =>
  value <= count ? String.fromCodePoint(first + value - 1) : String(value);

const legal = (value: number) => chineseNumber(value, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]);
const byFigure = (value: number) => [...String(value)].map((figure) => digits[Number(figure)]).join("");

/** How a counted number is written, by the value of ST_NumberFormat (17.18.59). */
export const numberFormats: Record<string, (value: number) => string> = {
  decimal: String,
  decimalZero: (value) => String(value).padStart(2, "0"),
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  upperLetter: letter,
  lowerLetter: (value) => letter(value).toLowerCase(),
  chineseCounting: chineseNumber,
  chineseCountingThousand: chineseNumber,
  taiwaneseCountingThousand: chineseNumber,
  japaneseCounting: chineseNumber,
  ideographDigital: byFigure,
  japaneseDigitalTenThousand: byFigure,
  chineseLegalSimplified: legal,
  ideographLegalTraditional: legal,
  ideographTraditional: (value) => "甲乙丙丁戊己庚辛壬癸"[value - 1] ?? String(value),
  ideographZodiac: (value) => "子丑寅卯辰巳午未申酉戌亥"[value - 1] ?? String(value),
  decimalFullWidth: (value) => String(value).replace(/\d/g, (figure) => String.fromCodePoint(0xff10 + Number(figure))),
  decimalEnclosedCircle: signOf(0x2460, 20),
  decimalEnclosedCircleChinese: signOf(0x2460, 20),
  decimalEnclosedParen: signOf(0x2474, 20),
  decimalEnclosedFullstop: signOf(0x2488, 20),
  ideographEnclosedCircle: signOf(0x3280, 10),
  none: () => "",
  bullet: () => "",
};
