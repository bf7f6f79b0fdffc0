// Acts on a record of ratings as buttons, read from its table: only the reader's own, disabled ones say why.
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import type { Decision } from "../../kernel/access.ts";
import { useRatingChange } from "./page-query.tsx";
import { words } from "./page-words.ts";
import { explainRating } from "./rules.ts";

interface ActRow {
  zh: string;
  en: string;
  note?: "required" | "optional";
}

/** Acts that are somebody else's, or of another state, have no button. */
const hidden = ["act.not-your-part", "act.wrong-state"];

export function RecordActs<Act extends string>({
  programmeId,
  acts,
  main,
  abilities,
  run,
}: {
  programmeId: string;
  acts: Readonly<Record<Act, ActRow>>;
  main: Act;
  abilities: Readonly<Record<string, { allowed: boolean; code?: string | undefined }>>;
  run: (act: Act, note: string | undefined) => Promise<unknown>;
}) {
  const { say, word, language } = useMessages();
  const [asked, setAsked] = useState<Act | null>(null);
  const change = useRatingChange(programmeId);
  const shown = (Object.keys(acts) as Act[]).filter((act) => {
    const ability = abilities[act];
    return ability && (ability.allowed || !hidden.includes(ability.code ?? ""));
  });
  if (shown.length === 0) return null;
  return (
    <span className="rating-acts no-print">
      {shown.map((act) => {
        const why = explainRating(abilities[act] as Decision, language) || undefined;
        return (
          <Button key={act} kind={act === main && !why ? "do" : "plain"} why={why} onClick={() => setAsked(act)}>
            {word(acts[act])}
          </Button>
        );
      })}
      {asked ? (
        <ConfirmNote
          title={word(acts[asked])}
          verb={word(acts[asked])}
          note={acts[asked].note ?? "optional"}
          busy={change.busy}
          error={change.error}
          onCancel={() => setAsked(null)}
          onConfirm={(note) =>
            change.run(
              () => run(asked, note),
              say(words.didAct, { act: word(acts[asked]) }),
              () => setAsked(null),
            )
          }
        />
      ) : null}
    </span>
  );
}
