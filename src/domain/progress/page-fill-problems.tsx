// Problems and requests of a row, a line each: what, to whom, by when. What is asked of a unit is followed up once accepted.
import { useEffect, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { UnitId } from "../organisations/model.ts";
import { type ProblemKind, problemKinds } from "./model.ts";
import type { Problem, ReportRow } from "./model-report.ts";
import type { Autosave } from "./page-autosave.tsx";
import { words } from "./page-words.ts";

type Line = Pick<Problem, "kind" | "what" | "toUnitId" | "toUnitName" | "dueOn" | "openedAt"> & { id?: string };

const blank = (kind: ProblemKind): Line => ({
  kind,
  what: "",
  toUnitId: null,
  toUnitName: null,
  dueOn: null,
  openedAt: null,
});

export function FillProblems({
  row,
  save,
  may,
  begin,
  onBegun,
}: {
  row: ReportRow;
  save: Autosave;
  may: boolean;
  /** Begin a new line of this kind. */
  begin: ProblemKind | null;
  onBegun: () => void;
}) {
  const { say, word, day } = useMessages();
  const [lines, setLines] = useState<readonly Line[]>(row.problems);
  const box = useRef<HTMLDivElement>(null);
  // Lines that say nothing yet stay on the page; the others are saved.
  const put = (next: readonly Line[]) => {
    setLines(next);
    const said = next.filter((line) => line.what.trim().length >= 2);
    save.edit(row, {
      problems: said.map(({ id, kind, what, toUnitId, dueOn }) => ({
        ...(id ? { id } : {}),
        kind,
        what: what.trim(),
        toUnitId: toUnitId as UnitId | null,
        dueOn,
      })),
    });
  };
  const add = (kind: ProblemKind) => {
    setLines((before) => [...before, blank(kind)]);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("li:last-child textarea")?.focus());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a line is begun once for each wish
  useEffect(() => {
    if (!begin) return;
    add(begin);
    onBegun();
  }, [begin]);
  const change = (index: number, part: Partial<Line>) =>
    put(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  if (!may)
    return (
      <ul className="fill-problems">
        {row.problems.map((one) => (
          <li key={one.id}>
            <b>{word(problemKinds[one.kind])}</b> {one.what} {one.toUnitName ?? ""} {one.dueOn ? day(one.dueOn) : ""}{" "}
            {one.openedAt ? <span className="muted">{say(words.problemOpened)}</span> : null}
          </li>
        ))}
      </ul>
    );
  return (
    <div ref={box}>
      <ul className="fill-problems" aria-label={say(words.problems)}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id until they are saved, and are not moved
          <li key={index}>
            <Select
              aria-label={say(words.problems)}
              choices={Object.entries(problemKinds).map(([code, label]) => ({ value: code, label: word(label) }))}
              value={line.kind}
              onChoose={(kind) => change(index, { kind: kind as ProblemKind })}
            />
            <textarea
              className="input"
              rows={1}
              maxLength={500}
              aria-label={say(words.problemWhat)}
              placeholder={say(words.problemWhat)}
              value={line.what}
              onChange={(event) => change(index, { what: event.target.value })}
            />
            <UnitSelect
              label={say(words.problemTo)}
              chosen={line.toUnitId ? { id: line.toUnitId, name: line.toUnitName ?? "" } : null}
              without={[]}
              onChoose={(unit) => change(index, { toUnitId: unit?.id ?? null, toUnitName: unit?.name ?? null })}
            />
            <input
              className="input"
              type="date"
              aria-label={say(words.problemDue)}
              title={say(words.problemDue)}
              value={line.dueOn ?? ""}
              onChange={(event) => {
                if (event.target.validity.valid) change(index, { dueOn: event.target.value || null });
              }}
            />
            <Button kind="quiet" onClick={() => put(lines.filter((_, at) => at !== index))}>
              {say(words.problemDrop)}
            </Button>
          </li>
        ))}
      </ul>
      <Button kind="quiet" onClick={() => add("problem")}>
        {say(words.addProblem)}
      </Button>
      <Button kind="quiet" onClick={() => add("request")}>
        {say(words.addRequest)}
      </Button>
    </div>
  );
}
