// Cells that could not be saved, above the grid: what was typed, what stands there now, and what to do. Nothing typed is lost.
import { useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Notice } from "../../../app/web/ui/notice.tsx";
import { codesOf } from "../../../kernel/labels.ts";
import { words } from "../ledger/page-ledger-words.ts";
import type { TaskSummary } from "../model.ts";
import type { CellField } from "./grid-cells.ts";
import { columnShapes, gridColumns } from "./grid-columns.ts";
import { type CellEdit, entriesOf } from "./grid-edits.ts";
import { type CellWords, valueText } from "./page-grid-cells.tsx";
import type { Edits } from "./page-grid-edits.tsx";

/** So many are listed; the others stand marked in the grid. */
const listed = 4;

export const columnOf = (field: CellField) =>
  codesOf(gridColumns).find((column) => columnShapes[column].field === field) ?? "task";

export function Troubles({
  edits,
  tasks,
  cellWords,
  onGo,
}: {
  edits: Edits;
  tasks: readonly TaskSummary[];
  cellWords: CellWords;
  onGo: (taskId: string, field: CellField) => void;
}) {
  const { say, word } = useMessages();
  const troubles = [...edits.now.rows].flatMap(([taskId, row]) =>
    entriesOf(row)
      .filter(([, edit]) => edit.state === "refused" || edit.state === "clash")
      .map(([field, edit]) => ({ taskId, field, edit, task: tasks.find((one) => one.id === taskId) })),
  );
  if (troubles.length === 0) return null;
  const { queue } = edits;
  const dropAll = () => {
    for (const { taskId, field } of troubles) queue.drop(taskId, field);
  };
  return (
    <Notice
      kind="warning"
      title={say(words.troubleTitle, { count: troubles.length })}
      acts={<Button onClick={() => dropAll()}>{say(words.dropAll)}</Button>}
    >
      <ul className="troubles">
        {troubles.slice(0, listed).map(({ taskId, field, edit, task }) => (
          <li key={`${taskId} ${field}`}>
            <b>
              {say(words.troubleWhere, {
                row: task?.number ?? task?.ordinal ?? "",
                column: word(gridColumns[columnOf(field)]),
              })}
            </b>
            <Told field={field} edit={edit} cellWords={cellWords} />
            <span className="trouble-acts">
              {edit.state === "clash" ? (
                <>
                  <Button onClick={() => queue.insist(taskId, field)}>{say(words.keepMine)}</Button>
                  <Button onClick={() => queue.drop(taskId, field)}>{say(words.keepTheirs)}</Button>
                </>
              ) : (
                <>
                  <Button onClick={() => onGo(taskId, field)}>{say(words.troubleGo)}</Button>
                  <Button onClick={() => queue.drop(taskId, field)}>{say(words.dropTyped)}</Button>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {troubles.length > listed ? <p>{say(words.troubleMore, { count: troubles.length - listed })}</p> : null}
    </Notice>
  );
}

function Told({ field, edit, cellWords }: { field: CellField; edit: CellEdit; cellWords: CellWords }) {
  const { say, word } = cellWords.messages;
  const typed = edit.typed ?? valueText(field, edit.value, cellWords);
  return (
    <span>
      {say(words.troubleTyped, { typed: typed || say(words.cellEmpty) })}
      {" · "}
      {edit.state === "clash"
        ? say(words.troubleTheirs, { theirs: valueText(field, edit.theirs ?? null, cellWords) || say(words.cellEmpty) })
        : word(edit.why)}
    </span>
  );
}
