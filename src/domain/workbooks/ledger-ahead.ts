// The ledger that a file is compared with, read while the file is being read, and taken only if nothing has changed since.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { mostTasks, type TaskSummary } from "../tasks/model.ts";
import { ledgerMark } from "../tasks/versions.ts";
import { taskPages } from "./service.ts";

export interface LedgerAhead {
  /** What the ledger's mark was before its tasks were read. */
  mark: string;
  tasks: TaskSummary[];
}

/** All tasks of a programme that the caller sees. */
async function readLedger(db: Db, call: Call, programmeId: string): Promise<TaskSummary[]> {
  const tasks: TaskSummary[] = [];
  for await (const page of taskPages(db, call, { programmeId, sort: [], limit: mostTasks } as never))
    tasks.push(...page);
  return tasks;
}

/** Before the transaction: whatever is written meanwhile gives the ledger another mark. */
export async function readAhead(db: Db, call: Call, programmeId: string): Promise<LedgerAhead> {
  const mark = await ledgerMark(db, call, programmeId);
  return { mark, tasks: await readLedger(db, call, programmeId) };
}

/** Each holds its ledger until its file has been read, which waits for its turn: of many uploads at once only some read ahead. */
const mostAtOnce = 2;
let reading = 0;

/** Reads the ledger while `read` goes on, unless others do so already; a file that is refused is refused at once. */
export async function withLedgerAhead<Read>(
  db: Db,
  call: Call,
  programmeId: string,
  read: () => Promise<Read>,
): Promise<[Read, LedgerAhead | null]> {
  if (reading >= mostAtOnce) return [await read(), null];
  reading += 1;
  const both = [read(), readAhead(db, call, programmeId)] as const;
  // Also after a refusal the ledger is read to its end: else bad files, one after the other, would have it read many times at once.
  void Promise.allSettled(both).then(() => {
    reading -= 1;
  });
  return Promise.all(both);
}

/** In the transaction: the tasks as they are now. */
export async function ledgerNow(
  tx: Db,
  call: Call,
  programmeId: string,
  ahead: LedgerAhead | null,
): Promise<readonly TaskSummary[]> {
  if (ahead && ahead.mark === (await ledgerMark(tx, call, programmeId))) return ahead.tasks;
  return readLedger(tx, call, programmeId);
}
