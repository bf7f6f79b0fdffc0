// How the delivery loop stands: orders by colour, the round at hand, matters, deadlines changed, the ladder. Each figure opens its rows.
import type { ReactNode } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { OrderFlag } from "../../app/web/ui/order-flag.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { AddressLink } from "../organisations/page-unit-link.tsx";
import { reportStates } from "../progress/model.ts";
import { orderGrades } from "../supervision/model.ts";
import { openOrderStates } from "../supervision/rules.ts";
import { lights, maturitySteps } from "../tasks/model.ts";
import type { Delivery, Overview } from "./model.ts";
import { LedgerLink, onDay } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";

interface Props {
  overview: Overview;
  asOf: string | undefined;
}

export function DeliveryBox({ overview, asOf }: Props) {
  const { say } = useMessages();
  return (
    <section className="overview-box" aria-labelledby="overview-delivery">
      <h2 id="overview-delivery">{say(words.delivery)}</h2>
      <dl className="delivery">
        <Orders overview={overview} asOf={asOf} />
        <Round overview={overview} asOf={asOf} />
        <Matters overview={overview} asOf={asOf} />
        <TaskLines overview={overview} asOf={asOf} />
        <Ladder overview={overview} asOf={asOf} />
      </dl>
    </section>
  );
}

const Line = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
);

/** A figure as the way to its rows, on the same day. */
function Figure({
  href,
  asOf,
  label,
  children,
}: {
  href: string;
  asOf: string | undefined;
  label: string;
  children: ReactNode;
}) {
  return (
    <AddressLink href={onDay(href, asOf)}>
      {children}
      <span className="sr"> {label}</span>
    </AddressLink>
  );
}

function Orders({ overview, asOf }: Props) {
  const { say, word } = useMessages();
  const { orders } = overview.delivery;
  const grades = codesOf(orderGrades)
    .toReversed()
    .filter((grade) => (orders[grade]?.count ?? 0) > 0);
  const base = `/p/${overview.programmeId}/orders`;
  const title = say(words.orders);
  const name = (label: string, count: number) => say(words.opens, { line: title, label, count });
  return (
    <Line title={title}>
      {grades.length === 0 ? <span className="muted">{say(words.ordersNone)}</span> : null}
      {grades.map((grade) => {
        const { count, late } = orders[grade];
        const label = word(orderGrades[grade]);
        return (
          <span key={grade} className="delivery-pair">
            <Figure
              href={`${base}?grade=${grade}&state=${openOrderStates.join(",")}`}
              asOf={asOf}
              label={name(label, count)}
            >
              <OrderFlag grade={grade} /> <b>{count}</b>
            </Figure>
            {late > 0 ? (
              <Figure
                href={`${base}?grade=${grade}&late=true`}
                asOf={asOf}
                label={name(`${label} ${say(words.cutLate)}`, late)}
              >
                <span className="overview-late">{say(words.ordersLate, { count: late })}</span>
              </Figure>
            ) : null}
          </span>
        );
      })}
    </Line>
  );
}

/** Late units named before the list says the rest. */
const lateNamed = 6;

function Round({ overview, asOf }: Props) {
  const { say, word, day, list } = useMessages();
  const { round } = overview.delivery;
  const title = say(words.round);
  if (!round)
    return (
      <Line title={title}>
        <span className="muted">{say(words.roundNone)}</span>
      </Line>
    );
  const href = `/p/${overview.programmeId}/rounds/${round.id}`;
  const named = round.lateUnits.slice(0, lateNamed).map((one) => one.name);
  const over = round.dueOn < overview.day;
  return (
    <Line title={title}>
      <span className="delivery-whole">
        <Figure
          href={href}
          asOf={asOf}
          label={say(words.opens, { line: title, label: round.title, count: round.owed })}
        >
          {round.title}
        </Figure>{" "}
        <span className={over && round.late > 0 ? "overview-late" : "muted"}>
          {say(words.roundDue, { day: day(round.dueOn) })}
        </span>
      </span>
      {codesOf(reportStates).map((state) =>
        round.states[state] ? (
          <Figure
            key={state}
            href={href}
            asOf={asOf}
            label={say(words.opens, { line: title, label: word(reportStates[state]), count: round.states[state] })}
          >
            <span className="muted">{word(reportStates[state])}</span> <b>{round.states[state]}</b>
          </Figure>
        ) : null,
      )}
      {over ? (
        <span className="delivery-whole">
          {round.late > 0 ? (
            <Figure
              href={`${href}?which=late`}
              asOf={asOf}
              label={say(words.opens, { line: title, label: say(words.cutLate), count: round.late })}
            >
              {say(words.roundLate, { count: round.late })}
              {list(named)}
              {round.late > named.length ? say(words.andMore) : ""}
            </Figure>
          ) : (
            <span className="muted">{say(words.roundLateNone)}</span>
          )}
        </span>
      ) : null}
      <span className="delivery-whole muted">{say(words.roundOnTime, { onTime: round.onTime, owed: round.owed })}</span>
    </Line>
  );
}

function Matters({ overview, asOf }: Props) {
  const { say } = useMessages();
  const { pending, late } = overview.delivery.matters;
  const title = say(words.matters);
  const base = `/p/${overview.programmeId}/matters`;
  return (
    <Line title={title}>
      <Figure
        href={base}
        asOf={asOf}
        label={say(words.opens, { line: title, label: say(words.mattersPending), count: pending })}
      >
        <span className="muted">{say(words.mattersPending)}</span> <b>{pending}</b>
      </Figure>
      <Figure
        href={`${base}?late=true`}
        asOf={asOf}
        label={say(words.opens, { line: title, label: say(words.mattersLate), count: late })}
      >
        <span className="muted">{say(words.mattersLate)}</span>{" "}
        <b className={late > 0 ? "overview-late" : ""}>{late}</b>
      </Figure>
    </Line>
  );
}

function TaskLines({ overview, asOf }: Props) {
  const { say } = useMessages();
  const { rescheduled, reviewDue, diverging, placePlans } = overview.delivery;
  const at = { programmeId: overview.programmeId, asOf };
  const places = Object.values(placePlans).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <Line title={say(words.rescheduled)}>
        <LedgerLink at={at} filter={{ rescheduledFrom: rescheduled.monthFrom }}>
          {say(words.rescheduledTimes, { times: rescheduled.times, tasks: rescheduled.tasks })}
        </LedgerLink>
      </Line>
      <Line title={say(words.reviewDue)}>
        <LedgerLink at={at} filter={{ reviewDue: "true" }}>
          <span className={reviewDue > 0 ? "overview-late" : ""}>{say(words.tasksCount, { count: reviewDue })}</span>
        </LedgerLink>
      </Line>
      <Line title={say(words.diverging)}>
        <Figure
          href={`/p/${overview.programmeId}/ratings`}
          asOf={asOf}
          label={say(words.opens, { line: say(words.diverging), label: "", count: diverging })}
        >
          {say(words.tasksCount, { count: diverging })}
        </Figure>
      </Line>
      {places > 0 ? (
        <Line title={say(words.placePlans)}>
          <LedgerLink at={at} filter={{ parts: "places" }}>
            {say(words.tasksCount, { count: places })}
          </LedgerLink>
          {codesOf(lights).map((light) =>
            placePlans[light] ? (
              <LedgerLink key={light} at={at} filter={{ parts: "places", light }}>
                <Light light={light} /> {placePlans[light]}
              </LedgerLink>
            ) : null,
          )}
        </Line>
      ) : null}
    </>
  );
}

function Ladder({ overview, asOf }: Props) {
  const { say, word } = useMessages();
  const at = { programmeId: overview.programmeId, asOf };
  const steps: Delivery["maturity"] = overview.delivery.maturity;
  return (
    <Line title={say(words.ladder)}>
      {codesOf(maturitySteps).map((code, step) => (
        <LedgerLink
          key={code}
          at={at}
          filter={{ maturity: String(step) }}
          hint={say(words.opens, {
            line: say(words.ladder),
            label: `${code} ${word(maturitySteps[code])}`,
            count: steps[step] ?? 0,
          })}
        >
          <span className="muted" title={word(maturitySteps[code])}>
            {code}
          </span>{" "}
          <b>{steps[step] ?? 0}</b>
        </LedgerLink>
      ))}
    </Line>
  );
}
