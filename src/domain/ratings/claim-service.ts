// Steps of maturity: the lead unit claims one with its facts, the office confirms, returns or takes back; the task follows.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { setMaturity } from "../tasks/maturity.ts";
import { holdTask } from "../tasks/open-task.ts";
import * as store from "./claim-store.ts";
import { evidenceOf } from "./evidence-subject.ts";
import { ratingFault } from "./model-faults.ts";
import { factsOfStep, type NewClaim } from "./model-maturity.ts";
import type { TaskRatings } from "./model-task.ts";
import { guard, holdOrAbsent, ratingRefusal, stale } from "./open-record.ts";
import { type ClaimAct, claimActs, decideClaim, decideOnTask, faultsOfFacts, nextStep, ratingActs } from "./rules.ts";
import { getRatings } from "./service.ts";

export async function claimStep(tx: Db, call: Call, input: NewClaim & { programmeId: string }): Promise<TaskRatings> {
  await enterClaim(tx, call, input);
  return getRatings(tx, call, input);
}

/** Claims a step without reading the ratings again; for whoever enters many in a row. */
export async function enterClaim(
  tx: Db,
  call: Call,
  input: NewClaim & { programmeId: string },
): Promise<{ claimId: string; version: number }> {
  const { programme, task, facts } = await holdTask(tx, call, input);
  const decision = decideOnTask(call.actor, facts).claimStep;
  if (!decision.allowed) throw ratingRefusal(ratingActs.claimStep, decision);
  const waiting = (await store.claimsOfTask(tx, programme.id, task.id, null, 100)).filter(
    (claim) => claim.state === "claimed",
  );
  const next = nextStep(
    task.maturity,
    waiting.map((claim) => claim.step),
  );
  if (next === null) throw ratingFault("rating.top-reached");
  if (input.step !== next) throw ratingFault("rating.wrong-step", { next });
  refuseFacts(input.step, input.facts, call.today);
  const inForceOn = input.step === 1 ? (input.facts.inForceOn ?? null) : null;
  const claimId = newId(call.at);
  await store.insertClaim(tx, {
    programme_id: programme.id,
    id: claimId,
    task_id: task.id,
    step: input.step,
    facts: JSON.stringify(input.facts),
    in_force_on: inForceOn,
    state: "claimed",
    note: input.note ?? null,
    made_by: call.actor.personId,
    made_unit_id: call.actor.unitId,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  await recordEvent(tx, call, {
    kind: "rating.claimStep",
    programmeId: programme.id,
    subject: { kind: "task", id: task.id, version: task.version },
    note: input.note,
    before: { step: null },
    after: { step: `L${input.step}` },
  });
  return { claimId, version: 1 };
}

function refuseFacts(step: number, facts: Readonly<Record<string, string>>, today: string): void {
  const { missing, wrong } = faultsOfFacts(step, facts, today);
  for (const [code, names] of [
    ["rating.facts-missing", missing],
    ["rating.bad-facts", wrong],
  ] as const) {
    if (names.length === 0) continue;
    const label = (name: string, language: "zh" | "en") => factsOfStep(step)[name]?.[language] ?? name;
    throw ratingFault(
      code,
      {
        step,
        fields: {
          zh: names.map((name) => label(name, "zh")).join("、"),
          en: names.map((name) => label(name, "en")).join(", "),
        },
      },
      names.map((name) => ({ path: `facts.${name}`, code, zh: label(name, "zh"), en: label(name, "en") })),
    );
  }
}

interface ActInput {
  programmeId: string;
  claimId: string;
  version: number;
  note?: string | undefined;
}

export const confirmStep = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "confirm");
export const returnStep = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "return");
export const withdrawStep = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "withdraw");
export const takeBackStep = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "takeBack");

async function act(tx: Db, call: Call, input: ActInput, name: ClaimAct): Promise<TaskRatings> {
  return getRatings(tx, call, await settleClaim(tx, call, input, name));
}

/** Carries out an act on a claim without reading the ratings again. */
export async function settleClaim(tx: Db, call: Call, input: ActInput, name: ClaimAct) {
  const { id: programmeId } = await openProgramme(tx, call, input.programmeId);
  const found = await store.findClaim(tx, programmeId, input.claimId);
  if (!found) throw ratingFault("rating.absent");
  const at = { programmeId, taskId: found.taskId };
  const { task, facts } = await holdOrAbsent(tx, call, at);
  // Read again: whoever held the task before may have decided.
  const claim = (await store.findClaim(tx, programmeId, found.id)) ?? found;
  const evidence = await evidenceOf(tx, call, programmeId, [claim.id]);
  const record = {
    state: claim.state,
    step: claim.step,
    madeBy: claim.madeById,
    evidenceCount: evidence.get(claim.id) ?? 0,
  };
  const decisions = decideClaim(call.actor, { ...facts, maturity: task.maturity }, record);
  guard(claim, input, claimActs[name], decisions[name]);
  const saved = await store.decideClaim(
    tx,
    { programmeId, id: claim.id, version: claim.version },
    {
      state: claimActs[name].to,
      decided_by: call.actor.personId,
      decided_at: call.atIso,
      decision_note: input.note ?? null,
      changed_at: call.atIso,
      changed_by: call.actor.personId,
    },
  );
  if (!saved) throw stale(claim.version);
  await recordEvent(tx, call, {
    kind: `rating.${name}Step`,
    programmeId,
    subject: { kind: "task", id: task.id, version: task.version },
    note: input.note,
    before: { claim: claim.state },
    after: { claim: claimActs[name].to, step: `L${claim.step}` },
  });
  if (name === "confirm")
    await setMaturity(tx, call, task, {
      maturity: claim.step,
      inForceOn: claim.step === 1 ? claim.inForceOn : task.in_force_on,
    });
  if (name === "takeBack")
    await setMaturity(tx, call, task, {
      maturity: claim.step - 1,
      inForceOn: claim.step === 1 ? null : task.in_force_on,
    });
  return at;
}
