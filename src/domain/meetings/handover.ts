// What a unit hands over of meetings: those it convenes and has not closed, and its seat in those that are to come.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Handover, HandoverSource } from "../organisations/handover.ts";
import { mostChosen } from "../organisations/model-handover.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import * as store from "./handover-store.ts";

export const meetingsHandover: HandoverSource = {
  kind: "meetings",

  async preview(db, _call, { of, from, programmeIds }) {
    if (of !== "unit") return null;
    const moves = await store.findToHandOver(db, from.id, programmeIds);
    const stays = await store.countOver(db, from.id, programmeIds);
    if (moves.length + stays === 0) return null;
    return {
      kind: "meetings",
      title: { zh: "会议", en: "Meetings" },
      moves: moves.length,
      stays,
      words:
        stays === 0
          ? null
          : {
              zh: `${stays} 次已归档或取消，仍记在${from.name}名下。`,
              en: `${stays} are closed or cancelled and stay in the name of ${from.name}.`,
            },
      hindrance: null,
      items: moves.slice(0, mostChosen).map(({ id, programmeId, title, heldOn, hosts }) => ({
        id,
        programmeId,
        title: `${heldOn} ${title}`,
        detail: hosts ? { zh: "召集", en: "convenes" } : { zh: "参会", en: "attends" },
      })),
    };
  },

  async move(tx: Db, call: Call, { of, from, to, programmeIds, chosen }: Handover): Promise<number> {
    if (of !== "unit") return 0;
    const wanted = chosen && new Set(chosen);
    const moves = (await store.findToHandOver(tx, from.id, programmeIds)).filter(({ id }) => !wanted || wanted.has(id));
    if (moves.length === 0) return 0;
    await store.moveMeetings(
      tx,
      moves.map((meeting) => meeting.id),
      from.id,
      to.id,
      { at: call.atIso, personId: call.actor.personId },
    );
    await recordEvents(
      tx,
      call,
      moves.map(({ id, programmeId, version, hosts }) => {
        const field = hosts ? "hostUnit" : "unit";
        return {
          kind: "meeting.handOver",
          programmeId,
          subject: { kind: "meeting", id, version: version + 1 },
          before: { [field]: from.name },
          after: { [field]: to.name },
        };
      }),
    );
    for (const programmeId of new Set(moves.map((meeting) => meeting.programmeId)))
      await joinProgramme(tx, call, programmeId, [to.id]);
    return moves.length;
  },
};
