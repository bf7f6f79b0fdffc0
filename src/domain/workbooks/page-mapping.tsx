// Says what each column of a file is. Needed once per form: the same headings are known the next time.
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { type ImportReport, type Mapping, mappingSources, type WorkbookField, workbookFields } from "./model.ts";
import { words } from "./page-words.ts";

export function ColumnMapping({
  report,
  busy,
  onCompare,
}: {
  report: ImportReport;
  busy: boolean;
  onCompare: (mapping: Mapping) => void;
}) {
  const { say, word, list } = useMessages();
  const [chosen, setChosen] = useState<Record<number, WorkbookField | "">>({});
  const fieldOf = (column: ImportReport["columns"][number]) => chosen[column.column] ?? column.field ?? "";
  const unknown = report.columns.filter((column) => fieldOf(column) === "");
  const compare = () => {
    const pairs = report.columns.flatMap((column): [string, WorkbookField][] => {
      const field = fieldOf(column);
      return field === "" ? [] : [[String(column.column), field]];
    });
    onCompare(Object.fromEntries(pairs));
  };
  // A field belongs to one column: choosing it elsewhere takes it from there.
  const choose = (column: number, field: WorkbookField | "") => {
    const taken = report.columns.filter((one) => field !== "" && one.column !== column && fieldOf(one) === field);
    setChosen((now) => ({ ...now, ...Object.fromEntries(taken.map((one) => [one.column, ""])), [column]: field }));
  };
  return (
    <details className="mapping" open={report.needsMapping || undefined}>
      <summary>
        {say(words.mapping)} <span className="muted">{word(mappingSources[report.mapping])}</span>
      </summary>
      <p className="muted">{say(report.needsMapping ? words.mappingNeeded : words.mappingHint)}</p>
      {unknown.length > 0 && !report.needsMapping ? (
        <p className="mapping-unknown">
          {say(words.unknownColumns, { count: unknown.length, names: list(unknown.map((column) => column.heading)) })}
        </p>
      ) : null}
      <div className="mapping-scroll">
        <table className="mapping-table">
          <thead>
            <tr>
              <th scope="col">{say(words.column)}</th>
              <th scope="col">{say(words.heading)}</th>
              <th scope="col">{say(words.sample)}</th>
              <th scope="col">{say(words.meaning)}</th>
            </tr>
          </thead>
          <tbody>
            {report.columns.map((column) => (
              <tr key={column.column}>
                <td>{column.letter}</td>
                <th scope="row">{column.heading}</th>
                <td className="muted">{column.sample}</td>
                <td>
                  <Select
                    aria-label={`${column.letter} ${column.heading}`}
                    value={fieldOf(column)}
                    empty={say(words.notImported)}
                    choices={codesOf(workbookFields).map((field) => ({
                      value: field,
                      label: word(workbookFields[field]),
                    }))}
                    onChoose={(value) => choose(column.column, value as WorkbookField | "")}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button kind={report.needsMapping ? "do" : "plain"} busy={busy} onClick={compare}>
        {say(words.compareAgain)}
      </Button>
    </details>
  );
}
