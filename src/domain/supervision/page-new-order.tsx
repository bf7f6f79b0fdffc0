// A new order on a task, filled in from the task and the rules it meets now; the office may issue it at once.
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { type Order, type OrderDraft, type OrderGrade, orderGrades, orderReasons } from "./model.ts";
import { orderAt, useOrderChange } from "./page-order-change.tsx";
import { namesOf, OrderReasons } from "./page-order-line.tsx";
import { words } from "./page-words.ts";
import { orderActs } from "./rules.ts";
import "./page.css";

export function NewOrderDialog({
  programmeId,
  taskId,
  onClose,
}: {
  programmeId: string;
  taskId: string;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const { data, error, refetch } = useQuery({
    queryKey: ["orders", programmeId, "draft", taskId],
    queryFn: ({ signal }) =>
      api.supervision.draftOrder({ programmeId: programmeId as ProgrammeId, taskId: taskId as TaskId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog wide title={say(words.addTitle)} onClose={onClose}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={8} /> : null}
      {data ? <NewOrderForm programmeId={programmeId} draft={data} onClose={onClose} /> : null}
    </Dialog>
  );
}

/** The grades an order by hand may start at. */
const startGrades = ["blue", "yellow"] as const;

function NewOrderForm({
  programmeId,
  draft,
  onClose,
}: {
  programmeId: string;
  draft: OrderDraft;
  onClose: () => void;
}) {
  const { say, word, list, day } = useMessages();
  const me = useMe();
  const navigate = useNavigate();
  const change = useOrderChange(programmeId);
  const [grade, setGrade] = useState<OrderGrade>(draft.grade === "blue" ? "blue" : "yellow");
  const [source, setSource] = useState(draft.source);
  const [matter, setMatter] = useState(draft.matter);
  const [reason, setReason] = useState(() =>
    draft.reasons.map((one) => say(orderReasons[one.code], one.facts)).join("\n"),
  );
  const [requirement, setRequirement] = useState(draft.requirement);
  const [limitDays, setLimitDays] = useState("");
  const [tried, setTried] = useState(false);
  const texts = [source, matter, reason, requirement];
  const isOffice = me?.duties.includes("office") ?? false;
  const limit = draft.limits[grade];
  const send = (issueNow: boolean) => {
    setTried(true);
    if (texts.some((text) => text.trim() === "") || change.busy) return;
    const input = {
      programmeId: programmeId as ProgrammeId,
      taskIds: [draft.taskId],
      grade,
      important: grade === "yellow",
      source,
      matter,
      reason,
      requirement,
      ...(limitDays ? { limitDays: Number(limitDays) } : {}),
    };
    change.run<Order>(
      async () => {
        const order = await api.supervision.proposeOrder(input);
        return issueNow ? api.supervision.issueOrder(orderAt(order)) : order;
      },
      issueNow ? say(words.done, { act: word(orderActs.issue) }) : say(words.proposed),
      (order) => {
        onClose();
        void navigate({ to: "/p/$programmeId/orders/$orderId", params: { programmeId, orderId: order.id } });
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  const area = (label: string, value: string, set: (text: string) => void, most: number, rows: number) => (
    <Field label={label} required error={tried && value.trim() === "" ? say("needText", { what: label }) : undefined}>
      {(control) => (
        <textarea
          {...control}
          rows={rows}
          maxLength={most}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate>
      {draft.open.length > 0 ? (
        <Notice kind="warning">
          {say(words.openNow, {
            orders: list(
              draft.open.map((one) => `${word(orderGrades[one.grade])} ${one.number ?? say(words.noNumber)}`),
            ),
          })}
        </Notice>
      ) : null}
      <div className="order-rule-hits">
        <p className="muted">{draft.reasons.length > 0 ? say(words.rulesHit) : say(words.rulesNone)}</p>
        <OrderReasons reasons={draft.reasons} />
      </div>
      <p className="muted">{`${say(words.leads)}：${list(namesOf(draft.units, "lead"))}`}</p>
      <div className="order-pair">
        <Field label={say(words.grade)} hint={grade === "yellow" ? say(words.important) : undefined}>
          {(control) => (
            <Select
              {...control}
              value={grade}
              choices={startGrades.map((value) => ({ value, label: word(orderGrades[value]) }))}
              onChoose={(value) => setGrade(value as OrderGrade)}
            />
          )}
        </Field>
        <Field
          label={say(words.limitDays)}
          hint={limit && !limitDays ? say(words.limitHint, { day: day(limit.dueOn) }) : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={250}
              placeholder={String(limit?.days ?? "")}
              value={limitDays}
              onChange={(event) => setLimitDays(event.target.value)}
            />
          )}
        </Field>
      </div>
      {area(say(words.source), source, setSource, 200, 1)}
      {area(say(words.matter), matter, setMatter, 500, 2)}
      {area(say(words.reason), reason, setReason, 1000, 2)}
      {area(say(words.requirement), requirement, setRequirement, 2000, 2)}
      <RefusalNotice error={change.error} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button type="submit" kind={isOffice ? "plain" : "do"} busy={change.busy}>
          {say(words.propose)}
        </Button>
        {isOffice ? (
          <Button kind="do" busy={change.busy} onClick={() => send(true)}>
            {say(words.proposeAndIssue)}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
