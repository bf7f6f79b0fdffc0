// Intake operations: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { intakeApi } from "./contract.ts";
import * as service from "./service.ts";

export const intakeRoutes: RoutesOf<typeof intakeApi> = {
  listImports: service.listImports,
  startImport: { prepare: service.readUpload, run: service.startImport },
  getImport: service.getImport,
  compareImport: service.compareImport,
  changeImport: service.changeImport,
  confirmImport: service.confirmImport,
  discardImport: service.discardImport,
  getImportFile: service.getImportFile,
};
