// Operations on units and people: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { organisationsApi } from "./contract.ts";
import * as people from "./people.ts";
import * as service from "./service.ts";

export const organisationsRoutes: RoutesOf<typeof organisationsApi> = {
  listUnits: service.listUnits,
  getUnit: service.getUnit,
  addUnit: service.addUnit,
  changeUnit: service.changeUnit,
  succeedUnit: service.succeedUnit,
  getPerson: people.getPerson,
  addPerson: people.addPerson,
  grantDuty: people.grantDuty,
  endDuty: people.endDuty,
};
