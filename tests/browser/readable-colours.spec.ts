// Every colour that carries words can be read, by day and by night: 4.5 to 1 on each surface (WCAG 2.1, 1.4.3).
import { readFileSync } from "node:fs";
import { expect, test } from "./journey.ts";

const css = readFileSync(new URL("../../src/app/web/style/tokens.css", import.meta.url), "utf8");
const [day = "", night = ""] = css.split("@media not print");

const coloursOf = (block: string): Record<string, string> =>
  Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));

const themes = { day: coloursOf(day), night: { ...coloursOf(day), ...coloursOf(night) } };

const words = [
  ...["ink", "muted", "action", "seal"],
  ...["light-green", "light-yellow", "light-red", "light-grey"],
  ...["order-blue", "order-yellow", "order-red"],
  ...["risk-blue", "risk-yellow", "risk-orange", "risk-red"],
];
const surfaces = ["paper", "card", "tint", "action-soft"];

/** Words on a surface, edges of fields on a surface, words on the main button; each with the least contrast. */
const pairs = [
  ...words.flatMap((word) => surfaces.map((surface) => [word, surface, 4.5] as const)),
  ["line-firm", "paper", 3] as const,
  ["line-firm", "card", 3] as const,
  ["on-action", "action", 4.5] as const,
];

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

for (const [name, theme] of Object.entries(themes))
  test(`${name === "day" ? "浅色" : "深色"}的每种文字颜色都看得清`, () => {
    const colour = (code: string) => theme[code] ?? "none";
    const poor = pairs.filter(([word, surface, least]) => !(contrast(colour(word), colour(surface)) >= least));
    expect(poor).toEqual([]);
  });
