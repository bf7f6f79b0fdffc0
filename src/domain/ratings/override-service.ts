// Lights decided by people 人工改判: worse at once, better after another person of the office approved; the light is judged again at once.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { judgeAgain } from "../tasks/light-again.ts";
import { automaticOf } from "../tasks/light-past.ts";
import { type Light, type LightReason, lights } from "../tasks/model.ts";
import { holdTask } from "../tasks/open-task.ts";
import { type NewOverride, overrideStates } from "./model.ts";
import { ratingFault } from "./model-faults.ts";
import type { TaskRatings } from "./model-task.ts";
import { guard, holdOrAbsent, ratingRefusal, stale } from "./open-record.ts";
import {
  decideOnTask,
  decideOverride,
  directionOf,
  latestEnd,
  type OverrideAct,
  overrideActs,
  ratingActs,
} from "./rules.ts";
import { getRatings } from "./service.ts";
import * as store from "./store.ts";

type Held = Awaited<ReturnType<typeof holdTask>>;

/** Decides a light otherwise than the facts do; whether at once or by request follows from the direction. */
export async function overrideLight(
  tx: Db,
  call: Call,
  input: NewOverride & { programmeId: string },
): Promise<TaskRatings> {
  const held = await holdTask(tx, call, input);
  const { programme, task, facts } = held;
  const automatic = automaticOf({ light: task.light as Light, because: task.light_because as LightReason[] });
  const direction = directionOf(automatic, input.light);
  const name = direction === "better" ? "askBetterLight" : "worsenLight";
  const decision = decideOnTask(call.actor, facts)[name];
  if (!decision.allowed) throw ratingRefusal(ratingActs[name], decision);
  if (direction === "same") throw ratingFault("rating.same-light", { light: lights[automatic] });
  const latest = latestEnd(call.today);
  if (input.untilOn < call.today || input.untilOn > latest)
    throw ratingFault("rating.bad-end", { until: input.untilOn, latest });
  await store.endLapsed(tx, programme.id, call.today, call.atIso, task.id);
  const open = (await store.overridesOfTask(tx, programme.id, task.id, null, 20)).find(
    (one) => one.state === "asked" || one.state === "standing",
  );
  if (open) throw ratingFault("rating.already-decided", { state: overrideStates[open.state] });
  const id = newId(call.at);
  const state = direction === "worse" ? "standing" : "asked";
  await store.insertOverride(tx, {
    programme_id: programme.id,
    id,
    task_id: task.id,
    light: input.light,
    from_light: automatic,
    reason: input.reason,
    until_on: input.untilOn,
    state,
    made_by: call.actor.personId,
    made_unit_id: call.actor.unitId,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  await told(tx, call, held, name, input.reason, {
    before: { light: automatic },
    after: { light: input.light, untilOn: input.untilOn },
  });
  if (state === "standing") await judgeAgain(tx, call, programme.id, [task.id]);
  return getRatings(tx, call, input);
}

interface ActInput {
  programmeId: string;
  overrideId: string;
  version: number;
  note?: string | undefined;
}

export const approveOverride = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "approve");
export const refuseOverride = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "refuse");
export const withdrawOverride = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "withdraw");
export const endOverride = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "end");

const eventOf: Record<OverrideAct, string> = {
  approve: "approveLight",
  refuse: "refuseLight",
  withdraw: "withdrawLight",
  end: "endLight",
};

async function act(tx: Db, call: Call, input: ActInput, name: OverrideAct): Promise<TaskRatings> {
  const { id: programmeId } = await openProgramme(tx, call, input.programmeId);
  const found = await store.findOverride(tx, programmeId, input.overrideId);
  if (!found) throw ratingFault("rating.absent");
  const at = { programmeId, taskId: found.taskId };
  const held = await holdOrAbsent(tx, call, at);
  // Read again: whoever held the task before may have decided.
  const row = (await store.findOverride(tx, programmeId, found.id)) ?? found;
  const decisions = decideOverride(call.actor, held.facts, { state: row.state, madeBy: row.madeById });
  guard(row, input, overrideActs[name], decisions[name]);
  if (name === "approve" && row.untilOn < call.today)
    throw ratingFault("rating.bad-end", { until: row.untilOn, latest: latestEnd(call.today) });
  const { to } = overrideActs[name];
  const saved = await store.decideOverride(
    tx,
    { programmeId, id: row.id, version: row.version },
    {
      state: to,
      decided_by: call.actor.personId,
      decided_at: call.atIso,
      decision_note: input.note ?? null,
      changed_at: call.atIso,
      changed_by: call.actor.personId,
    },
  );
  if (!saved) throw stale(row.version);
  await told(tx, call, held, eventOf[name], input.note, {
    before: { override: row.state },
    after: { override: to, light: row.light, untilOn: row.untilOn },
  });
  if (to === "standing" || row.state === "standing") await judgeAgain(tx, call, programmeId, [row.taskId]);
  return getRatings(tx, call, at);
}

const told = (
  tx: Db,
  call: Call,
  { programme, task }: Held,
  name: string,
  note: string | undefined,
  change: { before: Record<string, unknown>; after: Record<string, unknown> },
) =>
  recordEvent(tx, call, {
    kind: `rating.${name}`,
    programmeId: programme.id,
    subject: { kind: "task", id: task.id, version: task.version },
    note,
    ...change,
  });
