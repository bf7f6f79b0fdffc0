// Told on every screen as long as somebody stands in for a colleague on leave: for whom, with which duty, until when.
import { Link } from "@tanstack/react-router";
import type { Me } from "../../../domain/accounts/model.ts";
import { duties } from "../../../domain/organisations/model.ts";
import { words } from "../../../domain/organisations/page-unit-words.ts";
import { useMessages } from "../messages.tsx";

export function StandingFor({ me, programmeId }: { me: Me; programmeId: string | null }) {
  const { say, word, day } = useMessages();
  return (
    <aside className="standing-for no-print" aria-label={say(words.delegations)}>
      {me.standsFor.map((one) => (
        <p key={`${one.unitId}${one.duty}${one.name}`}>
          {say(words.standingFor, {
            name: one.name,
            unit: one.unitName,
            duty: word(duties[one.duty]),
            day: day(one.untilOn),
          })}{" "}
          {programmeId ? (
            <Link to="/p/$programmeId/units/$unitId" params={{ programmeId, unitId: one.unitId }}>
              {one.unitName}
            </Link>
          ) : null}
        </p>
      ))}
      <Link to="/delegations">{say(words.delegations)}</Link>
    </aside>
  );
}
