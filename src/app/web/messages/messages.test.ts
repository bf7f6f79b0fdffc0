// The sentences of the interface: none is empty or missing, Chinese is set with Chinese punctuation.
import { expect, test } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

const keys = Object.keys(zh) as (keyof typeof zh)[];

test("both languages have the same sentences", () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort());
  expect(keys.filter((key) => !zh[key].trim() || !en[key].trim())).toEqual([]);
});

test("Chinese sentences use full-width punctuation", () => {
  expect(keys.filter((key) => /[一-鿿”}][,;:?!]|[,;:?!][一-鿿“]/.test(zh[key]))).toEqual([]);
});
