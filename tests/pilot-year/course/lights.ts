// What lights say on the way: a unit that misses one cycle turns yellow, after two red; whoever reports again is believed, but held.
import type { Happening } from "../course.ts";
import type { Year } from "../year.ts";

/** The cycles in a row that the lead of the silent task has not reported, as its light tells it; and the colour. */
async function tellsOf(year: Year) {
  const { light, lightBecause } = await year.read("silent");
  const cycles = lightBecause.find((one) => one.code === "light.unreported")?.facts.cycles ?? 0;
  return `${light}, ${cycles} missed`;
}

const expectations: [day: string, tells: readonly string[]][] = [
  ["2021-11-30", ["green, 0 missed"]],
  ["2021-12-30", ["yellow, 1 missed"]],
  ["2022-01-29", ["red, 2 missed"]],
  ["2022-02-25", ["yellow, 0 missed"]],
  ["2022-03-01", ["green, 0 missed"]],
];

export const lights: Happening[] = expectations.map(([day, tells]) => ({
  day,
  async happens(year) {
    const told = await tellsOf(year);
    if (!tells.includes(told)) throw new Error(`${day}: the silent task is ${told}, not ${tells.join(" or ")}`);
  },
}));
