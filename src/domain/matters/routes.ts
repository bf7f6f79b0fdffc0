// Operations on matters: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { mattersApi } from "./contract.ts";
import * as service from "./service.ts";

export const mattersRoutes: RoutesOf<typeof mattersApi> = {
  listMatters: service.listMatters,
  countMatters: service.countMatters,
  addMatter: service.addMatter,
  getMatter: service.getMatter,
  acceptMatter: service.acceptMatter,
  declineMatter: service.declineMatter,
  referMatter: service.referMatter,
  readdressMatter: service.readdressMatter,
  answerMatter: service.answerMatter,
  settleMatter: service.settleMatter,
  returnAnswer: service.returnAnswer,
  reopenMatter: service.reopenMatter,
  withdrawMatter: service.withdrawMatter,
  setMatterDue: service.setMatterDue,
};
