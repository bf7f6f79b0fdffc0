// How screens read and change ratings: one key per programme, each change announced, everything it touches read anew.
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";

export interface TaskPlace {
  programmeId: string;
  taskId: string;
  asOf?: string | undefined;
}

const idsOf = ({ programmeId, taskId, asOf }: TaskPlace) => ({
  programmeId: programmeId as ProgrammeId,
  taskId: taskId as TaskId,
  ...(asOf ? { asOf } : {}),
});

export const useRatings = (place: TaskPlace) =>
  useQuery({
    queryKey: ["ratings", place.programmeId, "task", place.taskId, place.asOf ?? ""],
    queryFn: ({ signal }) => api.ratings.getRatings(idsOf(place), { signal }),
  });

export const useLights = (place: TaskPlace) =>
  useQuery({
    queryKey: ["ratings", place.programmeId, "lights", place.taskId, place.asOf ?? ""],
    queryFn: ({ signal }) => api.ratings.listLights(idsOf(place), { signal }),
  });

/** Asks for a change; `said` is announced when it is done. */
export function useRatingChange(programmeId: string) {
  const announce = useAnnounce();
  const mutation = useMutation({
    mutationFn: (ask: () => Promise<unknown>) => ask(),
    onSettled: () =>
      Promise.all(
        ["ratings", "tasks", "overview", "plan", "evidence"].map((screen) =>
          queries.invalidateQueries({ queryKey: [screen, programmeId] }),
        ),
      ),
  });
  return {
    busy: mutation.isPending,
    error: mutation.error,
    forget: mutation.reset,
    run: (ask: () => Promise<unknown>, said: string, after?: () => void) =>
      mutation.mutate(ask, {
        onSuccess: () => {
          announce(said);
          after?.();
        },
      }),
  };
}
