// Operations on the register of ministries: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { ministriesApi } from "./contract.ts";
import * as service from "./service.ts";

export const ministriesRoutes: RoutesOf<typeof ministriesApi> = {
  listEntries: service.listEntries,
  countEntries: service.countEntries,
  listUncovered: service.listUncovered,
  addEntry: service.addEntry,
  getEntry: service.getEntry,
  changeEntry: service.changeEntry,
  submitEntry: service.submitEntry,
  recordLetter: service.recordLetter,
  followEntry: service.followEntry,
  answerEntry: service.answerEntry,
  pursueEntry: service.pursueEntry,
  withdrawEntry: service.withdrawEntry,
};
