// Changes of deadlines and close-outs as they leave: each step with who, when and in which words; of a past day only what had happened.
import type { ToldChange, ToldClose } from "./acts-store.ts";
import type { CloseOut, DeadlineChange, MovedMilestone } from "./model-acts.ts";

/** A step that has been taken before an instant; null: not yet. */
function step<More extends object>(
  at: string | null,
  until: string | null,
  personName: string | null,
  note: string | null,
  more: More,
) {
  return at === null || (until !== null && at >= until) ? null : { at, personName, note, ...more };
}

export const changeAsKnown = (row: ToldChange, until: string | null): DeadlineChange =>
  ({
    id: row.id,
    fromDue: row.from_due,
    toDue: row.to_due,
    milestones: row.milestones as MovedMilestone[],
    scope: row.scope,
    asked: { at: row.asked_at, personName: row.asked_name, note: row.reason, unitName: row.asked_unit },
    opinion: step(row.opinion_at, until, row.opinion_name, row.opinion_note, { opinion: row.opinion }),
    outcome: step(row.outcome_at, until, row.outcome_name, row.outcome_note, { outcome: row.outcome }),
  }) as DeadlineChange;

export function closeOutAsKnown(row: ToldClose, until: string | null): CloseOut {
  const second = step(row.second_at, until, row.second_name, row.second_note, {
    check: row.check_how,
    finding: row.check_finding,
  });
  const published =
    second && row.publish_from && (until === null || row.publish_from < until)
      ? { from: row.publish_from, until: row.publish_until, where: row.publish_where, personName: row.publish_name }
      : null;
  return {
    id: row.id,
    done: row.done,
    effect: row.effect,
    evidenceCount: row.evidence_count,
    drawn: row.drawn,
    asked: { at: row.asked_at, personName: row.asked_name, note: null, unitName: row.asked_unit },
    first: step(row.first_at, until, row.first_name, row.first_note, {}),
    second,
    published,
    outcome: step(row.outcome_at, until, row.outcome_name, row.outcome_note, { outcome: row.outcome }),
    reopened: step(row.reopen_at, until, row.reopen_name, row.reopen_note, { because: row.reopen_because }),
  } as CloseOut;
}
