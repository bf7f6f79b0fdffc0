// Search operations: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { searchApi } from "./contract.ts";
import * as service from "./service.ts";

export const searchRoutes: RoutesOf<typeof searchApi> = {
  search: service.search,
};
