// Orders and urging of one task, on its page and beside the ledger: what is open, who was urged last, and the acts at hand.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { OrderFlag } from "../../app/web/ui/order-flag.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type OrderSummary, orderStates } from "./model.ts";
import { reminderSteps } from "./model-reminder.ts";
import { NewOrderDialog } from "./page-new-order.tsx";
import { OrderDue } from "./page-order-line.tsx";
import { reachedBy, whyOf } from "./page-reminders.tsx";
import { mayUrgeAtAll, UrgeTaskDialog } from "./page-urge.tsx";
import { words } from "./page-words.ts";
import { openOrderStates } from "./rules.ts";
import "./page.css";

interface TaskPlace {
  programmeId: string;
  taskId: string;
  state: string;
}

/** States of a task in which nobody is ordered or urged. */
const resting = ["draft", "suspended", "closed", "ended"];

/** Shown on the page of a task; the lists have them all. */
const shown = 10;

const useOrdersOf = (programmeId: string, taskId: string, state?: string) =>
  useQuery({
    queryKey: ["orders", programmeId, "of-task", taskId, state ?? ""],
    queryFn: ({ signal }) =>
      api.supervision.listOrders(
        {
          programmeId: programmeId as ProgrammeId,
          task: taskId,
          sort: "-madeAt",
          limit: shown,
          ...(state ? { state } : {}),
        },
        { signal },
      ),
  });

export function TaskOrders({ programmeId, taskId, state }: TaskPlace) {
  const messages = useMessages();
  const { say, word, instant } = messages;
  const me = useMe();
  const [asking, setAsking] = useState<"order" | "urge" | null>(null);
  const orders = useOrdersOf(programmeId, taskId);
  const log = useQuery({
    queryKey: ["reminders", programmeId, "of-task", taskId],
    queryFn: ({ signal }) =>
      api.supervision.listReminders(
        { programmeId: programmeId as ProgrammeId, task: taskId, limit: shown },
        { signal },
      ),
  });
  const mayAct = mayUrgeAtAll(me?.duties ?? []) && !resting.includes(state);
  const nothing = orders.data?.items.length === 0 && log.data?.items.length === 0;
  return (
    <section aria-labelledby="task-orders">
      <div className="task-head">
        <h2 id="task-orders">{say(words.taskOrders)}</h2>
        {mayAct ? (
          <span className="no-print">
            <Button onClick={() => setAsking("urge")}>{say(words.urge)}</Button>
            <Button onClick={() => setAsking("order")}>{say(words.addFor)}</Button>
          </span>
        ) : null}
      </div>
      <RefusalNotice error={orders.error ?? log.error} />
      {nothing ? <p className="muted">{say(words.taskNone)}</p> : null}
      <ul className="order-lines">
        {orders.data?.items.map((order) => (
          <OrderLine key={order.id} order={order} />
        ))}
        {log.data?.items.map((one) => (
          <li key={one.id}>
            <span>
              {word(reminderSteps[one.step])} <span className="muted">{instant(one.at)}</span>
            </span>
            <span className="orders-hint muted">
              {reachedBy(one, messages)} · {whyOf(one, messages)}
            </span>
          </li>
        ))}
      </ul>
      {asking === "order" ? (
        <NewOrderDialog programmeId={programmeId} taskId={taskId} onClose={() => setAsking(null)} />
      ) : null}
      {asking === "urge" ? (
        <UrgeTaskDialog programmeId={programmeId} taskId={taskId} onClose={() => setAsking(null)} />
      ) : null}
    </section>
  );
}

/** Beside the ledger: only what is open, and nothing where nothing is. */
export function SheetOrders({ programmeId, taskId }: TaskPlace) {
  const { say } = useMessages();
  const { data } = useOrdersOf(programmeId, taskId, openOrderStates.join(","));
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-label={say(words.orders)}>
      <ul className="order-lines">
        {data.items.map((order) => (
          <OrderLine key={order.id} order={order} />
        ))}
      </ul>
    </section>
  );
}

function OrderLine({ order }: { order: OrderSummary }) {
  const { say, word } = useMessages();
  return (
    <li>
      <Link to="/p/$programmeId/orders/$orderId" params={{ programmeId: order.programmeId, orderId: order.id }}>
        <OrderFlag grade={order.grade} /> {order.number ?? say(words.noNumber)}
      </Link>
      <span className="orders-hint muted">
        {word(orderStates[order.state])} · <OrderDue order={order} />
      </span>
    </li>
  );
}
