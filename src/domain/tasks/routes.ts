// Ledger operations: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import { changesBetween } from "./changes/changes.ts";
import type { tasksApi } from "./contract.ts";
import { editTasks } from "./edit.ts";
import { unitFigures } from "./figures.ts";
import * as service from "./service.ts";

export const tasksRoutes: RoutesOf<typeof tasksApi> = {
  listTasks: service.listTasks,
  countTasks: service.countTasks,
  groupTasks: service.groupTasks,
  unitFigures,
  compareDays: changesBetween,
  getTask: service.getTask,
  editTasks: async (tx, call, input) => ({ items: await editTasks(tx, call, input) }),
  editTask: service.editTask,
  assignUnits: service.assignUnits,
  planMilestones: service.planMilestones,
  issueTask: service.issueTask,
  signTask: service.signTask,
  beginTask: service.beginTask,
};
