// One account: duties held now and before, and what the administrator's own duty allows to be done with it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useMe } from "../../app/web/session.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { Label } from "../../kernel/labels.ts";
import { type Duty, duties, type Person, type UnitId } from "../organisations/model.ts";
import type { Account, OneTimePassword } from "./model.ts";
import { words } from "./page-admin-words.ts";
import { PasswordOnce } from "./page-open-account.tsx";

type Act = { label: Label; run: () => Promise<unknown> };

export function ManageAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const { say, word } = useMessages();
  const me = useMe();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<Act | null>(null);
  const [given, setGiven] = useState<OneTimePassword | null>(null);
  const who = { personId: account.personId };
  const person = useQuery({
    queryKey: ["accounts", "person", who.personId],
    queryFn: () => api.organisations.getPerson(who),
  });
  const acting = useMutation({
    mutationFn: (act: Act) => act.run(),
    onSuccess: (_done, act) => {
      announce(say(words.done, { act: word(act.label), name: account.name }));
      setAsked(null);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["accounts"] }),
  });
  if (given) return <PasswordOnce given={given} onClose={onClose} />;
  const system: Act[] = [
    { label: words.reset, run: async () => setGiven(await api.accounts.resetPassword(who)) },
    ...(account.lockedUntil ? [{ label: words.unlock, run: () => api.accounts.unlockAccount(who) }] : []),
    account.disabled
      ? { label: words.enable, run: () => api.accounts.enableAccount(who) }
      : { label: words.disable, run: () => api.accounts.disableAccount(who) },
  ];
  const security: Act[] = [{ label: words.revoke, run: () => api.accounts.revokeSessions(who) }];
  const acts = [...(me?.duties.includes("system") ? system : []), ...(me?.duties.includes("security") ? security : [])];
  return (
    <Dialog title={`${account.name} · ${account.username}`} wide onClose={onClose}>
      {person.data ? <Duties person={person.data} grants={me?.duties.includes("security") ?? false} /> : null}
      {person.isPending ? <Skeleton lines={3} /> : null}
      <RefusalNotice error={person.error} />
      {asked ? (
        <div className="admin-asked">
          <p>{say(words.ask, { act: word(asked.label), name: account.name })}</p>
          <Button onClick={() => setAsked(null)}>{say("cancel")}</Button>
          <Button kind="danger" busy={acting.isPending} onClick={() => acting.mutate(asked)}>
            {word(asked.label)}
          </Button>
        </div>
      ) : null}
      <RefusalNotice error={acting.error} />
      <div className="dialog-acts">
        {acts.map((act) => (
          <Button key={act.label.en} onClick={() => setAsked(act)}>
            {word(act.label)}
          </Button>
        ))}
        <Button kind="do" onClick={onClose}>
          {say(words.close)}
        </Button>
      </div>
    </Dialog>
  );
}

function Duties({ person, grants }: { person: Person; grants: boolean }) {
  const { say, word, instant } = useMessages();
  const held = person.duties.filter((one) => one.untilAt === null);
  const past = person.duties.filter((one) => one.untilAt !== null);
  const change = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => queries.invalidateQueries({ queryKey: ["accounts"] }),
  });
  return (
    <>
      <h3>{say(words.held)}</h3>
      {held.length === 0 ? <p className="muted">{say(words.heldNone)}</p> : null}
      <ul className="admin-duties">
        {held.map((one) => (
          <li key={`${one.unitId}${one.duty}`}>
            <span>
              {one.unitName} {word(duties[one.duty])}{" "}
              <span className="muted">{say(words.dutySince, { since: instant(one.sinceAt) })}</span>
            </span>
            {grants ? (
              <Button
                busy={change.isPending}
                onClick={() =>
                  change.mutate(() =>
                    api.organisations.endDuty({ personId: person.id, unitId: one.unitId, duty: one.duty }),
                  )
                }
              >
                {say(words.end)}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {grants ? (
        <Grant
          busy={change.isPending}
          onGrant={(unitId, duty) =>
            change.mutate(() => api.organisations.grantDuty({ personId: person.id, unitId, duty }))
          }
        />
      ) : null}
      <RefusalNotice error={change.error} />
      {past.length > 0 ? <h3>{say(words.past)}</h3> : null}
      <ul className="admin-duties">
        {past.map((one) => (
          <li key={`${one.unitId}${one.duty}${one.sinceAt}`} className="muted">
            {one.unitName} {word(duties[one.duty])}{" "}
            {say(words.dutySpan, { since: instant(one.sinceAt), until: instant(one.untilAt ?? "") })}
          </li>
        ))}
      </ul>
    </>
  );
}

function Grant({ busy, onGrant }: { busy: boolean; onGrant: (unitId: UnitId, duty: Duty) => void }) {
  const { say, word } = useMessages();
  const [unit, setUnit] = useState<ChosenUnit | null>(null);
  const [duty, setDuty] = useState("");
  return (
    <div className="admin-grant">
      <UnitSelect label={say(words.unit)} chosen={unit} onChoose={setUnit} />
      <Select
        aria-label={say(words.duties)}
        value={duty}
        empty={say(words.chooseDuty)}
        choices={Object.entries(duties).map(([value, label]) => ({ value, label: word(label) }))}
        onChoose={setDuty}
      />
      <Button
        kind="do"
        busy={busy}
        why={unit && duty ? undefined : say(words.chooseDuty)}
        onClick={() => unit && onGrant(unit.id as UnitId, duty as Duty)}
      >
        {say(words.grant)}
      </Button>
    </div>
  );
}
