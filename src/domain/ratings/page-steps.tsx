// The steps of maturity of a task: each claim with its facts, evidence and decision, and the form for the next one.
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Evidence } from "../evidence/page-evidence.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { maturitySteps } from "../tasks/model.ts";
import { claimStates, factsOfStep, type MaturityClaim } from "./model-maturity.ts";
import type { TaskRatings } from "./model-task.ts";
import { ClaimDialog } from "./page-claim.tsx";
import type { TaskPlace } from "./page-query.tsx";
import { RecordActs } from "./page-record-acts.tsx";
import { words } from "./page-words.ts";
import { claimActs, nextStep } from "./rules.ts";

export const stepWord = (step: number) => maturitySteps[`L${step}` as keyof typeof maturitySteps];

export function TaskSteps({ place, ratings }: { place: TaskPlace; ratings: TaskRatings }) {
  const { say, day } = useMessages();
  const [claiming, setClaiming] = useState(false);
  const waiting = ratings.claims.filter((claim) => claim.state === "claimed").map((claim) => claim.step);
  const next = nextStep(ratings.maturity, waiting);
  const standing = ratings.implemented
    ? say(words.implemented, { day: day(ratings.inForceOn) })
    : ratings.inForceOn && ratings.maturity > 0
      ? say(words.notInForce, { day: day(ratings.inForceOn) })
      : say(words.notImplemented);
  return (
    <section aria-labelledby="task-steps">
      <div className="task-head">
        <h2 id="task-steps">
          {say(words.steps)} <span className="rating-standing muted">{standing}</span>
        </h2>
        {next !== null && ratings.abilities.claimStep?.allowed ? (
          <Button className="no-print" onClick={() => setClaiming(true)}>
            {say(words.claim, { step: `L${next}` })}
          </Button>
        ) : null}
      </div>
      {ratings.claims.length === 0 ? <p className="muted">{say(words.stepsNone)}</p> : null}
      <ul className="rating-records">
        {ratings.claims.map((claim) => (
          <ClaimLine key={claim.id} programmeId={place.programmeId} claim={claim} past={place.asOf !== undefined} />
        ))}
      </ul>
      {claiming && next !== null ? <ClaimDialog place={place} step={next} onClose={() => setClaiming(false)} /> : null}
    </section>
  );
}

const operations = {
  confirm: api.ratings.confirmStep,
  return: api.ratings.returnStep,
  withdraw: api.ratings.withdrawStep,
  takeBack: api.ratings.takeBackStep,
};

export function ClaimLine({ programmeId, claim, past }: { programmeId: string; claim: MaturityClaim; past?: boolean }) {
  const { say, word, day, instant } = useMessages();
  const fields = factsOfStep(claim.step);
  return (
    <li>
      <p>
        <b>
          L{claim.step} {word(stepWord(claim.step))}
        </b>{" "}
        · {word(claimStates[claim.state])} ·{" "}
        {claim.evidenceCount > 0 ? (
          say(words.evidence, { count: claim.evidenceCount })
        ) : (
          <span className="rating-lack">{say(words.noEvidence)}</span>
        )}
      </p>
      <dl className="rating-facts">
        {Object.entries(fields).map(([name, field]) =>
          claim.facts[name] ? (
            <div key={name}>
              <dt>{word(field)}</dt>
              <dd>{field.kind === "day" ? day(claim.facts[name]) : claim.facts[name]}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {claim.note ? <p>{claim.note}</p> : null}
      <p className="muted">
        {say(words.by, { unit: claim.madeUnit, person: claim.madeBy })} · {instant(claim.madeAt)}
        {claim.decidedBy && claim.decidedAt ? ` → ${claim.decidedBy} · ${instant(claim.decidedAt)}` : ""}
        {claim.decisionNote ? `：${claim.decisionNote}` : ""}
      </p>
      {past ? null : (
        <details className="rating-past no-print" open={claim.state === "claimed" && claim.evidenceCount === 0}>
          <summary>{say(words.showEvidence)}</summary>
          <Evidence programmeId={programmeId} kind="maturityClaim" id={claim.id} />
        </details>
      )}
      <RecordActs
        programmeId={programmeId}
        acts={claimActs}
        main="confirm"
        abilities={claim.abilities}
        run={(act, note) =>
          operations[act]({
            programmeId: programmeId as ProgrammeId,
            claimId: claim.id,
            version: claim.version,
            ...(note ? { note } : {}),
          })
        }
      />
    </li>
  );
}
