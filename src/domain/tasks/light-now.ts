// The light of a task as it follows now: its own facts and those that other modules know. Whoever saves a task asks here.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { isJudged, type LightDecision, type LightFacts, progressLight } from "./light.ts";
import { furtherFacts } from "./light-facts.ts";
import type { LightRule } from "./light-rule.ts";
import type { Light, LightReason, TaskState } from "./model.ts";

/** A task as its light asks of it; `before` is the light it had. */
export type TaskToJudge = Pick<LightFacts, "state" | "startsOn" | "dueOn" | "milestones" | "before"> & {
  programmeId: string;
  id: string;
};

/** A row of the ledger with its milestones, as it will stand. */
export const toJudge = (task: {
  programme_id: string;
  id: string;
  state: string;
  starts_on: string | null;
  due_on: string | null;
  light: string;
  light_because: unknown;
  milestones: LightFacts["milestones"];
}): TaskToJudge => ({
  programmeId: task.programme_id,
  id: task.id,
  state: task.state as TaskState,
  startsOn: task.starts_on,
  dueOn: task.due_on,
  milestones: task.milestones,
  before: { light: task.light as Light, because: task.light_because as LightReason[] },
});

/** The light that follows from how a task stands in the open transaction. */
export async function lightOf(tx: Db, call: Call, task: TaskToJudge): Promise<LightDecision> {
  const lights = await lightsOf(tx, call, [task]);
  return lights.get(task.id) as LightDecision;
}

/** The lights of many tasks by their ids; for each programme among them in a fixed number of statements. */
export async function lightsOf(
  tx: Db,
  call: Call,
  tasks: readonly TaskToJudge[],
  /** Judge by these thresholds, whichever hold. */
  under?: LightRule,
): Promise<Map<string, LightDecision>> {
  const lights = new Map<string, LightDecision>();
  for (const [programmeId, some] of Map.groupBy(tasks, (task) => task.programmeId)) {
    const ids = some.filter((task) => isJudged(task.state)).map((task) => task.id);
    const further = ids.length > 0 ? await furtherFacts(tx, call, programmeId, ids) : null;
    const rule = under ?? further?.rule;
    for (const task of some)
      lights.set(
        task.id,
        progressLight({ ...task, ...further?.facts.get(task.id), ...(rule ? { rule } : {}), today: call.today }),
      );
  }
  return lights;
}
