// Figures of the ledger: how much each unit carries and how it stands, and the sums that the overview shows.
import { z } from "zod";
import { codesOf } from "../../kernel/labels.ts";
import { day, pageOf, severalOf, sortBy } from "../../kernel/page-of.ts";
import { UnitId, unitKinds } from "../organisations/model.ts";
import { TaskGroupQuery, TaskId } from "./model.ts";

/** How many tasks have each light; lights that none has are left out. */
export const LightCounts = z.record(z.string(), z.number().int());

/** What one unit has to do in a programme. A working group carries the tasks given to it; it has no cooperating ones. */
export const UnitFigures = z.object({
  unitId: UnitId,
  name: z.string(),
  shortName: z.string(),
  kind: z.enum(codesOf(unitKinds)),
  /** Tasks it leads, or that were given to it as a working group. */
  lead: z.number().int(),
  leadLights: LightCounts,
  leadStates: z.record(z.string(), z.number().int()),
  /** Tasks it leads that are past their due day. */
  late: z.number().int(),
  support: z.number().int(),
  supportLights: LightCounts,
  /** The next due day among the tasks it leads. */
  next: z.object({ taskId: TaskId, title: z.string(), dueOn: z.string() }).nullable(),
});
export type UnitFigures = z.infer<typeof UnitFigures>;
export const UnitFiguresPage = pageOf(UnitFigures);

export const unitFigureSorts = ["name", "lead", "support", "late", "red", "next"] as const;
export type UnitFigureSort = (typeof unitFigureSorts)[number];

export const UnitFiguresQuery = TaskGroupQuery.omit({ by: true }).extend({
  kind: severalOf(codesOf(unitKinds)),
  sort: sortBy(unitFigureSorts),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  after: z.string().max(1000).optional(),
  asOf: day.optional(),
});
export type UnitFiguresQuery = z.output<typeof UnitFiguresQuery>;
