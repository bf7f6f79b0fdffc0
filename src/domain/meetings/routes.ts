// Operations on meetings: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { meetingsApi } from "./contract.ts";
import { minuteMeeting, supplementMinutes } from "./minutes.ts";
import * as service from "./service.ts";

export const meetingsRoutes: RoutesOf<typeof meetingsApi> = {
  listMeetings: service.listMeetings,
  visitFrequency: service.visitFrequency,
  addMeeting: service.addMeeting,
  getMeeting: service.getMeeting,
  changeMeeting: service.changeMeeting,
  proposeMeetingAgenda: service.proposeMeetingAgenda,
  arrangeAgenda: service.arrangeAgenda,
  prepareMeeting: service.prepareMeeting,
  reviseAgenda: service.reviseAgenda,
  holdMeeting: service.holdMeeting,
  minuteMeeting,
  supplementMinutes,
  closeMeeting: service.closeMeeting,
  cancelMeeting: service.cancelMeeting,
};
