// Operations on notices: contract to service, a line each; what the installation can do comes in.
import type { RoutesOf } from "../../http/http.ts";
import type { noticesApi } from "./contract.ts";
import * as feeds from "./feed-service.ts";
import * as office from "./office-service.ts";
import * as personal from "./personal-service.ts";
import * as service from "./service.ts";

export const noticesRoutes = (settings: personal.NoticeSettings & { origin: string }): RoutesOf<typeof noticesApi> => ({
  listNotices: service.listNotices,
  countNotices: service.countNotices,
  readNotices: (tx, call, { which }) => service.readNotices(tx, call, which),
  getPreferences: (db, call, input) => personal.getPreferences(db, call, input, settings),
  changePreferences: (tx, call, input) => personal.changePreferences(tx, call, input, settings),
  setAddress: (tx, call, input) => personal.setAddress(tx, call, input, settings),
  verifyAddress: (tx, call, input) => personal.verifyAddress(tx, call, input, settings),
  dropAddress: (tx, call, input) => personal.dropAddress(tx, call, input, settings),
  listFeeds: feeds.listFeeds,
  makeFeed: feeds.makeFeed,
  revokeFeed: feeds.revokeFeed,
  getCalendar: (db, call, input) => feeds.getCalendar(db, call, input, settings),
  listMailboxes: office.listMailboxes,
  setMailbox: office.setMailbox,
  listWebhooks: office.listWebhooks,
  addWebhook: (tx, call, input) => office.addWebhook(tx, call, input, settings),
  changeWebhook: (tx, call, input) => office.changeWebhook(tx, call, input, settings),
  testWebhook: office.testWebhook,
  pauseWebhook: office.pauseWebhook,
  resumeWebhook: office.resumeWebhook,
  dropWebhook: office.dropWebhook,
  listDeliveries: office.listDeliveries,
  resendDelivery: office.resendDelivery,
});
