// Pilot operations: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { pilotApi } from "./contract.ts";
import * as service from "./service.ts";
import { comparePlans } from "./versions-service.ts";

export const pilotRoutes: RoutesOf<typeof pilotApi> = {
  listProgrammes: service.listProgrammes,
  getPlan: service.getPlan,
  comparePlans,
  linkSentence: service.linkSentence,
  unlinkSentence: service.unlinkSentence,
  listIndustries: service.listIndustries,
  listPlaces: service.listPlaces,
  countWorkingDays: service.countWorkingDays,
};
