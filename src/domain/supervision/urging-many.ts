// Urging several tasks at once 批量催办: each as if it were urged alone, with an outcome of its own.
import type { Call } from "../../kernel/call.ts";
import { Fault } from "../../kernel/errors.ts";
import type { Db } from "../tables.ts";
import { supervisionFault } from "./model-faults.ts";
import type { Handler, UrgedTask, UrgedTasks } from "./model-reminder.ts";
import { judge, taskMatter, urge } from "./urging.ts";

interface Asked {
  programmeId: string;
  taskIds: readonly string[];
}

/** Which of these tasks may be urged now, why the others may not, and whom it would reach. */
export const previewUrging = (db: Db, call: Call, { programmeId, taskIds }: Asked): Promise<UrgedTasks> =>
  each(taskIds, async (taskId) => {
    const matter = await taskMatter(db, call, { programmeId, taskId });
    const { decision, handlers } = await judge(db, call, matter);
    if (!decision.allowed) throw supervisionFault(decision.code as "urging.none", decision.facts);
    return { title: matter.title, outcome: "ready", handlers };
  });

/** Urges those that may be; nothing of the others is written. */
export const urgeTasks = (tx: Db, call: Call, { programmeId, taskIds, text }: Asked & { text: string }) =>
  each(taskIds, async (taskId) => {
    const matter = await taskMatter(tx, call, { programmeId, taskId });
    const { handlers } = await urge(tx, call, matter, text);
    return { title: matter.title, outcome: "urged", handlers };
  });

interface Done {
  title: string;
  outcome: "ready" | "urged";
  handlers: readonly Handler[];
}

async function each(taskIds: readonly string[], ask: (taskId: string) => Promise<Done>): Promise<UrgedTasks> {
  const items = new Map<string, UrgedTask>();
  const people = new Map<string, UrgedTasks["people"][number]>();
  // In one order for everybody, so that two who urge the same tasks never wait for each other.
  for (const taskId of taskIds.toSorted()) {
    const done = await ask(taskId).catch(faultOf);
    if (done instanceof Fault) {
      const { code, zh, en } = done;
      items.set(taskId, { taskId, title: null, outcome: "refused", code, messages: { zh, en } } as UrgedTask);
      continue;
    }
    items.set(taskId, { taskId, title: done.title, outcome: done.outcome } as UrgedTask);
    for (const handler of done.handlers)
      for (const { id, name } of handler.people)
        if (!people.has(id)) people.set(id, { id, name, unitName: handler.unitName });
  }
  return { items: taskIds.map((id) => items.get(id) as UrgedTask), people: [...people.values()] };
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}
