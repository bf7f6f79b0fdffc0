// The start when no programme can be seen yet.
import { Link } from "@tanstack/react-router";
import { useMessages, useTitle } from "../messages.tsx";
import { useMe } from "../session.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export function NoProgrammeScreen() {
  const { say } = useMessages();
  const office = useMe()?.duties.includes("office");
  useTitle(say("noProgrammeTitle"));
  return (
    <EmptyState title={say("noProgrammeTitle")} next={say(office ? "noProgrammeNext" : "noProgrammeNotYours")}>
      {office ? (
        <Link to="/imports" className="btn btn-do">
          {say("goImports")}
        </Link>
      ) : null}
      <Link to="/units" className="btn">
        {say("goUnits")}
      </Link>
    </EmptyState>
  );
}
