// Registers a person and opens their account; the one-time password is shown once.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { Person, UnitId } from "../organisations/model.ts";
import type { OneTimePassword } from "./model.ts";
import { words } from "./page-admin-words.ts";

export function OpenAccount({ onClose }: { onClose: () => void }) {
  const { say } = useMessages();
  const [unit, setUnit] = useState<ChosenUnit | null>(null);
  const [name, setName] = useState("");
  const [username, setUsername] = useState("");
  const [tried, setTried] = useState(false);
  // When the user name is refused, the person is registered already and must not be registered twice.
  const [person, setPerson] = useState<Person | null>(null);
  const opening = useMutation({
    mutationFn: async (unitId: string) => {
      const known = person ?? (await api.organisations.addPerson({ unitId: unitId as UnitId, name: name.trim() }));
      setPerson(known);
      return api.accounts.openAccount({ personId: known.id, username: username.trim() });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["accounts"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (unit && name.trim() && username.trim()) opening.mutate(unit.id);
  };
  const missing = (value: string, what: Parameters<typeof say>[0]) =>
    tried && !value.trim() ? say("needText", { what: say(what) }) : undefined;
  if (opening.data) return <PasswordOnce given={opening.data} onClose={onClose} />;
  return (
    <Dialog title={say(words.open)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{say(words.openNote)}</p>
        <Field label={say(words.unit)} required error={tried && !unit ? say("chooseUnit") : undefined}>
          {(control) => (
            <UnitSelect
              id={control.id}
              describedBy={control["aria-describedby"]}
              chosen={unit}
              onChoose={(next) => {
                setUnit(next);
                setPerson(null);
              }}
            />
          )}
        </Field>
        <Field label={say(words.name)} required error={missing(name, words.name)}>
          {(control) => (
            <input
              {...control}
              maxLength={60}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                setPerson(null);
              }}
            />
          )}
        </Field>
        <Field
          label={say(words.username)}
          hint={say(words.usernameHint)}
          required
          error={missing(username, words.username)}
        >
          {(control) => (
            <input
              {...control}
              maxLength={64}
              autoComplete="off"
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={opening.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={opening.isPending}>
            {say(words.open)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function PasswordOnce({ given, onClose }: { given: OneTimePassword; onClose: () => void }) {
  const { say } = useMessages();
  return (
    <Dialog title={`${say(words.password)} · ${given.username}`} onClose={onClose}>
      <p className="admin-password">
        <code>{given.password}</code>
      </p>
      <p className="muted">{say(words.passwordNote)}</p>
      <div className="dialog-acts">
        <Button kind="do" onClick={onClose}>
          {say(words.close)}
        </Button>
      </div>
    </Dialog>
  );
}
