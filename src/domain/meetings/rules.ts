// Who may do what with a meeting: 筹备—议程定稿—召开—纪要—议定事项全部办结 (domain reference 1.1; PMDU stocktakes, reference 8).
import type { Decision } from "../../kernel/access.ts";
import { decideAll, defineActs } from "../../kernel/state-machine.ts";
import type { WordsOfActs } from "../matters/decision-words.ts";
import type { MatterState } from "../matters/model.ts";
import type { MatterActor } from "../matters/rules.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import {
  type MeetingNeed,
  type MeetingParty,
  type MeetingState,
  meetingNeeds,
  meetingParties,
  meetingStates,
} from "./model.ts";

/** Every act on a meeting. Its agenda is settled before it is held, so that everybody comes prepared for the same paper. */
export const meetingActs = defineActs<MeetingState, MeetingParty, MeetingNeed>()({
  change: { from: ["planned", "prepared"], to: null, by: ["host"], zh: "修改会议安排", en: "Change the arrangements" },
  propose: { from: ["planned"], to: null, by: ["host"], zh: "生成议程", en: "Make the agenda from the data" },
  arrange: { from: ["planned"], to: null, by: ["host"], zh: "编排议程", en: "Arrange the agenda" },
  prepare: {
    from: ["planned"],
    to: "prepared",
    by: ["host"],
    zh: "议程定稿",
    en: "Settle the agenda",
    needs: ["agenda", "units"],
  },
  revise: { from: ["prepared"], to: "planned", by: ["host"], zh: "重编议程", en: "Arrange the agenda again" },
  hold: { from: ["prepared"], to: "held", by: ["host"], zh: "记为已召开", en: "Note that it was held", needs: ["day"] },
  minute: { from: ["held"], to: "minuted", by: ["host"], zh: "印发纪要", en: "Issue the minutes" },
  supplement: { from: ["minuted"], to: null, by: ["host"], zh: "补记纪要", en: "Add to the minutes" },
  close: {
    from: ["minuted"],
    to: "closed",
    by: ["host", "office"],
    zh: "办结归档",
    en: "Close",
    needs: ["settled"],
  },
  cancel: {
    from: ["planned", "prepared"],
    to: "cancelled",
    by: ["host", "office"],
    zh: "取消会议",
    en: "Cancel",
    note: "required",
  },
});
export type MeetingAct = keyof typeof meetingActs;

export const meetingWords: WordsOfActs = [meetingStates, meetingParties, meetingNeeds, meetingActs];

export interface MeetingFacts {
  state: MeetingState;
  hostUnitId: string;
  officeUnitId: string;
  heldOn: string;
  unitIds: readonly string[];
  /** Items that are on the agenda, trimmed ones not counted. */
  itemCount: number;
  /** The states of its decisions. */
  decisions: readonly MatterState[];
}

/** Who the actor is, seen from this meeting; nobody when it is none of the actor's business. */
export function partiesOf(
  actor: MatterActor,
  meeting: Pick<MeetingFacts, "hostUnitId" | "officeUnitId" | "unitIds">,
): MeetingParty[] {
  const parties: MeetingParty[] = [];
  if (actor.actsFor.includes(meeting.hostUnitId)) parties.push("host");
  if (isOfficeOf(actor, meeting)) parties.push("office");
  if (meeting.unitIds.some((id) => actor.unitIds.includes(id))) parties.push("attendee");
  return parties;
}

/** Is nothing of what was decided still open? A decision that was withdrawn is not. */
export const isSettled = (state: MatterState): boolean => state === "settled" || state === "withdrawn";

function needsMet(meeting: MeetingFacts, today: string): MeetingNeed[] {
  const met: MeetingNeed[] = [];
  if (meeting.itemCount > 0) met.push("agenda");
  if (meeting.unitIds.length > 0) met.push("units");
  if (meeting.heldOn <= today) met.push("day");
  if (meeting.decisions.every(isSettled)) met.push("settled");
  return met;
}

/** Every act with its decision, for the guard and for `abilities`. */
export const decideMeeting = (actor: MatterActor, meeting: MeetingFacts, today: string): Record<MeetingAct, Decision> =>
  decideAll(meetingActs, {
    state: meeting.state,
    parties: partiesOf(actor, meeting),
    has: needsMet(meeting, today),
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: {},
  });

/** The first day of the last so many months before a day. Example: 6 months before 2021-08-31 is 2021-02-28. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const lastDate = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, lastDate));
  return first.toISOString().slice(0, 10);
}

/** An item as it is proposed, and as it stands on an agenda. */
export interface Placed {
  source: string;
  subjectId: string | null;
  trimmed: boolean;
}

/**
 * The agenda made anew: what the data propose now, in the order of the sources; what had been trimmed stays trimmed, what
 * was added by hand stays and comes last.
 */
export function renewAgenda<P extends Omit<Placed, "trimmed">, H extends Placed>(
  held: readonly H[],
  proposed: readonly P[],
): (({ fresh: P } | { kept: H }) & { trimmed: boolean })[] {
  const keyOf = (item: Omit<Placed, "trimmed">) => `${item.source} ${item.subjectId ?? ""}`;
  const trimmed = new Set(held.filter((item) => item.trimmed).map(keyOf));
  return [
    ...proposed.map((item) => ({ fresh: item, trimmed: trimmed.has(keyOf(item)) })),
    ...held.filter((item) => item.source === "hand").map((item) => ({ kept: item, trimmed: item.trimmed })),
  ];
}
