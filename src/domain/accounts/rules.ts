// Decisions of sign-in: what a try means, which passwords are good enough. GB/T 22239-2019 clause 8.1.4.1 (domain reference 10.1).
import { allowed, type Decision, refused } from "../../kernel/access.ts";
import { lockMilliseconds, signInLimits } from "./limits.ts";

/** What is known of an account before a password is judged; times in milliseconds since 1970. */
export interface AccountFacts {
  failedCount: number;
  lockedUntil: number | null;
  /** Disabled, or the person has left. */
  disabled: boolean;
}

export interface TryOutcome {
  decision: Decision;
  /** What the account must remember. */
  failedCount: number;
  lockedUntil: number | null;
}

/** Minutes until a locked account takes passwords again, at least one; 0 when it is not locked. */
export function minutesLocked(account: Pick<AccountFacts, "lockedUntil">, at: number): number {
  if (account.lockedUntil === null || account.lockedUntil <= at) return 0;
  return Math.ceil((account.lockedUntil - at) / 60_000);
}

/**
 * What one try with a password leads to. A locked account refuses even the right password; a lock that has run out
 * starts the count anew. That an account is disabled is told only to whoever knows its password.
 * Codes `account.locked`, `account.wrong-password`, `account.disabled`.
 */
export function judgeTry(account: AccountFacts, passwordIsRight: boolean, at: number): TryOutcome {
  const { failedCount, lockedUntil } = account;
  const locked = minutesLocked(account, at);
  if (locked > 0) return { decision: refused("account.locked", { minutes: locked }), failedCount, lockedUntil };
  if (!passwordIsRight) {
    const failures = (lockedUntil === null ? failedCount : 0) + 1;
    const locks = failures >= signInLimits.failures.value;
    return {
      decision: locks
        ? refused("account.locked", { minutes: signInLimits.lockMinutes.value })
        : refused("account.wrong-password", wrongPasswordFacts),
      failedCount: failures,
      lockedUntil: locks ? at + lockMilliseconds : null,
    };
  }
  if (account.disabled) return { decision: refused("account.disabled"), failedCount, lockedUntil };
  return { decision: allowed, failedCount: 0, lockedUntil: null };
}

export const wrongPasswordFacts = {
  limit: signInLimits.failures.value,
  minutes: signInLimits.lockMinutes.value,
} as const;

const characterClasses = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}\s]/u];

/** Is the password good enough? Characters count, not bytes; Chinese characters count as symbols. Code `account.weak-password`. */
export function judgePassword(password: string, username: string): Decision {
  const longEnough = [...password].length >= signInLimits.passwordLength.value;
  const classes = characterClasses.filter((characters) => characters.test(password)).length;
  const holdsName = password.toLowerCase().includes(username.toLowerCase());
  // One character over and over satisfies neither the clause nor anybody's idea of a password.
  const varied = new Set(password).size >= 5;
  return longEnough && classes >= signInLimits.passwordClasses.value && !holdsName && varied
    ? allowed
    : refused("account.weak-password");
}
