// Signing in and out, tokens, and what the administrators do with accounts 账户.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import { codesOf } from "../../kernel/labels.ts";
import type { Duty } from "../organisations/model.ts";
import { PersonId } from "../organisations/model.ts";
import { demoOfficials, NewToken, PasswordChange, SessionState, SignIn, Token, TokenList } from "./model.ts";

export const accountsApi = defineContract<Duty>()({
  getSession: {
    method: "GET",
    path: "/session",
    reply: SessionState,
    for: "everyone",
    zh: "当前会话",
    en: "Read the session",
  },
  signIn: {
    method: "POST",
    path: "/session",
    body: SignIn,
    reply: SessionState,
    for: "everyone",
    session: true,
    perMinute: 30,
    zh: "登录",
    en: "Sign in",
  },
  signInDemo: {
    method: "POST",
    path: "/session/demo",
    body: z.object({ as: z.enum(codesOf(demoOfficials)) }),
    reply: SessionState,
    for: "everyone",
    session: true,
    zh: "以演示身份登录",
    en: "Sign in as a demo official",
  },
  signOut: {
    method: "DELETE",
    path: "/session",
    reply: null,
    for: "signedIn",
    session: true,
    zh: "退出",
    en: "Sign out",
  },
  changePassword: {
    method: "POST",
    path: "/session/password",
    body: PasswordChange,
    reply: null,
    for: "signedIn",
    session: true,
    perMinute: 10,
    zh: "修改密码",
    en: "Change the password",
  },
  listTokens: {
    method: "GET",
    path: "/tokens",
    reply: TokenList,
    for: "signedIn",
    zh: "我的访问令牌",
    en: "List my access tokens",
  },
  makeToken: {
    method: "POST",
    path: "/tokens",
    body: NewToken,
    reply: Token.extend({ secret: z.string() }),
    for: "signedIn",
    zh: "新建访问令牌",
    en: "Make an access token",
  },
  revokeToken: {
    method: "DELETE",
    path: "/tokens/{tokenId}",
    params: z.object({ tokenId: z.uuid() }),
    reply: null,
    for: "signedIn",
    zh: "收回访问令牌",
    en: "Revoke an access token",
  },
  revokeSessions: {
    method: "POST",
    path: "/accounts/{personId}/revoke-sessions",
    params: z.object({ personId: PersonId }),
    reply: null,
    for: ["security"],
    zh: "收回某人的全部会话与令牌",
    en: "End all sessions and tokens of a person",
  },
  unlockAccount: {
    method: "POST",
    path: "/accounts/{personId}/unlock",
    params: z.object({ personId: PersonId }),
    reply: null,
    for: ["system"],
    zh: "解锁账户",
    en: "Unlock an account",
  },
});
