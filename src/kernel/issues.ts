// What is wrong with an input: zod's first fifty issues as places in it, with zod's own words in both languages.
import { z } from "zod";
import type { Place } from "./errors.ts";

const chinese = z.locales.zhCN().localeError;

export const placesOf = (issues: readonly z.core.$ZodIssue[]): Place[] =>
  issues.slice(0, 50).map((issue) => {
    const words = chinese(issue as z.core.$ZodRawIssue);
    const zh = typeof words === "string" ? words : (words?.message ?? issue.message);
    return { path: issue.path.join("."), code: issue.code, zh, en: issue.message };
  });
