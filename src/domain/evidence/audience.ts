// Whose business a piece of evidence is: whoever may know of the record it is kept for.
import { type AudienceSource, audiencesFor } from "../pilot/audiences.ts";
import { subjectsOf } from "./store.ts";

export const evidenceAudience: AudienceSource = {
  kind: "evidence",
  async audiences(db, programmeId, ids, at) {
    const rows = await subjectsOf(db, programmeId, ids);
    const kinds = Map.groupBy(rows, (row) => row.kind);
    const subjects = new Map([...kinds].map(([kind, some]) => [kind, new Set(some.map((row) => row.subjectId))]));
    const found = await audiencesFor(db, programmeId, subjects, at);
    return new Map(
      rows.flatMap(({ id, kind, subjectId }) => {
        const audience = found.get(kind)?.get(subjectId);
        return audience ? [[id, audience] as const] : [];
      }),
    );
  },
};
