// Operations of sign-in: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import * as administration from "./administration.ts";
import type { accountsApi } from "./contract.ts";
import * as service from "./service.ts";
import * as tokens from "./tokens.ts";

export const accountsRoutes = (settings: service.AccountSettings): RoutesOf<typeof accountsApi> => ({
  getSession: (db, call) => service.getSession(db, call, settings),
  signIn: (tx, call, input) => service.signIn(tx, call, input, settings),
  signInDemo: (tx, call, input) => service.signInDemo(tx, call, input, settings),
  signOut: service.signOut,
  changePassword: service.changePassword,
  listTokens: tokens.listTokens,
  makeToken: tokens.makeToken,
  revokeToken: tokens.revokeToken,
  revokeSessions: administration.revokeSessions,
  unlockAccount: administration.unlockAccount,
  listAccounts: administration.listAccounts,
  openAccount: administration.openAccount,
  resetPassword: administration.resetPassword,
  disableAccount: administration.disableAccount,
  enableAccount: administration.enableAccount,
});
