// Steps of a close-out 销号 (domain reference 1.3, 1.6): asked for with its statement, reviewed twice, published where wished, closed or
// returned; reopened on relapse; a task that does not go on is ended with who approved it and on which paper.
import { newId } from "../../kernel/ids.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import { isDrawn } from "./act-rules.ts";
import { type Step, standsFor } from "./act-steps.ts";
import type { CloseRow } from "./acts-store.ts";
import type { OpenTask } from "./change-many.ts";
import { taskFault } from "./model-faults.ts";

/** In the states of a close-out, and after it, a task always has one. */
const underWay = (open: OpenTask) => open.closeOut as CloseRow;

export const requestClose: Step<"requestClose"> = (open, { done, effect }, call) => {
  const id = newId(call.at);
  open.closeOut = {
    programme_id: open.task.programme_id,
    id,
    task_id: open.task.id,
    done,
    effect,
    evidence_count: open.facts.evidenceCount,
    drawn: isDrawn(id),
    asked_by: call.actor.personId,
    asked_unit_id: call.actor.unitId,
    asked_at: call.atIso,
    first_by: null,
    first_at: null,
    first_note: null,
    second_by: null,
    second_at: null,
    second_note: null,
    check_how: null,
    check_finding: null,
    publish_from: null,
    publish_until: null,
    publish_where: null,
    publish_by: null,
    outcome: null,
    outcome_note: null,
    outcome_by: null,
    outcome_at: null,
    reopen_because: null,
    reopen_note: null,
    reopen_by: null,
    reopen_at: null,
    stood_for: standsFor("requestClose", call),
  };
  return { after: { done, effect } };
};

export const reviewClose: Step<"reviewClose"> = (open, { note }, call) => {
  Object.assign(underWay(open), {
    first_by: call.actor.personId,
    first_at: call.atIso,
    first_note: note ?? null,
    stood_for: { ...(underWay(open).stood_for as object), ...standsFor("reviewClose", call) },
  });
  return {};
};

export const recheckClose: Step<"recheckClose"> = (open, { check, finding, note }, call) => {
  const closeOut = underWay(open);
  if (closeOut.drawn && (check === "none" || !finding)) return taskFault("task.spot-check-needed");
  if (!closeOut.drawn && check === "drawn") return taskFault("task.not-drawn");
  if (check !== "none" && !finding) return taskFault("task.finding-needed");
  Object.assign(closeOut, {
    second_by: call.actor.personId,
    second_at: call.atIso,
    second_note: note ?? null,
    stood_for: { ...(closeOut.stood_for as object), ...standsFor("recheckClose", call) },
    check_how: check,
    check_finding: check === "none" ? null : finding,
  });
  return { after: { check, ...(check === "none" ? {} : { finding }) } };
};

export const publishClose: Step<"publishClose"> = (open, { days, where }, call) => {
  const closeOut = underWay(open);
  if (closeOut.publish_until) return taskFault("task.already-published", { until: closeOut.publish_until });
  const until = addWorkingDays(call.today, days).day;
  Object.assign(closeOut, {
    publish_from: call.today,
    publish_until: until,
    publish_where: where,
    publish_by: call.actor.personId,
  });
  return { after: { publishedUntil: until, publishedWhere: where } };
};

const settle = (open: OpenTask, outcome: string, note: string | undefined, call: Parameters<typeof reviewClose>[2]) =>
  Object.assign(underWay(open), {
    outcome,
    outcome_note: note ?? null,
    outcome_by: call.actor.personId,
    outcome_at: call.atIso,
  });

export const close: Step<"close"> = (open, { note }, call) => {
  settle(open, "closed", note, call);
  return {};
};

export const returnForMore: Step<"returnForMore"> = (open, { note }, call) => {
  settle(open, "returned", note, call);
  return {};
};

export const reopen: Step<"reopen"> = (open, { because, note }, call) => {
  Object.assign(underWay(open), {
    reopen_because: because,
    reopen_note: note ?? null,
    reopen_by: call.actor.personId,
    reopen_at: call.atIso,
  });
  return { after: { because } };
};

/** What is under way on the task ends with it. */
export const end: Step<"end"> = (open, { approvedBy, basis, note }, call) => {
  const outcome = { outcome: "dropped", outcome_note: note ?? null, outcome_by: call.actor.personId };
  for (const record of [open.change, open.closeOut])
    if (record && record.outcome === null) Object.assign(record, { ...outcome, outcome_at: call.atIso });
  open.task.review_on = null;
  open.task.suspended_because = null;
  return { after: { approvedBy, basis } };
};
