// Issuing a round, with a preview of who owes what and whether the units have time.
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useDeferredValue, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { UnitId } from "../organisations/model.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Cycle, cycles } from "./model.ts";
import type { RoundPreview } from "./model-round.ts";
import { WhichTasks } from "./page-which-tasks.tsx";
import { words } from "./page-words.ts";
import { periodAt, periodOf, periodTitle } from "./periods.ts";

/** The present period and those before it. */
function recentPeriods(cycle: Cycle, today: string): string[] {
  const keys: string[] = [];
  for (let day = today; keys.length < 6; ) {
    const period = periodAt(cycle, day);
    keys.push(period.key);
    day = new Date(Date.parse(`${period.from}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  }
  return keys;
}

export function NewRoundDialog({ programmeId, onClose }: { programmeId: string; onClose: () => void }) {
  const { say, word } = useMessages();
  const navigate = useNavigate();
  const today = localToday();
  const [cycle, setCycle] = useState<Cycle>("month");
  const [period, setPeriod] = useState(() => periodAt("month", today).key);
  const [opensOn, setOpensOn] = useState(today);
  const [dueOn, setDueOn] = useState(() => addWorkingDays(today, 5).day);
  const [both, setBoth] = useState(true);
  const [groupId, setGroupId] = useState("");
  const [instructions, setInstructions] = useState("");
  const [reason, setReason] = useState("");
  const wish = {
    programmeId: programmeId as ProgrammeId,
    cycle,
    period,
    opensOn,
    dueOn,
    parts: both ? (["lead", "support"] as const) : (["lead"] as const),
    filter: groupId ? { groupIds: [groupId as UnitId] } : {},
    ...(instructions.trim() ? { instructions: instructions.trim() } : {}),
    ...(reason.trim() ? { leadReason: reason.trim() } : {}),
  };
  const asked = useDeferredValue(JSON.stringify(wish));
  const preview = useQuery({
    queryKey: ["progress", programmeId, "preview", asked],
    queryFn: ({ signal }) => api.progress.previewRound(JSON.parse(asked), { signal }),
    enabled: Boolean(periodOf(cycle, period) && opensOn && dueOn),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const issue = useMutation({
    mutationFn: () => api.progress.addRound({ ...wish, parts: [...wish.parts] }),
    onSuccess: async (round) => {
      await queries.invalidateQueries({ queryKey: ["progress", programmeId, "rounds"] });
      await navigate({ to: "/p/$programmeId/rounds/$roundId", params: { programmeId, roundId: round.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!issue.isPending) issue.mutate();
  };
  const short = preview.data?.lead.code === "round.short-time" || reason !== "";
  return (
    <Dialog title={say(words.add)} wide onClose={onClose}>
      <form onSubmit={submit} noValidate className="new-round">
        <div className="new-round-fields">
          <Field label={say(words.cycle)}>
            {(control) => (
              <Select
                {...control}
                choices={Object.entries(cycles).map(([code, label]) => ({ value: code, label: word(label) }))}
                value={cycle}
                onChoose={(next) => {
                  setCycle(next as Cycle);
                  setPeriod(periodAt(next as Cycle, today).key);
                }}
              />
            )}
          </Field>
          <Field label={say(words.period)}>
            {(control) => (
              <Select
                {...control}
                choices={recentPeriods(cycle, today).map((key) => ({
                  value: key,
                  label: word(periodTitle(cycle, key)),
                }))}
                value={period}
                onChoose={setPeriod}
              />
            )}
          </Field>
          <Field label={say(words.opens)}>
            {(control) => (
              <input
                {...control}
                type="date"
                min={today}
                value={opensOn}
                onChange={(event) => setOpensOn(event.target.value)}
              />
            )}
          </Field>
          <Field label={say(words.due)}>
            {(control) => (
              <input
                {...control}
                type="date"
                min={opensOn}
                value={dueOn}
                onChange={(event) => setDueOn(event.target.value)}
              />
            )}
          </Field>
          <WhichTasks programmeId={programmeId} groupId={groupId} onGroup={setGroupId} both={both} onBoth={setBoth} />
          <Field label={say(words.instructionsOptional)}>
            {(control) => (
              <textarea
                {...control}
                rows={2}
                maxLength={2000}
                value={instructions}
                onChange={(event) => setInstructions(event.target.value)}
              />
            )}
          </Field>
          {short ? (
            <Field label={say(words.reason)} required>
              {(control) => (
                <input
                  {...control}
                  maxLength={300}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
          ) : null}
        </div>
        <section className="new-round-preview" aria-label={say(words.preview)}>
          <RefusalNotice error={preview.error} />
          {preview.isPending && !preview.error ? <Skeleton lines={5} /> : null}
          {preview.data && !preview.error ? <Preview preview={preview.data} /> : null}
        </section>
        <RefusalNotice error={issue.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            type="submit"
            kind="do"
            busy={issue.isPending}
            why={preview.data && !preview.data.lead.allowed ? word(preview.data.lead) : undefined}
          >
            {say(words.add)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Preview({ preview }: { preview: RoundPreview }) {
  const { say, word, day, list } = useMessages();
  return (
    <>
      <p>
        {say(words.previewSum, {
          tasks: preview.tasks,
          units: preview.units.length,
          rows: preview.rows,
          days: preview.leadDays,
          due: day(preview.dueOn),
        })}
      </p>
      {preview.lead.allowed ? null : <Notice kind="warning">{word(preview.lead)}</Notice>}
      {preview.calendarKnown ? null : <p className="muted">{say(words.calendarUnknown)}</p>}
      {preview.collective.length > 0 ? (
        <p className="muted">{say(words.previewCollective, { names: list(preview.collective) })}</p>
      ) : null}
      {preview.tasksWithout > 0 ? (
        <p className="muted">{say(words.previewWithout, { count: preview.tasksWithout })}</p>
      ) : null}
      <ul className="new-round-units">
        {preview.units.map((unit) => (
          <li key={unit.unitId}>
            <span>{unit.name}</span>
            <span className="muted">
              {say(words.previewUnit, { lead: unit.lead, support: unit.support })}
              {unit.otherRounds > 0 ? ` · ${say(words.previewOthers, { count: unit.otherRounds })}` : ""}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
