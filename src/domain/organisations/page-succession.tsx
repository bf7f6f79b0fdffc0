// Records that another unit takes over: who, how, from which day. The old unit's history stays under its name.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import { successionKinds, type Unit } from "./model.ts";
import { Preview, usePreview } from "./page-handover-preview.tsx";
import { words } from "./page-words.ts";
import "./page-delegations.css";

type Kind = keyof typeof successionKinds;

export function RecordSuccession({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const [to, setTo] = useState<ChosenUnit | null>(null);
  const [kind, setKind] = useState<Kind>("merged");
  const [onDay, setOnDay] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const { preview, chosen, choose } = usePreview(unit.id, to?.id ?? null, false);
  const choosing = kind === "split" ? { chosen, onChoose: choose } : {};
  const saving = useMutation({
    mutationFn: (toUnitId: string) =>
      api.organisations.succeedUnit({
        unitId: unit.id,
        version: unit.version,
        toUnitId,
        kind,
        onDay,
        ...(kind === "split" ? { chosen: [...chosen] } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      }),
    onSuccess: () => {
      announce(say("saved", { what: say(words.unitSuccessions) }));
      onClose();
    },
    onSettled: () => Promise.all([["units"], ["tasks"]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to && onDay) saving.mutate(to.id);
  };
  return (
    <Dialog title={`${say(words.recordSuccession)} · ${unit.shortName}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field
          label={say(words.successionTo)}
          required
          error={tried && !to ? say(words.needChoice, { what: say(words.successionTo) }) : undefined}
        >
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
        <Field label={say(words.successionKind)}>
          {(control) => (
            <Select
              id={control.id}
              value={kind}
              choices={Object.entries(successionKinds).map(([value, label]) => ({ value, label: word(label) }))}
              onChoose={(value) => setKind(value as Kind)}
            />
          )}
        </Field>
        <Field
          label={say(words.successionDay)}
          required
          error={tried && !onDay ? say("needText", { what: say(words.successionDay) }) : undefined}
        >
          {(control) => (
            <input {...control} type="date" value={onDay} onChange={(event) => setOnDay(event.target.value)} />
          )}
        </Field>
        <Field label={say("noteOptional")}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {preview.data ? <Preview parts={preview.data.parts} to={preview.data.to.name} {...choosing} /> : null}
        <RefusalNotice error={preview.error ?? saving.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={saving.isPending}>
            {say("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
