// One unit in the ledger by unit: as a row of numbers, or as a card on a phone. Each number is the way to its tasks.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { codesOf } from "../../../kernel/labels.ts";
import { unitKinds } from "../../organisations/model.ts";
import { lights, type TaskState, taskStates } from "../model.ts";
import type { UnitFigures } from "../model-figures.ts";
import { words } from "./page-by-unit-words.ts";

interface UnitProps {
  unit: UnitFigures;
  programmeId: string;
  /** The address of the ledger with a filter more. */
  linkOf: (filter: Search) => Search;
  onShow: (taskId: string) => void;
}

/** How many states are named before the rest is left to the ledger. */
const statesShown = 3;

/** Tasks that are the unit's own: those it leads, or those given to it as a working group. */
const ownOf = (unit: UnitFigures): Search => (unit.kind === "group" ? { group: unit.unitId } : { lead: unit.unitId });

export function UnitRow(props: UnitProps) {
  const { unit } = props;
  const { word } = useMessages();
  return (
    <tr>
      <td>
        <Figure {...props} filter={unit.kind === "group" ? ownOf(unit) : { unit: unit.unitId }}>
          {unit.shortName} <span className="muted by-unit-kind">{word(unitKinds[unit.kind])}</span>
        </Figure>
      </td>
      <Numbers {...props} />
      <td>
        <States unit={unit} />
      </td>
      <td>
        <Next {...props} />
      </td>
    </tr>
  );
}

function Numbers(props: UnitProps) {
  const { unit } = props;
  const { say, word } = useMessages();
  const own = ownOf(unit);
  return (
    <>
      <NumberCell {...props} what={say(words.lead)} count={unit.lead} filter={own} />
      {codesOf(lights).map((light) => (
        <NumberCell
          key={light}
          {...props}
          what={word(lights[light])}
          count={unit.leadLights[light] ?? 0}
          filter={{ ...own, light }}
          tone={light}
        />
      ))}
      <NumberCell {...props} what={say(words.late)} count={unit.late} filter={{ ...own, late: "true" }} />
      <NumberCell {...props} what={say(words.support)} count={unit.support} filter={{ support: unit.unitId }} />
    </>
  );
}

function NumberCell({
  what,
  count,
  filter,
  tone,
  ...props
}: UnitProps & { what: string; count: number; filter: Search; tone?: string }) {
  const { say } = useMessages();
  return (
    <td className="is-right">
      {count === 0 ? (
        <span className="by-unit-zero muted">·</span>
      ) : (
        <Figure {...props} filter={filter} label={say(words.cell, { unit: props.unit.shortName, what, count })}>
          {tone ? <i className={`mark-light is-${tone} by-unit-dot`} aria-hidden="true" /> : null}
          {count}
        </Figure>
      )}
    </td>
  );
}

function Figure({
  programmeId,
  linkOf,
  filter,
  label,
  children,
}: Pick<UnitProps, "programmeId" | "linkOf"> & { filter: Search; label?: string; children: ReactNode }) {
  return (
    <Link
      to="/p/$programmeId/ledger"
      params={{ programmeId }}
      search={linkOf(filter) as Record<string, string>}
      {...(label ? { "aria-label": label } : {})}
    >
      {children}
    </Link>
  );
}

function States({ unit }: { unit: UnitFigures }) {
  const { say, word, list } = useMessages();
  const states = Object.entries(unit.leadStates).sort((a, b) => b[1] - a[1]);
  if (states.length === 0) return <span className="muted">{say("none")}</span>;
  const named = states.map(([state, count]) => `${word(taskStates[state as TaskState])} ${count}`);
  return (
    <span title={list(named)}>
      {named.slice(0, statesShown).join(" · ")}
      {named.length > statesShown ? <span className="muted"> {say(words.more)}</span> : null}
    </span>
  );
}

function Next({ unit, onShow }: UnitProps) {
  const { say, day } = useMessages();
  const { next } = unit;
  if (!next) return <span className="muted">{say("none")}</span>;
  return (
    <button type="button" className="by-unit-task" onClick={() => onShow(next.taskId)}>
      <span className="muted">{day(next.dueOn)}</span> {next.title}
    </button>
  );
}

export function UnitCard(props: UnitProps) {
  const { unit, programmeId, linkOf } = props;
  const { say, word } = useMessages();
  const own = ownOf(unit);
  const number = (what: string, count: number, filter: Search, tone?: string) =>
    count === 0 ? null : (
      <Figure
        key={what}
        programmeId={programmeId}
        linkOf={linkOf}
        filter={filter}
        label={say(words.cell, { unit: unit.shortName, what, count })}
      >
        {tone ? <i className={`mark-light is-${tone} by-unit-dot`} aria-hidden="true" /> : null}
        {what} {count}
      </Figure>
    );
  return (
    <li>
      <h3>
        {unit.shortName} <span className="muted">{word(unitKinds[unit.kind])}</span>
      </h3>
      <p className="by-unit-numbers">
        {number(say(words.lead), unit.lead, own)}
        {number(say(words.support), unit.support, { support: unit.unitId })}
        {number(say(words.late), unit.late, { ...own, late: "true" })}
      </p>
      <p className="by-unit-numbers">
        {codesOf(lights).map((light) =>
          number(word(lights[light]), unit.leadLights[light] ?? 0, { ...own, light }, light),
        )}
      </p>
      {unit.next ? <Next {...props} /> : null}
    </li>
  );
}
