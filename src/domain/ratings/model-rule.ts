// A version of the light rule as it is proposed and shown: thresholds, from which day, why, and what it would change.
import { z } from "zod";
import { codesOf } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { Ability, lights, TaskId } from "../tasks/model.ts";
import { RecordId, ruleStates } from "./model.ts";

export const Thresholds = z.object({
  yellowGap: z.number().int().min(1).max(100),
  redGap: z.number().int().min(1).max(100),
  redOverdueDays: z.number().int().min(1).max(365),
  yellowMissed: z.number().int().min(1).max(12),
  redMissed: z.number().int().min(1).max(12),
  holds: z.boolean(),
});
export type Thresholds = z.infer<typeof Thresholds>;

export const NewLightRule = Thresholds.extend({ fromDay: day, reason: z.string().trim().min(1).max(500) });
export type NewLightRule = z.infer<typeof NewLightRule>;

/** `id` is null for the thresholds that the program comes with. */
export const LightRuleVersion = Thresholds.extend({
  id: RecordId.nullable(),
  name: z.string(),
  fromDay: z.string().nullable(),
  reason: z.string().nullable(),
  state: z.enum(codesOf(ruleStates)),
  madeBy: z.string().nullable(),
  madeAt: z.string().nullable(),
  /** Does it hold today? */
  holdsNow: z.boolean(),
  version: z.number().int(),
  abilities: z.record(z.string(), Ability),
});
export type LightRuleVersion = z.infer<typeof LightRuleVersion>;

export const LightRules = z.object({
  /** Newest first; the last are the thresholds that the program comes with. */
  items: z.array(LightRuleVersion),
  abilities: z.record(z.string(), Ability),
});
export type LightRules = z.infer<typeof LightRules>;

/** The most versions a programme may have. */
export const mostRules = 200;

const light = z.enum(codesOf(lights));

/** What lights would be today under other thresholds. */
export const RulePreview = z.object({
  /** How many tasks are at work. */
  total: z.number().int(),
  turns: z.array(z.object({ from: light, to: light, count: z.number().int() })),
  /** The first of them in the order of the ledger. */
  tasks: z.array(z.object({ taskId: TaskId, number: z.string(), title: z.string(), from: light, to: light })),
});
export type RulePreview = z.infer<typeof RulePreview>;
