// The two languages say the same: each sentence takes the same facts, none is empty, Chinese uses Chinese punctuation.
import { expect, test } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

const keys = Object.keys(zh) as (keyof typeof zh)[];
const factsOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

test("both languages have the same sentences", () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort());
  expect(keys.filter((key) => !zh[key].trim() || !en[key].trim())).toEqual([]);
});

/** Counting differs: Chinese names the whole, English what is left. */
const countedOtherwise = ["moreUnits"];

test("each sentence takes the same facts in both languages", () => {
  const differing = keys.filter((key) => factsOf(zh[key]).join() !== factsOf(en[key]).join());
  expect(differing.filter((key) => !countedOtherwise.includes(key))).toEqual([]);
});

test("Chinese sentences use full-width punctuation", () => {
  expect(keys.filter((key) => /[一-鿿”}][,;:?!]|[,;:?!][一-鿿“]/.test(zh[key]))).toEqual([]);
});
