// The set-up of the grid's columns: which, in which order, how wide; by keyboard as well. It stands in the address.
import { useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { codesOf } from "../../../kernel/labels.ts";
import { words } from "../ledger/page-ledger-words.ts";
import {
  type ChosenColumn,
  type ColumnKey,
  columnShapes,
  frozenColumns,
  gridColumns,
  usualColumns,
} from "./grid-columns.ts";

const isFrozen = (key: ColumnKey) => (frozenColumns as readonly string[]).includes(key);

export function ColumnSetup({
  columns,
  onChange,
  onClose,
}: {
  columns: readonly ChosenColumn[];
  onChange: (columns: readonly ChosenColumn[]) => void;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const hidden = codesOf(gridColumns).filter((key) => !columns.some((column) => column.key === key));
  const move = (from: number, by: -1 | 1) => {
    const next = [...columns];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(from + by, 0, taken);
    onChange(next);
  };
  return (
    <Dialog title={say(words.columnsTitle)} onClose={onClose}>
      <p className="muted">{say(words.columnsNext)}</p>
      <ul className="column-list">
        {columns.map(({ key, width }, place) => {
          const column = word(gridColumns[key]);
          return (
            <li key={key}>
              <label>
                <input
                  type="checkbox"
                  checked
                  disabled={isFrozen(key)}
                  onChange={() => onChange(columns.filter((other) => other.key !== key))}
                />
                {column}
              </label>
              {isFrozen(key) ? <span className="muted">{say(words.columnFrozen)}</span> : null}
              <input
                className="input"
                type="number"
                min={44}
                max={800}
                step={8}
                aria-label={say(words.columnWidth, { column })}
                value={width}
                onChange={(event) => {
                  const next = Number(event.target.value);
                  if (next >= 44 && next <= 800)
                    onChange(columns.map((other) => (other.key === key ? { key, width: next } : other)));
                }}
              />
              <Button
                kind="quiet"
                aria-label={say(words.columnUp, { column })}
                why={place <= frozenColumns.length || isFrozen(key) ? say("none") : undefined}
                onClick={() => move(place, -1)}
              >
                ↑
              </Button>
              <Button
                kind="quiet"
                aria-label={say(words.columnDown, { column })}
                why={isFrozen(key) || place === columns.length - 1 ? say("none") : undefined}
                onClick={() => move(place, 1)}
              >
                ↓
              </Button>
            </li>
          );
        })}
        {hidden.map((key) => (
          <li key={key} className="is-hidden">
            <label>
              <input
                type="checkbox"
                checked={false}
                onChange={() => onChange([...columns, { key, width: columnShapes[key].width }])}
              />
              {word(gridColumns[key])}
            </label>
          </li>
        ))}
      </ul>
      <div className="dialog-acts">
        <Button onClick={() => onChange(usualColumns)}>{say(words.columnsUsual)}</Button>
        <Button kind="do" onClick={onClose}>
          {say(words.done)}
        </Button>
      </div>
    </Dialog>
  );
}
