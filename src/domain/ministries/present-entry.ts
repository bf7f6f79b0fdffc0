// An entry as it leaves: its tasks as the reader may see them, its letters, what its reply brought about, and its story.
import type { Call } from "../../kernel/call.ts";
import { storyOf } from "../audit/service.ts";
import { presentStory } from "../matters/present-matter.ts";
import { mattersOf } from "../matters/service.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { isInScope, ledgerScope } from "../tasks/rules.ts";
import type { Loaded } from "./act-on.ts";
import type { Entry, EntrySummary } from "./model.ts";
import { daysLate, decideEntry } from "./rules.ts";
import type { EntryRow } from "./store.ts";

export async function presentEntries(
  db: Db,
  call: Call,
  programme: OpenProgramme,
  rows: readonly EntryRow[],
): Promise<EntrySummary[]> {
  const taskIds = [...new Set(rows.flatMap((row) => row.tasks.map((task) => task.id)))];
  const audiences = await taskAudiences(db, programme.id, taskIds, call.at);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const isVisible = (id: string) => {
    const audience = audiences.get(id);
    return audience !== undefined && isInScope(scope, audience);
  };
  return rows.map(
    (row) =>
      ({
        id: row.id,
        programmeId: programme.id,
        number: row.number,
        ministry: row.ministry,
        kind: row.kind,
        what: row.what,
        leadUnit: { id: row.leadUnitId, name: row.leadName },
        state: row.state,
        outcome: row.outcome,
        replyNumber: row.replyNumber,
        replyOn: row.replyOn,
        followUpOn: row.followUpOn,
        daysLate: daysLate(row, call.today),
        tasks: row.tasks.map((task) => ({ ...task, visible: isVisible(task.id) })),
        version: row.version,
        changedAt: row.changedAt,
      }) as EntrySummary,
  );
}

export async function presentEntry(db: Db, call: Call, loaded: Loaded): Promise<Entry> {
  const { programme, entry, actor, letters } = loaded;
  const [summary] = await presentEntries(db, call, programme, [entry]);
  return {
    ...(summary as EntrySummary),
    clause: entry.clause,
    department: entry.department,
    contact: entry.contact,
    reply: entry.reply,
    letters,
    matters: await mattersOf(db, call, { programmeId: programme.id, kind: "ministry", originIds: [entry.id] }),
    events: await presentStory(db, await storyOf(db, entry.id, null)),
    abilities: decideEntry(actor, { ...entry, officeUnitId: programme.officeUnitId }),
  };
}
