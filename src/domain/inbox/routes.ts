// Operations on the inbox: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { inboxApi } from "./contract.ts";
import * as service from "./service.ts";

export const inboxRoutes: RoutesOf<typeof inboxApi> = {
  getInbox: service.getInbox,
  countInbox: service.countInbox,
};
