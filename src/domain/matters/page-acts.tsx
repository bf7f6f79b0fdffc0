// Acts of a record as buttons with their questions, read from its table of acts; shared by matters, meetings and ministries.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type Choice, Select } from "../../app/web/ui/select.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import { Refusal } from "../../http/client.ts";
import type { Decision } from "../../kernel/access.ts";
import type { Label } from "../../kernel/labels.ts";
import { explainDecision, type WordsOfActs } from "./decision-words.ts";
import { words } from "./page-words.ts";

/** One question of an act beside its note. */
export interface ActQuestion {
  name: string;
  label: Label;
  /** `checks`: any of the choices, answered as values joined by commas. */
  kind: "unit" | "day" | "text" | "choice" | "checks";
  required?: boolean;
  /** It must be answered when that other question is. */
  requiredWith?: string;
  choices?: readonly Choice[];
  /** What stands there to begin with. */
  value?: string | undefined;
  max?: string;
  min?: string;
}

export type Answers = Readonly<Record<string, string>>;

interface ActRow {
  zh: string;
  en: string;
  note?: "required" | "optional";
}

export interface ActButtonsProps<Act extends string> {
  acts: Readonly<Record<Act, ActRow>>;
  /** Acts that have a button, in their order. */
  order: readonly Act[];
  /** Acts of which one is the next step; drawn as the main button. */
  main: readonly Act[];
  labels: WordsOfActs;
  abilities: Readonly<Record<string, { allowed: boolean; code?: string | undefined; facts?: unknown }>>;
  questionsOf?: (act: Act) => readonly ActQuestion[];
  /** What the note is called where it is more than a remark. */
  noteOf?: (act: Act) => Label | undefined;
  run: (act: Act, note: string | undefined, answers: Answers) => Promise<unknown>;
  /** First words of the query keys that the act makes stale. */
  stale: readonly (readonly unknown[])[];
}

/** Only what is the reader's to do now; what is kept from them by something else says why. */
export function ActButtons<Act extends string>(props: ActButtonsProps<Act>) {
  const { word, language } = useMessages();
  const [asked, setAsked] = useState<Act | null>(null);
  const shown = props.order.filter((act) => {
    const ability = props.abilities[act];
    return ability && (ability.allowed || !["act.not-your-part", "act.wrong-state"].includes(ability.code ?? ""));
  });
  if (shown.length === 0) return null;
  const whyNot = (act: Act) => explainDecision(props.labels, props.abilities[act] as Decision, language) || undefined;
  return (
    <div className="dispatch-acts no-print">
      {shown.map((act) => (
        <Button
          key={act}
          kind={props.main.includes(act) && !whyNot(act) ? "do" : "plain"}
          why={whyNot(act)}
          onClick={() => setAsked(act)}
        >
          {word(props.acts[act])}
        </Button>
      ))}
      {asked ? <ActDialog {...props} act={asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

function ActDialog<Act extends string>({
  acts,
  act,
  questionsOf,
  noteOf,
  run,
  stale,
  onClose,
}: ActButtonsProps<Act> & { act: Act; onClose: () => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const row = acts[act];
  const questions = questionsOf?.(act) ?? [];
  const noteLabel = noteOf?.(act);
  const [note, setNote] = useState("");
  const [answers, setAnswers] = useState<Record<string, string>>(() =>
    Object.fromEntries(questions.map(({ name, value }) => [name, value ?? ""])),
  );
  const [tried, setTried] = useState(false);
  const refresh = () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
  const mutation = useMutation({
    mutationFn: () => run(act, note.trim() || undefined, answers),
    onSuccess: async () => {
      await refresh();
      announce(say(words.done, { act: word(row) }));
      onClose();
    },
    onError: (error) => {
      if (isStale(error)) void refresh();
    },
  });
  const lacksNote = row.note === "required" && note.trim() === "";
  const lacks = ({ name, required, requiredWith }: ActQuestion) =>
    (required === true || (requiredWith !== undefined && Boolean(answers[requiredWith]?.trim()))) && !answers[name];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!lacksNote && !questions.some(lacks) && !mutation.isPending) mutation.mutate();
  };
  return (
    <Dialog title={word(row)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {questions.map((question) => (
          <Question
            key={question.name}
            question={question}
            value={answers[question.name] ?? ""}
            error={tried && lacks(question) ? say(words.chooseOne, { what: word(question.label) }) : undefined}
            onChange={(value) => setAnswers((now) => ({ ...now, [question.name]: value }))}
          />
        ))}
        <Field
          label={noteLabel ? say(noteLabel) : row.note === "required" ? say("note") : say("noteOptional")}
          required={row.note === "required"}
          error={tried && lacksNote ? say("noteRequired") : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={4}
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {isStale(mutation.error) ? (
          <Notice kind="warning">{say(words.reload)}</Notice>
        ) : (
          <RefusalNotice error={mutation.error} />
        )}
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={mutation.isPending}>
            {word(row)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const isStale = (error: unknown) => error instanceof Refusal && error.status === 412;

function Question({
  question,
  value,
  error,
  onChange,
}: {
  question: ActQuestion;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { word } = useMessages();
  const [unit, setUnit] = useState<ChosenUnit | null>(null);
  if (question.kind === "checks")
    return <Checks label={word(question.label)} choices={question.choices ?? []} value={value} onChange={onChange} />;
  return (
    <Field label={word(question.label)} required={question.required === true} error={error}>
      {(control) => {
        if (question.kind === "unit")
          return (
            <UnitSelect
              id={control.id}
              describedBy={control["aria-describedby"]}
              chosen={unit}
              onChoose={(chosen) => {
                setUnit(chosen);
                onChange(chosen?.id ?? "");
              }}
            />
          );
        if (question.kind === "choice")
          return <Select {...control} value={value} empty="" choices={question.choices ?? []} onChoose={onChange} />;
        return (
          <input
            {...control}
            type={question.kind === "day" ? "date" : "text"}
            maxLength={200}
            min={question.min}
            max={question.max}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}

/** Any of some choices, each a box to tick; the answer is their values joined by commas. */
export function Checks({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
}) {
  const chosen = new Set(value.split(",").filter(Boolean));
  const toggle = (one: string, on: boolean) =>
    onChange(
      choices
        .flatMap((choice) => ((choice.value === one ? on : chosen.has(choice.value)) ? choice.value : []))
        .join(","),
    );
  return (
    <fieldset className="dispatch-checks">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="checkbox"
            checked={chosen.has(choice.value)}
            onChange={(event) => toggle(choice.value, event.target.checked)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
