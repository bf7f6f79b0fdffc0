// A task with parts follows them: when a part moves, the progress and light of the task above are judged anew (record 0027).
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import type { LightDecision } from "./light.ts";
import { lightsOf } from "./light-now.ts";
import { measured } from "./measures.ts";
import { type NewStanding, saveStandings } from "./parts-store.ts";
import { findWholeTasks } from "./store.ts";

/** Judges what lies above these tasks, level by level; they are held already (`lockTasks`). */
export async function followParts(
  tx: Db,
  call: Call,
  tasks: readonly { programme_id: string; parent_id: string | null }[],
): Promise<void> {
  for (const [programmeId, some] of Map.groupBy(tasks, (task) => task.programme_id)) {
    let above = parentsOf(some);
    while (above.length > 0) {
      const parents = await findWholeTasks(tx, programmeId, above, null);
      await judge(tx, call, programmeId, parents);
      above = parentsOf(parents);
    }
  }
}

const parentsOf = (tasks: readonly { parent_id: string | null }[]) => [
  ...new Set(tasks.flatMap((task) => task.parent_id ?? [])),
];

async function judge(tx: Db, call: Call, programmeId: string, parents: Awaited<ReturnType<typeof findWholeTasks>>) {
  const moved: (NewStanding & { was: string; reasons: unknown })[] = [];
  const lights = await lightsOf(tx, call, parents.map(measured));
  for (const task of parents) {
    const { light, because, planned, actual } = lights.get(task.id) as LightDecision;
    if (light === task.light && planned === task.planned_percent && actual === task.progress_percent) continue;
    const { id, light: was } = task;
    moved.push({ id, light, because: JSON.stringify(because), planned, actual, was, reasons: because });
  }
  await saveStandings(tx, programmeId, moved, call.atIso);
  const events = moved
    .filter(({ light, was }) => light !== was)
    .map(({ id, light, was, reasons }) => ({
      kind: "task.light",
      programmeId,
      subject: { kind: "task", id },
      before: { light: was },
      after: { light, because: reasons },
    }));
  if (events.length > 0) await recordEvents(tx, call, events);
}
