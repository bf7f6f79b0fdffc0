// Where there is nothing to show: an unknown address, a page that failed. Both say how to go on.
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { Refusal } from "../../../kernel/client.ts";
import { useMessages, useTitle } from "../messages.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { RefusalNotice } from "../ui/notice.tsx";
import "./shell.css";

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

export function FailedScreen({ error, reset }: ErrorComponentProps) {
  const { say } = useMessages();
  useTitle(say("failedTitle"));
  return (
    <EmptyState title={say("failedTitle")} next={say("failedNext")}>
      <Button kind="do" onClick={reset}>
        {say("retry")}
      </Button>
      {error instanceof Refusal ? <RefusalNotice error={error} /> : <pre className="failure">{String(error)}</pre>}
    </EmptyState>
  );
}
