// What somebody owes by meetings: the convener to prepare, hold, minute and close; those who attend to come.
import type { Call } from "../../kernel/call.ts";
import { matterActor } from "../matters/actors.ts";
import type { OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { findOwed, type OwedMeeting } from "./owed-store.ts";

const most = 200;
const idOf = (programme: OwnProgramme) => programme.id;

interface Owing {
  act: string | null;
  what: { zh: string; en: string };
  waitingFor?: { zh: string; en: string };
  dueOn?: string;
}

function owingOf(meeting: OwedMeeting, today: string): Owing {
  const { state, heldOn, hosts, place, open } = meeting;
  if (!hosts)
    return {
      act: null,
      what: { zh: `参加会议，地点：${place}；请先看议程`, en: `attend at ${place}; read the agenda first` },
      dueOn: heldOn,
    };
  if (state === "planned")
    return { act: "prepare", what: { zh: "编排议程并定稿", en: "arrange and settle the agenda" }, dueOn: heldOn };
  if (state === "prepared")
    return heldOn <= today
      ? { act: "hold", what: { zh: "记为已召开", en: "note that it was held" }, dueOn: heldOn }
      : { act: null, what: { zh: "按期召开", en: "hold it on its day" }, dueOn: heldOn };
  if (state === "held") return { act: "minute", what: { zh: "印发纪要", en: "issue the minutes" } };
  if (open === 0)
    return { act: "close", what: { zh: "议定事项均已了结，请归档", en: "all decisions are settled: close" } };
  return {
    act: null,
    what: { zh: `还有 ${open} 项议定事项未办结`, en: `${open} decisions are not settled` },
    waitingFor: { zh: "议定事项承办单位", en: "the units that have the decisions" },
  };
}

export const meetingsOwed = {
  kind: "meeting",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
    const { actsFor } = await matterActor(db, call);
    const rows = await findOwed(db, programmes.map(idOf), actsFor, call.today, most);
    return rows.map((row) => {
      const { act, what, waitingFor = null, dueOn = null } = owingOf(row, call.today);
      return {
        programmeId: row.programmeId,
        kind: "meeting",
        id: row.id,
        title: { zh: row.title, en: row.title },
        what,
        act,
        dueOn,
        waitingFor,
        href: `/p/${row.programmeId}/meetings/${row.id}`,
        sinceAt: row.stateSince,
      };
    });
  },
};
