// Operations of the overview: contract to service, a line each.
import type { RoutesOf } from "../../kernel/http.ts";
import type { overviewApi } from "./contract.ts";
import * as service from "./service.ts";

export const overviewRoutes: RoutesOf<typeof overviewApi> = {
  getOverview: service.getOverview,
  visitOverview: service.visitOverview,
  listChanges: service.listChanges,
};
