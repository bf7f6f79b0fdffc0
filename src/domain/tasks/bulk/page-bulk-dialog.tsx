// Before an act on many tasks: how many may, which not and why, and what has to be given; afterwards what came of it.
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import { queries } from "../../../app/web/queries.ts";
import { useAnnounce } from "../../../app/web/ui/announcer.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { Field } from "../../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import type { GroupChoice } from "../grid/grid-cells.ts";
import { type ActField, missingOf, sentOf, type Typed } from "../steps/act-fields.ts";
import { ActControl } from "../steps/page-act-form.tsx";
import { words as stepWords } from "../steps/page-steps-words.ts";
import { bulkFieldsOf } from "./bulk-fields.ts";
import { wordsOfAct } from "./bulk-rules.ts";
import { type BulkAct, type BulkPreview, type BulkResult, mostAtOnce } from "./model-bulk.ts";
import { type BulkChoice, whichOf } from "./page-bulk-bar.tsx";
import { BulkOutcomes, ReasonLine, toldResult } from "./page-bulk-result.tsx";
import { words } from "./page-bulk-words.ts";

interface Props {
  programmeId: string;
  act: BulkAct;
  choice: BulkChoice;
  groups: readonly GroupChoice[];
  onPick: (taskIds: readonly string[]) => void;
  onJob: (jobId: string) => void;
  onClose: () => void;
}

const isText = (field: ActField) => field.kind === "text" || field.kind === "line";

/** What is judged beforehand: the wording of a note decides nothing, so typing it asks nothing. */
function judgedOf(fields: readonly ActField[], typed: Typed): Record<string, string | number> | undefined {
  const texts = Object.fromEntries(fields.filter((one) => isText(one) && one.required).map(({ name }) => [name, "—"]));
  const judged: Typed = Object.fromEntries(fields.map((one) => [one.name, isText(one) ? "" : (typed[one.name] ?? "")]));
  const whole = { ...judged, ...texts };
  return missingOf(fields, whole).length > 0 ? undefined : sentOf(fields, whole);
}

export function BulkDialog(props: Props) {
  const { programmeId, act, onPick, onClose } = props;
  const { say, word } = useMessages();
  // The choice as it was when the question was asked: what is done moves rows out of the filter.
  const [choice] = useState(props.choice);
  const [result, setResult] = useState<BulkResult | null>(null);
  if (result)
    return (
      <Dialog title={say(words.resultTitle)} wide onClose={onClose}>
        <BulkOutcomes result={result} onPick={onPick} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={say(words.title, { act: word(wordsOfAct(act)), count: choice.count })} wide onClose={onClose}>
      <Question {...props} choice={choice} programmeId={programmeId} onResult={setResult} />
    </Dialog>
  );
}

function Question({
  programmeId,
  act,
  choice,
  groups,
  onJob,
  onClose,
  onResult,
}: Props & { onResult: (result: BulkResult) => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const fields = bulkFieldsOf(act, groups);
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(fields.map((field) => [field.name, field.begin ?? ""])),
  );
  const [tried, setTried] = useState(false);
  const given = judgedOf(fields, typed);
  const preview = useQuery({
    queryKey: ["tasks", programmeId, "bulk", act, JSON.stringify([whichOf(choice), given])],
    queryFn: ({ signal }) =>
      api.tasks.previewActs({ programmeId, act, ...whichOf(choice), ...(given ? { given } : {}) }, { signal }),
    placeholderData: keepPreviousData,
  });
  const acting = useMutation({
    mutationFn: () =>
      api.tasks.actOnTasks({
        programmeId,
        act,
        given: sentOf(fields, typed),
        ...(choice.filter
          ? { filter: choice.filter, count: preview.data?.total }
          : { rows: choice.tasks.map(({ id, version }) => ({ taskId: id, version })) }),
      }),
    onSuccess: (result) => {
      if (result.jobId) {
        onJob(result.jobId);
        onClose();
      } else {
        announce(say(words.told, toldResult(result)));
        onResult(result);
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["tasks", programmeId] }),
  });
  const missing = missingOf(fields, typed);
  const found = preview.data?.acts[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length === 0 && found && found.may > 0 && !acting.isPending) acting.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <RefusalNotice error={preview.error} onRetry={() => void preview.refetch()} />
      {found ? <WhoMay found={found} /> : preview.error ? null : <Skeleton lines={3} />}
      {choice.count > mostAtOnce ? <p className="muted">{say(words.byJob, { limit: mostAtOnce })}</p> : null}
      {fields.map((field) => (
        <Field
          key={field.name}
          label={word(field.label)}
          hint={field.hint ? word(field.hint) : undefined}
          required={field.required ?? false}
          error={tried && missing.includes(field.name) ? say(stepWords.needed, { what: word(field.label) }) : undefined}
        >
          {(control) => (
            <ActControl
              field={field}
              control={control}
              value={typed[field.name] ?? ""}
              onType={(value) => setTyped((all) => ({ ...all, [field.name]: value }))}
            />
          )}
        </Field>
      ))}
      <RefusalNotice error={acting.error} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button
          type="submit"
          kind="do"
          busy={acting.isPending || !found}
          why={found?.may === 0 ? say(words.mayNone) : undefined}
        >
          {say(words.act, { act: word(wordsOfAct(act)), count: found?.may ?? 0 })}
        </Button>
      </div>
    </form>
  );
}

function WhoMay({ found }: { found: BulkPreview["acts"][number] }) {
  const { say } = useMessages();
  const refused = found.reasons.reduce((sum, reason) => sum + reason.count, 0);
  return (
    <div className="bulk-who">
      <p role="status">
        <b>{say(words.may, { count: found.may })}</b>
        {refused > 0 ? <span> · {say(words.mayNot, { count: refused })}</span> : null}
      </p>
      {refused > 0 ? (
        <ul className="bulk-reasons">
          {found.reasons.map((reason) => (
            <ReasonLine key={`${reason.code} ${reason.messages.zh}`} {...reason} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
