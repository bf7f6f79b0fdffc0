import type { Happening } from "../course.ts";
export const closeOuts: Happening[] = [];
