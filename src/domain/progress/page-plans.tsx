// Plans by which rounds open by themselves: those there are, what comes next, and a new one.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Cycle, cycles, roundPlanStates } from "./model.ts";
import type { RoundPlan } from "./model-round.ts";
import { WhichTasks } from "./page-which-tasks.tsx";
import { words } from "./page-words.ts";
import { periodAt, periodTitle } from "./periods.ts";
import { roundPlanActs } from "./rules.ts";

export function RoundPlans({ programmeId, onClose }: { programmeId: string; onClose: () => void }) {
  const { say } = useMessages();
  const key = ["progress", programmeId, "plans"];
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.progress.listPlans({ programmeId: programmeId as ProgrammeId }, { signal }),
  });
  return (
    <Dialog title={say(words.addPlan)} wide onClose={onClose}>
      <RefusalNotice error={error} />
      {data && data.items.length === 0 ? <p className="muted">{say(words.planNone)}</p> : null}
      <ul className="plans-list">
        {data?.items.map((plan) => (
          <PlanLine key={plan.id} programmeId={programmeId} plan={plan} />
        ))}
      </ul>
      <NewPlan programmeId={programmeId} onClose={onClose} />
    </Dialog>
  );
}

function PlanLine({ programmeId, plan }: { programmeId: string; plan: RoundPlan }) {
  const { say, word, day } = useMessages();
  const announce = useAnnounce();
  const act = useMutation({
    mutationFn: (name: "pause" | "resume" | "end") => {
      const operation = { pause: api.progress.pausePlan, resume: api.progress.resumePlan, end: api.progress.endPlan }[
        name
      ];
      return operation({ programmeId: programmeId as ProgrammeId, planId: plan.id, version: plan.version });
    },
    onSuccess: async (_plan, name) => {
      await queries.invalidateQueries({ queryKey: ["progress", programmeId, "plans"] });
      announce(say(words.done, { act: word(roundPlanActs[name]), title: plan.title }));
    },
  });
  const next = plan.coming[0];
  return (
    <li>
      <b>{plan.title}</b> <Chip>{word(roundPlanStates[plan.state])}</Chip>{" "}
      <span className="muted">
        {word(cycles[plan.cycle])}
        {next
          ? ` · ${say(words.planComing, { period: next.period, opens: day(next.opensOn), due: day(next.dueOn) })}`
          : ""}
      </span>
      {(["pause", "resume", "end"] as const)
        .filter((name) => plan.abilities[name]?.allowed)
        .map((name) => (
          <Button key={name} kind="quiet" busy={act.isPending} onClick={() => act.mutate(name)}>
            {word(roundPlanActs[name])}
          </Button>
        ))}
      <RefusalNotice error={act.error} />
    </li>
  );
}

function NewPlan({ programmeId, onClose }: { programmeId: string; onClose: () => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const [title, setTitle] = useState(word(words.rounds));
  const [cycle, setCycle] = useState<Cycle>("month");
  const [days, setDays] = useState(5);
  const [openDays, setOpenDays] = useState(5);
  const [both, setBoth] = useState(true);
  const [groupId, setGroupId] = useState("");
  const [reason, setReason] = useState("");
  const add = useMutation({
    mutationFn: () =>
      api.progress.addPlan({
        programmeId: programmeId as ProgrammeId,
        title: title.trim(),
        cycle,
        startsOn: periodAt(cycle, localToday()).from,
        due: { by: "workingDays", days },
        openDays,
        parts: both ? ["lead", "support"] : ["lead"],
        filter: groupId ? { groupIds: [groupId as UnitId] } : {},
        ...(reason.trim() ? { leadReason: reason.trim() } : {}),
      }),
    onSuccess: async (plan) => {
      await queries.invalidateQueries({ queryKey: ["progress", programmeId, "plans"] });
      announce(say(words.done, { act: word({ zh: "建立", en: "Added" }), title: plan.title }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() && !add.isPending) add.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="new-plan">
      <div className="new-round-fields">
        <Field label={say(words.planTitle)} required>
          {(control) => (
            <input {...control} maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
        <Field
          label={say(words.cycle)}
          hint={`${say(words.planStarts)}：${word(periodTitle(cycle, periodAt(cycle, localToday()).key))}`}
        >
          {(control) => (
            <Select
              {...control}
              choices={Object.entries(cycles).map(([code, label]) => ({ value: code, label: word(label) }))}
              value={cycle}
              onChoose={(next) => setCycle(next as Cycle)}
            />
          )}
        </Field>
        <Field label={say(words.dueAfter)}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={60}
              value={days}
              onChange={(event) => setDays(Math.max(1, Number(event.target.value)))}
            />
          )}
        </Field>
        <Field label={say(words.openBefore)}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={60}
              value={openDays}
              onChange={(event) => setOpenDays(Math.max(1, Number(event.target.value)))}
            />
          )}
        </Field>
        <WhichTasks programmeId={programmeId} groupId={groupId} onGroup={setGroupId} both={both} onBoth={setBoth} />
        {openDays < 3 ? (
          <Field label={say(words.reason)} required>
            {(control) => (
              <input {...control} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
        ) : null}
      </div>
      <RefusalNotice error={add.error} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button type="submit" kind="do" busy={add.isPending}>
          {say("save")}
        </Button>
      </div>
    </form>
  );
}
