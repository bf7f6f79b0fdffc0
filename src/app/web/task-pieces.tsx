// What modules put on the page of a task, a line each, in the order in which they are shown.
// A line: lazy(async () => ({ default: (await import("../../domain/<module>/page-….tsx")).NamedExport })),
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { ratingStory } from "../../domain/ratings/page-story.ts";

export interface TaskPieceProps {
  programmeId: string;
  taskId: string;
  needsNational: boolean;
  state: string;
}

/** How the task is judged: on its page below the ladder, also as of a past day. */
export const TaskRatings = lazy(async () => ({
  default: (await import("../../domain/ratings/page-task-ratings.tsx")).TaskRatings,
}));

/** Events of modules that stand in the story of a task, with their fields and codes. */
export const taskStories = [ratingStory];

type TaskPiece = LazyExoticComponent<ComponentType<TaskPieceProps>>;

export const taskPieces: readonly TaskPiece[] = [
  lazy(async () => ({ default: (await import("../../domain/supervision/page-task-orders.tsx")).TaskOrders })),
  lazy(async () => ({ default: (await import("../../domain/progress/page-task-reports.tsx")).TaskReports })),
  lazy(async () => ({ default: (await import("../../domain/matters/page-task-matters.tsx")).TaskMatters })),
  lazy(async () => ({ default: (await import("../../domain/ministries/page-task-ministries.tsx")).TaskMinistries })),
];

/** What they put beside the ledger, where a task is looked at in passing. */
export const sheetPieces: readonly TaskPiece[] = [
  lazy(async () => ({ default: (await import("../../domain/supervision/page-task-orders.tsx")).SheetOrders })),
];
