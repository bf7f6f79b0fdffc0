// One unit: its names over time, its people with their duties, what it came from and what became of it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useMe } from "../../app/web/session.tsx";
import { useHere } from "../../app/web/shell/here.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { organisationsApi } from "./contract.ts";
import { duties, nameKinds, successionKinds, type Unit, unitKinds } from "./model.ts";
import { handedDuties } from "./model-handover.ts";
import { UnitLine } from "./page.tsx";
import { EditUnit } from "./page-edit-unit.tsx";
import { HandOverPerson, HandOverUnit, MoveStaff } from "./page-handover.tsx";
import { RecordSuccession } from "./page-succession.tsx";
import { words as workWords } from "./page-unit-words.ts";
import { words } from "./page-words.ts";
import "./page.css";

const useUnit = (unitId: string | null) =>
  useQuery({
    queryKey: ["units", "one", unitId],
    queryFn: () => api.organisations.getUnit({ unitId: unitId ?? "" }),
    enabled: unitId !== null,
  });

export function UnitPage() {
  const { say } = useMessages();
  const { unitId = "" } = useParams({ strict: false });
  const { data: unit, error, refetch } = useUnit(unitId);
  useTitle(unit?.shortName ?? say(words.unitsTitle));
  return (
    <div className="units">
      <div className="bar no-print">
        <Link to="/units">{say(words.allUnits)}</Link>
      </div>
      <article className="units-paper">
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!unit && !error ? <Skeleton lines={8} /> : null}
        {unit ? <Inside unit={unit} /> : null}
      </article>
    </div>
  );
}

function Inside({ unit }: { unit: Unit }) {
  const { say, word, day } = useMessages();
  const { programme } = useHere();
  const parent = useUnit(unit.parentId).data;
  const successor = useUnit(unit.successorId).data;
  const [open, setOpen] = useState<"edit" | "succeed" | "handOver" | "moveStaff" | null>(null);
  return (
    <>
      <header className="unit-top">
        <div>
          <p className="muted">
            {word(unitKinds[unit.kind])}
            {unit.code ? ` · ${unit.code}` : ""}
            {parent ? (
              <>
                {" · "}
                <Link to="/units/$unitId" params={{ unitId: parent.id }}>
                  {parent.name}
                </Link>
              </>
            ) : null}
          </p>
          <h1>{unit.name}</h1>
          {programme ? (
            <span className="unit-ways">
              <Link to="/p/$programmeId/units/$unitId" params={{ programmeId: programme.id, unitId: unit.id }}>
                {say(workWords.inPilot)}
              </Link>
              <Link to="/p/$programmeId/ledger" params={{ programmeId: programme.id }} search={{ lead: unit.id }}>
                {say(words.unitTasks)}
              </Link>
            </span>
          ) : null}
        </div>
        <div className="unit-acts no-print">
          {unit.abilities.edit ? <Button onClick={() => setOpen("edit")}>{say(words.editUnit)}</Button> : null}
          {unit.abilities.succeed && !unit.endedOn ? (
            <Button onClick={() => setOpen("succeed")}>{say(words.recordSuccession)}</Button>
          ) : null}
          {unit.abilities.succeed ? (
            <Button onClick={() => setOpen("handOver")}>{say(workWords.handOverUnit)}</Button>
          ) : null}
          {unit.abilities.moveStaff && successor ? (
            <Button onClick={() => setOpen("moveStaff")}>{say(workWords.moveStaff)}</Button>
          ) : null}
        </div>
      </header>
      {unit.endedOn ? (
        <Notice>{say(words.unitEnded, { day: day(unit.endedOn), successor: successor?.name ?? "…" })}</Notice>
      ) : null}
      {unit.known ? null : <ConfirmUnit unit={unit} />}
      <Part title={say(words.unitNames)}>
        <ul className="unit-rows">
          {unit.names.map((name) => (
            <li key={`${name.kind}${name.name}${name.fromOn ?? ""}`}>
              <span className="muted">{word(nameKinds[name.kind])}</span>
              <span>{name.name}</span>
              <span className="muted">
                {name.fromOn ? say(words.fromDay, { day: day(name.fromOn) }) : ""}{" "}
                {name.untilOn ? say(words.untilDay, { day: day(name.untilOn) }) : ""}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <People unit={unit} />
      <Part
        title={say(words.unitSuccessions)}
        none={unit.successions.length === 0 ? say(words.unitSuccessionsNone) : undefined}
      >
        <ul className="unit-rows">
          {unit.successions.map((step) => (
            <li key={`${step.fromUnitId}${step.toUnitId}${step.onDay}`}>
              <span className="muted">{word(successionKinds[step.kind])}</span>
              <span>{say(words.successionLine, { from: step.fromName, to: step.toName })}</span>
              <span className="muted">
                {day(step.onDay)}
                {step.note ? ` · ${step.note}` : ""}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Below unit={unit} />
      {open === "edit" ? (
        <EditUnit
          unit={unit}
          parent={parent ? { id: parent.id, name: parent.name } : null}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === "handOver" ? <HandOverUnit unit={unit} onClose={() => setOpen(null)} /> : null}
      {open === "moveStaff" && successor ? (
        <MoveStaff unit={unit} to={{ id: successor.id, name: successor.name }} onClose={() => setOpen(null)} />
      ) : null}
      {open === "succeed" ? <RecordSuccession unit={unit} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function People({ unit }: { unit: Unit }) {
  const { say, word, list, day } = useMessages();
  const me = useMe();
  const [leaving, setLeaving] = useState<Unit["people"][number] | null>(null);
  const lent = useQuery({
    queryKey: ["units", "delegations", unit.id],
    queryFn: () => api.organisations.listDelegations({ unitId: unit.id }),
  }).data?.items.filter((one) => one.state === "inForce");
  const proposes = me?.duties.some((duty) => (organisationsApi.handOverPerson.for as readonly string[]).includes(duty));
  return (
    <Part title={say(words.unitPeople)} none={unit.people.length === 0 ? say(words.unitPeopleNone) : undefined}>
      <ul className="unit-rows">
        {unit.people.map((person) => (
          <li key={person.id}>
            <span />
            <span>{person.name}</span>
            <span className="unit-person">
              <span className="muted">{list(person.duties.map((duty) => word(duties[duty])))}</span>
              {lent
                ?.filter((one) => one.from.id === person.id)
                .map((one) => (
                  <span key={one.id}>{say(workWords.standIn, { name: one.to.name, day: day(one.untilOn) })}</span>
                ))}
              {proposes && person.duties.some((duty) => (handedDuties as readonly string[]).includes(duty)) ? (
                <Button kind="quiet" className="no-print" onClick={() => setLeaving(person)}>
                  {say(workWords.handOver)}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {leaving ? <HandOverPerson unitId={unit.id} person={leaving} onClose={() => setLeaving(null)} /> : null}
    </Part>
  );
}

function Below({ unit }: { unit: Unit }) {
  const { say } = useMessages();
  const below = useQuery({
    queryKey: ["units", "below", unit.id],
    queryFn: () => api.organisations.listUnits({ parent: unit.id, limit: 200, sort: "tree" }),
  }).data;
  if (!below || below.items.length === 0) return null;
  return (
    <Part title={say(words.unitBelow)}>
      <ul className="unit-list">
        {below.items.map((one) => (
          <li key={one.id}>
            <UnitLine unit={one} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function ConfirmUnit({ unit }: { unit: Unit }) {
  const { say } = useMessages();
  const confirming = useMutation({
    mutationFn: () => api.organisations.changeUnit({ unitId: unit.id, version: unit.version, known: true }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["units"] }),
  });
  return (
    <>
      <Notice
        kind="warning"
        title={say(words.unitUnknown)}
        acts={
          unit.abilities.edit ? (
            <Button kind="do" busy={confirming.isPending} onClick={() => confirming.mutate()}>
              {say(words.unitConfirm)}
            </Button>
          ) : null
        }
      >
        {say(words.unitUnknownNext)}
      </Notice>
      <RefusalNotice error={confirming.error} />
    </>
  );
}

function Part({ title, none, children }: { title: string; none?: string | undefined; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {none ? <p className="muted unit-none">{none}</p> : children}
    </section>
  );
}
