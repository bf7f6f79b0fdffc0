// Words of sign-in 账户. Limits follow GB/T 22239-2019 clause 8.1.4.1 (等保三级) as usual practice reads it.
import { z } from "zod";
import type { Actor } from "../../kernel/access.ts";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { type Duty, duties, PersonId, UnitId } from "../organisations/model.ts";

export const terms = defineLabels({
  account: { zh: "账户", en: "Account" },
  session: { zh: "会话", en: "Session", means: "一次登录;可立即收回" },
  token: { zh: "访问令牌", en: "Access token", means: "供程序使用的登录凭据" },
});

/** Named officials of demo mode; each is a person with the duty and unit that the name suggests. */
export const demoOfficials = defineLabels({
  office: { zh: "专班办公室", en: "Pilot office" },
  group: { zh: "科技领域推进组", en: "Working group" },
  lead: { zh: "牵头单位(市科技局)", en: "Lead unit" },
  support: { zh: "配合单位(市教委)", en: "Cooperating unit" },
  district: { zh: "区县(渝中区)", en: "District" },
  enterprise: { zh: "企业", en: "Enterprise" },
  judge: { zh: "评审专家", en: "Judge" },
  system: { zh: "系统管理员", en: "System administrator" },
  security: { zh: "安全管理员", en: "Security administrator" },
  audit: { zh: "审计管理员", en: "Audit administrator" },
});
export type DemoOfficial = keyof typeof demoOfficials;

export const Me = z.object({
  personId: PersonId,
  name: z.string(),
  unit: z.object({ id: UnitId, name: z.string(), shortName: z.string(), kind: z.string() }),
  duties: z.array(z.enum(codesOf(duties))),
  demo: z.boolean(),
  /** Must the password be changed before anything else? */
  mustChange: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const SignIn = z.object({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) });

export const PasswordChange = z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) });

export const Token = z.object({
  id: z.uuid(),
  title: z.string(),
  madeAt: z.string(),
  endsAt: z.string(),
  seenAt: z.string().nullable(),
});
export const TokenList = z.object({ items: z.array(Token) });

export const NewToken = z.object({
  title: z.string().trim().min(1).max(80),
  days: z.number().int().min(1).max(366).default(90),
});

export const SessionState = z.object({
  /** Is this a demo installation (sign-in as a named official)? */
  demo: z.boolean(),
  me: Me.nullable(),
});
export type SessionState = z.infer<typeof SessionState>;

export const accountFault = defineFaults({
  "account.wrong-password": {
    category: "unauthenticated",
    zh: "用户名或密码不正确。连续 {limit} 次错误将锁定 {minutes} 分钟。",
    en: "User name or password is wrong. After {limit} wrong tries in a row the account is locked for {minutes} minutes.",
  },
  "account.locked": {
    category: "tooMany",
    zh: "账户已锁定,请 {minutes} 分钟后再试,或请系统管理员解锁。",
    en: "The account is locked. Try again in {minutes} minutes, or ask a system administrator.",
  },
  "account.disabled": {
    category: "forbidden",
    zh: "账户已停用,请联系系统管理员。",
    en: "The account is disabled. Ask a system administrator.",
  },
  "account.not-demo": {
    category: "notFound",
    zh: "本系统不是演示环境,请用用户名和密码登录。",
    en: "This is not a demo installation. Sign in with user name and password.",
  },
  "account.weak-password": {
    category: "unprocessable",
    zh: "密码须至少 12 位,含大写、小写、数字、符号中的三类,且不含用户名。",
    en: "A password needs 12 characters, three of upper case, lower case, digits and symbols, and not the user name.",
  },
});

/** The program itself, where no person acts: first start, scheduled work. It can never sign in. */
export const programActor: Actor<Duty> = {
  personId: "00000000-0000-7000-8000-000000000000",
  name: "系统",
  unitId: "00000000-0000-7000-8000-000000000000",
  duties: [],
  unitIds: [],
  via: "token",
  keyId: "program",
};
