// What a unit hands over of the register: entries under way go to the new unit, answered and given-up ones stay.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Handover, HandoverSource } from "../organisations/handover.ts";
import { type HandoverPart, mostChosen } from "../organisations/model-handover.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import * as store from "./handover-store.ts";

export const ministriesHandover: HandoverSource = {
  kind: "ministries",

  async preview(db: Db, _call: Call, { of, from, programmeIds }: Handover): Promise<HandoverPart | null> {
    if (of !== "unit") return null;
    const moves = await store.findToHandOver(db, from.id, programmeIds);
    const stays = await store.countOver(db, from.id, programmeIds);
    if (moves.length + stays === 0) return null;
    return {
      kind: "ministries",
      title: { zh: "部委对接", en: "Liaison with ministries" },
      moves: moves.length,
      stays,
      words:
        stays === 0
          ? null
          : {
              zh: `${stays} 项已答复或不再争取，仍记在${from.name}名下。`,
              en: `${stays} are answered or given up and stay in the name of ${from.name}.`,
            },
      hindrance: null,
      items: moves.slice(0, mostChosen).map(({ id, programmeId, ministry, what }) => ({
        id,
        programmeId,
        title: what,
        detail: { zh: ministry, en: ministry },
      })),
    };
  },

  async move(tx: Db, call: Call, { of, from, to, programmeIds, chosen }: Handover): Promise<number> {
    if (of !== "unit") return 0;
    const wanted = chosen && new Set(chosen);
    const moves = (await store.findToHandOver(tx, from.id, programmeIds)).filter(({ id }) => !wanted || wanted.has(id));
    if (moves.length === 0) return 0;
    await store.moveEntries(
      tx,
      moves.map((entry) => entry.id),
      to.id,
      { at: call.atIso, personId: call.actor.personId },
    );
    await recordEvents(
      tx,
      call,
      moves.map(({ id, programmeId, version }) => ({
        kind: "ministry.handOver",
        programmeId,
        subject: { kind: "ministry", id, version: version + 1 },
        before: { leadUnitId: from.name },
        after: { leadUnitId: to.name },
      })),
    );
    for (const programmeId of new Set(moves.map((entry) => entry.programmeId)))
      await joinProgramme(tx, call, programmeId, [to.id]);
    return moves.length;
  },
};
