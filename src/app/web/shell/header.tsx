// The head of every screen: the name with its seal, where one is, which programme, who one is.
import { Link } from "@tanstack/react-router";
import type { Me } from "../../../domain/accounts/model.ts";
import { LiveMark } from "../live.tsx";
import { useMessages } from "../messages.tsx";
import { worksOnPilots } from "../session.tsx";
import { Chip } from "../ui/chip.tsx";
import { useHere } from "./here.tsx";
import { Navigation } from "./navigation.tsx";
import { NoticeBell } from "./notice-bell.tsx";
import { ProgrammeSwitch } from "./programme-switch.tsx";
import { SearchButton } from "./search-button.tsx";
import { UserMenu } from "./user-menu.tsx";

export function Header({ me }: { me: Me }) {
  const { say } = useMessages();
  const { programme } = useHere();
  return (
    <header className="head">
      <Link to="/" className="brand" aria-label={say("product")}>
        {say("product")}
        <i aria-hidden="true" />
      </Link>
      <Navigation me={me} place="head" />
      <div className="head-right">
        <LiveMark />
        <SearchButton />
        {worksOnPilots(me) ? <NoticeBell /> : null}
        {programme?.demo ? <Chip>{say("demo")}</Chip> : null}
        <ProgrammeSwitch />
        <UserMenu me={me} />
      </div>
    </header>
  );
}
