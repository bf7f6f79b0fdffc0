// How far a task is: derived from its milestones, which can be marked here; set by hand only with a reason.
import { useState } from "react";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { type FillProps, shownOf } from "./page-draft-row.tsx";
import { words } from "./page-words.ts";

export function FillPercent({ row, report, save, may }: FillProps & { may: boolean }) {
  const { say, day } = useMessages();
  const percent = shownOf({ row, save }, "percent");
  const marked = (id: string) => save.drafts[row.id]?.change.reached?.some((one) => one.milestoneId === id) ?? false;
  const [all, setAll] = useState(false);
  // What can have been reached in this period; the rest of the plan is one press away.
  const near = row.milestones.filter(
    (one, index) =>
      (one.reachedOn === null || one.reachedOn >= report.round.periodFrom || marked(one.id)) &&
      (one.dueOn <= report.round.periodTo || row.milestones.findIndex((other) => other.reachedOn === null) === index),
  );
  const listed = all ? row.milestones : near;
  const [byHand, setByHand] = useState(percent !== null);
  const draft = save.drafts[row.id]?.change;
  const marks = new Map(draft?.reached?.map((one) => [one.milestoneId, one.reachedOn]));
  const shown = percent ?? row.derivedPercent ?? 0;
  const fits = row.plannedPercent === null ? null : shown >= row.plannedPercent;
  const mark = (milestoneId: string, reached: boolean) => {
    const others = (draft?.reached ?? []).filter((one) => one.milestoneId !== milestoneId);
    save.edit(row, { reached: [...others, { milestoneId, reachedOn: reached ? localToday() : null }] }, true);
  };
  return (
    <div className="fill-percent">
      <p>
        {say(words.percent)}{" "}
        {row.plannedPercent === null
          ? say(words.percentOnly, { percent: shown })
          : say(words.percentNow, { percent: shown, planned: row.plannedPercent })}{" "}
        {fits === null ? null : (
          <b className={fits ? "" : "is-behind"}>{say(fits ? words.onSchedule : words.behind)}</b>
        )}
      </p>
      {listed.length > 0 ? (
        <ul className="fill-milestones" aria-label={say(words.milestones)}>
          {listed.map((one) => {
            const reached = marks.has(one.id) ? marks.get(one.id) !== null : one.reachedOn !== null;
            return (
              <li key={one.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={reached}
                    disabled={!may}
                    onChange={(event) => mark(one.id, event.target.checked)}
                  />
                  <span>
                    {one.title} <small className="muted">{day(one.dueOn)}</small>
                  </span>
                </label>
              </li>
            );
          })}
        </ul>
      ) : null}
      {near.length < row.milestones.length ? (
        <Button kind="quiet" className="fill-hand no-print" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? say(words.less) : say(words.allMilestones, { count: row.milestones.length })}
        </Button>
      ) : null}
      {may ? (
        <Button
          kind="quiet"
          className="fill-hand no-print"
          aria-expanded={byHand}
          onClick={() => {
            if (byHand) save.edit(row, { percent: null, percentReason: null }, true);
            setByHand(!byHand);
          }}
        >
          {say(byHand ? words.byMilestones : words.byHand)}
        </Button>
      ) : null}
      {byHand ? (
        <div className="fill-by-hand">
          <input
            className="input"
            type="number"
            min={0}
            max={100}
            disabled={!may}
            aria-label={say(words.byHandValue)}
            value={percent ?? ""}
            onChange={(event) => {
              const value = event.target.value === "" ? null : Math.round(Number(event.target.value));
              if (value === null || (value >= 0 && value <= 100)) save.edit(row, { percent: value });
            }}
          />
          <input
            className="input"
            disabled={!may}
            aria-label={say(words.byHandWhy)}
            placeholder={say(words.byHandWhy)}
            maxLength={500}
            value={shownOf({ row, save }, "percentReason") ?? ""}
            onChange={(event) => save.edit(row, { percentReason: event.target.value || null })}
          />
        </div>
      ) : null}
    </div>
  );
}
