// The form of a unit: adding one, or changing its names, parent and aliases.
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import { type Unit, type UnitKind, unitKinds } from "./model.ts";
import { words } from "./page-words.ts";

interface Typed {
  kind: UnitKind;
  name: string;
  shortName: string;
  code: string;
  parent: ChosenUnit | null;
  aliases: string;
}

const nothing: Typed = { kind: "department", name: "", shortName: "", code: "", parent: null, aliases: "" };

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

export function AddUnit({ onClose }: { onClose: () => void }) {
  const { say } = useMessages();
  const navigate = useNavigate();
  return (
    <UnitForm
      title={say(words.newUnit)}
      start={nothing}
      isNew
      onClose={onClose}
      save={({ kind, name, shortName, code, parent, aliases }) =>
        api.organisations.addUnit({
          kind,
          name,
          ...(shortName ? { shortName } : {}),
          code: code || null,
          parentId: parent?.id ?? null,
          aliases: linesOf(aliases),
        })
      }
      onSaved={(unit) => void navigate({ to: "/units/$unitId", params: { unitId: unit.id } })}
    />
  );
}

export function EditUnit({ unit, parent, onClose }: { unit: Unit; parent: ChosenUnit | null; onClose: () => void }) {
  const { say } = useMessages();
  const aliases = unit.names.filter((name) => name.kind === "alias" && !name.untilOn).map((name) => name.name);
  return (
    <UnitForm
      title={say(words.editUnit)}
      start={{
        ...nothing,
        kind: unit.kind,
        name: unit.name,
        shortName: unit.shortName,
        parent,
        aliases: aliases.join("\n"),
      }}
      onClose={onClose}
      save={(typed) =>
        api.organisations.changeUnit({
          unitId: unit.id,
          version: unit.version,
          name: typed.name,
          shortName: typed.shortName || typed.name,
          parentId: typed.parent?.id ?? null,
          aliases: linesOf(typed.aliases),
        })
      }
      onSaved={onClose}
    />
  );
}

function UnitForm({
  title,
  start,
  isNew,
  save,
  onSaved,
  onClose,
}: {
  title: string;
  start: Typed;
  isNew?: boolean;
  save: (typed: Typed) => Promise<Unit>;
  onSaved: (unit: Unit) => void;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const [typed, setTyped] = useState(start);
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (unit) => {
      queries.setQueryData(["units", "one", unit.id], unit);
      void queries.invalidateQueries({ queryKey: ["units"] });
      announce(say("saved", { what: unit.name }));
      onSaved(unit);
    },
    // The newest version is fetched, so that the next attempt stands on it; what was typed stays.
    onError: () => void queries.invalidateQueries({ queryKey: ["units", "one"] }),
  });
  const nameError = tried && typed.name.trim().length < 2 ? say("needText", { what: say(words.unitName) }) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (typed.name.trim().length >= 2)
      saving.mutate({ ...typed, name: typed.name.trim(), shortName: typed.shortName.trim(), code: typed.code.trim() });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label={say(words.unitName)} required error={nameError}>
          {(control) => (
            <input
              {...control}
              maxLength={120}
              value={typed.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={say(words.unitShortName)}>
          {(control) => (
            <input
              {...control}
              maxLength={120}
              value={typed.shortName}
              onChange={(event) => set({ shortName: event.target.value })}
            />
          )}
        </Field>
        {isNew ? (
          <>
            <Field label={say(words.unitKind)}>
              {(control) => (
                <Select
                  id={control.id}
                  value={typed.kind}
                  choices={Object.entries(unitKinds).map(([value, label]) => ({ value, label: word(label) }))}
                  onChoose={(kind) => set({ kind: kind as UnitKind })}
                />
              )}
            </Field>
            <Field label={say(words.unitCode)}>
              {(control) => (
                <input
                  {...control}
                  maxLength={20}
                  value={typed.code}
                  onChange={(event) => set({ code: event.target.value })}
                />
              )}
            </Field>
          </>
        ) : null}
        <Field label={say(words.unitParent)}>
          {(control) => <UnitSelect id={control.id} chosen={typed.parent} onChoose={(parent) => set({ parent })} />}
        </Field>
        <Field label={say(words.unitAliases)} hint={say(words.unitAliasesHint)}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              value={typed.aliases}
              onChange={(event) => set({ aliases: event.target.value })}
            />
          )}
        </Field>
        <RefusalNotice error={saving.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={saving.isPending}>
            {say("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
