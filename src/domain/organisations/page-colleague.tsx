// Choosing a colleague: whoever may stand in at a unit, or take over from somebody of it.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { PersonId, UnitId } from "./model.ts";
import { words } from "./page-unit-words.ts";

export function ColleagueField({
  unitId,
  personId,
  label,
  value,
  missing,
  onChoose,
}: {
  unitId: UnitId;
  /** Whose colleagues; the reader's own where left out. */
  personId?: PersonId;
  label: string;
  value: string;
  missing: boolean;
  onChoose: (personId: string) => void;
}) {
  const { say } = useMessages();
  const found = useQuery({
    queryKey: ["units", "colleagues", unitId, personId ?? ""],
    queryFn: () => api.organisations.listColleagues({ unitId, ...(personId ? { personId } : {}) }),
  });
  const choices = (found.data?.items ?? []).map((one) => ({
    value: one.id as string,
    label: `${one.name}（${one.unitName}）`,
  }));
  return (
    <Field
      label={label}
      required
      error={missing ? say(words.needColleague) : undefined}
      hint={found.data && choices.length === 0 ? say(words.colleaguesNone) : undefined}
    >
      {({ className: _class, ...control }) => (
        <Select {...control} value={value} empty={say(words.chooseColleague)} choices={choices} onChoose={onChoose} />
      )}
    </Field>
  );
}
