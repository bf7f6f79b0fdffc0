// The inbox of the caller: every source is asked, nothing is kept, so that it is never out of date.
import type { Call } from "../../kernel/call.ts";
import { programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type Inbox, type InboxCounts, type InboxItem, type InboxQuery, mostOfKind, owedKinds } from "./model.ts";
import { countOf, groupOf, inOrder, lateBy } from "./rules.ts";
import { type Owed, type OwedSource, owedSources } from "./sources.ts";

function wordsOf({ kind, zh, en }: OwedSource) {
  const words = owedKinds[kind as keyof typeof owedKinds];
  return { kind, zh: zh ?? words?.zh ?? kind, en: en ?? words?.en ?? kind };
}

export async function getInbox(db: Db, call: Call, query: InboxQuery): Promise<Inbox> {
  const { owed, kinds, more } = await owedBy(db, call, query);
  const items = owed.map(
    ({ one, programme }) =>
      ({
        ...one,
        programmeId: programme.id,
        programmeTitle: programme.shortTitle,
        demo: programme.demo,
        late: lateBy(one, call.today),
        group: groupOf(one, call.today),
      }) as InboxItem,
  );
  return { today: call.today, items: inOrder(items), counts: countOf(items, kinds, more) };
}

/** The figures alone, for the mark beside the word 待办. */
export async function countInbox(db: Db, call: Call): Promise<InboxCounts> {
  const { owed, kinds, more } = await owedBy(db, call, {});
  const { today } = call;
  return countOf(
    owed.map(({ one }) => ({ kind: one.kind, group: groupOf(one, today), late: lateBy(one, today) })),
    kinds,
    more,
  );
}

/** What the caller owes in which programme, as each source tells it. */
async function owedBy(db: Db, call: Call, query: InboxQuery) {
  const all = await programmesOf(db, call);
  const asked = all.filter((one) => !query.programmeId || one.id === query.programmeId);
  const programmes = new Map(asked.map((one) => [one.id, one]));
  const sources = owedSources().filter((source) => !query.kind || source.kind === query.kind);
  const owed: { one: Owed; programme: (typeof all)[number] }[] = [];
  let more = false;
  // One after the other: the embedded engine has one connection.
  for (const source of programmes.size > 0 ? sources : []) {
    const found = await source.owed(db, call, asked);
    more ||= found.length >= mostOfKind;
    for (const one of found.slice(0, mostOfKind)) {
      const programme = programmes.get(one.programmeId);
      if (programme) owed.push({ one, programme });
    }
  }
  return { owed, kinds: sources.map(wordsOf), more };
}
