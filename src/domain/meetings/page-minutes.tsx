// Writing the minutes 会议纪要: a conclusion for each item, and decisions with who and by when; they become matters when issued.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { UnitId } from "../organisations/model.ts";
import type { Meeting } from "./model.ts";
import { words } from "./page-words.ts";

interface Row {
  key: number;
  itemId: string | null;
  what: string;
  unit: ChosenUnit | null;
  dueOn: string;
}

export function MinutesForm({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const first = meeting.abilities.minute?.allowed ?? false;
  const [summary, setSummary] = useState(meeting.summary ?? "");
  const [conclusions, setConclusions] = useState<Record<string, string>>(() =>
    Object.fromEntries(meeting.agenda.map((item) => [item.id, item.conclusion ?? ""])),
  );
  const [rows, setRows] = useState<Row[]>([]);
  const [tried, setTried] = useState(false);
  const incomplete = rows.some((row) => row.what.trim().length < 2 || !row.unit);
  const items = meeting.agenda.filter((item) => !item.trimmed);
  const mutation = useMutation({
    mutationFn: () => {
      const input = {
        programmeId: meeting.programmeId,
        meetingId: meeting.id,
        version: meeting.version,
        summary: summary.trim() || null,
        conclusions: items.flatMap((item) => {
          const text = conclusions[item.id]?.trim();
          return text ? [{ itemId: item.id, text }] : [];
        }),
        decisions: rows.map((row) => ({
          what: row.what.trim(),
          toUnitId: row.unit?.id as UnitId,
          dueOn: row.dueOn || null,
          itemId: row.itemId,
        })),
      };
      return first ? api.meetings.minuteMeeting(input) : api.meetings.supplementMinutes(input);
    },
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["meetings", meeting.programmeId] }),
        queries.invalidateQueries({ queryKey: ["matters", meeting.programmeId] }),
      ]);
      announce(say(words.done));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!incomplete && !mutation.isPending) mutation.mutate();
  };
  const add = (itemId: string | null) =>
    setRows((now) => [...now, { key: (now.at(-1)?.key ?? 0) + 1, itemId, what: "", unit: null, dueOn: "" }]);
  const set = (key: number, part: Partial<Row>) =>
    setRows((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const decisionsOf = (itemId: string | null) =>
    rows
      .filter((row) => row.itemId === itemId)
      .map((row) => (
        <DecisionRow
          key={row.key}
          row={row}
          onChange={(part) => set(row.key, part)}
          onDrop={() => setRows((now) => now.filter((one) => one.key !== row.key))}
        />
      ));
  return (
    <form className="meeting-minutes" onSubmit={submit} noValidate aria-label={say(words.minutes)}>
      <h2 className="dispatch-head">{say(words.minutes)}</h2>
      <Field label={say(words.summary)}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={2000}
            value={summary}
            onChange={(event) => setSummary(event.target.value)}
          />
        )}
      </Field>
      <ol className="meeting-items">
        {items.map((item, index) => (
          <li key={item.id}>
            <p className="meeting-item">
              <span className="meeting-number">{index + 1}.</span> {word(item.title)}
            </p>
            <textarea
              className="input"
              rows={2}
              maxLength={2000}
              aria-label={say(words.conclusionOf, { title: word(item.title) })}
              placeholder={say(words.conclusion)}
              value={conclusions[item.id] ?? ""}
              onChange={(event) => setConclusions((now) => ({ ...now, [item.id]: event.target.value }))}
            />
            {decisionsOf(item.id)}
            <Button
              kind="quiet"
              aria-label={say(words.addDecisionOf, { title: word(item.title) })}
              onClick={() => add(item.id)}
            >
              {say(words.addDecision)}
            </Button>
          </li>
        ))}
        <li>
          <p className="meeting-item">{say(words.general)}</p>
          {decisionsOf(null)}
          <Button
            kind="quiet"
            aria-label={say(words.addDecisionOf, { title: say(words.general) })}
            onClick={() => add(null)}
          >
            {say(words.addDecision)}
          </Button>
        </li>
      </ol>
      {tried && incomplete ? (
        <p className="field-error" role="alert">
          {say(words.incomplete)}
        </p>
      ) : null}
      <RefusalNotice error={mutation.error} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button type="submit" kind="do" busy={mutation.isPending}>
          {say(first ? words.issue : words.supplement)}
        </Button>
      </div>
    </form>
  );
}

function DecisionRow({
  row,
  onChange,
  onDrop,
}: {
  row: Row;
  onChange: (part: Partial<Row>) => void;
  onDrop: () => void;
}) {
  const { say } = useMessages();
  return (
    <fieldset className="meeting-decision">
      <legend className="sr">{say(words.decisions)}</legend>
      <input
        className="input"
        aria-label={say(words.what)}
        placeholder={say(words.what)}
        maxLength={1000}
        value={row.what}
        onChange={(event) => onChange({ what: event.target.value })}
      />
      <UnitSelect label={say(words.who)} chosen={row.unit} onChoose={(unit) => onChange({ unit })} />
      <input
        className="input"
        type="date"
        aria-label={say(words.when)}
        min={localToday()}
        value={row.dueOn}
        onChange={(event) => onChange({ dueOn: event.target.value })}
      />
      <Button kind="quiet" onClick={onDrop}>
        {say(words.drop)}
      </Button>
    </fieldset>
  );
}
