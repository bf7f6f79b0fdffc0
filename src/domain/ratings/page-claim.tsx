// Claims a step of maturity: the facts that this step asks for, then its evidence.
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { maturitySteps, type TaskId } from "../tasks/model.ts";
import { factsOfStep } from "./model-maturity.ts";
import { type TaskPlace, useRatingChange } from "./page-query.tsx";
import { words } from "./page-words.ts";

export function ClaimDialog({ place, step, onClose }: { place: TaskPlace; step: number; onClose: () => void }) {
  const { say, word } = useMessages();
  const change = useRatingChange(place.programmeId);
  const [facts, setFacts] = useState<Record<string, string>>({});
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const fields = Object.entries(factsOfStep(step));
  const lacks = (name: string, required: boolean) => required && !facts[name]?.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fields.some(([name, field]) => lacks(name, field.required))) return;
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value.trim() !== ""));
    change.run(
      () =>
        api.ratings.claimStep({
          programmeId: place.programmeId as ProgrammeId,
          taskId: place.taskId as TaskId,
          step,
          facts: given,
          ...(note.trim() ? { note: note.trim() } : {}),
        }),
      say(words.didClaim, { step: `L${step}` }),
      onClose,
    );
  };
  const stepName = word(maturitySteps[`L${step}` as keyof typeof maturitySteps]);
  return (
    <Dialog title={say(words.claimTitle, { step: `L${step}`, word: stepName })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>{say(words.claimNext)}</p>
        {fields.map(([name, field]) => (
          <Field
            key={name}
            label={word(field)}
            required={field.required}
            error={tried && lacks(name, field.required) ? say(words.missing, { what: word(field) }) : undefined}
          >
            {(control) => (
              <input
                {...control}
                type={field.kind === "day" ? "date" : "text"}
                max={field.kind === "day" && name !== "inForceOn" ? localToday() : undefined}
                maxLength={500}
                value={facts[name] ?? ""}
                onChange={(event) => setFacts({ ...facts, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={say(words.claimNote)}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={change.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {say(words.claimSave)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
