// What modules put on the page of a task, a line each, in the order in which they are shown.
// A line: lazy(async () => ({ default: (await import("../../domain/<module>/page-….tsx")).NamedExport })),
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

export interface TaskPieceProps {
  programmeId: string;
  taskId: string;
  needsNational: boolean;
  state: string;
}

export const taskPieces: readonly LazyExoticComponent<ComponentType<TaskPieceProps>>[] = [
  lazy(async () => ({ default: (await import("../../domain/matters/page-task-matters.tsx")).TaskMatters })),
];
