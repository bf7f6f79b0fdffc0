// Which two days a period compares: the ends of the periods that people report on.
import { dayAfter } from "../../../kernel/clock.ts";
import { defineLabels } from "../../../kernel/labels.ts";

export const periods = defineLabels({
  sevenDays: { zh: "近七日", en: "Last seven days" },
  lastWeek: { zh: "上周", en: "Last week", means: "周一至周日" },
  lastMonth: { zh: "上月", en: "Last month" },
  lastQuarter: { zh: "上季度", en: "Last quarter" },
});
export type Period = keyof typeof periods;

/** Two days `YYYY-MM-DD`; what is compared is the ledger at the end of each. */
export interface TwoDays {
  from: string;
  to: string;
}

const dayAt = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/**
 * A whole period that is over begins with the end of the day before it and ends with its own last day, so that the
 * difference is what happened within it, neither more nor less.
 * @param today `YYYY-MM-DD`
 */
export function daysOf(period: Period, today: string): TwoDays {
  const [year = 0, month = 1, date = 1] = today.split("-").map(Number);
  // Monday is 0.
  const weekday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
  const quarter = Math.floor((month - 1) / 3) * 3;
  switch (period) {
    case "sevenDays":
      return { from: dayAfter(today, -7), to: today };
    case "lastWeek":
      return { from: dayAfter(today, -weekday - 8), to: dayAfter(today, -weekday - 1) };
    case "lastMonth":
      return { from: dayAt(year, month - 2, 0), to: dayAt(year, month - 1, 0) };
    case "lastQuarter":
      return { from: dayAt(year, quarter - 3, 0), to: dayAt(year, quarter, 0) };
  }
}
