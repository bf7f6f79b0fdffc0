// Judges a light otherwise: which, why, until when; whether it takes effect at once or is asked for follows from the choice.
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { lights, type TaskId } from "../tasks/model.ts";
import type { NewOverride } from "./model.ts";
import type { TaskRatings } from "./model-task.ts";
import { type TaskPlace, useRatingChange } from "./page-query.tsx";
import { words } from "./page-words.ts";
import { directionOf, latestEnd } from "./rules.ts";

const choosable = ["green", "yellow", "red"] as const;

export function JudgeDialog({
  place,
  ratings,
  onClose,
}: {
  place: TaskPlace;
  ratings: TaskRatings;
  onClose: () => void;
}) {
  const { say, word, day } = useMessages();
  const change = useRatingChange(place.programmeId);
  const { automatic } = ratings.light;
  const choices = choosable.filter((light) => {
    const direction = directionOf(automatic, light);
    if (direction === "same") return false;
    return ratings.abilities[direction === "worse" ? "worsenLight" : "askBetterLight"]?.allowed;
  });
  const [light, setLight] = useState<NewOverride["light"] | "">(choices.length === 1 ? (choices[0] ?? "") : "");
  const [reason, setReason] = useState("");
  const [untilOn, setUntilOn] = useState("");
  const [tried, setTried] = useState(false);
  const latest = latestEnd(localToday());
  const asks = light !== "" && directionOf(automatic, light) === "better";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!light || !reason.trim() || !untilOn) return;
    change.run(
      () =>
        api.ratings.overrideLight({
          programmeId: place.programmeId as ProgrammeId,
          taskId: place.taskId as TaskId,
          light,
          reason: reason.trim(),
          untilOn,
        }),
      asks ? say(words.didAsk) : say(words.didJudge, { light: word(lights[light]) }),
      onClose,
    );
  };
  const missing = (what: string, value: string) => (tried && !value.trim() ? say(words.missing, { what }) : undefined);
  return (
    <Dialog title={say(words.judgeTitle)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>{say(words.judgeLead, { light: word(lights[automatic]) })}</p>
        <Field label={say(words.judgeTo)} required error={missing(say(words.judgeTo), light)}>
          {(control) => (
            <Select
              {...control}
              value={light}
              empty=""
              choices={choices.map((value) => ({ value, label: word(lights[value]) }))}
              onChoose={(value) => setLight(value as NewOverride["light"])}
            />
          )}
        </Field>
        <Field
          label={say(words.reason)}
          hint={say(words.reasonHint)}
          required
          error={missing(say(words.reason), reason)}
        >
          {(control) => (
            <textarea
              {...control}
              rows={4}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={say(words.endsOn)}
          hint={say(words.endsOnHint, { day: day(latest) })}
          required
          error={missing(say(words.endsOn), untilOn)}
        >
          {(control) => (
            <input
              {...control}
              type="date"
              min={localToday()}
              max={latest}
              value={untilOn}
              onChange={(event) => setUntilOn(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={change.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {say(asks ? words.judgeAsks : words.judgeDoes)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
