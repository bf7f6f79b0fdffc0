// What the light of a task heeds of ratings: the rule that holds in the programme, and lights decided by people.
import type { LightFactsSource } from "../tasks/light-facts.ts";
import type { LightRule } from "../tasks/light-rule.ts";
import type { Light } from "../tasks/model.ts";
import { type RuleRow, ruleOn } from "./rule-store.ts";
import { standingOverrides } from "./store.ts";

/** A version as lights are judged by it. */
export const ruleOf = ({
  name,
  yellowGap,
  redGap,
  redOverdueDays,
  yellowMissed,
  redMissed,
  holds,
}: Omit<LightRule, "version"> & { name: RuleRow["name"] }): LightRule => ({
  version: name,
  yellowGap,
  redGap,
  redOverdueDays,
  yellowMissed,
  redMissed,
  holds,
});

export const ratingsLightFacts: LightFactsSource = {
  async rule(db, call, programmeId) {
    const row = await ruleOn(db, programmeId, call.today);
    return row ? ruleOf(row) : null;
  },
  async facts(db, call, programmeId, taskIds) {
    const rows = await standingOverrides(db, programmeId, taskIds, call.today);
    return new Map(
      rows.map((row) => [
        row.taskId,
        {
          override: {
            light: row.light as Light,
            from: row.fromLight as Light,
            reason: row.reason,
            until: row.untilOn,
            by: `${row.madeUnit} ${row.madeBy}`,
          },
        },
      ]),
    );
  },
};
