// What somebody owes by matters: to take up and answer, to confirm, to ask elsewhere; and what they wait for.
import type { Call } from "../../kernel/call.ts";
import type { OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { matterActor } from "./actors.ts";
import { findOwed, type OwedMatter } from "./owed-store.ts";

const most = 200;
const idOf = (programme: OwnProgramme) => programme.id;

const asked = {
  open: { act: "accept", zh: "请承接、答复或转办（{from}提出）", en: "take up, answer or refer (asked by {from})" },
  accepted: { act: "answer", zh: "请办理并答复（{from}提出）", en: "answer (asked by {from})" },
} as const;
const asking = {
  declined: {
    act: "readdress",
    zh: "{to}已退回，请改请其他单位或撤回",
    en: "{to} declined: ask another unit or withdraw",
  },
  answered: { act: "settle", zh: "{to}已答复，请确认办结或退回重办", en: "{to} answered: confirm or return" },
} as const;

function wordsOf(row: OwedMatter) {
  const found: { act: string; zh: string; en: string } | undefined = row.answers
    ? asked[row.state as keyof typeof asked]
    : asking[row.state as keyof typeof asking];
  const put = (text: string) => text.replace("{from}", row.fromName).replace("{to}", row.toName);
  return found
    ? { act: found.act, what: { zh: put(found.zh), en: put(found.en) }, waitingFor: null }
    : {
        act: null,
        what: { zh: `等待${row.toName}答复`, en: `waiting for the answer of ${row.toName}` },
        waitingFor: { zh: row.toName, en: row.toName },
      };
}

export const mattersOwed = {
  kind: "matter",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
    const { actsFor, personId } = await matterActor(db, call);
    const rows = await findOwed(db, programmes.map(idOf), actsFor, personId, most);
    return rows.map((row) => ({
      programmeId: row.programmeId,
      kind: "matter",
      id: row.id,
      title: { zh: `协调事项 ${row.number}：${row.what}`, en: `Matter ${row.number}: ${row.what}` },
      ...wordsOf(row),
      dueOn: row.dueOn,
      href: `/p/${row.programmeId}/matters/${row.id}`,
      sinceAt: row.stateSince,
    }));
  },
};
