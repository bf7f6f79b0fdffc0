// Pieces of an order that several screens show: its reason in words, its units, its limit.
import { useMessages } from "../../app/web/messages.tsx";
import type { OrderReason, OrderSummary, OrderUnit } from "./model.ts";
import { orderReasons } from "./model.ts";
import { words } from "./page-words.ts";

export function OrderReasons({ reasons, own }: { reasons: readonly OrderReason[]; own?: string | null }) {
  const { say } = useMessages();
  return (
    <ul className="order-reasons">
      {own ? <li className="order-text">{own}</li> : null}
      {reasons.map((reason) => (
        <li key={`${reason.code}${JSON.stringify(reason.facts)}`}>{say(orderReasons[reason.code], reason.facts)}</li>
      ))}
    </ul>
  );
}

export const namesOf = (units: readonly OrderUnit[], part: OrderUnit["part"]) =>
  units.filter((unit) => unit.part === part).map((unit) => unit.shortName);

export function OrderDue({ order }: { order: Pick<OrderSummary, "dueOn" | "limitDays" | "lateDays"> }) {
  const { say, day } = useMessages();
  if (!order.dueOn) return <span className="muted">{say(words.dueByDays, { days: order.limitDays })}</span>;
  return (
    <>
      {day(order.dueOn)}
      {order.lateDays > 0 ? <span className="order-late"> {say(words.lateBy, { days: order.lateDays })}</span> : null}
    </>
  );
}
