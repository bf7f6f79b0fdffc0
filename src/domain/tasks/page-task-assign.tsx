// Names the units of a task anew 调整单位: who leads, who cooperates, what each has to do.
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { UnitSelect } from "../../app/web/ui/unit-select.tsx";
import { type Task, type TaskPart, taskParts } from "./model.ts";
import { taskFault } from "./model-faults.ts";
import { StaleNotice, useTaskChange } from "./page-task-change.tsx";
import { words } from "./page-words.ts";

interface Row {
  unitId: string;
  name: string;
  part: TaskPart;
  ownDuty: string;
}

const rowsOf = (task: Task): Row[] =>
  task.units.map(({ unitId, name, part, ownDuty }) => ({ unitId, name, part, ownDuty: ownDuty ?? "" }));

export function AssignUnits({ task, onClose }: { task: Task; onClose: () => void }) {
  const { say, word, list, language } = useMessages();
  const [rows, setRows] = useState(() => rowsOf(task));
  const change = useTaskChange(task);
  const lacksLead = !rows.some((row) => row.part === "lead");
  const set = (unitId: string, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.unitId === unitId ? { ...row, ...part } : row)));
  const line = (all: readonly Row[]) => list(all.map((row) => `${word(taskParts[row.part])} ${row.name}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (lacksLead) return;
    const units = rows.map(({ unitId, part, ownDuty }) => ({ unitId, part, ownDuty: ownDuty.trim() || null }));
    change.run(
      (at) => api.tasks.assignUnits({ ...at, units }),
      say("saved", { what: say(words.unitsAndDuties) }),
      onClose,
    );
  };
  return (
    <Dialog title={say(words.assignUnits)} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <ul className="assign">
          {rows.map((row) => (
            <li key={row.unitId}>
              <Select
                aria-label={`${say("part")} ${row.name}`}
                value={row.part}
                choices={Object.entries(taskParts).map(([value, label]) => ({ value, label: word(label) }))}
                onChoose={(part) => set(row.unitId, { part: part as TaskPart })}
              />
              <span>{row.name}</span>
              <input
                className="input"
                aria-label={`${say(words.ownDuty)} ${row.name}`}
                placeholder={say(words.ownDuty)}
                maxLength={500}
                value={row.ownDuty}
                onChange={(event) => set(row.unitId, { ownDuty: event.target.value })}
              />
              <Button
                kind="quiet"
                aria-label={`${say(words.remove)} ${row.name}`}
                onClick={() => setRows(rows.filter((other) => other.unitId !== row.unitId))}
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
            if (unit) setRows([...rows, { unitId: unit.id, name: unit.name, part: "support", ownDuty: "" }]);
          }}
        />
        {lacksLead ? (
          <p className="field-error" role="alert">
            {taskFault.table["task.needs-lead"][language]}
          </p>
        ) : null}
        <RefusalNotice error={change.error} />
        {change.stale ? (
          <StaleNotice
            differences={[{ label: say(words.fieldUnits), theirs: line(rowsOf(task)), yours: line(rows) }]}
            onDrop={onClose}
          />
        ) : (
          <div className="dialog-acts">
            <Button onClick={onClose}>{say("cancel")}</Button>
            <Button type="submit" kind="do" busy={change.busy}>
              {say("save")}
            </Button>
          </div>
        )}
      </form>
    </Dialog>
  );
}
