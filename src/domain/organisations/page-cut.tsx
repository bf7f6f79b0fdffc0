// The 1+9+N cut as a quick choice over the ledger: the whole, by working group, by department, by district, by platform.
import type { LedgerActProps } from "../../app/web/ledger-act.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { unitKinds } from "./model.ts";
import { words } from "./page-unit-words.ts";

/** The kinds of the cut, in the order of the plan. */
export const cutKinds = ["group", "department", "district", "platform"] as const;

export function UnitCut({ search, onChange }: LedgerActProps) {
  const { say, word } = useMessages();
  const value = search.view === "units" ? (cutKinds.find((kind) => kind === search.kind) ?? "") : "";
  return (
    <Select
      aria-label={say(words.cut)}
      value={value}
      empty={`${say(words.cut)} · ${say(words.cutWhole)}`}
      choices={cutKinds.map((kind) => ({ value: kind, label: word(unitKinds[kind]) }))}
      onChoose={(kind) => onChange(kind ? { view: "units", kind } : { view: undefined, kind: undefined })}
    />
  );
}
