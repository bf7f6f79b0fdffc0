// The lights a task had, as a strip and in words; the decision of people and the light by the facts side by side.
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { fill } from "../../kernel/errors.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { lightReasons, lights } from "../tasks/model.ts";
import { type LightOverride, type LightStory, overrideStates } from "./model.ts";
import type { TaskRatings } from "./model-task.ts";
import { JudgeDialog } from "./page-judge.tsx";
import type { TaskPlace } from "./page-query.tsx";
import { RecordActs } from "./page-record-acts.tsx";
import { words } from "./page-words.ts";
import { overrideActs } from "./rules.ts";

type Stretch = LightStory["stretches"][number];

export function TaskLights({ place, ratings, story }: { place: TaskPlace; ratings: TaskRatings; story: LightStory }) {
  const { say } = useMessages();
  const [judging, setJudging] = useState(false);
  const { light, abilities } = ratings;
  const may = abilities.worsenLight?.allowed || abilities.askBetterLight?.allowed;
  const open = ratings.overrides.some((one) => one.state === "asked" || one.state === "standing");
  return (
    <section aria-labelledby="task-lights">
      <div className="task-head">
        <h2 id="task-lights">{say(words.lightStory)}</h2>
        {may && !open ? (
          <Button className="no-print" onClick={() => setJudging(true)}>
            {say(words.judge)}
          </Button>
        ) : null}
      </div>
      <p className="rating-line">
        {light.automatic === light.light ? null : (
          <>
            <span className="muted">{say(words.decided)}</span> <Light light={light.light} />
          </>
        )}
        <span className="muted">{say(words.automatic)}</span> <Light light={light.automatic} />
        <Link to="/p/$programmeId/ratings" params={{ programmeId: place.programmeId }}>
          {say(words.rule, { name: light.ruleName })}
        </Link>
      </p>
      <Strip stretches={story.stretches} />
      <Stretches story={story} />
      {ratings.overrides.length > 0 ? <h3>{say(words.overrideHistory)}</h3> : null}
      <ul className="rating-records">
        {ratings.overrides.map((one) => (
          <OverrideLine key={one.id} programmeId={place.programmeId} override={one} />
        ))}
      </ul>
      {judging ? <JudgeDialog place={place} ratings={ratings} onClose={() => setJudging(false)} /> : null}
      {story.cut ? <p className="muted">{say(words.cut)}</p> : null}
    </section>
  );
}

/** Time runs to the right; each stretch is as wide as it lasted. The words stand in the list below. */
function Strip({ stretches }: { stretches: readonly Stretch[] }) {
  const { day, word } = useMessages();
  const first = stretches[0];
  if (!first) return null;
  const start = Date.parse(first.from);
  const end = Math.max(Date.now(), start + 1);
  return (
    <div className="light-strip" aria-hidden="true">
      {stretches.map((stretch) => {
        const to = stretch.to ? Date.parse(stretch.to) : end;
        const isDecided = stretch.because.some((one) => one.code === "light.override");
        return (
          <i
            key={stretch.from + stretch.light}
            className={`is-${stretch.light}${isDecided ? " is-decided" : ""}`}
            style={{ flexGrow: Math.max(1, to - Date.parse(stretch.from)) }}
            title={`${day(stretch.from)} ${word(lights[stretch.light])}`}
          />
        );
      })}
    </div>
  );
}

const few = 4;

function Stretches({ story }: { story: LightStory }) {
  const { say, day, language } = useMessages();
  const [all, setAll] = useState(false);
  const newest = story.stretches.toReversed();
  if (newest.length === 0) return <p className="muted">{say(words.noLights)}</p>;
  return (
    <>
      <ol className="light-stretches">
        {(all ? newest : newest.slice(0, few)).map((stretch) => (
          <li key={stretch.from + stretch.light}>
            <span className="light-days">
              {stretch.to
                ? say(words.stretch, { from: day(stretch.from), to: day(stretch.to) })
                : say(words.stretchNow, { from: day(stretch.from) })}
            </span>
            <Light light={stretch.light} />
            <span className="muted">
              {stretch.because
                .map((reason) => fill(lightReasons[reason.code][language], reason.facts, language))
                .join(language === "zh" ? "；" : "; ")}
            </span>
          </li>
        ))}
      </ol>
      {newest.length > few ? (
        <Button kind="quiet" className="no-print" onClick={() => setAll(!all)}>
          {all ? say(words.showFew) : say(words.showAll, { count: newest.length })}
        </Button>
      ) : null}
    </>
  );
}

const operations = {
  approve: api.ratings.approveOverride,
  refuse: api.ratings.refuseOverride,
  withdraw: api.ratings.withdrawOverride,
  end: api.ratings.endOverride,
};

export function OverrideLine({ programmeId, override }: { programmeId: string; override: LightOverride }) {
  const { say, word, day, instant } = useMessages();
  return (
    <li>
      <p>
        <Light light={override.fromLight} /> → <Light light={override.light} />{" "}
        <b>{word(overrideStates[override.state])}</b>{" "}
        <span className="muted">{say(words.until, { day: day(override.untilOn) })}</span>
      </p>
      <p>{override.reason}</p>
      <p className="muted">
        {say(words.by, { unit: override.madeUnit, person: override.madeBy })} · {instant(override.madeAt)}
        {override.decidedBy ? ` · ${override.decidedBy}` : ""}
        {override.decisionNote ? `：${override.decisionNote}` : ""}
      </p>
      <RecordActs
        programmeId={programmeId}
        acts={overrideActs}
        main="approve"
        abilities={override.abilities}
        run={(act, note) =>
          operations[act]({
            programmeId: programmeId as ProgrammeId,
            overrideId: override.id,
            version: override.version,
            ...(note ? { note } : {}),
          })
        }
      />
    </li>
  );
}
