// Names the units of a task anew 调整单位: who leads, who cooperates, what each has to do.
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { usePresence } from "../../app/web/live.tsx";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { UnitSelect } from "../../app/web/ui/unit-select.tsx";
import { type Clash, wholeRow } from "./merge.ts";
import { type Task, type TaskPart, taskParts } from "./model.ts";
import { taskFault } from "./model-faults.ts";
import { ClashNotice, FormActs } from "./page-clashes.tsx";
import { useMergedForm } from "./page-merged.tsx";
import { useTaskChange } from "./page-task-change.tsx";
import { words } from "./page-words.ts";

interface Row {
  /** A unit may have several parts in one task. */
  key: string;
  unitId: string;
  name: string;
  part: TaskPart;
  ownDuty: string;
}

const rowsOf = (task: Task): Row[] =>
  task.units.map(({ unitId, name, part, ownDuty }, index, all) => {
    const first = all.findIndex((unit) => unit.unitId === unitId) === index;
    return { key: first ? unitId : `${unitId} ${part}`, unitId, name, part, ownDuty: ownDuty ?? "" };
  });

export function AssignUnits({ task, onClose }: { task: Task; onClose: () => void }) {
  const { say, word, language } = useMessages();
  const form = useMergedForm(rowsOf(task));
  const { rows } = form;
  const [tried, setTried] = useState(false);
  const change = useTaskChange(task);
  usePresence(task.id, "units");
  const lacksLead = !rows.some((row) => row.part === "lead");
  const set = (key: string, part: Partial<Row>) =>
    form.change((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const unitsOf = (all: readonly Row[]) =>
    all.map(({ unitId, part, ownDuty }) => ({ unitId, part, ownDuty: ownDuty.trim() || null }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacksLead || form.clashes.length > 0) return;
    change.run(
      (at, newest) => api.tasks.assignUnits({ ...at, units: unitsOf(form.over(rowsOf(newest)).merged) }),
      say("saved", { what: say(words.unitsAndDuties) }),
      onClose,
      (newest) => form.over(rowsOf(newest)).clashes.length === 0,
    );
  };
  const name = (key: string) => [...rows, ...rowsOf(task)].find((row) => row.key === key)?.name ?? "";
  const inWords = (clash: Clash, value: unknown): string => {
    if (clash.field === "part") return word(taskParts[value as TaskPart]);
    if (clash.field !== wholeRow) return String(value ?? "");
    const row = value as Row | undefined;
    return row ? [word(taskParts[row.part]), row.ownDuty].filter(Boolean).join(" · ") : say(words.clashGone);
  };
  return (
    <Dialog title={say(words.assignUnits)} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <ul className="assign">
          {rows.map((row) => (
            <li key={row.key}>
              <Select
                aria-label={`${say("part")} ${row.name}`}
                value={row.part}
                choices={Object.entries(taskParts).map(([value, label]) => ({ value, label: word(label) }))}
                onChoose={(part) => set(row.key, { part: part as TaskPart })}
              />
              <span>{row.name}</span>
              <input
                className="input"
                aria-label={`${say(words.ownDuty)} ${row.name}`}
                placeholder={say(words.ownDuty)}
                maxLength={500}
                value={row.ownDuty}
                onChange={(event) => set(row.key, { ownDuty: event.target.value })}
              />
              <Button
                kind="quiet"
                aria-label={`${say(words.remove)} ${row.name}`}
                onClick={() => form.change((all) => all.filter((other) => other.key !== row.key))}
              >
                {say(words.remove)}
              </Button>
            </li>
          ))}
        </ul>
        <UnitSelect
          label={say(words.addUnit)}
          chosen={null}
          without={rows.map((row) => row.unitId)}
          onChoose={(unit) => {
            if (!unit) return;
            const added: Row = { key: unit.id, unitId: unit.id, name: unit.name, part: "support", ownDuty: "" };
            form.change((all) => [...all, added]);
          }}
        />
        {lacksLead ? (
          <p className="field-error" role="alert">
            {taskFault.table["task.needs-lead"][language]}
          </p>
        ) : null}
        <RefusalNotice error={change.error} />
        <ClashNotice
          clashes={form.clashes.map((clash) => ({
            key: `${clash.row} ${clash.field}`,
            label: `${name(clash.row)} · ${say(clash.field === "ownDuty" ? words.ownDuty : "part")}`,
            theirs: inWords(clash, clash.theirs),
            mine: inWords(clash, clash.mine),
            choose: (choice) => form.settle(clash, choice),
          }))}
        />
        <FormActs clashes={form.clashes.length} tried={tried} busy={change.busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
