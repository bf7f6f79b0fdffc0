// Hand-overs of people that wait or were decided lately, with what the reader may do with each.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type HandoverAct, handoverActs } from "./handover-rules.ts";
import { duties } from "./model.ts";
import { handoverStates, type PersonHandover } from "./model-handover.ts";
import { words } from "./page-unit-words.ts";

const operations = {
  approve: api.organisations.approveHandover,
  refuse: api.organisations.refuseHandover,
  withdraw: api.organisations.withdrawHandover,
} satisfies Record<HandoverAct, unknown>;
const verbs = { approve: words.approve, refuse: words.refuse, withdraw: words.withdraw } as const;

export function HandoverList() {
  const { say } = useMessages();
  const [asked, setAsked] = useState<{ one: PersonHandover; act: HandoverAct } | null>(null);
  const found = useQuery({ queryKey: ["handovers"], queryFn: () => api.organisations.listHandovers({}) });
  return (
    <section aria-labelledby="handovers">
      <h2 id="handovers">{say(words.handovers)}</h2>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.data?.items.length === 0 ? <p className="muted unit-none">{say(words.handoversNone)}</p> : null}
      <ul className="delegation-rows">
        {found.data?.items.map((one) => (
          <Line key={one.id} one={one} onAct={(act) => setAsked({ one, act })} />
        ))}
      </ul>
      {asked ? <Decide {...asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

function Line({ one, onAct }: { one: PersonHandover; onAct: (act: HandoverAct) => void }) {
  const { say, word, list, instant } = useMessages();
  const acts = (Object.keys(verbs) as HandoverAct[]).filter((act) => one.abilities[act]);
  return (
    <li className={one.state === "proposed" ? "" : "is-past"}>
      <span>
        <b>{say(words.givenLine, { from: one.from.name, to: one.to.name })}</b>{" "}
        <span className="muted">
          {one.duties.length > 0
            ? `${list(one.duties.map((held) => `${held.unitName} ${word(duties[held.duty])}`))} · `
            : ""}
          {word(handoverStates[one.state])} · {one.note} ·{" "}
          {say(words.proposedBy, { name: one.proposedBy, when: instant(one.proposedAt) })}
          {one.decidedBy && one.decidedAt
            ? ` · ${say(words.decidedBy, { name: one.decidedBy, when: instant(one.decidedAt) })}`
            : ""}
          {one.decisionNote ? ` · ${one.decisionNote}` : ""}
        </span>
      </span>
      {acts.length > 0 ? (
        <span className="delegation-acts">
          {acts.map((act) => (
            <Button key={act} kind={act === "approve" ? "do" : "plain"} onClick={() => onAct(act)}>
              {say(verbs[act])}
            </Button>
          ))}
        </span>
      ) : null}
    </li>
  );
}

function Decide({ one, act, onClose }: { one: PersonHandover; act: HandoverAct; onClose: () => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const deciding = useMutation({
    mutationFn: (note: string | undefined) =>
      operations[act]({ handoverId: one.id, version: one.version, ...(note ? { note } : {}) }),
    onSuccess: () => {
      announce(say(words.done, { what: word(handoverActs[act]) }));
      onClose();
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["handovers"] }),
        queries.invalidateQueries({ queryKey: ["units"] }),
      ]),
  });
  return (
    <ConfirmNote
      title={`${word(handoverActs[act])} · ${say(words.givenLine, { from: one.from.name, to: one.to.name })}`}
      verb={say(verbs[act])}
      note={act === "refuse" ? "required" : "optional"}
      busy={deciding.isPending}
      error={deciding.error}
      onCancel={onClose}
      onConfirm={(note) => deciding.mutate(note)}
    />
  );
}
