// A unit's own page in a pilot: its tasks, what it owes now, its people; the same for a group, a district, a platform, a department.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { requestOf } from "../../http/client.ts";
import { organisationsApi } from "./contract.ts";
import { duties, unitKinds } from "./model.ts";
import type { UnitPage } from "./model-unit-page.ts";
import { Card } from "./page-unit-card.tsx";
import { words } from "./page-unit-words.ts";
import "../../app/web/ui/data-table.css";
import "./page.css";
import "./page-unit-work.css";

export function UnitWorkPage() {
  const { programmeId = "", unitId = "" } = useParams({ strict: false });
  return <UnitWork programmeId={programmeId} unitId={unitId} />;
}

/** 我的单位: the first of the units for which the reader works in this pilot. */
export function OwnUnitPage() {
  const { say } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({
    queryKey: ["units", "own", programmeId],
    queryFn: () => api.organisations.listOwnUnits({ programmeId }),
  });
  const first = data?.items[0];
  if (first) return <UnitWork programmeId={programmeId} unitId={first.id} />;
  return (
    <div className="units-paper">
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {data ? <EmptyState title={say(words.noUnitPage)} next={say(words.noUnitNext)} /> : null}
      {!data && !error ? <Skeleton lines={8} /> : null}
    </div>
  );
}

function UnitWork({ programmeId, unitId }: { programmeId: string; unitId: string }) {
  const { say, day, language } = useMessages();
  const { asOf } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const past = asOf ? { asOf } : {};
  const { data, error, refetch } = useQuery({
    queryKey: ["tasks", programmeId, "list", "unit-page", unitId, asOf ?? ""],
    queryFn: ({ signal }) => api.organisations.getUnitPage({ programmeId, unitId, ...past }, { signal }),
    placeholderData: (before) => (before?.unit.id === unitId ? before : undefined),
  });
  useTitle(data?.unit.shortName ?? "");
  const toDay = (next: string | undefined) =>
    void navigate({ to: ".", search: next ? { asOf: next } : {}, replace: true });
  const file = requestOf(organisationsApi.exportUnit, { programmeId, unitId, language, ...past }).url;
  return (
    <div className="unit-work">
      <div className="bar no-print">
        <Link to="/units">{say("navUnits")}</Link>
        <Link to="/units/$unitId" params={{ unitId }}>
          {say(words.unitRecord)}
        </Link>
        <span className="bar-end">
          <AsOf day={asOf} onChange={toDay} />
          {data ? (
            <a className="btn" href={file} download>
              {say(words.download)}
            </a>
          ) : null}
          <Button onClick={() => print()}>{say("print")}</Button>
        </span>
      </div>
      <article className="units-paper unit-work-paper">
        {asOf ? (
          <Notice acts={<Button onClick={() => toDay(undefined)}>{say("backToToday")}</Button>}>
            {say(words.asOfNotice, { day: day(asOf) })}
          </Notice>
        ) : null}
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!data && !error ? <Skeleton lines={12} /> : null}
        {data ? <Inside page={data} /> : null}
      </article>
    </div>
  );
}

function Inside({ page }: { page: UnitPage }) {
  const { say, word } = useMessages();
  const { unit } = page;
  return (
    <>
      <header>
        <p className="muted">
          {word(unitKinds[unit.kind])} {unit.demo ? <Chip>{say("demo")}</Chip> : null}
        </p>
        <h1>{unit.name}</h1>
        {page.own.length > 0 ? <OwnUnits page={page} /> : null}
      </header>
      {page.cards.map((card) => (
        <Card key={card.kind} card={card} />
      ))}
      <People page={page} />
    </>
  );
}

/** Somebody who acts for several units goes from one to the other. */
function OwnUnits({ page }: { page: UnitPage }) {
  const { say } = useMessages();
  return (
    <nav className="units-kinds no-print" aria-label={say(words.ownUnits)}>
      {page.own.map((one) => (
        <Link
          key={one.id}
          to="/p/$programmeId/units/$unitId"
          params={{ programmeId: page.programmeId, unitId: one.id }}
          className="chip"
          activeProps={{ "aria-current": "page" }}
        >
          {one.shortName}
        </Link>
      ))}
    </nav>
  );
}

function People({ page }: { page: UnitPage }) {
  const { say, word, list, day } = useMessages();
  return (
    <section className="unit-card" aria-labelledby="unit-people">
      <h2 id="unit-people">
        {say(words.people)}
        <Link to="/delegations" className="no-print">
          {say(words.delegations)}
        </Link>
      </h2>
      {page.people.length === 0 ? <p className="muted">{say(words.peopleNone)}</p> : null}
      <ul className="unit-people">
        {page.people.map((person) => (
          <li key={person.name}>
            <span>{person.name}</span>
            <span className="muted">{list(person.duties.map((duty) => word(duties[duty])))}</span>
            {person.standIn ? (
              <span className="unit-stand-in">
                {say(words.standIn, { name: person.standIn.name, day: day(person.standIn.untilOn) })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
