// What modules put on the page of a task, a line each, in the order in which they are shown.
// A line: lazy(async () => ({ default: (await import("../../domain/<module>/page-….tsx")).NamedExport })),
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

export interface TaskPieceProps {
  programmeId: string;
  taskId: string;
  needsNational: boolean;
  state: string;
}

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
