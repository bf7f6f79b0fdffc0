// Operations on evidence: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { evidenceApi } from "./contract.ts";
import * as service from "./service.ts";

export const evidenceRoutes: RoutesOf<typeof evidenceApi> = {
  listEvidence: service.listEvidence,
  addLink: service.addLink,
  getEvidence: service.getEvidence,
  replaceLink: service.replaceLink,
  editEvidence: service.editEvidence,
  acceptEvidence: service.acceptEvidence,
  queryEvidence: service.queryEvidence,
  rejectEvidence: service.rejectEvidence,
  withdrawEvidence: service.withdrawEvidence,
  lockEvidence: service.lockEvidence,
};
