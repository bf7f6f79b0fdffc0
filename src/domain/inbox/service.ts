// The inbox of the caller: every source is asked, nothing is kept, so that it is never out of date.
import type { Call } from "../../kernel/call.ts";
import { programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type Inbox, type InboxCounts, type InboxItem, type InboxQuery, mostOfKind, owedKinds } from "./model.ts";
import { countOf, groupOf, inOrder, lateBy } from "./rules.ts";
import { type OwedSource, owedSources } from "./sources.ts";

function wordsOf({ kind, zh, en }: OwedSource) {
  const words = owedKinds[kind as keyof typeof owedKinds];
  return { kind, zh: zh ?? words?.zh ?? kind, en: en ?? words?.en ?? kind };
}

export async function getInbox(db: Db, call: Call, query: InboxQuery): Promise<Inbox> {
  const all = await programmesOf(db, call);
  const programmes = new Map(
    all.filter((one) => !query.programmeId || one.id === query.programmeId).map((one) => [one.id, one]),
  );
  const sources = owedSources().filter((source) => !query.kind || source.kind === query.kind);
  const items: InboxItem[] = [];
  let more = false;
  if (programmes.size > 0)
    // One after the other: the embedded engine has one connection.
    for (const source of sources) {
      const owed = await source.owed(db, call, [...programmes.values()]);
      more ||= owed.length >= mostOfKind;
      for (const one of owed.slice(0, mostOfKind)) {
        const programme = programmes.get(one.programmeId);
        if (!programme) continue;
        items.push({
          ...one,
          programmeId: programme.id,
          programmeTitle: programme.shortTitle,
          demo: programme.demo,
          late: lateBy(one, call.today),
          group: groupOf(one, call.today),
        } as InboxItem);
      }
    }
  return { today: call.today, items: inOrder(items), counts: countOf(items, sources.map(wordsOf), more) };
}

/** The figures alone, for the mark beside the word 待办. */
export async function countInbox(db: Db, call: Call): Promise<InboxCounts> {
  return (await getInbox(db, call, {})).counts;
}
