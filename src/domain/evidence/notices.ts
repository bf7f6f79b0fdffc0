// Whom events of evidence concern: the unit that brought a piece, and whoever asked for a better one.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import { type Audience, audiencesFor } from "../pilot/audiences.ts";
import type { Db } from "../tables.ts";
import { findToTell, type PieceToTell } from "./owed-store.ts";
import { subjectOf } from "./subjects.ts";

interface Notice {
  programmeId: string;
  to: { unitIds?: string[]; groupIds?: string[]; office?: true };
  topic: string;
  subject: { kind: string; id: string };
  title: { zh: string; en: string };
  href: string;
  key: string;
}

const told: Record<string, { to: "unit" | "reviewer"; zh: string; en: string }> = {
  "evidence.query": { to: "unit", zh: "佐证材料存疑，请补充", en: "Evidence queried" },
  "evidence.reject": { to: "unit", zh: "佐证材料未获认可，请换新版", en: "Evidence rejected" },
  "evidence.lock": { to: "unit", zh: "佐证材料已封存", en: "Evidence locked away" },
  "evidence.infected": { to: "unit", zh: "佐证材料查出病毒，已隔离，请换新版", en: "A virus was found in evidence" },
  "evidence.replace": { to: "reviewer", zh: "佐证材料已换新版，请复核", en: "Evidence replaced, to be reviewed again" },
};

/** What is brought anew is found in the list of what one owes; only what was asked for is told. */
const wasAskedFor = ({ kind, before }: NewEvent) =>
  kind !== "evidence.replace" || before?.state === "queried" || before?.state === "rejected";

export const evidenceNotices = {
  kinds: Object.keys(told) as readonly string[],
  async notices(tx: Db, call: Call, events: readonly NewEvent[]): Promise<Notice[]> {
    const heard = events.filter((event) => event.kind in told && event.programmeId && wasAskedFor(event));
    const pieces = await findToTell(tx, [...new Set(heard.map((event) => event.subject.id))]);
    const notices: Notice[] = [];
    for (const some of Map.groupBy(pieces, (piece) => `${piece.programmeId} ${piece.kind}`).values()) {
      const [{ programmeId, kind }] = some as [PieceToTell];
      const ids = [...new Set(some.map((piece) => piece.subjectId))];
      const names = await subjectOf(kind)?.name(tx, programmeId, ids);
      const audiences = (await audiencesFor(tx, programmeId, new Map([[kind, new Set(ids)]]), call.at)).get(kind);
      for (const piece of some)
        for (const event of heard.filter((one) => one.subject.id === piece.id)) {
          const row = told[event.kind];
          const named = names?.get(piece.subjectId);
          const audience = audiences?.get(piece.subjectId);
          if (!row || !named || !audience) continue;
          const note = event.note ? { zh: `（${event.note}）`, en: ` (${event.note})` } : { zh: "", en: "" };
          notices.push({
            programmeId,
            to: row.to === "unit" ? { unitIds: [piece.unitId] } : reviewersOf(audience),
            topic: "evidence",
            subject: { kind: "evidence", id: piece.id },
            title: {
              zh: `${row.zh}：${piece.title}，${named.title.zh}${note.zh}`,
              en: `${row.en}: ${piece.title}, ${named.title.en}${note.en}`,
            },
            href: named.href,
            key: `${event.kind}:${piece.id}:${event.subject.version ?? call.atIso}`,
          });
        }
    }
    return notices;
  },
};

const reviewersOf = ({ groupIds, notOffice }: Audience): Notice["to"] =>
  groupIds.length > 0 ? { groupIds: [...groupIds] } : notOffice ? {} : { office: true };
