// What a unit hands over of matters: those it has to answer or waits for go to the new unit, settled ones stay.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Handover, HandoverSource } from "../organisations/handover.ts";
import { type HandoverPart, mostChosen } from "../organisations/model-handover.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import * as store from "./handover-store.ts";

const title = { zh: "协调事项", en: "Matters" };

export const mattersHandover: HandoverSource = {
  kind: "matters",

  async preview(db: Db, _call: Call, { of, from, programmeIds }: Handover): Promise<HandoverPart | null> {
    if (of !== "unit") return null;
    const moves = await store.findToHandOver(db, from.id, programmeIds, null);
    const stays = await store.countOver(db, from.id, programmeIds);
    if (moves.length + stays === 0) return null;
    return {
      kind: "matters",
      title,
      moves: moves.length,
      stays,
      words:
        stays === 0
          ? null
          : {
              zh: `${stays} 项已办结或撤回，仍记在${from.name}名下。`,
              en: `${stays} are settled or withdrawn and stay in the name of ${from.name}.`,
            },
      hindrance: null,
      items: moves.slice(0, mostChosen).map(({ id, programmeId, number, what, answers }) => ({
        id,
        programmeId,
        title: `${number} ${what}`,
        detail: answers ? { zh: "承办", en: "answers" } : { zh: "提出", en: "asked" },
      })),
    };
  },

  async move(tx: Db, call: Call, { of, from, to, programmeIds, chosen }: Handover): Promise<number> {
    if (of !== "unit") return 0;
    const wanted = chosen && new Set(chosen);
    const moves = (await store.findToHandOver(tx, from.id, programmeIds, null)).filter(
      (matter) => !wanted || wanted.has(matter.id),
    );
    if (moves.length === 0) return 0;
    await store.moveMatters(
      tx,
      moves.map((matter) => matter.id),
      from.id,
      to.id,
      { at: call.atIso, personId: call.actor.personId },
    );
    await recordEvents(
      tx,
      call,
      moves.map(({ id, programmeId, version, answers }) => {
        const field = answers ? "toUnit" : "fromUnit";
        return {
          kind: "matter.handOver",
          programmeId,
          subject: { kind: "matter", id, version: version + 1 },
          before: { [field]: from.name },
          after: { [field]: to.name },
        };
      }),
    );
    for (const programmeId of new Set(moves.map((matter) => matter.programmeId)))
      await joinProgramme(tx, call, programmeId, [to.id]);
    return moves.length;
  },
};
