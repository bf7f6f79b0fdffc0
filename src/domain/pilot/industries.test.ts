// Industries against GB/T 4754-2017 and the division into three industries 三次产业划分规定 of 2018.
import { expect, test } from "vitest";
import { industries, servicesDivisions } from "./industries.ts";
import { Industry } from "./model.ts";

const divisions = industries.filter(({ code, section }) => code !== section);
const letters = [..."ABCDEFGHIJKLMNOPQRST"];

test("the standard has 20 sections A to T and 97 divisions 01 to 97, in order", () => {
  const sections = industries.filter(({ code, section }) => code === section);
  expect(sections.map(({ code }) => code)).toEqual(letters);
  expect(divisions.map(({ code }) => code)).toEqual(
    Array.from({ length: 97 }, (_, at) => String(at + 1).padStart(2, "0")),
  );
});

// The last division of each section, as the standard's table of contents gives it.
test.each([
  ["A", 5],
  ["B", 12],
  ["C", 43],
  ["D", 46],
  ["E", 50],
  ["F", 52],
  ["G", 60],
  ["H", 62],
  ["I", 65],
  ["J", 69],
  ["K", 70],
  ["L", 72],
  ["M", 75],
  ["N", 79],
  ["O", 82],
  ["P", 83],
  ["Q", 85],
  ["R", 90],
  ["S", 96],
  ["T", 97],
])("section %s ends with division %i", (section, last) => {
  const own = divisions.filter((division) => division.section === section);
  expect(Number(own.at(-1)?.code)).toBe(last);
});

test("every row has the reply's shape and names in both languages, and no two divisions share a Chinese name", () => {
  for (const industry of industries) {
    expect(Industry.parse(industry)).toEqual(industry);
    expect(industry.zh).toMatch(/^[\p{Script=Han}、]+$/u);
    expect(industry.en).toMatch(/^[A-Z][A-Za-z ,'-]+$/);
  }
  expect(new Set(divisions.map(({ zh }) => zh)).size).toBe(97);
});

// Names that the editions of 2011 and 2017 write differently.
test.each([
  ["05", "农、林、牧、渔专业及辅助性活动"],
  ["11", "开采专业及辅助性活动"],
  ["25", "石油、煤炭及其他燃料加工业"],
  ["50", "建筑装饰、装修和其他建筑业"],
  ["58", "多式联运和运输代理业"],
  ["59", "装卸搬运和仓储业"],
  ["79", "土地管理业"],
  ["87", "广播、电视、电影和录音制作业"],
  ["96", "基层群众自治组织及其他组织"],
])("division %s bears its name of 2017: %s", (code, zh) => {
  expect(divisions.find((division) => division.code === code)?.zh).toBe(zh);
});

test("services are divisions 51 to 97 and, of the others, only 05, 11 and 43", () => {
  const expected = ["05", "11", "43", ...Array.from({ length: 47 }, (_, at) => String(at + 51))];
  expect([...servicesDivisions]).toEqual(expected);
});
