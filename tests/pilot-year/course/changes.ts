import type { Happening } from "../course.ts";
export const changes: Happening[] = [];
