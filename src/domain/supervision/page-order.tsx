// One order 督办单, set like the paper it stands for: number, matter, reason, requirement, limit, feedback, review; printable.
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useHere } from "../../app/web/shell/here.tsx";
import { PastRecord, sameDay, usePastDay } from "../../app/web/shell/past.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { OrderFlag } from "../../app/web/ui/order-flag.tsx";
import { SideSheet } from "../../app/web/ui/side-sheet.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { Timeline } from "../../app/web/ui/timeline.tsx";
import { Evidence } from "../evidence/page-evidence.tsx";
import { feedbackVerdicts, type Order, type OrderFeedback, orderStates } from "./model.ts";
import { OrderActs } from "./page-order-acts.tsx";
import { useOrder } from "./page-order-change.tsx";
import { namesOf, OrderDue, OrderReasons } from "./page-order-line.tsx";
import { UrgeOrder } from "./page-urge.tsx";
import { words } from "./page-words.ts";
import { type OrderAct, orderActs } from "./rules.ts";
import "./page.css";

export function OrderPage() {
  const { say } = useMessages();
  const { programmeId = "", orderId = "" } = useParams({ strict: false });
  const { data: order, error, refetch } = useOrder(programmeId, orderId);
  const { asOf } = usePastDay();
  useTitle(order ? (order.number ?? say(words.paper)) : say(words.paper));
  return (
    <div className="order-page">
      <div className="bar no-print">
        <Link to="/p/$programmeId/orders" params={{ programmeId }} search={sameDay(asOf)}>
          {say(words.backToOrders)}
        </Link>
        <span className="bar-end">
          <Button onClick={() => print()}>{say("print")}</Button>
        </span>
      </div>
      <article className="order-sheet">
        <PastRecord />
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!order && !error ? <Skeleton lines={12} /> : null}
        {order ? (
          <>
            <div className="order-now no-print">
              <OrderActs order={order} />
              <UrgeOrder order={order} />
            </div>
            <Chain order={order} />
            <Paper order={order} />
            <div className="no-print">
              <Evidence programmeId={order.programmeId} kind="order" id={order.id} />
            </div>
            <Story order={order} />
          </>
        ) : null}
      </article>
    </div>
  );
}

/** The same order beside a list of what one owes. */
export function OrderSheet({
  programmeId,
  orderId,
  onClose,
}: {
  programmeId: string;
  orderId: string;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const { data: order, error, refetch } = useOrder(programmeId, orderId);
  return (
    <SideSheet label={order?.number ?? say(words.paper)} onClose={onClose}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!order && !error ? <Skeleton lines={8} /> : null}
      {order ? (
        <div className="order-sheet">
          <div className="order-now">
            <OrderActs order={order} />
          </div>
          <Paper order={order} level="h2" />
          <Evidence programmeId={order.programmeId} kind="order" id={order.id} />
        </div>
      ) : null}
    </SideSheet>
  );
}

function Chain({ order }: { order: Order }) {
  const { say, word } = useMessages();
  if (order.chain.length === 0) return null;
  return (
    <nav className="order-chain no-print" aria-label={say(words.chain)}>
      <span className="muted">{say(words.chain)}</span>
      <ol>
        {order.chain.map((link) => (
          <li key={link.id}>
            <Link
              to="/p/$programmeId/orders/$orderId"
              params={{ programmeId: order.programmeId, orderId: link.id }}
              activeProps={{ "aria-current": "page" }}
            >
              <OrderFlag grade={link.grade} /> {link.number ?? say(words.noNumber)}
            </Link>{" "}
            <span className="muted">{word(orderStates[link.state])}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Row({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? "is-wide" : undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Paper({ order, level: Title = "h1" }: { order: Order; level?: "h1" | "h2" }) {
  const { say, word, list, day } = useMessages();
  const { programme } = useHere();
  const dash = <span className="muted">{say(words.none)}</span>;
  const supports = namesOf(order.units, "support");
  return (
    <section className="order-paper" aria-labelledby="order-title">
      <Title id="order-title">
        {programme?.shortTitle}
        {say(words.paper)}
      </Title>
      <p className="order-head">
        <span>{order.number ?? say(words.noNumber)}</span>
        <OrderFlag grade={order.grade} />
        <span className="order-state">{word(orderStates[order.state])}</span>
      </p>
      <dl>
        <Row wide label={say(words.source)}>
          {order.source}
        </Row>
        <Row wide label={say(words.matter)}>
          <p className="order-text">{order.matter}</p>
        </Row>
        <Row wide label={say(words.tasks)}>
          <ul className="order-tasks">
            {order.tasks.map((task) => (
              <li key={task.taskId}>
                <Link
                  to="/p/$programmeId/tasks/$taskId"
                  params={{ programmeId: order.programmeId, taskId: task.taskId }}
                >
                  {task.number ? `${task.number}. ` : ""}
                  {task.shortTitle}
                </Link>
              </li>
            ))}
          </ul>
        </Row>
        <Row label={say(words.leads)}>{list(namesOf(order.units, "lead"))}</Row>
        <Row label={say(words.supports)}>{supports.length > 0 ? list(supports) : dash}</Row>
        <Row wide label={say(words.reason)}>
          <OrderReasons reasons={order.reasons} own={order.reason} />
        </Row>
        <Row wide label={say(words.requirement)}>
          <p className="order-text">{order.requirement}</p>
        </Row>
        <Row label={say(words.due)}>
          <OrderDue order={order} />
        </Row>
        <Row label={say(words.maker)}>{order.makerName ?? say(words.makerRule)}</Row>
        <Row label={say(words.issuer)}>{order.issuerName ?? (order.issuedOn ? say(words.byItself) : dash)}</Row>
        <Row label={say(words.issuedOn)}>{order.issuedOn ? day(order.issuedOn) : dash}</Row>
        <Row label={say(words.signer)}>
          {order.signerName ? say(words.signedBy, { person: order.signerName, day: day(order.signedOn) }) : dash}
        </Row>
        <Row label={say(words.closedOn)}>{order.closedOn ? day(order.closedOn) : dash}</Row>
        <Row wide label={say(words.feedback)}>
          {order.feedback.length === 0 ? dash : null}
          {order.feedback.map((one) => (
            <Feedback key={one.round} feedback={one} />
          ))}
        </Row>
      </dl>
    </section>
  );
}

function Feedback({ feedback: one }: { feedback: OrderFeedback }) {
  const { say, word, instant } = useMessages();
  return (
    <div className="order-feedback">
      <p className="muted">
        {say(words.round, { round: one.round, unit: one.unitName, person: one.personName, at: instant(one.at) })}
      </p>
      {(["process", "situation", "nextStep"] as const).map((part) => (
        <p key={part} className="order-text">
          <b>{say(words[part])}</b>
          {one[part]}
        </p>
      ))}
      {one.verdict ? (
        <p className="order-review">
          <b>{say(words.review)}</b>
          {one.remark ? <span className="order-text">{one.remark}</span> : null}
          <span className="muted">
            {say(words.reviewBy, {
              verdict: word(feedbackVerdicts[one.verdict]),
              person: one.reviewerName ?? "",
              at: one.reviewedAt ? instant(one.reviewedAt) : "",
            })}
          </span>
        </p>
      ) : null}
    </div>
  );
}

const otherEvents = {
  "order.propose": { zh: "提出", en: "Proposed" },
  "order.settled": { zh: "任务均已了结", en: "All tasks are done" },
  "order.handedOver": { zh: "移交", en: "Handed over" },
} as const;

function Story({ order }: { order: Order }) {
  const { say, word, instant } = useMessages();
  const labelOf = (kind: string) =>
    orderActs[kind.replace(/^order\./, "") as OrderAct] ?? otherEvents[kind as keyof typeof otherEvents];
  return (
    <section className="no-print" aria-labelledby="order-story">
      <h2 id="order-story" className="order-heading">
        {say("timeline")}
      </h2>
      <Timeline
        label={say("timeline")}
        items={order.events.map((event) => ({
          key: event.id,
          at: event.at,
          when: instant(event.at),
          what: (
            <>
              <p>
                <b>{word(labelOf(event.kind)) || event.kind}</b> <span className="muted">{event.unitName}</span>{" "}
                {event.personName}
              </p>
              {event.note ? <p className="event-note">{event.note}</p> : null}
            </>
          ),
        }))}
      />
    </section>
  );
}
