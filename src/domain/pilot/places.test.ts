// Chongqing's districts and counties: counts and codes as the city and GB/T 2260 give them, then and now.
import { expect, test } from "vitest";
import { PlaceCode } from "./model.ts";
import { placeChanges, places, placesOn } from "./places.ts";

const countByKind = (list: readonly PlaceCode[]) => ({
  district: list.filter(({ kind }) => kind === "district").length,
  county: list.filter(({ kind }) => kind === "county").length,
  autonomousCounty: list.filter(({ kind }) => kind === "autonomousCounty").length,
});

test("the plan of 2021 addresses 26 districts, 8 counties and 4 autonomous counties", () => {
  expect(countByKind(places)).toEqual({ district: 26, county: 8, autonomousCounty: 4 });
  expect(placesOn("2021-08-04")).toEqual(places);
});

test("since November 2025 there are 25 districts: 江北区 and 渝北区 have become 两江新区", () => {
  const now = placesOn("2026-11-23");
  expect(countByKind(now)).toEqual({ district: 25, county: 8, autonomousCounty: 4 });
  expect(now.map(({ zh }) => zh)).not.toContain("江北区");
  expect(now.map(({ zh }) => zh)).not.toContain("渝北区");
  expect(now.find(({ code }) => code === "500157")?.zh).toBe("两江新区");
  expect(placesOn("2025-11-05")).toHaveLength(38);
});

test("codes are Chongqing's, say the kind of place, are in order and never used twice", () => {
  const all = [...places, ...placeChanges.map(({ began }) => began)];
  for (const place of all) {
    expect(PlaceCode.parse(place)).toEqual(place);
    expect(place.code).toMatch(place.kind === "district" ? /^5001\d\d$/ : /^5002\d\d$/);
    expect(place.zh.endsWith({ district: "区", county: "县", autonomousCounty: "族自治县" }[place.kind])).toBe(true);
    expect(place.en).toMatch(/^[A-Z][A-Za-z' ]+ (District|County|New Area)$/);
  }
  const codes = all.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(places.map(({ code }) => code)).toEqual(places.map(({ code }) => code).toSorted());
  for (const change of placeChanges)
    for (const code of change.endedCodes) expect(codes, `${code} ended without having been there`).toContain(code);
});

test.each([
  ["500103", "渝中区"],
  ["500112", "渝北区"],
  ["500154", "开州区"],
  ["500243", "彭水苗族土家族自治县"],
])("%s is %s", (code, zh) => {
  expect(places.find((place) => place.code === code)?.zh).toBe(zh);
});
