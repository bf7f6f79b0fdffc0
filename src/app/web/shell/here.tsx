// Which programme the screen is about: the one in the address, else the last one looked at, else the first.
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import type { ProgrammeSummary } from "../../../domain/pilot/model.ts";
import { useProgrammes } from "../programmes.tsx";

const key = "shidian.programme";

export function useHere(): { programmes: readonly ProgrammeSummary[]; programme: ProgrammeSummary | null } {
  const programmes = useProgrammes().data?.items ?? [];
  const { programmeId } = useParams({ strict: false });
  useEffect(() => {
    if (programmeId) sessionStorage.setItem(key, programmeId);
  }, [programmeId]);
  const wanted = programmeId ?? sessionStorage.getItem(key);
  const programme = programmes.find((one) => one.id === wanted) ?? (programmeId ? undefined : programmes[0]);
  return { programmes, programme: programme ?? null };
}
