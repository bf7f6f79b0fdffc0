// Plans a meeting 安排会议 or changes its arrangements: when, where, who, and from which data its agenda is made.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import { Checks } from "../matters/page-acts.tsx";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type AgendaSource, agendaSources, type Meeting, type MeetingKind, meetingKinds } from "./model.ts";
import { words } from "./page-words.ts";

/** Everything but items added by hand, which come of themselves. */
const sources = Object.entries(agendaSources).filter(([code]) => code !== "hand");
const visitMonths = 6;

interface Draft {
  kind: MeetingKind;
  title: string;
  heldOn: string;
  beginsAt: string;
  place: string;
  chair: string;
  units: ChosenUnit[];
  sources: string;
  reach: "all" | "group" | "units";
  group: ChosenUnit | null;
  within: string;
}

const draftOf = (meeting: Meeting | undefined): Draft => ({
  kind: meeting?.kind ?? "dispatch",
  title: meeting?.title ?? "",
  heldOn: meeting?.heldOn ?? "",
  beginsAt: meeting?.beginsAt ?? "",
  place: meeting?.place ?? "",
  chair: meeting?.chair ?? "",
  units: meeting?.units.map(({ id, name }) => ({ id, name })) ?? [],
  sources: meeting?.scope.sources.join(",") ?? sources.map(([code]) => code).join(","),
  reach: meeting?.scope.groupId ? "group" : (meeting?.scope.unitIds.length ?? 0) > 0 ? "units" : "all",
  group: meeting?.scope.groupId ? { id: meeting.scope.groupId, name: "" } : null,
  within: String(meeting?.scope.dueWithinDays ?? 30),
});

export function PlanMeeting({
  programmeId,
  meeting,
  onSaved,
  onClose,
}: {
  programmeId: string;
  /** The one to change; left out: a new one. */
  meeting?: Meeting;
  onSaved?: (meeting: Meeting) => void;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const [draft, setDraft] = useState(() => draftOf(meeting));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const mutation = useMutation({
    mutationFn: () => {
      const { kind, title, heldOn, beginsAt, place, chair } = draft;
      const unitIds = draft.units.map((unit) => unit.id as UnitId);
      const fields = {
        title: title.trim(),
        heldOn,
        beginsAt: beginsAt || null,
        place: place.trim(),
        chair: chair.trim(),
        unitIds,
        scope: {
          sources: draft.sources.split(",").filter(Boolean) as AgendaSource[],
          groupId: draft.reach === "group" ? ((draft.group?.id as UnitId | undefined) ?? null) : null,
          unitIds: draft.reach === "units" ? unitIds.slice(0, 20) : [],
          dueWithinDays: Number(draft.within) || 30,
        },
      };
      if (!meeting) return api.meetings.addMeeting({ programmeId: programmeId as ProgrammeId, kind, ...fields });
      const at = { programmeId: meeting.programmeId, meetingId: meeting.id, version: meeting.version };
      return api.meetings.changeMeeting({ ...at, ...fields });
    },
    onSuccess: async (next) => {
      await queries.invalidateQueries({ queryKey: ["meetings", programmeId] });
      announce(say("saved", { what: next.title }));
      onSaved?.(next);
      onClose();
    },
  });
  const lacks = {
    title: draft.title.trim().length < 2,
    heldOn: draft.heldOn === "",
    place: draft.place.trim() === "",
    chair: draft.chair.trim() === "",
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!Object.values(lacks).some(Boolean) && !mutation.isPending) mutation.mutate();
  };
  const text = (field: "title" | "place" | "chair" | "heldOn", type = "text", maxLength = 120) => {
    const label = word(field === "heldOn" ? words.day : words[field]);
    return (
      <Field label={label} required error={tried && lacks[field] ? say("needText", { what: label }) : undefined}>
        {(control) => (
          <input
            {...control}
            type={type}
            maxLength={maxLength}
            min={type === "date" ? localToday() : undefined}
            value={draft[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        )}
      </Field>
    );
  };
  return (
    <Dialog title={say(meeting ? words.change : words.add)} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="dispatch-pair">
          {meeting ? null : (
            <Field label={say(words.kind)} required>
              {(control) => (
                <Select
                  {...control}
                  value={draft.kind}
                  choices={Object.entries(meetingKinds).map(([value, label]) => ({ value, label: word(label) }))}
                  onChoose={(kind) => set({ kind: kind as MeetingKind })}
                />
              )}
            </Field>
          )}
          {text("title")}
          {text("heldOn", "date")}
          <Field label={say(words.time)}>
            {(control) => (
              <input
                {...control}
                type="time"
                value={draft.beginsAt}
                onChange={(event) => set({ beginsAt: event.target.value })}
              />
            )}
          </Field>
          {text("place")}
          {text("chair", "text", 60)}
        </div>
        <UnitList units={draft.units} onChange={(units) => set({ units })} />
        {draft.kind === "onSite" ? <VisitCount programmeId={programmeId} units={draft.units} /> : null}
        <ScopeFields draft={draft} onChange={set} />
        <RefusalNotice error={mutation.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={mutation.isPending}>
            {say(meeting ? "save" : words.plan)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function UnitList({ units, onChange }: { units: ChosenUnit[]; onChange: (units: ChosenUnit[]) => void }) {
  const { say } = useMessages();
  return (
    <div className="field">
      <span className="field-hint">{say(words.units)}</span>
      {units.length > 0 ? (
        <ul className="meeting-units">
          {units.map((unit) => (
            <li key={unit.id} className="chip">
              {unit.name}
              <button
                type="button"
                aria-label={say(words.remove, { name: unit.name })}
                onClick={() => onChange(units.filter((one) => one.id !== unit.id))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <UnitSelect
        label={say(words.addUnit)}
        chosen={null}
        without={units.map((unit) => unit.id)}
        onChoose={(unit) => unit && onChange([...units, unit])}
      />
    </div>
  );
}

/** How often the chosen units were called on site lately: information, no barrier. */
function VisitCount({ programmeId, units }: { programmeId: string; units: readonly ChosenUnit[] }) {
  const { say } = useMessages();
  const { data } = useQuery({
    queryKey: ["meetings", programmeId, "visits"],
    queryFn: ({ signal }) =>
      api.meetings.visitFrequency({ programmeId: programmeId as ProgrammeId, months: visitMonths }, { signal }),
  });
  if (!data) return null;
  const lines = data.items.filter((one) => units.some((unit) => unit.id === one.unit.id));
  return (
    <div className="meeting-visits">
      <b>{say(words.visits, { months: visitMonths })}</b>
      {lines.length === 0 ? <p>{say(words.visitsNone, { months: visitMonths })}</p> : null}
      {lines.map((one) => (
        <p key={one.unit.id}>
          {say(words.visitsOf, { unit: one.unit.name, count: one.count, days: one.days.join("、") })}
        </p>
      ))}
      <p className="muted dispatch-hint">{say(words.visitsWhy)}</p>
    </div>
  );
}

function ScopeFields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { say, word } = useMessages();
  return (
    <>
      <Checks
        label={say(words.scope)}
        choices={sources.map(([value, label]) => ({ value, label: word(label) }))}
        value={draft.sources}
        onChange={(value) => onChange({ sources: value })}
      />
      <div className="dispatch-pair">
        <Field label={say(words.scopeOf)}>
          {(control) => (
            <Select
              {...control}
              value={draft.reach}
              choices={[
                { value: "all", label: say(words.scopeAll) },
                { value: "group", label: say(words.scopeGroup) },
                { value: "units", label: say(words.scopeUnits) },
              ]}
              onChoose={(reach) => onChange({ reach: reach as Draft["reach"] })}
            />
          )}
        </Field>
        {draft.reach === "group" ? (
          <Field label={say(words.group)}>
            {(control) => <UnitSelect id={control.id} chosen={draft.group} onChoose={(group) => onChange({ group })} />}
          </Field>
        ) : null}
        <Field label={say(words.within)}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={180}
              value={draft.within}
              onChange={(event) => onChange({ within: event.target.value })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
