// How the fictional plans say when something is due: months after the plan's own, in the several ways official texts use.

/**
 * `+7` is the end of the month seven months on, `H+20` the half year of that month, `Q+20` its quarter; all else stands as it is.
 * @param issued the plan's day, `YYYY-MM-DD`
 */
export function dueText(written: string, issued: string): string {
  const code = /^([HQ]?)\+(\d+)$/.exec(written);
  if (!code) return written;
  const { year, month } = monthAfter(issued, Number(code[2]));
  if (code[1] === "H") return `${year}年${month <= 6 ? "上" : "下"}半年`;
  if (code[1] === "Q") return `${year}年${"一二三四"[Math.floor((month - 1) / 3)]}季度末前`;
  return `${year}年${month}月底前`;
}

function monthAfter(day: string, months: number): { year: number; month: number } {
  const [year, month] = day.split("-").map(Number) as [number, number];
  const count = year * 12 + (month - 1) + months;
  return { year: Math.floor(count / 12), month: (count % 12) + 1 };
}

/** A day as documents write it: 2025年5月20日. */
export function writtenDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
