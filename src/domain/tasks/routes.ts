// Ledger operations: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import { actOnTasks, getBulkResult, previewActs } from "./bulk/bulk.ts";
import { changesBetween } from "./changes/changes.ts";
import type { tasksApi } from "./contract.ts";
import { editTasks } from "./edit.ts";
import { unitFigures } from "./figures.ts";
import { cascadeTask, listPlaceChoices, splitTask } from "./parts.ts";
import * as service from "./service.ts";

const { actOf } = service;

export const tasksRoutes: RoutesOf<typeof tasksApi> = {
  listTasks: service.listTasks,
  countTasks: service.countTasks,
  groupTasks: service.groupTasks,
  unitFigures,
  compareDays: changesBetween,
  getTask: service.getTask,
  editTasks: async (tx, call, input) => ({ items: await editTasks(tx, call, input) }),
  previewActs,
  actOnTasks,
  getBulkResult,
  editTask: service.editTask,
  assignUnits: service.assignUnits,
  planMilestones: service.planMilestones,
  listPlaceChoices,
  issueTask: actOf("issue"),
  signTask: actOf("sign"),
  beginTask: actOf("begin"),
  requestChange: actOf("requestChange"),
  adviseChange: actOf("adviseChange"),
  allowChange: actOf("allowChange"),
  refuseChange: actOf("refuseChange"),
  suspendTask: actOf("suspend"),
  keepSuspended: actOf("keepSuspended"),
  resumeTask: actOf("resume"),
  requestClose: actOf("requestClose"),
  reviewClose: actOf("reviewClose"),
  recheckClose: actOf("recheckClose"),
  publishClose: actOf("publishClose"),
  closeTask: actOf("close"),
  returnForMore: actOf("returnForMore"),
  reopenTask: actOf("reopen"),
  endTask: actOf("end"),
  splitTask,
  cascadeTask,
};
