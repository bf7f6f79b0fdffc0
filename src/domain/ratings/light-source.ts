// What the light of a task heeds of ratings: the rule that holds in the programme, and lights decided by people.
import type { LightFactsSource } from "../tasks/light-facts.ts";
import type { LightRule } from "../tasks/light-rule.ts";
import type { Light } from "../tasks/model.ts";
import { type RuleInForce, ruleAndOverrides } from "./rule-store.ts";

/** A version as lights are judged by it. */
export const ruleOf = ({
  name,
  yellowGap,
  redGap,
  redOverdueDays,
  yellowMissed,
  redMissed,
  holds,
}: RuleInForce): LightRule => ({
  version: name,
  yellowGap,
  redGap,
  redOverdueDays,
  yellowMissed,
  redMissed,
  holds,
});

export const ratingsLightFacts: LightFactsSource = async (db, call, programmeId, taskIds) => {
  const { rule, overrides } = await ruleAndOverrides(db, programmeId, taskIds, call.today);
  const facts = overrides.map(({ taskId, light, from, reason, until, madeUnit, madeBy }) => {
    const override = { light: light as Light, from: from as Light, reason, until, by: `${madeUnit} ${madeBy}` };
    return [taskId, { override }] as const;
  });
  return { facts: new Map(facts), rule: rule ? ruleOf(rule) : undefined };
};
