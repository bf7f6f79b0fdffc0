// The minutes 会议纪要: what was concluded on each item, and what was decided, which becomes matters with their own life.
import type { Call } from "../../kernel/call.ts";
import { openMatters } from "../matters/service.ts";
import type { Db } from "../tables.ts";
import { type At, actOn, type Loaded } from "./act-on.ts";
import type { Meeting, Minutes } from "./model.ts";
import { meetingFault } from "./model-faults.ts";
import { getMeeting } from "./service.ts";
import * as store from "./store.ts";

type MinutesInput = At & Minutes & { version: number };

/** Issues the minutes. */
export const minuteMeeting = (tx: Db, call: Call, input: MinutesInput) => write(tx, call, input, "minute");

/** Adds conclusions and decisions after the minutes were issued; what stood there is not taken away. */
export const supplementMinutes = (tx: Db, call: Call, input: MinutesInput) => write(tx, call, input, "supplement");

async function write(tx: Db, call: Call, input: MinutesInput, name: "minute" | "supplement"): Promise<Meeting> {
  await actOn(tx, call, input, name, async (loaded) => {
    await conclude(tx, loaded, input);
    await decide(tx, call, loaded, input);
    const summary = input.summary ?? loaded.meeting.summary;
    return {
      patch: { summary },
      trace: {
        before: { summary: loaded.meeting.summary, decisions: loaded.decisions.length },
        after: { summary, decisions: loaded.decisions.length + input.decisions.length },
      },
    };
  });
  return getMeeting(tx, call, input);
}

async function conclude(tx: Db, { programme, meeting, agenda }: Loaded, input: MinutesInput): Promise<void> {
  const known = new Set(agenda.map((item) => item.id));
  const named = [...input.conclusions.map((one) => one.itemId), ...input.decisions.flatMap((one) => one.itemId ?? [])];
  if (named.some((id) => !known.has(id))) throw meetingFault("meeting.stray-item");
  const texts = new Map(input.conclusions.map(({ itemId, text }) => [itemId, text]));
  if (texts.size === 0) return;
  const items = agenda.map((item) => ({ ...item, conclusion: texts.get(item.id) || item.conclusion }));
  await store.replaceAgenda(tx, programme.id, meeting.id, items);
}

/** Decisions on one item are about its task; those on a matter are about the tasks of none. */
async function decide(tx: Db, call: Call, { programme, meeting, agenda }: Loaded, input: MinutesInput): Promise<void> {
  const tasks = new Set(["red", "yellow", "late", "due", "suspended"]);
  const taskOf = new Map(agenda.map((item) => [item.id, tasks.has(item.source) ? item.subjectId : null]));
  for (const [itemId, some] of Map.groupBy(input.decisions, (decision) => decision.itemId)) {
    const taskId = itemId === null ? null : taskOf.get(itemId);
    const ids = await openMatters(tx, call, {
      programmeId: programme.id,
      origin: { kind: "meeting", id: meeting.id },
      taskIds: taskId ? [taskId] : [],
      matters: some.map(({ what, toUnitId, dueOn }) => ({ what, toUnitId, dueOn, fromUnitId: meeting.hostUnitId })),
    });
    await store.insertDecisions(
      tx,
      ids.map((matter_id) => ({ programme_id: programme.id, meeting_id: meeting.id, matter_id, item_id: itemId })),
    );
  }
}
