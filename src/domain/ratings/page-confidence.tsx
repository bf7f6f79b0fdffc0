// Confidence in delivery 交付信心: what each rater says now and said before, where they lie apart; apart from the light.
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { codesOf } from "../../kernel/labels.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { confidencePoints, type Rater, raters, terms } from "./model.ts";
import type { TaskRatings } from "./model-task.ts";
import { type TaskPlace, useRatingChange } from "./page-query.tsx";
import { words } from "./page-words.ts";
import { divergentFrom, rateActs } from "./rules.ts";

const wordOf = (points: number) => confidencePoints[String(points) as keyof typeof confidencePoints];

export function TaskConfidence({ place, ratings }: { place: TaskPlace; ratings: TaskRatings }) {
  const { say, word, instant } = useMessages();
  const [rating, setRating] = useState<Rater | null>(null);
  const before = ratings.confidence.filter((one) => !one.present);
  return (
    <section aria-labelledby="task-confidence">
      <div className="task-head">
        <h2 id="task-confidence">{word(terms.confidence)}</h2>
        {ratings.spread !== null && ratings.spread >= divergentFrom ? (
          <Chip>{say(words.apart, { spread: ratings.spread })}</Chip>
        ) : null}
      </div>
      <dl className="confidence">
        {codesOf(raters).map((rater) => {
          const now = ratings.confidence.find((one) => one.rater === rater && one.present);
          return (
            <div key={rater}>
              <dt>{word(raters[rater])}</dt>
              <dd>
                {now ? <Points points={now.points} /> : <span className="muted">{say(words.notRated)}</span>}
                {now ? (
                  <p>
                    {now.reason}{" "}
                    <span className="muted">
                      {now.source ? `${now.source} · ` : ""}
                      {say(words.by, { unit: now.madeUnit, person: now.madeBy })} · {instant(now.madeAt)}
                    </span>
                  </p>
                ) : null}
                {ratings.abilities[rateActs[rater]]?.allowed ? (
                  <Button
                    className="no-print"
                    aria-label={`${say(words.rate)}：${word(raters[rater])}`}
                    onClick={() => setRating(rater)}
                  >
                    {say(words.rate)}
                  </Button>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
      {before.length > 0 ? (
        <details className="rating-past">
          <summary>
            {say(words.ratedBefore)} {before.length}
          </summary>
          <ul className="rating-records">
            {before.map((one) => (
              <li key={one.id}>
                {word(raters[one.rater])} <Points points={one.points} /> {one.reason}{" "}
                <span className="muted">{instant(one.madeAt)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {rating ? <RateDialog place={place} rater={rating} onClose={() => setRating(null)} /> : null}
    </section>
  );
}

/** Five bars and the word: no colour of a light, which says something else. */
export function Points({ points }: { points: number }) {
  const { say, word } = useMessages();
  return (
    <span className="points" title={wordOf(points).means}>
      <span className="points-bars" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((bar) => (
          <i key={bar} className={bar <= points ? "is-full" : undefined} />
        ))}
      </span>
      {say(words.point5, { points, word: word(wordOf(points)) })}
    </span>
  );
}

function RateDialog({ place, rater, onClose }: { place: TaskPlace; rater: Rater; onClose: () => void }) {
  const { say, word, language } = useMessages();
  const change = useRatingChange(place.programmeId);
  const [points, setPoints] = useState(0);
  const [reason, setReason] = useState("");
  const [source, setSource] = useState("");
  const [tried, setTried] = useState(false);
  const lacksSource = rater === "third" && source.trim().length < 2;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (points === 0 || !reason.trim() || lacksSource) return;
    change.run(
      () =>
        api.ratings.rateConfidence({
          programmeId: place.programmeId as ProgrammeId,
          taskId: place.taskId as TaskId,
          rater,
          points,
          reason: reason.trim(),
          ...(rater === "third" ? { source: source.trim() } : {}),
        }),
      say(words.didRate, { points: word(wordOf(points)) }),
      onClose,
    );
  };
  return (
    <Dialog title={say(words.rateTitle, { rater: word(raters[rater]) })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>{say(words.rateLead)}</p>
        <fieldset className="points-choice">
          <legend className="sr">{word(terms.confidence)}</legend>
          {[5, 4, 3, 2, 1].map((value) => (
            <label key={value}>
              <input type="radio" name="points" checked={points === value} onChange={() => setPoints(value)} />
              <b>{say(words.point5, { points: value, word: word(wordOf(value)) })}</b>
              {language === "zh" ? <span className="muted">{wordOf(value).means}</span> : null}
            </label>
          ))}
        </fieldset>
        {tried && points === 0 ? (
          <p className="field-error" role="alert">
            {say(words.choose)}
          </p>
        ) : null}
        {rater === "third" ? (
          <Field
            label={say(words.rateSource)}
            required
            error={tried && lacksSource ? say(words.missing, { what: say(words.rateSource) }) : undefined}
          >
            {(control) => (
              <input {...control} maxLength={120} value={source} onChange={(event) => setSource(event.target.value)} />
            )}
          </Field>
        ) : null}
        <Field
          label={say(words.reason)}
          hint={say(words.reasonHint)}
          required
          error={tried && !reason.trim() ? say(words.missing, { what: say(words.reason) }) : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={change.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {say(words.rateSave)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
