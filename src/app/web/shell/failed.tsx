// A page that failed: what to tell the operators, and how to go on. Always loaded, since loading is what may have failed.
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Refusal } from "../../../http/client.ts";
import { useMessages, useTitle } from "../messages.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { RefusalNotice } from "../ui/notice.tsx";
import "./shell.css";

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
