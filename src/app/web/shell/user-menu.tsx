// Who one is, and how the program looks and speaks: language, appearance, type size, password, sign out.
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import type { Me } from "../../../domain/accounts/model.ts";
import { duties } from "../../../domain/organisations/model.ts";
import { useMessages } from "../messages.tsx";
import { queries } from "../queries.ts";
import { accounts, enterAs, sessionQuery, worksOnPilots } from "../session.tsx";
import { Button } from "../ui/button.tsx";
import { LookChoices } from "./look-choices.tsx";

/** Ends the session and leads to sign-in. */
export function useSignOut() {
  const navigate = useNavigate();
  return async () => {
    await accounts.signOut({});
    const demo = queries.getQueryData(sessionQuery.queryKey)?.demo ?? false;
    enterAs({ demo, me: null, liveMark: null });
    await navigate({ to: "/sign-in", search: {} });
  };
}

export function UserMenu({ me }: { me: Me }) {
  const { say, word, list } = useMessages();
  const here = useLocation({ select: (location) => location.href });
  const signOut = useSignOut();
  const id = useId();
  return (
    <div className="user no-print">
      <button type="button" className="user-name" popoverTarget={id}>
        <span className="user-unit">{me.unit.shortName}</span>
        <span>{me.name}</span>
        <span className="sr">{say("userMenu")}</span>
        <i aria-hidden="true" />
      </button>
      <div id={id} popover="auto" className="menu">
        <p className="menu-who">
          <b>{me.name}</b>
          <span>{me.unit.name}</span>
          <span>{list(me.duties.map((duty) => word(duties[duty])))}</span>
        </p>
        <LookChoices />
        <Link to="/delegations" className="btn">
          {say("navDelegations")}
        </Link>
        {worksOnPilots(me) ? (
          <>
            <Link to="/jobs" className="btn">
              {say("navJobs")}
            </Link>
            <Link to="/notices/settings" className="btn">
              {say("noticeSettings")}
            </Link>
          </>
        ) : null}
        {me.demo ? null : (
          <Link to="/password" search={{ next: here }} className="btn">
            {say("changePassword")}
          </Link>
        )}
        <Button onClick={() => void signOut()}>{say("signOut")}</Button>
      </div>
    </div>
  );
}
