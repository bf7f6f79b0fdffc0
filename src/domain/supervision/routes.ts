// Operations of supervision: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { supervisionApi } from "./contract.ts";
import { getOrder } from "./present-order.ts";
import { draftOrder, proposeOrder } from "./propose.ts";
import * as service from "./service.ts";
import { changeSettings, getSettings } from "./settings.ts";
import * as urging from "./urging.ts";
import { previewUrging, urgeTasks } from "./urging-many.ts";

export const supervisionRoutes: RoutesOf<typeof supervisionApi> = {
  listOrders: service.listOrders,
  draftOrder,
  proposeOrder,
  getOrder,
  changeOrder: service.changeOrder,
  issueOrder: service.issueOrder,
  dismissOrder: service.dismissOrder,
  signOrder: service.signOrder,
  giveFeedback: service.giveFeedback,
  returnFeedback: service.returnFeedback,
  passFeedback: service.passFeedback,
  closeOrder: service.closeOrder,
  escalateOrder: service.escalateOrder,
  withdrawOrder: service.withdrawOrder,
  previewOrderUrging: urging.previewOrderUrging,
  urgeOrder: urging.urgeOrder,
  previewTaskUrging: urging.previewTaskUrging,
  urgeTask: urging.urgeTask,
  previewUrging,
  urgeTasks,
  listReminders: urging.listReminders,
  getSettings,
  changeSettings,
};
