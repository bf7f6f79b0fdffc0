// The editor of one cell: text, long text, a day, yes or no, a working group. Enter saves, Escape leaves, an input method is never cut off.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RenderEditCellProps } from "react-data-grid";
import { usePresence } from "../../../app/web/live.tsx";
import { words } from "../ledger/page-ledger-words.ts";
import { words as pageWords } from "../page-words.ts";
import type { CellField } from "./grid-cells.ts";
import { fieldShapes } from "./grid-cells.ts";
import type { ColumnKey } from "./grid-columns.ts";
import { gridColumns } from "./grid-columns.ts";
import { type CellWords, cellText, type Row, type TaskRow } from "./page-grid-cells.tsx";
import type { FilterRow } from "./page-grid-filter-row.tsx";

interface EditorProps extends RenderEditCellProps<Row, FilterRow> {
  field: CellField;
  cellWords: CellWords;
  /** Was it opened by typing, which replaces what is there? */
  replaces: boolean;
  onEditing: (open: boolean) => void;
}

export function CellEditor({ row, column, field, cellWords, replaces, onRowChange, onEditing }: EditorProps) {
  const { say, word } = cellWords.messages;
  const key = column.key as ColumnKey;
  const [text, setText] = useState(() => cellText(row as TaskRow, key, cellWords));
  const box = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  const { kind } = fieldShapes[field];
  useLayoutEffect(() => {
    const input = box.current;
    if (!input) return;
    input.focus({ preventScroll: true });
    if ("select" in input) {
      if (replaces) input.select();
      else input.setSelectionRange(input.value.length, input.value.length);
    }
  }, [replaces]);
  usePresence(row.id, field);
  useEffect(() => {
    onEditing(true);
    return () => onEditing(false);
  }, [onEditing]);
  const hold = (next: string, save = false) => {
    setText(next);
    onRowChange({ ...(row as TaskRow), typed: { field, text: next } }, save);
  };
  const shared = {
    ref: box,
    className: `grid-editor is-${kind}`,
    "aria-label": say(words.editing, { column: word(gridColumns[key]) }),
    onKeyDown: (event: KeyboardEvent) => heed(event, kind),
  };
  if (kind === "yesNo" || kind === "group") {
    const choices =
      kind === "yesNo"
        ? [pageWords.yes, pageWords.no].map((label) => ({ value: say(label), label: say(label) }))
        : cellWords.groups.map((group) => ({ value: group.shortName, label: group.name }));
    return (
      <select
        {...shared}
        value={choices.some((choice) => choice.value === text) ? text : ""}
        onChange={(event) => hold(event.target.value)}
      >
        {kind === "group" ? <option value="">{say("none")}</option> : null}
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  if (kind === "text")
    return <textarea {...shared} rows={5} value={text} onChange={(event) => hold(event.target.value)} />;
  return (
    <input
      {...shared}
      value={text}
      {...(kind === "day" ? { placeholder: say(words.unknownDay), inputMode: "numeric" as const } : {})}
      onChange={(event) => hold(event.target.value)}
    />
  );
}

/** Keys that belong to the editor and must not reach the grid: those of an input method, and line breaks in long texts. */
function heed(event: KeyboardEvent, kind: string): void {
  const composing = event.nativeEvent.isComposing || event.keyCode === 229;
  const breaksLine = kind === "text" && event.key === "Enter" && (event.altKey || event.shiftKey);
  if (composing) event.stopPropagation();
  else if (breaksLine) {
    event.stopPropagation();
    if (event.altKey) {
      event.preventDefault();
      document.execCommand("insertLineBreak");
    }
  }
}
