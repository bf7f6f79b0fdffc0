// Who is told of a meeting: those who attend, when its agenda is settled, its day or place changes, it is called off, or minuted.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import { addressees } from "../matters/addressees.ts";
import type { Db } from "../tables.ts";
import { findToTell } from "./owed-store.ts";

const told = {
  "meeting.plan": { zh: "拟定于 {when}，地点：{place}", en: "planned for {when} at {place}" },
  "meeting.prepare": { zh: "议程已定，{when}，地点：{place}", en: "the agenda is settled: {when} at {place}" },
  "meeting.change": { zh: "安排有变，{when}，地点：{place}", en: "changed: {when} at {place}" },
  "meeting.cancel": { zh: "已取消", en: "called off" },
  "meeting.minute": { zh: "纪要已印发", en: "the minutes are issued" },
  "meeting.supplement": { zh: "纪要有补充", en: "the minutes were added to" },
} as const;

export const meetingsNotices = {
  kinds: Object.keys(told),
  async notices(tx: Db, _call: Call, events: readonly NewEvent[]) {
    const heard = events.filter((event) => event.kind in told && matters(event));
    if (heard.length === 0) return [];
    const rows = await findToTell(
      tx,
      heard.map((event) => event.subject.id),
    );
    const meetings = new Map(rows.map((row) => [row.id, row]));
    return heard.flatMap((event) => {
      const meeting = meetings.get(event.subject.id);
      if (!meeting || meeting.units.length === 0) return [];
      const when = meeting.beginsAt ? `${meeting.heldOn} ${meeting.beginsAt}` : meeting.heldOn;
      const put = (text: string) => text.replace("{when}", when).replace("{place}", meeting.place);
      const { zh, en } = told[event.kind as keyof typeof told];
      return [
        {
          programmeId: meeting.programmeId,
          to: addressees(meeting.units),
          topic: "meetings",
          subject: { kind: "meeting", id: meeting.id },
          title: { zh: `${meeting.title}：${put(zh)}`, en: `${meeting.title}: ${put(en)}` },
          href: `/p/${meeting.programmeId}/meetings/${meeting.id}`,
          dueOn: meeting.heldOn,
          key: `meeting ${meeting.id} ${event.subject.version ?? meeting.version}`,
        },
      ];
    });
  },
};

/** A change of what the agenda is made from is nobody's business but the convener's. */
const matters = (event: NewEvent) =>
  event.kind !== "meeting.change" ||
  ["heldOn", "beginsAt", "place", "units"].some((field) => event.after && field in event.after);
