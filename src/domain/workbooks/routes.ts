// Workbook operations: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { workbooksApi } from "./contract.ts";
import { exportMarked, importTasks, prepareImport } from "./import-service.ts";
import * as service from "./service.ts";

export const workbooksRoutes: RoutesOf<typeof workbooksApi> = {
  exportTasks: service.exportTasks,
  exportTemplate: service.exportTemplate,
  exportChanges: service.exportChanges,
  importTasks: { prepare: prepareImport, run: importTasks },
  exportMarked: exportMarked,
};
