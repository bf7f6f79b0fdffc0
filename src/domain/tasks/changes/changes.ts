// What changed in the ledger between two days: the difference of the two ledgers as this reader could read each of them.
import type { Call } from "../../../kernel/call.ts";
import { dayOf, endOfDay } from "../../../kernel/clock.ts";
import { markOf, readMark } from "../../../kernel/page-mark.ts";
import { openProgramme } from "../../pilot/service.ts";
import type { Db } from "../../tables.ts";
import { fieldsApart } from "../difference.ts";
import { keyColumns } from "../ledger-store.ts";
import type { DifferenceQuery, LedgerDifference, TaskDifference } from "../model-changes.ts";
import { taskFault } from "../model-faults.ts";
import { ledgerScope } from "../rules.ts";
import * as store from "./changes-store.ts";

/**
 * The tasks that the reader sees on the later day and that differ from how they stood at the end of the earlier one.
 * A task that the reader did not see then counts as added and tells nothing of its past; one that is no longer the
 * reader's business on the later day is not mentioned.
 * @throws Fault `task.days-reversed` when the days are the same or the wrong way round
 */
export async function changesBetween(
  db: Db,
  call: Call,
  query: DifferenceQuery & { programmeId: string },
): Promise<LedgerDifference> {
  const programme = await openProgramme(db, call, query.programmeId);
  const { since, to = call.today } = query;
  const from = query.from ?? (since ? dayOf(Date.parse(since), call.zone) : null);
  if (from === null) throw taskFault("task.days-missing");
  if (since ? from > to : from >= to) throw taskFault("task.days-reversed", { from, to });
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const readingAt = async (today: string, asOf = endOfDay(today, call.zone)) => {
    const planVersionId = await store.planVersionAt(db, programme.id, asOf);
    return { programmeId: programme.id, scope, asOf, today, zone: call.zone, planVersionId };
  };
  const span = { from: await readingAt(from, since), to: await readingAt(to) };
  const length = keyColumns(query.sort).length + 3;
  const [added, changed, dropped, ...mark] = query.after ? readMark(query.sort, query.after, length) : [];
  const counts =
    typeof added === "number" && typeof changed === "number" && typeof dropped === "number"
      ? { added, changed, dropped }
      : await countsOf(db, span, query.q);
  const rows = await store.findDifferences(db, span, query, query.after ? mark : null);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const carried = [counts.added, counts.changed, counts.dropped];
  return {
    items: page.map(presentDifference),
    total: (query.kind ?? (["added", "changed", "dropped"] as const)).reduce((sum, kind) => sum + counts[kind], 0),
    next: last && rows.length > page.length ? markOf(query.sort, [...carried, ...last.mark]) : null,
    counts,
  };
}

async function countsOf(db: Db, span: store.Span, q: string | undefined) {
  const counts = { added: 0, changed: 0, dropped: 0 };
  for (const { kind, count } of await store.countDifferences(db, span, q)) counts[kind] = count;
  return counts;
}

const presentDifference = ({ taskId, ordinal, kind, before, after }: store.DifferenceRow): TaskDifference =>
  ({
    taskId,
    ordinal,
    number: after.number,
    shortTitle: after.short_title,
    kind,
    fields: before ? fieldsApart(before, after) : [],
    light: after.light,
    state: after.state,
  }) as TaskDifference;
