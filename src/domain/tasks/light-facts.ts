// What lights heed beside the task itself: modules below (progress, ratings) offer it, app/modules.ts registers it.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import type { LightFacts } from "./light.ts";
import type { LightRule } from "./light-rule.ts";

/** Facts of one task: reports not made, a light decided by people. */
export type FurtherFacts = Pick<LightFacts, "reports" | "override">;

/** What one source tells of tasks of one programme. */
export interface ToldFacts {
  /** Of those tasks about which there is something to say. */
  facts: ReadonlyMap<string, FurtherFacts>;
  /** The thresholds that hold in the programme on `call.today`; without: those the program comes with. */
  rule?: LightRule | undefined;
}

/** Tells what it knows of these tasks of one programme, in a fixed number of statements. */
export type LightFactsSource = (
  db: Db,
  call: Call,
  programmeId: string,
  taskIds: readonly string[],
) => Promise<ToldFacts>;

const sources: LightFactsSource[] = [];

/** Where two sources tell the same fact of a task, the one registered later is heeded. */
export function registerLightFacts(source: LightFactsSource): void {
  if (!sources.includes(source)) sources.push(source);
}

/** All that the registered sources say of these tasks. */
export async function furtherFacts(
  db: Db,
  call: Call,
  programmeId: string,
  taskIds: readonly string[],
): Promise<ToldFacts> {
  const facts = new Map<string, FurtherFacts>();
  let rule: LightRule | undefined;
  for (const source of sources) {
    const told = await source(db, call, programmeId, taskIds);
    rule = told.rule ?? rule;
    for (const [id, some] of told.facts) facts.set(id, { ...facts.get(id), ...some });
  }
  return { facts, rule };
}
