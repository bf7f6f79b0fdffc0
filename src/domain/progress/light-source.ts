// What lights heed of reports: cycles in a row that the lead of a task has missed (domain reference 1.6: one is yellow, two are red).
import type { LightFactsSource } from "../tasks/light-facts.ts";
import { countMissed } from "./row-store.ts";

export const progressLightFacts: LightFactsSource = async (db, call, programmeId, taskIds) => {
  const missed = await countMissed(db, programmeId, taskIds, call.today);
  return { facts: new Map(missed.map(({ id, ...reports }) => [id, { reports }])) };
};
