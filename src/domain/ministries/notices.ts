// Who is told of an entry: the lead unit when others acted for it, and all who lead a task it is about when a reply came.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import { addressees } from "../matters/addressees.ts";
import type { Db } from "../tables.ts";
import { type Outcome, outcomes } from "./model.ts";
import { findToTell } from "./owed-store.ts";

const told = {
  "ministry.add": { to: "lead", zh: "已列入部委对接", en: "entered in the register" },
  "ministry.submit": { to: "all", zh: "已报送", en: "submitted" },
  "ministry.answer": { to: "all", zh: "已答复：{outcome}", en: "answered: {outcome}" },
  "ministry.pursue": { to: "all", zh: "继续争取", en: "pursued further" },
  "ministry.withdraw": { to: "all", zh: "不再争取", en: "given up" },
} as const;

export const ministriesNotices = {
  kinds: Object.keys(told),
  async notices(tx: Db, _call: Call, events: readonly NewEvent[]) {
    const heard = events.filter((event) => event.kind in told);
    if (heard.length === 0) return [];
    const rows = await findToTell(
      tx,
      heard.map((event) => event.subject.id),
    );
    const entries = new Map(rows.map((row) => [row.id, row]));
    return heard.flatMap((event) => {
      const entry = entries.get(event.subject.id);
      if (!entry) return [];
      const { to, zh, en } = told[event.kind as keyof typeof told];
      const outcome = entry.outcome ? outcomes[entry.outcome as Outcome] : { zh: "", en: "" };
      const others = entry.taskLeads.filter((unit) => unit.id !== entry.lead.id);
      const units = to === "lead" ? [entry.lead] : [entry.lead, ...others];
      return [
        {
          programmeId: entry.programmeId,
          to: { ...addressees(units), ...(to === "all" ? { office: true as const } : {}) },
          topic: "ministries",
          subject: { kind: "ministry", id: entry.id },
          title: {
            zh: `${entry.ministry}：${entry.what}——${zh.replace("{outcome}", outcome.zh)}`,
            en: `${entry.ministry}: ${entry.what} – ${en.replace("{outcome}", outcome.en)}`,
          },
          href: `/p/${entry.programmeId}/ministries/${entry.id}`,
          ...(entry.followUpOn ? { dueOn: entry.followUpOn } : {}),
          key: `ministry ${entry.id} ${event.subject.version ?? entry.version}`,
        },
      ];
    });
  },
};
