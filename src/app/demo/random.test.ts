// Chance that can be repeated.
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "./random.ts";

const draws = (seed: string, count = 20) => {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => random.next());
};

test("the same seed gives the same draws, another seed others", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(draws(a)).toEqual(draws(a));
      if (a !== b) expect(draws(a)).not.toEqual(draws(b));
    }),
  );
});

test("chance for one purpose does not depend on what was drawn before, nor on another purpose", () => {
  const [fresh, used] = [randomFrom("a"), randomFrom("a")];
  for (let draw = 0; draw < 9; draw += 1) used.next();
  expect(used.of("people").next()).toBe(fresh.of("people").next());
  expect(fresh.of("people").next()).not.toBe(fresh.of("units").next());
});

test("draws stay in their bounds, a shuffle keeps everything once", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: -50, max: 50 }),
      fc.nat(50),
      fc.uniqueArray(fc.nat()),
      (seed, low, more, list) => {
        const random = randomFrom(seed);
        const drawn = random.between(low, low + more);
        expect(Number.isInteger(drawn) && drawn >= low && drawn <= low + more).toBe(true);
        expect(random.shuffled(list).sort()).toEqual([...list].sort());
      },
    ),
  );
});

test("all values come up, none much more often than others", () => {
  const random = randomFrom("even");
  const counts = new Map<number, number>();
  for (let draw = 0; draw < 6000; draw += 1) {
    const value = random.between(1, 6);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
