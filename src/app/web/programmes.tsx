// Which programmes the person may see.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";
import { useMe, worksOnPilots } from "./session.tsx";

export const programmesQuery = queryOptions({
  queryKey: ["programmes"],
  queryFn: () => api.pilot.listProgrammes({ limit: 200 }),
  staleTime: 60_000,
});

export function useProgrammes() {
  return useQuery({ ...programmesQuery, enabled: worksOnPilots(useMe()) });
}
