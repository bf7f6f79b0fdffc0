import type { Happening } from "../course.ts";
export const together: Happening[] = [];
