// The acts of an order as buttons, read from the same table as the guard; each asks what it needs before it is done.
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote, Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { Decision } from "../../kernel/access.ts";
import { type Order, orderGrades } from "./model.ts";
import { orderAt, useOrderChange } from "./page-order-change.tsx";
import { namesOf } from "./page-order-line.tsx";
import { words } from "./page-words.ts";
import { explainRefusal, nextGrade, type OrderAct, orderActs } from "./rules.ts";

type NoteAct = Exclude<OrderAct, "change" | "feedback">;
type Ask = (input: ReturnType<typeof orderAt> & { note?: string }) => Promise<Order>;

const operations: Record<NoteAct, Ask> = {
  issue: api.supervision.issueOrder,
  dismiss: api.supervision.dismissOrder,
  sign: api.supervision.signOrder,
  returnFeedback: api.supervision.returnFeedback,
  pass: api.supervision.passFeedback,
  close: api.supervision.closeOrder,
  escalate: api.supervision.escalateOrder,
  withdraw: api.supervision.withdrawOrder,
};

/** The next step of each state; drawn as the main button. */
const nextSteps: readonly OrderAct[] = ["issue", "sign", "feedback", "pass", "close"];

export function OrderActs({ order }: { order: Order }) {
  const { word, language } = useMessages();
  const [asked, setAsked] = useState<OrderAct | null>(null);
  const shown = (Object.keys(orderActs) as OrderAct[]).filter((act) => {
    const ability = order.abilities[act];
    return ability && (ability.allowed || !["act.not-your-part", "act.wrong-state"].includes(ability.code ?? ""));
  });
  const whyNot = (act: OrderAct) => explainRefusal(order.abilities[act] as Decision, language) || undefined;
  const close = () => setAsked(null);
  return (
    <>
      {shown.map((act) => (
        <Button
          key={act}
          kind={nextSteps.includes(act) && !whyNot(act) ? "do" : "plain"}
          why={whyNot(act)}
          onClick={() => setAsked(act)}
        >
          {word(orderActs[act])}
        </Button>
      ))}
      {asked === "feedback" ? <FeedbackDialog order={order} onClose={close} /> : null}
      {asked === "change" ? <ChangeDialog order={order} onClose={close} /> : null}
      {asked && asked !== "feedback" && asked !== "change" ? (
        <NoteDialog order={order} act={asked} onClose={close} />
      ) : null}
    </>
  );
}

function NoteDialog({ order, act, onClose }: { order: Order; act: NoteAct; onClose: () => void }) {
  const { say, word, list } = useMessages();
  const navigate = useNavigate();
  const change = useOrderChange(order.programmeId);
  const next = nextGrade(order.grade);
  return (
    <ConfirmNote
      title={say(words.actTitle, { act: word(orderActs[act]), order: order.number ?? word(orderGrades[order.grade]) })}
      verb={word(orderActs[act])}
      note={(orderActs[act] as { note?: "required" }).note ?? "optional"}
      danger={act === "withdraw" || act === "dismiss"}
      busy={change.busy}
      error={change.error}
      onCancel={onClose}
      onConfirm={(note) =>
        change.run(
          () => operations[act]({ ...orderAt(order), ...(note ? { note } : {}) }),
          say(words.done, { act: word(orderActs[act]) }),
          (done) => {
            onClose();
            if (done.id !== order.id)
              void navigate({
                to: "/p/$programmeId/orders/$orderId",
                params: { programmeId: order.programmeId, orderId: done.id },
              });
          },
        )
      }
    >
      <p className="order-text">{order.matter}</p>
      {act === "issue" ? (
        <p className="muted">
          {say(words.issueTells, { units: list(order.units.map((unit) => unit.shortName)), days: order.limitDays })}
        </p>
      ) : null}
      {act === "escalate" && next ? (
        <p className="muted">{say(words.escalateTells, { grade: word(orderGrades[next]) })}</p>
      ) : null}
      {act === "returnFeedback" || act === "pass" ? (
        <p className="muted order-text">{order.feedback.at(-1)?.situation}</p>
      ) : null}
      {act === "issue" || act === "sign" ? (
        <p className="muted">{`${say(words.leads)}：${list(namesOf(order.units, "lead"))}`}</p>
      ) : null}
    </ConfirmNote>
  );
}

const parts = ["process", "situation", "nextStep"] as const;

function FeedbackDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { say, word } = useMessages();
  const change = useOrderChange(order.programmeId);
  const last = order.feedback.at(-1);
  const [texts, setTexts] = useState({
    process: last?.process ?? "",
    situation: last?.situation ?? "",
    nextStep: last?.nextStep ?? "",
  });
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (parts.some((part) => texts[part].trim() === "") || change.busy) return;
    change.run(
      () => api.supervision.giveFeedback({ ...orderAt(order), ...texts }),
      say(words.done, { act: word(orderActs.feedback) }),
      onClose,
    );
  };
  return (
    <Dialog
      wide
      title={say(words.actTitle, { act: word(orderActs.feedback), order: order.number ?? "" })}
      onClose={onClose}
    >
      <form onSubmit={submit} noValidate>
        <p className="muted order-text">{order.requirement}</p>
        {last?.remark ? (
          <p className="order-text">
            <b>{say(words.review)}</b> {last.remark}
          </p>
        ) : null}
        {parts.map((part) => (
          <Field
            key={part}
            label={say(words[part])}
            required
            error={tried && texts[part].trim() === "" ? say("needText", { what: say(words[part]) }) : undefined}
          >
            {(control) => (
              <textarea
                {...control}
                rows={3}
                maxLength={2000}
                value={texts[part]}
                onChange={(event) => setTexts({ ...texts, [part]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <RefusalNotice error={change.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {word(orderActs.feedback)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ChangeDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { say, word } = useMessages();
  const change = useOrderChange(order.programmeId);
  const [requirement, setRequirement] = useState(order.requirement);
  const [limitDays, setLimitDays] = useState(String(order.limitDays));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.run(
      () => api.supervision.changeOrder({ ...orderAt(order), requirement, limitDays: Number(limitDays) }),
      say(words.done, { act: word(orderActs.change) }),
      onClose,
    );
  };
  return (
    <Dialog
      title={say(words.actTitle, { act: word(orderActs.change), order: word(orderGrades[order.grade]) })}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Field label={say(words.requirement)} required>
          {(control) => (
            <textarea
              {...control}
              rows={4}
              maxLength={2000}
              required
              value={requirement}
              onChange={(event) => setRequirement(event.target.value)}
            />
          )}
        </Field>
        <Field label={say(words.limitDays)} required>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={250}
              required
              value={limitDays}
              onChange={(event) => setLimitDays(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={change.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {say("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
