// An unknown address, and where to go on from it.
import { Link } from "@tanstack/react-router";
import { useMessages, useTitle } from "../messages.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export function NotFoundScreen() {
  const { say } = useMessages();
  useTitle(say("notFoundTitle"));
  return (
    <EmptyState title={say("notFoundTitle")} next={say("notFoundNext")}>
      <Link to="/" className="btn btn-do">
        {say("goPlan")}
      </Link>
      <Link to="/units" className="btn">
        {say("goUnits")}
      </Link>
    </EmptyState>
  );
}
