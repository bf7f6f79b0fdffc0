// What is wrong with an input, in words: zod's issues as places in it.
import { z } from "zod";
import type { Place } from "./errors.ts";

const chinese = z.locales.zhCN().localeError;

/** The first fifty of them, with zod's own words in both languages. */
export const placesOf = (issues: readonly z.core.$ZodIssue[]): Place[] =>
  issues.slice(0, 50).map((issue) => {
    const words = chinese(issue as z.core.$ZodRawIssue);
    const zh = typeof words === "string" ? words : (words?.message ?? issue.message);
    return { path: issue.path.join("."), code: issue.code, zh, en: issue.message };
  });
