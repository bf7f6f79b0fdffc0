// Sign-in as an attacker and an official meet it: locking, passwords, secrets.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signInLimits } from "./limits.ts";
import { demoOfficials } from "./model.ts";
import { type AccountFacts, judgePassword, judgeTry, minutesLocked } from "./rules.ts";
import { digestOfSecret, hashPassword, newOneTimePassword, newSecret, tokenPrefix, verifyPassword } from "./secrets.ts";

const noon = Date.parse("2021-09-01T04:00:00Z");
const minute = 60_000;
const fresh: AccountFacts = { failedCount: 0, lockedUntil: null, disabled: false };

describe("登录失败锁定 locking after wrong tries (8.1.4.1 b)", () => {
  test.each<[string, Partial<AccountFacts>, boolean, string | null, number, number | null]>([
    ["the right password enters and clears the count", { failedCount: 4 }, true, null, 0, null],
    ["a first wrong try is counted", {}, false, "account.wrong-password", 1, null],
    ["the fourth is still only counted", { failedCount: 3 }, false, "account.wrong-password", 4, null],
    ["the fifth locks for 15 minutes", { failedCount: 4 }, false, "account.locked", 5, noon + 15 * minute],
    [
      "while locked the right password is refused",
      { failedCount: 5, lockedUntil: noon + 1 },
      true,
      "account.locked",
      5,
      noon + 1,
    ],
    [
      "while locked a wrong one does not lengthen the lock",
      { failedCount: 5, lockedUntil: noon + 1 },
      false,
      "account.locked",
      5,
      noon + 1,
    ],
    ["at the end of the lock the right password enters", { failedCount: 5, lockedUntil: noon }, true, null, 0, null],
    [
      "after the lock the count begins anew",
      { failedCount: 5, lockedUntil: noon },
      false,
      "account.wrong-password",
      1,
      null,
    ],
    ["a disabled account is told to its owner", { disabled: true }, true, "account.disabled", 0, null],
    ["a disabled account says nothing to a stranger", { disabled: true }, false, "account.wrong-password", 1, null],
  ])("%s", (_title, change, right, code, failedCount, lockedUntil) => {
    const outcome = judgeTry({ ...fresh, ...change }, right, noon);
    expect(outcome.decision.allowed ? null : outcome.decision.code).toBe(code);
    expect(outcome).toMatchObject({ failedCount, lockedUntil });
  });

  test("however the guesses are spread over a day, at most five are judged in any quarter of an hour", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 * minute }), { minLength: 1, maxLength: 60 }), (pauses) => {
        let facts = fresh;
        let at = noon;
        const judged: number[] = [];
        for (const pause of pauses) {
          at += pause;
          if (minutesLocked(facts, at) === 0) judged.push(at);
          const outcome = judgeTry(facts, false, at);
          facts = { ...facts, failedCount: outcome.failedCount, lockedUntil: outcome.lockedUntil };
        }
        for (const [index, first] of judged.entries()) {
          const sixth = judged[index + 5];
          if (sixth !== undefined) expect(sixth - first).toBeGreaterThanOrEqual(15 * minute);
        }
      }),
    );
  });

  test("a lock is told in whole minutes, never as zero", () => {
    expect(minutesLocked({ lockedUntil: noon + 1 }, noon)).toBe(1);
    expect(minutesLocked({ lockedUntil: noon + 61_000 }, noon)).toBe(2);
    expect(minutesLocked({ lockedUntil: noon }, noon)).toBe(0);
  });
});

describe("密码 passwords (8.1.4.1 a)", () => {
  test.each([
    ["Chongqing-2021", true],
    ["chongqing2021!", true],
    ["服务业扩大开放综合试点2021ab", true],
    ["Chongqing21", false],
    ["chongqing-pilot", false],
    ["123456789012", false],
    ["Zhang.San-2021x", false],
    ["ZHANG.SAN-abc-9", false],
    ["Aa1!Aa1!Aa1!", false],
    ["A1-          z", true],
    ["Aa1         ", false],
  ])("%s: %s", (password, good) => {
    expect(judgePassword(password, "zhang.san").allowed).toBe(good);
  });

  test("a one-time password satisfies the same rule, and no two are alike", () => {
    const made = Array.from({ length: 200 }, newOneTimePassword);
    for (const password of made) expect(judgePassword(password, "zhang.san").allowed, password).toBe(true);
    expect(new Set(made).size).toBe(200);
  });

  test("stored as argon2id with at least 19 MiB and two passes, salted", async () => {
    const [one, two] = await Promise.all([hashPassword("Chongqing-2021"), hashPassword("Chongqing-2021")]);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19 * 1024);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, "Chongqing-2021")).toBe(true);
    expect(await verifyPassword(one, "\uff23hongqing-2021"), "typed full-width").toBe(true);
    expect(await verifyPassword(one, "Chongqing-2022")).toBe(false);
  });

  test("an account without a password, or no account at all, takes no password", async () => {
    for (const password of ["", "x", "Chongqing-2021"]) expect(await verifyPassword(null, password)).toBe(false);
  });
});

describe("凭据 keys", () => {
  test("256 random bits, stored only as a digest", () => {
    const made = Array.from({ length: 500 }, () => newSecret(tokenPrefix));
    expect(new Set(made.map((one) => one.secret)).size).toBe(500);
    for (const { secret, digest } of made) {
      expect(Buffer.from(secret.slice(tokenPrefix.length), "base64url")).toHaveLength(32);
      expect(digestOfSecret(secret)).toBe(digest);
      expect(digest).not.toContain(secret.slice(tokenPrefix.length));
    }
  });

  test("the limits are at least as strict as the usual practice of level three", () => {
    expect(signInLimits.failures.value).toBeLessThanOrEqual(5);
    expect(signInLimits.lockMinutes.value).toBeGreaterThanOrEqual(10);
    expect(signInLimits.idleMinutes.value).toBeLessThanOrEqual(30);
    expect(signInLimits.sessionHours.value).toBeLessThanOrEqual(12);
    for (const limit of Object.values(signInLimits)) expect(limit.source).toContain("GB/T 22239-2019");
  });

  test("there are ten demo officials", () => {
    expect(Object.keys(demoOfficials)).toHaveLength(10);
  });
});
