// No tasks to show: because of the filters, because of the day, or because there are none yet; and what to do next.
import { useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { EmptyState } from "../../../app/web/ui/empty-state.tsx";
import { words } from "../page-words.ts";

export function Nothing({ filtered, past, onClear }: { filtered: boolean; past: boolean; onClear: () => void }) {
  const { say } = useMessages();
  if (!filtered && past) return <EmptyState title={say(words.ledgerThenTitle)} next={say(words.ledgerThenNext)} />;
  if (!filtered) return <EmptyState title={say(words.ledgerBareTitle)} next={say(words.ledgerBareNext)} />;
  return (
    <EmptyState title={say(words.ledgerEmptyTitle)} next={say(words.ledgerEmptyNext)}>
      <Button kind="do" onClick={onClear}>
        {say(words.clearFilters)}
      </Button>
    </EmptyState>
  );
}
