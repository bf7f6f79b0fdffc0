// Asks for coordination by hand 提出协调事项: what, of whom, by when, about which task.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import type { Matter } from "./model.ts";
import { words } from "./page-words.ts";

export function NewMatterDialog({
  programmeId,
  taskIds,
  onAdded,
  onClose,
}: {
  programmeId: string;
  taskIds: readonly string[];
  onAdded?: (matter: Matter) => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const [what, setWhat] = useState("");
  const [unit, setUnit] = useState<ChosenUnit | null>(null);
  const [dueOn, setDueOn] = useState("");
  const [tried, setTried] = useState(false);
  const mutation = useMutation({
    mutationFn: () =>
      api.matters.addMatter({
        programmeId: programmeId as ProgrammeId,
        what: what.trim(),
        toUnitId: unit?.id as UnitId,
        dueOn: dueOn || null,
        taskIds: taskIds as TaskId[],
      }),
    onSuccess: async (matter) => {
      await queries.invalidateQueries({ queryKey: ["matters", programmeId] });
      announce(say(words.asked, { number: matter.number }));
      onAdded?.(matter);
      onClose();
    },
  });
  const short = what.trim().length < 2;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short && unit && !mutation.isPending) mutation.mutate();
  };
  return (
    <Dialog title={say(words.add)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field
          label={say(words.what)}
          hint={say(words.whatHint)}
          required
          error={tried && short ? say("needText", { what: say(words.what) }) : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={4}
              maxLength={1000}
              value={what}
              onChange={(event) => setWhat(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={say(words.to)}
          hint={say(words.toHint)}
          required
          error={tried && !unit ? say(words.chooseOne, { what: say(words.to) }) : undefined}
        >
          {(control) => (
            <UnitSelect id={control.id} describedBy={control["aria-describedby"]} chosen={unit} onChoose={setUnit} />
          )}
        </Field>
        <Field label={say(words.due)}>
          {(control) => (
            <input
              {...control}
              type="date"
              min={localToday()}
              value={dueOn}
              onChange={(event) => setDueOn(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={mutation.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={mutation.isPending}>
            {say(words.ask)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
