// How screens read and change orders: keys of what is fetched, each change announced, everything it reaches read anew.
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { Order, OrderId } from "./model.ts";

export const orderKey = (programmeId: string, orderId: string) => ["orders", programmeId, "one", orderId] as const;

export const useOrder = (programmeId: string, orderId: string) =>
  useQuery({
    queryKey: orderKey(programmeId, orderId),
    queryFn: ({ signal }) =>
      api.supervision.getOrder({ programmeId: programmeId as ProgrammeId, orderId: orderId as OrderId }, { signal }),
  });

/** What every change of an order states: where it is and which version was on the screen. */
export const orderAt = (order: Pick<Order, "programmeId" | "id" | "version">) => ({
  programmeId: order.programmeId,
  orderId: order.id,
  version: order.version,
});

export function useOrderChange(programmeId: string) {
  const announce = useAnnounce();
  const mutation = useMutation({ mutationFn: (ask: () => Promise<unknown>) => ask() });
  const readAnew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["orders", programmeId] }),
      queries.invalidateQueries({ queryKey: ["reminders", programmeId] }),
      queries.invalidateQueries({ queryKey: ["plan", programmeId] }),
    ]);
  return {
    busy: mutation.isPending,
    error: mutation.error,
    /** Asks for the change; `said` is announced when it is done. */
    run: <T,>(ask: () => Promise<T>, said: string, after?: (done: T) => void) =>
      mutation.mutate(ask, {
        onSuccess: async (done) => {
          await readAnew();
          announce(said);
          after?.(done as T);
        },
        onError: () => void readAnew(),
      }),
  };
}
