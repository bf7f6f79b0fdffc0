// Operations on evidence: contract to service, a line each.
import type { Shelf } from "../../files/shelf.ts";
import type { RoutesOf } from "../../http/http.ts";
import type { evidenceApi } from "./contract.ts";
import { addFile, getEvidenceFile, replaceFile } from "./file-service.ts";
import * as service from "./service.ts";

export const evidenceRoutes = ({ shelf }: { shelf: Shelf }): RoutesOf<typeof evidenceApi> => ({
  listEvidence: async (db, call, query) => ({
    ...(await service.listEvidence(db, call, query)),
    scanned: shelf.check !== null,
  }),
  addFile: addFile(shelf),
  replaceFile: replaceFile(shelf),
  getEvidenceFile: getEvidenceFile(shelf),
  addLink: service.addLink,
  getEvidence: service.getEvidence,
  replaceLink: service.replaceLink,
  editEvidence: service.editEvidence,
  acceptEvidence: service.acceptEvidence,
  queryEvidence: service.queryEvidence,
  rejectEvidence: service.rejectEvidence,
  withdrawEvidence: service.withdrawEvidence,
  lockEvidence: service.lockEvidence,
});
