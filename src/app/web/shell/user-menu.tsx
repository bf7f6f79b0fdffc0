// Who one is, and how the program looks and speaks: language, appearance, type size, sign out.
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import type { Me } from "../../../domain/accounts/model.ts";
import { duties } from "../../../domain/organisations/model.ts";
import { useMessages } from "../messages.tsx";
import { accounts, enterAs } from "../session.tsx";
import { Button } from "../ui/button.tsx";
import { LookChoices } from "./look-choices.tsx";

export function UserMenu({ me }: { me: Me }) {
  const { say, word, list } = useMessages();
  const navigate = useNavigate();
  const id = useId();
  const leave = async () => {
    await accounts.signOut({});
    enterAs({ demo: me.demo, me: null });
    await navigate({ to: "/sign-in", search: {} });
  };
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
        <Button onClick={() => void leave()}>{say("signOut")}</Button>
      </div>
    </div>
  );
}
