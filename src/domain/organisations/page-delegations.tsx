// Leave and hand-over 请假与交接: what one could lend, who stands in for whom, and the hand-overs one may decide.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { organisationsApi } from "./contract.ts";
import { duties } from "./model.ts";
import { type Delegation, type DelegationList, delegationStates } from "./model-delegation.ts";
import { HandoverList } from "./page-handover-list.tsx";
import { Lend, Revoke } from "./page-lend.tsx";
import { words } from "./page-unit-words.ts";
import "./page.css";
import "./page-delegations.css";

type Held = DelegationList["held"][number];

export function DelegationsPage() {
  const { say } = useMessages();
  const me = useMe();
  const [lending, setLending] = useState<Held | null>(null);
  const found = useQuery({ queryKey: ["delegations"], queryFn: () => api.organisations.listDelegations({}) });
  useTitle(say(words.delegations));
  const decides = me?.duties.some((duty) => (organisationsApi.listHandovers.for as readonly string[]).includes(duty));
  return (
    <div className="units">
      <article className="units-paper">
        <h1>{say(words.delegations)}</h1>
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending ? <Skeleton lines={6} /> : null}
        {found.data ? (
          <>
            <Held held={found.data.held} onLend={setLending} />
            <Given items={found.data.items} />
          </>
        ) : null}
        {decides ? <HandoverList /> : null}
        {lending ? <Lend held={lending} onClose={() => setLending(null)} /> : null}
      </article>
    </div>
  );
}

function Held({ held, onLend }: { held: readonly Held[]; onLend: (held: Held) => void }) {
  const { say, word } = useMessages();
  return (
    <section aria-labelledby="held">
      <h2 id="held">{say(words.myDuties)}</h2>
      {held.length === 0 ? <p className="muted unit-none">{say(words.myDutiesNone)}</p> : null}
      <ul className="delegation-rows">
        {held.map((one) => (
          <li key={`${one.unitId}${one.duty}`}>
            <span>
              {one.unitName} <span className="muted">{word(duties[one.duty])}</span>
            </span>
            <Button onClick={() => onLend(one)}>{say(words.lend)}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Given({ items }: { items: readonly Delegation[] }) {
  const { say, word, day } = useMessages();
  const [asked, setAsked] = useState<Delegation | null>(null);
  return (
    <section aria-labelledby="given">
      <h2 id="given">{say(words.given)}</h2>
      {items.length === 0 ? <p className="muted unit-none">{say(words.givenNone)}</p> : null}
      <ul className="delegation-rows">
        {items.map((one) => (
          <li key={one.id} className={one.state === "inForce" ? "" : "is-past"}>
            <span>
              <b>{say(words.givenLine, { from: one.from.name, to: one.to.name })}</b>{" "}
              <span className="muted">
                {one.unitName} {word(duties[one.duty])} ·{" "}
                {say(words.span, { from: day(one.fromOn), until: day(one.untilOn) })} ·{" "}
                {word(delegationStates[one.state])}
                {one.reason ? ` · ${one.reason}` : ""}
              </span>
            </span>
            {one.abilities.revoke ? <Button onClick={() => setAsked(one)}>{say(words.revoke)}</Button> : null}
          </li>
        ))}
      </ul>
      {asked ? <Revoke delegation={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}
