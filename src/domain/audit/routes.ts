// Audit operations: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { auditApi } from "./contract.ts";
import * as service from "./service.ts";

export const auditRoutes: RoutesOf<typeof auditApi> = {
  listEvents: service.listEvents,
  verifyTrail: (db) => service.verifyTrail(db),
};
