// The ledger without the grid: cards on a phone, more of them on demand; on paper a table of all tasks.
import { useRouter } from "@tanstack/react-router";
import { useMessages } from "../../../app/web/messages.tsx";
import { useHere } from "../../../app/web/shell/here.tsx";
import { DataTable } from "../../../app/web/ui/data-table.tsx";
import { Pager } from "../../../app/web/ui/pager.tsx";
import { ledgerColumns, TaskCard } from "../ledger/page-ledger-columns.tsx";
import type { LedgerViewProps } from "../ledger/page-ledger-view.tsx";
import { sectionMark } from "../model.ts";
import { words } from "../page-words.ts";
import type { useLedgerRows } from "./page-grid-load.tsx";

interface CardProps extends LedgerViewProps {
  ledger: ReturnType<typeof useLedgerRows>;
}

export function LedgerCards({ programmeId, search, onShow, onOpen, chosen, ledger }: CardProps) {
  const messages = useMessages();
  const { say } = messages;
  const router = useRouter();
  const { programme } = useHere();
  const inOrder = !search.sort || search.sort === "ordinal";
  return (
    <div className="ledger-list">
      <DataTable
        caption={say(words.ledgerCaption, { programme: programme?.title ?? "" })}
        columns={ledgerColumns(messages)}
        rows={ledger.tasks}
        keyOf={(task) => task.id}
        hrefOf={(task) =>
          router.buildLocation({
            to: "/p/$programmeId/tasks/$taskId",
            params: { programmeId, taskId: task.id as string },
            search: search.asOf ? { asOf: search.asOf } : {},
          }).href
        }
        sectionOf={inOrder ? (task) => task.path.join(sectionMark) || say(words.groupWithout) : undefined}
        chosen={chosen}
        onShow={(task) => onShow(task.id)}
        onOpen={(task) => onOpen(task.id)}
        card={(task) => <TaskCard task={task} />}
      />
      <Pager
        shown={ledger.tasks.length}
        total={ledger.total}
        busy={ledger.moreBusy}
        onMore={() => void ledger.more()}
      />
    </div>
  );
}
