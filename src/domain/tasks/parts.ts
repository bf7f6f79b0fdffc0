// Dividing a task 分解: into sub-tasks, or down to districts and platforms, each a part with its own lead, days, state and light.
import type { Call } from "../../kernel/call.ts";
import type { Fault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import type { NewEvent } from "../audit/model.ts";
import { recordEvents } from "../audit/service.ts";
import { unitNames } from "../organisations/service.ts";
import { joinProgramme, openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type OpenTask, openTasks, refusalOf, saveAll, trace } from "./change-many.ts";
import { shortTitleOf } from "./keep.ts";
import type { Task } from "./model.ts";
import { taskFault } from "./model-faults.ts";
import { type Cascade, mostParts, type PartsToAdd, type PlaceChoice, type TaskKind } from "./model-parts.ts";
import { newPart, type PartToAdd } from "./new-part.ts";
import * as parts from "./parts-store.ts";
import { getTask } from "./service.ts";
import * as store from "./store.ts";

interface At {
  programmeId: string;
  taskId: string;
  version: number;
}

/** Adds sub-tasks to a task. */
export async function splitTask(tx: Db, call: Call, { note, ...input }: At & PartsToAdd): Promise<Task> {
  const open = await openFor(tx, call, input, "split");
  const ids = input.parts.flatMap((part) => [...part.leadIds, ...part.supportIds]);
  const names = await unitNames(tx, ids);
  const unknown = [...new Set(ids)].filter((id) => !names.has(id));
  if (unknown.length > 0) throw taskFault("task.no-such-unit", { units: unknown });
  const wanted = input.parts.map((part) => ({ ...part, shortTitle: part.shortTitle ?? shortTitleOf(part.text) }));
  await addParts(tx, call, open, "part", wanted, names, note);
  return getTask(tx, call, input);
}

/** Gives each of some districts and platforms a part that it leads. */
export async function cascadeTask(tx: Db, call: Call, { note, ...input }: At & Cascade): Promise<Task> {
  const open = await openFor(tx, call, input, "cascade");
  const choices = await parts.placeChoices(tx, input.programmeId, input.taskId);
  const byId = new Map<string, PlaceChoice>(choices.map((one) => [one.unitId, one]));
  const unitIds = [...new Set<string>(input.unitIds)];
  const strangers = unitIds.filter((id) => !byId.has(id));
  if (strangers.length > 0) throw taskFault("task.not-a-place", { units: strangers });
  const chosen = unitIds.map((id) => byId.get(id) as PlaceChoice);
  const held = chosen.filter((one) => one.hasPart).map((one) => one.shortName);
  if (held.length > 0) throw taskFault("task.place-has-part", { units: held });
  const { text = open.task.text, startsOn, dueOn, weight } = input;
  const wanted = chosen.map(({ unitId, shortName }) => ({
    text,
    shortTitle: titleFor(shortName, open.task.short_title),
    leadIds: [unitId],
    supportIds: [],
    startsOn,
    dueOn,
    weight,
  }));
  await addParts(tx, call, open, "place", wanted, new Map(chosen.map((one) => [one.unitId, one.shortName])), note);
  return getTask(tx, call, input);
}

/** Short titles have sixty characters at most. */
const titleFor = (place: string, title: string) => `${place}：${title}`.slice(0, 60);

/** Districts and platforms to which a task can be handed down, with those that have their part already. */
export async function listPlaceChoices(db: Db, call: Call, query: { programmeId: string; taskId: string }) {
  await getTask(db, call, query);
  return { items: await parts.placeChoices(db, query.programmeId, query.taskId) };
}

async function openFor(tx: Db, call: Call, at: At, act: "split" | "cascade"): Promise<OpenTask> {
  const programme = await openProgramme(tx, call, at.programmeId);
  const open = (await openTasks(tx, call, programme, [at.taskId])).get(at.taskId);
  const fault = refusalOf(call, open, at.version, act);
  if (fault) throw fault;
  return open as OpenTask;
}

async function addParts(
  tx: Db,
  call: Call,
  open: OpenTask,
  kind: Exclude<TaskKind, "plan">,
  wanted: readonly PartToAdd[],
  names: ReadonlyMap<string, string>,
  note: string | undefined,
): Promise<void> {
  const { task } = open;
  const numbers = await parts.partNumbers(tx, task.programme_id, task.id);
  if (numbers.open + wanted.length > mostParts)
    throw taskFault("task.too-many-parts", { limit: mostParts, held: numbers.open });
  const made = wanted.map((part, index) => {
    const fault = unfit(part, task, call.today);
    if (fault) throw fault;
    return newPart(call, task, { ...part, id: newId(call.at), kind, number: numbers.last + index + 1 });
  });
  await store.insertTasks(
    tx,
    made.map((part) => part.row),
  );
  await store.insertUnits(
    tx,
    made.flatMap((part) => part.links),
  );
  await joinProgramme(
    tx,
    call,
    task.programme_id,
    made.flatMap((part) => part.links.map((link) => link.unit_id)),
  );
  task.parts = [...task.parts, ...made.map((part) => part.standing)];
  const leads = made.map(({ row, leadIds }) => `${row.number} ${leadIds.map((id) => names.get(id)).join("、")}`);
  trace(open, kind === "place" ? "task.cascade" : "task.split", {}, { parts: leads }, note);
  await recordEvents(
    tx,
    call,
    made.map(
      ({ row }): NewEvent => ({
        kind: "task.divided",
        programmeId: task.programme_id,
        subject: { kind: "task", id: row.id, version: 1 },
        note,
        after: { state: row.state, number: row.number, text: row.text, dueOn: row.due_on },
      }),
    ),
  );
  await saveAll(tx, call, [open]);
}

function unfit(part: PartToAdd, task: store.WholeTask, today: string): Fault | null {
  const due = part.dueOn ?? task.due_on;
  if (part.dueOn && part.dueOn < today) return taskFault("task.due-past", { day: part.dueOn, today });
  if (part.dueOn && task.due_on && part.dueOn > task.due_on)
    return taskFault("task.part-after-parent", { day: part.dueOn, due: task.due_on });
  if (part.startsOn && due && part.startsOn > due)
    return taskFault("task.due-before-start", { due, start: part.startsOn });
  return null;
}
