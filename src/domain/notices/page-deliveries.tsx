// The log of what left: to whom, how it went at each try; what failed or is unsure can be sent again.
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { channels, type Delivery, type DeliveryState, deliveryStates } from "./model-channels.ts";
import { words } from "./page-words.ts";

/** While something is on its way the log is read again, milliseconds. */
const lookEvery = 3000;

export function DeliveryLog({ programmeId }: { programmeId: string }) {
  const { say, word } = useMessages();
  const [state, setState] = useState<DeliveryState | null>(null);
  const found = useInfiniteQuery({
    queryKey: ["notices", programmeId, "deliveries", state ?? ""],
    queryFn: ({ signal, pageParam }) =>
      api.notices.listDeliveries(
        { programmeId: programmeId as never, ...(state ? { state } : {}), ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some((one) => one.state === "waiting" || one.state === "sending")
        ? lookEvery
        : false,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="notices-part" aria-label={say(words.logTitle)}>
      <h2>{say(words.logTitle)}</h2>
      <fieldset className="notices-filter" aria-label={say(words.logStates)}>
        <Chip pressed={state === null} onPress={() => setState(null)}>
          {say("all")}
        </Chip>
        {(Object.keys(deliveryStates) as DeliveryState[]).map((one) => (
          <Chip key={one} pressed={state === one} onPress={() => setState(one)}>
            {word(deliveryStates[one])}
          </Chip>
        ))}
      </fieldset>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={4} /> : null}
      {found.data && items.length === 0 ? (
        <EmptyState title={say(words.logEmpty)} next={say(words.logEmptyNext)} />
      ) : null}
      <ul className="notices-rows">
        {items.map((one) => (
          <LogLine key={one.id} programmeId={programmeId} delivery={one} />
        ))}
      </ul>
      <Pager
        shown={items.length}
        total={found.data?.pages[0]?.total ?? 0}
        busy={found.isFetchingNextPage}
        onMore={() => void found.fetchNextPage()}
      />
    </section>
  );
}

function LogLine({ programmeId, delivery }: { programmeId: string; delivery: Delivery }) {
  const { say, word, instant } = useMessages();
  const announce = useAnnounce();
  const resending = useMutation({
    mutationFn: () => api.notices.resendDelivery({ programmeId: programmeId as never, deliveryId: delivery.id }),
    onSuccess: () => announce(say(words.didResend)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["notices", programmeId, "deliveries"] }),
  });
  const [first] = delivery.titles;
  const last = delivery.tries[0];
  return (
    <li>
      <span>
        <b>{first ? word(first) : say(words.logTest)}</b>
        {delivery.noticeCount > 1 ? (
          <span className="muted"> {say(words.logMore, { count: delivery.noticeCount })}</span>
        ) : null}
        <span className="notices-under muted">
          {word(channels[delivery.channel])} · {delivery.recipient} ·{" "}
          {delivery.sentAt
            ? say(words.logSent, { instant: instant(delivery.sentAt) })
            : say(words.logAt, { instant: instant(delivery.sendAt) })}
          {last && delivery.state !== "sent" ? ` · ${word(last)}` : null}
        </span>
      </span>
      <span className={delivery.state === "failed" || delivery.state === "unsure" ? "notices-bad" : "muted"}>
        {word(deliveryStates[delivery.state])}
      </span>
      <span className="notices-line-acts">
        {delivery.abilities.resend ? (
          <Button kind="quiet" busy={resending.isPending} onClick={() => resending.mutate()}>
            {say(words.resend)}
          </Button>
        ) : null}
      </span>
      <RefusalNotice error={resending.error} />
    </li>
  );
}
