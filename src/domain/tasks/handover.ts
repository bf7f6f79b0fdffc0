// What a unit or a person hands over in the ledger: open tasks change their links as of now, closed ones stay with the old unit.
import type { Call } from "../../kernel/call.ts";
import type { Label } from "../../kernel/labels.ts";
import type { Handover, HandoverSource } from "../organisations/handover.ts";
import { type HandoverPart, mostChosen } from "../organisations/model-handover.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type OpenTask, saveAll, trace } from "./change-many.ts";
import { handedOver } from "./handover-rules.ts";
import * as owed from "./handover-store.ts";
import { taskParts } from "./model.ts";
import { factsOf } from "./present-task.ts";
import { differenceOf } from "./rules.ts";
import * as store from "./store.ts";

export const tasksHandover: HandoverSource = {
  kind: "tasks",
  preview: (db, _call, handover) => (handover.of === "unit" ? unitPart(db, handover) : contactPart(db, handover)),
  move: (tx, call, handover) =>
    handover.of === "unit" ? moveUnit(tx, call, handover) : moveContact(tx, call, handover),
};

const title: Label = { zh: "任务", en: "Tasks" };

async function unitPart(db: Db, { from, programmeIds }: Handover): Promise<HandoverPart | null> {
  const { open, settled } = await owed.countOwed(db, from.id, programmeIds);
  if (open + settled === 0) return null;
  const tasks = await owed.findOwed(db, from.id, programmeIds, mostChosen);
  return {
    kind: "tasks",
    title,
    moves: open,
    stays: settled,
    words:
      settled === 0
        ? null
        : {
            zh: `${settled} 项已销号或终止，仍记在${from.name}名下。`,
            en: `${settled} are closed or ended and stay in the name of ${from.name}.`,
          },
    hindrance: null,
    items: tasks.map((task) => ({
      id: task.taskId,
      programmeId: task.programmeId,
      title: task.number ? `${task.number} ${task.title}` : task.title,
      detail: partWords(task.parts),
    })),
  };
}

const partWords = (parts: readonly (keyof typeof taskParts)[]): Label => ({
  zh: parts.map((part) => taskParts[part].zh).join("、"),
  en: parts.map((part) => taskParts[part].en).join(", "),
});

async function contactPart(db: Db, { from, to, unitIds }: Handover): Promise<HandoverPart | null> {
  const tasks = await owed.findContactOf(db, unitIds, from.name);
  if (tasks.length === 0) return null;
  return {
    kind: "tasks",
    title,
    moves: tasks.length,
    stays: 0,
    words: {
      zh: `${tasks.length} 项任务的联系人由${from.name}改为${to.name}。`,
      en: `The contact of ${tasks.length} tasks changes from ${from.name} to ${to.name}.`,
    },
    hindrance: null,
    items: [],
  };
}

/** Tasks changed in one statement; the demo's largest unit has some dozens, a city's some hundreds. */
const batch = 500;

async function moveUnit(tx: Db, call: Call, { from, to, programmeIds, chosen }: Handover): Promise<number> {
  const wanted = chosen && new Set(chosen);
  const tasks = (await owed.findOwed(tx, from.id, programmeIds, null)).filter(
    (task) => !wanted || wanted.has(task.taskId),
  );
  for (const [programmeId, ids] of byProgramme(tasks)) {
    for (let at = 0; at < ids.length; at += batch) {
      const open = await openAll(tx, programmeId, ids.slice(at, at + batch));
      await relink(tx, call, programmeId, open, { from, to });
      await saveAll(tx, call, open);
    }
    await joinProgramme(tx, call, programmeId, [to.id]);
  }
  return tasks.length;
}

async function relink(
  tx: Db,
  call: Call,
  programmeId: string,
  open: readonly OpenTask[],
  { from, to }: Pick<Handover, "from" | "to">,
): Promise<void> {
  const gone: store.LinkKey[] = [];
  const added: store.NewTaskUnitRow[] = [];
  for (const one of open) {
    const { task } = one;
    const after = handedOver(task.units, from.id, to.id);
    const difference = differenceOf(task.units, after);
    const link = { programme_id: programmeId, task_id: task.id };
    gone.push(...difference.gone.map(({ unitId, part }) => ({ ...link, unit_id: unitId, part })));
    added.push(
      ...difference.added.map(({ unitId, part, ownDuty, position, implied }) => ({
        ...link,
        unit_id: unitId,
        part,
        position,
        own_duty: ownDuty,
        implied,
        since_at: call.atIso,
      })),
    );
    const names = new Map([
      ...task.units.map((unit) => [unit.unitId as string, unit.shortName] as const),
      [to.id, to.name],
    ]);
    trace(
      one,
      "task.handedOver",
      { units: task.units.map((unit) => `${unit.part}:${unit.shortName}`) },
      { units: difference.wanted.map((unit) => `${unit.part}:${names.get(unit.unitId)}`) },
    );
  }
  await store.endUnits(tx, gone, call.atIso);
  await store.insertUnits(tx, added);
}

async function moveContact(tx: Db, call: Call, { from, to, unitIds }: Handover): Promise<number> {
  const tasks = await owed.findContactOf(tx, unitIds, from.name);
  for (const [programmeId, ids] of byProgramme(tasks))
    for (let at = 0; at < ids.length; at += batch) {
      const open = await openAll(tx, programmeId, ids.slice(at, at + batch));
      for (const one of open) {
        one.task.contact = to.name;
        trace(one, "task.handedOver", { contact: from.name }, { contact: to.name });
      }
      await saveAll(tx, call, open);
    }
  return tasks.length;
}

function byProgramme(tasks: readonly { programmeId: string; taskId: string }[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { programmeId, taskId } of tasks) ids.set(programmeId, [...(ids.get(programmeId) ?? []), taskId]);
  return ids;
}

/** Held until the transaction ends. Who may hand over has been decided: no reader's scope is asked. */
async function openAll(tx: Db, programmeId: string, ids: readonly string[]): Promise<OpenTask[]> {
  await store.lockTasks(tx, programmeId, ids);
  const tasks = await store.findWholeTasks(tx, programmeId, ids, null);
  return tasks.map((task) => ({
    task,
    before: { ...task },
    facts: factsOf({ officeUnitId: "" }, { ...task, groupId: task.group_id }),
    traces: [],
  }));
}
