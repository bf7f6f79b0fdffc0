// Operations on units and people: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { organisationsApi } from "./contract.ts";
import * as delegation from "./delegation.ts";
import * as people from "./people.ts";
import * as handover from "./person-handover.ts";
import * as service from "./service.ts";
import * as succession from "./succession.ts";
import * as unitPage from "./unit-page.ts";

export const organisationsRoutes: RoutesOf<typeof organisationsApi> = {
  listUnits: service.listUnits,
  getUnit: service.getUnit,
  addUnit: service.addUnit,
  changeUnit: service.changeUnit,
  succeedUnit: succession.succeedUnit,
  listOwnUnits: unitPage.listOwnUnits,
  getUnitPage: unitPage.getUnitPage,
  exportUnit: unitPage.exportUnit,
  previewUnitHandover: succession.previewUnitHandover,
  handOverUnit: succession.handOverUnit,
  moveStaff: succession.moveStaff,
  listDelegations: delegation.listDelegations,
  listColleagues: delegation.listColleagues,
  delegateDuty: delegation.delegateDuty,
  revokeDelegation: delegation.revokeDelegation,
  listHandovers: handover.listHandovers,
  previewPersonHandover: handover.previewPersonHandover,
  handOverPerson: handover.handOverPerson,
  approveHandover: handover.approveHandover,
  refuseHandover: handover.refuseHandover,
  withdrawHandover: handover.withdrawHandover,
  getPerson: people.getPerson,
  addPerson: people.addPerson,
  grantDuty: people.grantDuty,
  endDuty: people.endDuty,
};
