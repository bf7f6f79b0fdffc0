// All ratings of one task as its page shows them.
import { z } from "zod";
import { codesOf } from "../../kernel/labels.ts";
import { Ability, LightReason, lights } from "../tasks/model.ts";
import { Confidence, LightOverride, RatedTask } from "./model.ts";
import { MaturityClaim } from "./model-maturity.ts";

export const TaskRatings = z.object({
  light: z.object({
    light: z.enum(codesOf(lights)),
    /** What facts alone give, where people decided another. */
    automatic: z.enum(codesOf(lights)),
    because: z.array(LightReason),
    ruleName: z.string(),
  }),
  /** The newest first. */
  overrides: z.array(LightOverride),
  confidence: z.array(Confidence),
  /** How far the newest ratings of the raters lie apart; `null` with fewer than two. */
  spread: z.number().int().nullable(),
  maturity: z.number().int(),
  inForceOn: z.string().nullable(),
  implemented: z.boolean(),
  claims: z.array(MaturityClaim),
  abilities: z.record(z.string(), Ability),
});
export type TaskRatings = z.infer<typeof TaskRatings>;

/** Lights that people ask to have judged better, waiting for the office. */
export const PendingOverrides = z.object({
  items: z.array(LightOverride.extend({ task: RatedTask })),
  total: z.number().int(),
  next: z.string().nullable(),
});
