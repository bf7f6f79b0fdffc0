// Who is told when a matter moves: the side that has to act next, or that waited for it.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import { addressees } from "./addressees.ts";
import { findSides } from "./owed-store.ts";

/** By event: which sides hear of it, and what they read. */
const told = {
  "matter.open": { to: ["to"], zh: "{from}请贵单位协调", en: "{from} asks your unit" },
  "matter.refer": { to: ["to", "from"], zh: "转由{to}承办", en: "referred to {to}" },
  "matter.readdress": { to: ["to"], zh: "{from}请贵单位协调", en: "{from} asks your unit" },
  "matter.handOver": { to: ["to", "from"], zh: "工作交接，现由{to}承办", en: "handed over: now with {to}" },
  "matter.accept": { to: ["from"], zh: "{to}已承接", en: "{to} took it up" },
  "matter.decline": { to: ["from"], zh: "{to}已退回", en: "{to} declined" },
  "matter.answer": { to: ["from"], zh: "{to}已答复，请确认", en: "{to} answered: please confirm" },
  "matter.returnAnswer": { to: ["to"], zh: "{from}退回重办", en: "{from} returned the answer" },
  "matter.settle": { to: ["to"], zh: "{from}已确认办结", en: "{from} confirmed it as settled" },
  "matter.reopen": { to: ["to", "from"], zh: "重新办理", en: "reopened" },
  "matter.withdraw": { to: ["to", "from"], zh: "已撤回", en: "withdrawn" },
  "matter.setDue": { to: ["to", "from"], zh: "时限改为{due}", en: "due day set to {due}" },
} as const;
type Told = keyof typeof told;

export const mattersNotices = {
  kinds: Object.keys(told),
  async notices(tx: Db, _call: Call, events: readonly NewEvent[]) {
    const heard = events.filter((event) => event.kind in told);
    if (heard.length === 0) return [];
    const sides = new Map(
      (
        await findSides(
          tx,
          heard.map((event) => event.subject.id),
        )
      ).map((one) => [one.id, one]),
    );
    return heard.flatMap((event) => {
      const matter = sides.get(event.subject.id);
      if (!matter) return [];
      const { to, zh, en } = told[event.kind as Told];
      const put = (text: string) =>
        text
          .replace("{from}", matter.from.name)
          .replace("{to}", matter.to.name)
          .replace("{due}", matter.dueOn ?? "");
      return [
        {
          programmeId: matter.programmeId,
          to: addressees(to.map((side) => matter[side])),
          topic: "matters",
          subject: { kind: "matter", id: matter.id },
          title: {
            zh: `协调事项 ${matter.number}：${put(zh)}——${matter.what}`,
            en: `Matter ${matter.number}: ${put(en)} – ${matter.what}`,
          },
          href: `/p/${matter.programmeId}/matters/${matter.id}`,
          ...(matter.dueOn ? { dueOn: matter.dueOn } : {}),
          key: `matter ${matter.id} ${event.subject.version ?? matter.version}`,
        },
      ];
    });
  },
};
