// The evidence of a record 佐证材料: what there is, its editions, and what reviewers said; none is told as such.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { evidenceStates } from "./model.ts";
import { words } from "./page-words.ts";

export function Evidence({ programmeId, kind, id }: { programmeId: string; kind: string; id: string }) {
  const { say, word } = useMessages();
  const { data, error, refetch } = useQuery({
    queryKey: ["evidence", programmeId, kind, id],
    queryFn: ({ signal }) => api.evidence.listEvidence({ programmeId, kind, subjectId: id }, { signal }),
  });
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{say(words.heading)}</h2>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={2} /> : null}
      {data && data.valid === 0 ? <p>{say(words.none)}</p> : null}
      <ul>
        {data?.items.map((piece) => (
          <li key={piece.id}>
            {piece.title} · {word(evidenceStates[piece.state])}
          </li>
        ))}
      </ul>
    </section>
  );
}
