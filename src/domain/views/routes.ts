// Operations on saved views: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { viewsApi } from "./contract.ts";
import * as service from "./service.ts";

export const viewsRoutes: RoutesOf<typeof viewsApi> = {
  listViews: service.listViews,
  addView: service.addView,
  preferView: service.preferView,
  getView: service.getView,
  changeView: service.changeView,
  shareView: service.shareView,
  withdrawView: service.withdrawView,
  dropView: service.dropView,
};
