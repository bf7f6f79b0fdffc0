// Ledger operations: contract to service, a line each.
import type { RoutesOf } from "../../kernel/http.ts";
import type { tasksApi } from "./contract.ts";
import * as service from "./service.ts";

export const tasksRoutes: RoutesOf<typeof tasksApi> = {
  listTasks: service.listTasks,
  countTasks: service.countTasks,
  groupTasks: service.groupTasks,
  getTask: service.getTask,
  editTask: service.editTask,
  assignUnits: service.assignUnits,
  planMilestones: service.planMilestones,
  issueTask: service.issueTask,
  signTask: service.signTask,
  beginTask: service.beginTask,
};
