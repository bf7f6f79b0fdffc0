// Operations on rounds and reports: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import { readUpload } from "../workbooks/import-service.ts";
import { acceptReports } from "./accept-many.ts";
import type { progressApi } from "./contract.ts";
import { fillRows } from "./filling.ts";
import * as plans from "./plans.ts";
import * as reports from "./reports.ts";
import * as review from "./review.ts";
import * as service from "./service.ts";
import { exportReport, importReport } from "./sheet-service.ts";
import { listTaskReports } from "./task-reports.ts";

export const progressRoutes: RoutesOf<typeof progressApi> = {
  listRounds: service.listRounds,
  previewRound: service.previewRound,
  addRound: service.addRound,
  getRound: service.getRound,
  changeRound: service.changeRound,
  openRound: service.openRound,
  dropRound: service.dropRound,
  refreshRound: service.refreshRound,
  remindRound: service.remindRound,
  extendRound: service.extendRound,
  lockRound: service.lockRound,
  listReports: reports.listReports,
  acceptReports,
  getReport: reports.getReport,
  fillRows,
  exportReport,
  importReport: { prepare: readUpload, run: importReport },
  submitReport: reports.submitReport,
  recallReport: reports.recallReport,
  acceptReport: review.acceptReport,
  returnReport: review.returnReport,
  reopenReport: review.reopenReport,
  askUnlock: reports.askUnlock,
  unlockReport: review.unlockReport,
  listPlans: plans.listPlans,
  addPlan: plans.addPlan,
  getPlan: plans.getPlan,
  pausePlan: plans.pausePlan,
  resumePlan: plans.resumePlan,
  endPlan: plans.endPlan,
  listTaskReports,
};
