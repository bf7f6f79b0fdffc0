// Lending a duty for some days, and taking it back.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote, Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { duties, type PersonId } from "./model.ts";
import type { Delegation, DelegationList } from "./model-delegation.ts";
import { ColleagueField } from "./page-colleague.tsx";
import { words } from "./page-unit-words.ts";

const refresh = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: ["delegations"] }),
    queries.invalidateQueries({ queryKey: ["units"] }),
    queries.invalidateQueries({ queryKey: ["session"] }),
  ]);

export function Lend({ held, onClose }: { held: DelegationList["held"][number]; onClose: () => void }) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const [to, setTo] = useState("");
  const [fromOn, setFromOn] = useState(localToday());
  const [untilOn, setUntilOn] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const lending = useMutation({
    mutationFn: () =>
      api.organisations.delegateDuty({
        toPersonId: to as PersonId,
        unitId: held.unitId,
        duty: held.duty,
        fromOn,
        untilOn,
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      }),
    onSuccess: () => {
      announce(say(words.done, { what: say(words.lend) }));
      onClose();
    },
    onSettled: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to && fromOn && untilOn) lending.mutate();
  };
  return (
    <Dialog title={`${say(words.lend)} · ${held.unitName} ${word(duties[held.duty])}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{say(words.lendNote)}</p>
        <ColleagueField
          unitId={held.unitId}
          label={say(words.lendTo)}
          value={to}
          onChoose={setTo}
          missing={tried && !to}
        />
        <div className="lend-days">
          <Field label={say(words.lendFrom)} required error={tried && !fromOn ? say(words.needDays) : undefined}>
            {(control) => (
              <input {...control} type="date" value={fromOn} onChange={(event) => setFromOn(event.target.value)} />
            )}
          </Field>
          <Field label={say(words.lendUntil)} required error={tried && !untilOn ? say(words.needDays) : undefined}>
            {(control) => (
              <input
                {...control}
                type="date"
                min={fromOn}
                value={untilOn}
                onChange={(event) => setUntilOn(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={say(words.lendReason)}>
          {(control) => (
            <input {...control} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        <RefusalNotice error={lending.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={lending.isPending}>
            {say(words.lend)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function Revoke({ delegation, onClose }: { delegation: Delegation; onClose: () => void }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const revoking = useMutation({
    mutationFn: () => api.organisations.revokeDelegation({ delegationId: delegation.id, version: delegation.version }),
    onSuccess: () => {
      announce(say(words.done, { what: say(words.revoke) }));
      onClose();
    },
    onSettled: refresh,
  });
  return (
    <ConfirmNote
      title={say(words.revoke)}
      verb={say(words.revoke)}
      busy={revoking.isPending}
      error={revoking.error}
      onCancel={onClose}
      onConfirm={() => revoking.mutate()}
    >
      <p>{say(words.revokeAsk, { name: delegation.to.name })}</p>
    </ConfirmNote>
  );
}
