// Words of sign-in 账户. Limits follow GB/T 22239-2019 clause 8.1.4.1 (等保三级) as usual practice reads it.
import { z } from "zod";
import type { Actor } from "../../kernel/access.ts";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { type Duty, duties, PersonId, UnitId } from "../organisations/model.ts";

export const terms = defineLabels({
  account: { zh: "账户", en: "Account" },
  session: { zh: "会话", en: "Session", means: "一次登录；可立即收回" },
  token: { zh: "访问令牌", en: "Access token", means: "供程序使用的登录凭据" },
});

/** Named officials of demo mode; each is a person with the duty and unit that the name suggests. */
export const demoOfficials = defineLabels({
  office: { zh: "专班办公室", en: "Pilot office" },
  group: { zh: "科技领域推进组", en: "Working group" },
  lead: { zh: "牵头单位（市科技局）", en: "Lead unit" },
  support: { zh: "配合单位（市教委）", en: "Cooperating unit" },
  district: { zh: "区县（渝中区）", en: "District" },
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
  /** Held, and lent by those for whom the person stands in. */
  duties: z.array(z.enum(codesOf(duties))),
  standsFor: z.array(
    z.object({
      name: z.string(),
      unitId: UnitId,
      unitName: z.string(),
      duty: z.enum(codesOf(duties)),
      untilOn: z.string(),
    }),
  ),
  demo: z.boolean(),
  /** Must the password be changed before anything else? */
  mustChange: z.boolean(),
});
export type Me = z.infer<typeof Me>;

/** Text without control characters; the database takes no NUL. */
const plain = z.string().regex(/^[^\u0000-\u001f\u007f]*$/);

export const SignIn = z.object({ username: plain.min(1).max(100), password: z.string().min(1).max(200) });

export const PasswordChange = z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) });

export const Token = z.object({
  id: z.uuid(),
  title: z.string(),
  madeAt: z.string(),
  endsAt: z.string(),
  seenAt: z.string().nullable(),
});
export type Token = z.infer<typeof Token>;
export const TokenList = z.object({ items: z.array(Token) });

export const NewToken = z.object({
  title: plain.trim().min(1).max(80),
  days: z.number().int().min(1).max(366).default(90),
});
export type NewToken = z.infer<typeof NewToken>;

export const Account = z.object({
  personId: PersonId,
  name: z.string(),
  username: z.string(),
  unitName: z.string(),
  duties: z.array(z.enum(codesOf(duties))),
  demo: z.boolean(),
  disabled: z.boolean(),
  /** Until when no password is accepted; `null` when it is not locked. */
  lockedUntil: z.string().nullable(),
  mustChange: z.boolean(),
});
export type Account = z.infer<typeof Account>;

export const NewAccount = z.object({
  personId: PersonId,
  username: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{2,63}$/),
});
export type NewAccount = z.infer<typeof NewAccount>;

/** Shown once, to the administrator who hands it over; the person must change it at the first sign-in. */
export const OneTimePassword = z.object({ personId: PersonId, username: z.string(), password: z.string() });
export type OneTimePassword = z.infer<typeof OneTimePassword>;

export const SessionState = z.object({
  /** Is this a demo installation (sign-in as a named official)? */
  demo: z.boolean(),
  me: Me.nullable(),
  /** How far the server had heard of changes: a live connection opened with it tells of everything since. */
  liveMark: z.string().nullable(),
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
    zh: "账户已锁定，请 {minutes} 分钟后再试，或请系统管理员解锁。",
    en: "The account is locked. Try again in {minutes} minutes, or ask a system administrator.",
  },
  "account.disabled": {
    category: "forbidden",
    zh: "账户已停用，请联系系统管理员。",
    en: "The account is disabled. Ask a system administrator.",
  },
  "account.not-demo": {
    category: "notFound",
    zh: "本系统不是演示环境，请用用户名和密码登录。",
    en: "This is not a demo installation. Sign in with user name and password.",
  },
  "account.weak-password": {
    category: "unprocessable",
    zh: "密码须至少 12 位、5 种不同字符，含大写、小写、数字、符号中的三类，且不含用户名。",
    en: "A password needs 12 characters, five of them different, three of upper case, lower case, digits and symbols, and not the user name.",
  },
  "account.same-password": {
    category: "unprocessable",
    zh: "新密码不能与当前密码相同。请另设密码。",
    en: "The new password is the present one. Choose another.",
  },
  "account.absent": {
    category: "notFound",
    zh: "没有找到该账户。请从账户列表中选择。",
    en: "No such account. Choose one from the list of accounts.",
  },
  "account.exists": {
    category: "conflict",
    zh: "{name}已有账户或该用户名已被使用。请核对人员，或换一个用户名。",
    en: "{name} already has an account, or the user name is taken. Check the person, or choose another user name.",
  },
  "account.bad-username": {
    category: "unprocessable",
    zh: "用户名须为 3–64 位字母、数字、点、下划线或连字符，以字母或数字开头。",
    en: "A user name has 3 to 64 letters, digits, dots, underscores or hyphens, and begins with a letter or digit.",
  },
  "account.not-first": {
    category: "conflict",
    zh: "系统已有账户。请由现有的系统管理员新增账户。",
    en: "There are accounts already. Ask a system administrator to open another.",
  },
  "account.own": {
    category: "forbidden",
    zh: "不能对自己的账户办理此事。请由另一位管理员办理。",
    en: "Nobody does this to their own account. Ask another administrator.",
  },
  "account.needs-session": {
    category: "forbidden",
    zh: "访问令牌不能办理此事。请用用户名和密码登录后再试。",
    en: "An access token cannot do this. Sign in with user name and password.",
  },
  "account.must-change": {
    category: "forbidden",
    zh: "请先修改一次性密码，再办理其他事项。",
    en: "Change the one-time password before anything else.",
  },
  "token.absent": {
    category: "notFound",
    zh: "没有找到该访问令牌。请刷新令牌列表。",
    en: "No such access token. Reload the list of tokens.",
  },
  "token.too-many": {
    category: "conflict",
    zh: "有效的访问令牌不能超过 {limit} 个。请先收回不用的令牌。",
    en: "At most {limit} access tokens can be valid. Revoke one that is not used.",
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

/** Whoever tried to sign in under a name that does not exist. */
export const nobody: Actor<Duty> = { ...programActor, name: "未知用户", keyId: "nobody" };
