// A meeting as it leaves: its agenda, its decisions with their state now, its story, and what the reader may do with it.
import type { Call } from "../../kernel/call.ts";
import { storyOf } from "../audit/service.ts";
import { presentStory } from "../matters/present-matter.ts";
import { mattersOf } from "../matters/service.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import type { Loaded } from "./act-on.ts";
import type { Meeting, MeetingSummary } from "./model.ts";
import { decideMeeting } from "./rules.ts";
import type { MeetingRow } from "./store.ts";

export const presentSummary = (programme: OpenProgramme, row: MeetingRow): MeetingSummary =>
  ({
    id: row.id,
    programmeId: programme.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    hostUnit: { id: row.hostUnitId, name: row.hostName },
    heldOn: row.heldOn,
    beginsAt: row.beginsAt,
    place: row.place,
    chair: row.chair,
    state: row.state,
    unitCount: row.unitCount,
    itemCount: row.itemCount,
    decisionCount: row.decisionCount,
    settledCount: row.settledCount,
    version: row.version,
    changedAt: row.changedAt,
  }) as MeetingSummary;

export async function presentMeeting(db: Db, call: Call, loaded: Loaded): Promise<Meeting> {
  const { programme, meeting, actor, units, agenda, decisions, facts } = loaded;
  const itemOf = new Map(decisions.map(({ matterId, itemId }) => [matterId, itemId]));
  const matters = await mattersOf(db, call, {
    programmeId: programme.id,
    kind: "meeting",
    originIds: [meeting.id],
  });
  return {
    ...presentSummary(programme, meeting),
    scope: meeting.scope,
    units: units.map(({ id, name, attended }) => ({ id, name, attended })),
    agendaAsOf: meeting.agendaAsOf,
    agenda,
    summary: meeting.summary,
    decisions: matters.map((matter) => ({ ...matter, itemId: itemOf.get(matter.id) ?? null })),
    events: await presentStory(db, await storyOf(db, meeting.id, null)),
    abilities: decideMeeting(actor, facts, call.today),
  } as Meeting;
}
