// The acts of a round as buttons: those of its present state; each asks first.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import type { Decision } from "../../kernel/access.ts";
import type { Round } from "./model-round.ts";
import { words } from "./page-words.ts";
import { explainRefusal, type RoundAct, roundActs } from "./rules.ts";

type ScreenAct = Exclude<RoundAct, "change" | "passDue">;
const screenActs: readonly ScreenAct[] = ["open", "remind", "refresh", "extend", "lock", "drop"];

export function RoundActs({ round }: { round: Round }) {
  const { word, language } = useMessages();
  const [asked, setAsked] = useState<ScreenAct | null>(null);
  const here = screenActs.filter(
    (act) =>
      (roundActs[act].from as readonly string[]).includes(round.state) &&
      round.abilities[act]?.code !== "act.not-your-part",
  );
  if (here.length === 0) return null;
  return (
    <div className="round-acts no-print">
      {here.map((act) => (
        <Button
          key={act}
          why={explainRefusal((round.abilities[act] ?? { allowed: true }) as Decision, language) || undefined}
          onClick={() => setAsked(act)}
        >
          {word(roundActs[act])}
        </Button>
      ))}
      {asked ? <AskAct round={round} act={asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

const operations = {
  open: api.progress.openRound,
  remind: api.progress.remindRound,
  refresh: api.progress.refreshRound,
  lock: api.progress.lockRound,
  drop: api.progress.dropRound,
} as const;

const told: Partial<Record<ScreenAct, keyof typeof words>> = { remind: "remindWhat", lock: "lockWhat" };

function AskAct({ round, act, onClose }: { round: Round; act: ScreenAct; onClose: () => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const [dueOn, setDueOn] = useState(round.dueOn > localToday() ? round.dueOn : localToday());
  const change = useMutation({
    mutationFn: (note: string | undefined) => {
      const at = {
        programmeId: round.programmeId,
        roundId: round.id,
        version: round.version,
        ...(note ? { note } : {}),
      };
      return act === "extend" ? api.progress.extendRound({ ...at, dueOn }) : operations[act](at);
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["progress", round.programmeId] });
      announce(say(words.done, { act: word(roundActs[act]), title: round.title }));
      onClose();
    },
  });
  const row = roundActs[act] as { note?: "required" | "optional" };
  const what = told[act];
  return (
    <ConfirmNote
      title={`${word(roundActs[act])} · ${round.title}`}
      verb={word(roundActs[act])}
      note={row.note ?? "optional"}
      busy={change.isPending}
      error={change.error}
      onConfirm={(note) => change.mutate(note)}
      onCancel={onClose}
    >
      {what ? <p>{say(words[what])}</p> : null}
      {act === "extend" ? (
        <Field label={say(words.nextDay)} required>
          {(control) => (
            <input
              {...control}
              type="date"
              min={round.dueOn}
              value={dueOn}
              onChange={(event) => setDueOn(event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </ConfirmNote>
  );
}
