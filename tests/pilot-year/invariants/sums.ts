// Figures agree wherever they are shown: states, lights, groups and units add up to the ledger; reports of a round to its units.
import { expect } from "vitest";
import type { World } from "../world.ts";

const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0);
const tally = (values: readonly string[]) =>
  values.reduce<Record<string, number>>((all, one) => Object.assign(all, { [one]: (all[one] ?? 0) + 1 }), {});
const withoutNought = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

export function checkSums(step: string, { ledger, rounds, reports }: World): void {
  const { tasks, counts, byState, byLead, byUnit } = ledger;
  const { items } = tasks;
  expect(tasks.total, `${step}: total of the list`).toBe(items.length);
  expect(counts.total, `${step}: total of the counts`).toBe(items.length);
  expect(withoutNought(counts.states), `${step}: states`).toEqual(tally(items.map((task) => task.state)));
  expect(withoutNought(counts.lights), `${step}: lights`).toEqual(tally(items.map((task) => task.light)));
  expect(byState.total, step).toBe(items.length);
  expect(
    Object.fromEntries(byState.items.map((group) => [group.key, group.count])),
    `${step}: groups by state`,
  ).toEqual(withoutNought(counts.states));
  for (const group of [...byState.items, ...byLead.items])
    expect(sum(Object.values(group.lights)), `${step}: lights of group ${group.label.zh}`).toBe(group.count);
  const leads = tally(
    items.flatMap((task) => task.units.filter((unit) => unit.part === "lead").map((unit) => unit.unitId)),
  );
  expect(Object.fromEntries(byLead.items.map((group) => [group.key, group.count])), `${step}: groups by lead`).toEqual(
    leads,
  );
  const units = byUnit.items.filter((unit) => unit.kind !== "group");
  expect(
    Object.fromEntries(units.filter((unit) => unit.lead > 0).map((unit) => [unit.unitId, unit.lead])),
    `${step}: what units lead`,
  ).toEqual(leads);
  for (const unit of byUnit.items) {
    expect(sum(Object.values(unit.leadLights)), `${step}: lights of ${unit.name}`).toBe(unit.lead);
    expect(sum(Object.values(unit.leadStates)), `${step}: states of ${unit.name}`).toBe(unit.lead);
    expect(sum(Object.values(unit.supportLights)), `${step}: shared lights of ${unit.name}`).toBe(unit.support);
  }
  for (const round of rounds) {
    const own = reports.filter((report) => report.roundId === round.id);
    expect(withoutNought(round.reports), `${step}: reports of ${round.title}`).toEqual(
      tally(own.map((one) => one.state)),
    );
  }
}
