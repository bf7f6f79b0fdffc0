// How the screens change evidence: the answer is shown at once, and what depends on it is read anew.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import type { Evidence } from "./model.ts";

export interface EvidencePlace {
  programmeId: string;
  kind: string;
  id: string;
}

export const evidenceKey = ({ programmeId, kind, id }: EvidencePlace) => ["evidence", programmeId, kind, id] as const;

/** Reads anew the list, and the record that may need evidence for its next act. */
export function useRefresh(place: EvidencePlace): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: evidenceKey(place) }),
      queries.invalidateQueries({ queryKey: [`${place.kind}s`, place.programmeId, "one", place.id] }),
    ]);
  };
}

export function useEvidenceChange(place: EvidencePlace) {
  const announce = useAnnounce();
  const refresh = useRefresh(place);
  const mutation = useMutation({ mutationFn: (ask: () => Promise<Evidence>) => ask(), onSettled: refresh });
  return {
    busy: mutation.isPending,
    error: mutation.error,
    run: (ask: () => Promise<Evidence>, said: string, after: () => void) =>
      mutation.mutate(ask, {
        onSuccess: () => {
          announce(said);
          after();
        },
      }),
  };
}

export const pieceAt = (piece: Evidence) => ({
  programmeId: piece.programmeId,
  evidenceId: piece.id,
  version: piece.version,
});
