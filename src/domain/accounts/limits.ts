// Limits of sign-in in one table, with the clause they come from. The clauses name the control and leave the numbers to the
// operator; the numbers are usual practice for level three (等保三级, domain reference 10.1).

export const signInLimits = {
  failures: { value: 5, zh: "连续失败次数", en: "Wrong tries in a row", source: "GB/T 22239-2019 8.1.4.1 b)" },
  lockMinutes: { value: 15, zh: "锁定分钟数", en: "Minutes locked", source: "GB/T 22239-2019 8.1.4.1 b)" },
  idleMinutes: { value: 30, zh: "闲置退出分钟数", en: "Minutes idle", source: "GB/T 22239-2019 8.1.4.1 b)" },
  sessionHours: { value: 12, zh: "会话最长小时数", en: "Hours of a session", source: "GB/T 22239-2019 8.1.4.1 b)" },
  passwordLength: {
    value: 12,
    zh: "密码最短位数",
    en: "Characters of a password",
    source: "GB/T 22239-2019 8.1.4.1 a)",
  },
  passwordClasses: { value: 3, zh: "密码字符类数", en: "Kinds of characters", source: "GB/T 22239-2019 8.1.4.1 a)" },
  tokens: { value: 20, zh: "每人有效令牌数", en: "Valid tokens of a person", source: "GB/T 22239-2019 8.1.4.2 d)" },
} as const;

/** A session's last use is written down at most this often, so that reading stays cheap. */
export const touchSeconds = 60;

export const lockMilliseconds = signInLimits.lockMinutes.value * 60_000;
export const idleMilliseconds = signInLimits.idleMinutes.value * 60_000;
export const sessionSeconds = signInLimits.sessionHours.value * 3600;
