// Handing over: what goes, what stays and what stands in the way is shown before the act.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useMe } from "../../app/web/session.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote, Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { PersonId, Unit, UnitId } from "./model.ts";
import { ColleagueField } from "./page-colleague.tsx";
import { Preview, usePreview } from "./page-handover-preview.tsx";
import { words } from "./page-unit-words.ts";
import "./page-delegations.css";

const refresh = () =>
  Promise.all(
    [["units"], ["handovers"], ["tasks"], ["delegations"]].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );

/** Proposes, or as a security administrator carries out, the hand-over of a person's duties. */
export function HandOverPerson({
  unitId,
  person,
  onClose,
}: {
  unitId: UnitId;
  person: { id: PersonId; name: string };
  onClose: () => void;
}) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const atOnce = useMe()?.duties.includes("security") ?? false;
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const pair = { personId: person.id, toPersonId: to as PersonId };
  const preview = useQuery({
    queryKey: ["handovers", "preview", person.id, to],
    queryFn: () => api.organisations.previewPersonHandover(pair),
    enabled: to !== "",
    retry: false,
  });
  const verb = say(atOnce ? words.carryOut : words.propose);
  const proposing = useMutation({
    mutationFn: () => api.organisations.handOverPerson({ ...pair, note: note.trim() }),
    onSuccess: () => {
      announce(say(words.done, { what: verb }));
      onClose();
    },
    onSettled: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to && note.trim()) proposing.mutate();
  };
  return (
    <Dialog title={say(words.handOverPerson, { name: person.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{say(words.handOverNote)}</p>
        <ColleagueField
          unitId={unitId}
          personId={person.id}
          label={say(words.takesOver)}
          value={to}
          onChoose={setTo}
          missing={tried && !to}
        />
        {preview.data ? <Preview parts={preview.data.parts} /> : null}
        <Reason note={note} onChange={setNote} missing={tried && !note.trim()} />
        <RefusalNotice error={preview.error ?? proposing.error} />
        <Acts verb={verb} busy={proposing.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Hands over what a unit owes: chosen records while it goes on, or what it still owes after it has ended. */
export function HandOverUnit({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const [to, setTo] = useState<ChosenUnit | null>(null);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const { preview, chosen, choose } = usePreview(unit.id, to?.id ?? null, true);
  const moving = useMutation({
    mutationFn: (toUnitId: string) =>
      api.organisations.handOverUnit({
        unitId: unit.id,
        version: unit.version,
        toUnitId: toUnitId as UnitId,
        note: note.trim(),
        chosen: [...chosen],
      }),
    onSuccess: () => {
      announce(say(words.done, { what: say(words.handOverUnit) }));
      onClose();
    },
    onSettled: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to && note.trim()) moving.mutate(to.id);
  };
  return (
    <Dialog title={`${say(words.handOverUnit)} · ${unit.shortName}`} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label={say(words.takesOver)} required error={tried && !to ? say("chooseUnit") : undefined}>
          {(control) => (
            <UnitSelect
              id={control.id}
              describedBy={control["aria-describedby"]}
              chosen={to}
              without={[unit.id]}
              onChoose={setTo}
            />
          )}
        </Field>
        {preview.data ? (
          <Preview parts={preview.data.parts} to={preview.data.to.name} chosen={chosen} onChoose={choose} />
        ) : null}
        <Reason note={note} onChange={setNote} missing={tried && !note.trim()} />
        <RefusalNotice error={preview.error ?? moving.error} />
        <Acts verb={say(words.carryOut)} busy={moving.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** One act of the security administrator after a unit has ended. */
export function MoveStaff({
  unit,
  to,
  onClose,
}: {
  unit: Unit;
  to: { id: UnitId; name: string };
  onClose: () => void;
}) {
  const { say } = useMessages();
  const moving = useMutation({
    mutationFn: () => api.organisations.moveStaff({ unitId: unit.id, version: unit.version, toUnitId: to.id }),
    onSuccess: onClose,
    onSettled: refresh,
  });
  return (
    <ConfirmNote
      title={say(words.moveStaff)}
      verb={say(words.carryOut)}
      busy={moving.isPending}
      error={moving.error}
      onCancel={onClose}
      onConfirm={() => moving.mutate()}
    >
      <p>{say(words.moveStaffAsk, { from: unit.name, to: to.name })}</p>
    </ConfirmNote>
  );
}

function Reason({ note, missing, onChange }: { note: string; missing: boolean; onChange: (note: string) => void }) {
  const { say } = useMessages();
  return (
    <Field
      label={say(words.reason)}
      required
      error={missing ? say("needText", { what: say(words.reason) }) : undefined}
    >
      {(control) => (
        <textarea
          {...control}
          rows={3}
          maxLength={500}
          value={note}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function Acts({ verb, busy, onClose }: { verb: string; busy: boolean; onClose: () => void }) {
  const { say } = useMessages();
  return (
    <div className="dialog-acts">
      <Button onClick={onClose}>{say("cancel")}</Button>
      <Button type="submit" kind="do" busy={busy}>
        {verb}
      </Button>
    </div>
  );
}
