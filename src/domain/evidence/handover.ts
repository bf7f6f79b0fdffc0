// What a unit hands over of evidence: pieces of records that are not finished, so that somebody can mend and renew them.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Handover, HandoverSource } from "../organisations/handover.ts";
import { mostChosen } from "../organisations/model-handover.ts";
import type { Db } from "../tables.ts";
import { findToHandOver, movePieces, type PieceToMove } from "./handover-store.ts";
import { type NamedSubject, subjectOf } from "./subjects.ts";

/** Pieces of open records with the record's name, and how many belong to finished ones. */
async function piecesOf(db: Db, { from, programmeIds }: Handover) {
  const pieces = await findToHandOver(db, from.id, programmeIds);
  const names = new Map<string, NamedSubject>();
  for (const some of Map.groupBy(pieces, (piece) => `${piece.programmeId} ${piece.kind}`).values()) {
    const [{ programmeId, kind }] = some as [PieceToMove];
    const ids = [...new Set(some.map((piece) => piece.subjectId))];
    for (const [id, named] of (await subjectOf(kind)?.name(db, programmeId, ids)) ?? []) names.set(id, named);
  }
  const moves = pieces.filter((piece) => names.get(piece.subjectId)?.over === false);
  return { moves, stays: pieces.length - moves.length, names };
}

export const evidenceHandover: HandoverSource = {
  kind: "evidence",

  async preview(db, _call, handover) {
    if (handover.of !== "unit") return null;
    const { moves, stays, names } = await piecesOf(db, handover);
    if (moves.length + stays === 0) return null;
    const { name } = handover.from;
    return {
      kind: "evidence",
      title: { zh: "佐证材料", en: "Evidence" },
      moves: moves.length,
      stays,
      words:
        stays === 0
          ? null
          : {
              zh: `${stays} 件属于已办结的记录，仍记在${name}名下。`,
              en: `${stays} belong to finished records and stay in the name of ${name}.`,
            },
      hindrance: null,
      items: moves.slice(0, mostChosen).map(({ id, programmeId, title, subjectId }) => ({
        id,
        programmeId,
        title,
        detail: names.get(subjectId)?.title ?? null,
      })),
    };
  },

  async move(tx: Db, call: Call, handover: Handover): Promise<number> {
    if (handover.of !== "unit") return 0;
    const { from, to, chosen } = handover;
    const wanted = chosen && new Set(chosen);
    const moves = (await piecesOf(tx, handover)).moves.filter(({ id }) => !wanted || wanted.has(id));
    if (moves.length === 0) return 0;
    await movePieces(
      tx,
      moves.map((piece) => piece.id),
      to.id,
      { at: call.atIso, personId: call.actor.personId },
    );
    await recordEvents(
      tx,
      call,
      moves.map(({ id, programmeId, version }) => ({
        kind: "evidence.handOver",
        programmeId,
        subject: { kind: "evidence", id, version: version + 1 },
        before: { unit: from.name },
        after: { unit: to.name },
      })),
    );
    return moves.length;
  },
};
