// What lights heed beside the task itself: modules below (progress, ratings) offer it, app/modules.ts registers it.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import type { LightFacts } from "./light.ts";
import type { LightRule } from "./light-rule.ts";

/** Facts of one task: reports not made, a light decided by people. */
export type FurtherFacts = Pick<LightFacts, "reports" | "override">;

export interface LightFactsSource {
  /** Of these tasks of one programme, those about which there is something to say; in a fixed number of statements. */
  facts?(
    db: Db,
    call: Call,
    programmeId: string,
    taskIds: readonly string[],
  ): Promise<ReadonlyMap<string, FurtherFacts>>;
  /** The thresholds that hold in a programme on `call.today`; `null`: those the program comes with. */
  rule?(db: Db, call: Call, programmeId: string): Promise<LightRule | null>;
}

const sources: LightFactsSource[] = [];

/** Where two sources tell the same fact of a task, the one registered later is heeded. */
export function registerLightFacts(source: LightFactsSource): void {
  if (!sources.includes(source)) sources.push(source);
}

/** All that the registered sources say of these tasks. */
export async function furtherFacts(db: Db, call: Call, programmeId: string, taskIds: readonly string[]) {
  const facts = new Map<string, FurtherFacts>();
  let rule: LightRule | undefined;
  for (const source of sources) {
    rule = (await source.rule?.(db, call, programmeId)) ?? rule;
    for (const [id, some] of (await source.facts?.(db, call, programmeId, taskIds)) ?? [])
      facts.set(id, { ...facts.get(id), ...some });
  }
  return { facts, ...(rule ? { rule } : {}) };
}
