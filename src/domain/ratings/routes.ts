// Operations on ratings: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import * as claims from "./claim-service.ts";
import { rateConfidence } from "./confidence-service.ts";
import type { ratingsApi } from "./contract.ts";
import * as overrides from "./override-service.ts";
import * as pending from "./pending.ts";
import * as rules from "./rule-service.ts";
import * as service from "./service.ts";

export const ratingsRoutes: RoutesOf<typeof ratingsApi> = {
  getRatings: service.getRatings,
  listLights: service.listLights,
  listOverrides: pending.listOverrides,
  overrideLight: overrides.overrideLight,
  approveOverride: overrides.approveOverride,
  refuseOverride: overrides.refuseOverride,
  withdrawOverride: overrides.withdrawOverride,
  endOverride: overrides.endOverride,
  rateConfidence,
  listDivergence: service.listDivergence,
  listClaims: pending.listClaims,
  claimStep: claims.claimStep,
  confirmStep: claims.confirmStep,
  returnStep: claims.returnStep,
  withdrawStep: claims.withdrawStep,
  takeBackStep: claims.takeBackStep,
  listRules: rules.listRules,
  previewRule: rules.previewRule,
  proposeRule: rules.proposeRule,
  withdrawRule: rules.withdrawRule,
  listRates: service.listRates,
};
