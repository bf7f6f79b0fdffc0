// The columns as the grid library takes them: cells, editors, filters under the heads, and rows of groups across all columns.
import type { Column } from "react-data-grid";
import { Light } from "../../../app/web/ui/light.tsx";
import { codesOf } from "../../../kernel/labels.ts";
import { PickBox } from "../bulk/page-bulk-pick.tsx";
import { words } from "../ledger/page-ledger-words.ts";
import { lights } from "../model.ts";
import { PlanMark } from "../page-plan-mark.tsx";
import { type ChosenColumn, type ColumnKey, columnShapes, frozenColumns, gridColumns } from "./grid-columns.ts";
import type { GroupRow } from "./grid-rows.ts";
import { CellContent, type CellWords, editOf, mayWrite, type Row } from "./page-grid-cells.tsx";
import { CellEditor } from "./page-grid-editor.tsx";
import { FilterCell, type FilterRow } from "./page-grid-filter-row.tsx";
import { RowEditing } from "./page-grid-others.tsx";

export interface ColumnActs {
  past: boolean;
  /** 1, or more in large type. */
  scale: number;
  hrefOf: (taskId: string) => string;
  onFold: (groupId: string) => void;
  onEditing: (open: boolean) => void;
  /** Was the editor opened by typing? */
  replaces: () => boolean;
}

export function gridColumnsOf(
  chosen: readonly ChosenColumn[],
  cellWords: CellWords,
  acts: ColumnActs,
): Column<Row, FilterRow>[] {
  const { word } = cellWords.messages;
  const isFrozen = (key: ColumnKey) => (frozenColumns as readonly string[]).includes(key);
  const afterFrozen = chosen.length - frozenColumns.length;
  return chosen.map(({ key, width }, place) => {
    const shape = columnShapes[key];
    const { field } = shape;
    return {
      key,
      name: word(gridColumns[key]),
      width: Math.round(width * acts.scale),
      minWidth: 44,
      maxWidth: 800 * acts.scale,
      resizable: true,
      sortable: true,
      draggable: !isFrozen(key),
      frozen: isFrozen(key),
      headerCellClass: shape.right ? "is-right" : undefined,
      cellClass: (row) => cellClass(row, key, acts.past),
      colSpan: (args) => {
        if (args.type !== "ROW" || args.row.kind !== "group") return undefined;
        if (place === 0) return frozenColumns.length;
        return place === frozenColumns.length && afterFrozen > 1 ? afterFrozen : undefined;
      },
      renderCell: ({ row, tabIndex }) => {
        if (row.kind === "group")
          return place === 0 ? (
            <GroupCell row={row} tabIndex={tabIndex} cellWords={cellWords} onFold={acts.onFold} />
          ) : (
            <GroupLights row={row} />
          );
        if (key === "task")
          return (
            <span className="grid-task">
              <a href={acts.hrefOf(row.id)} data-row-link tabIndex={tabIndex} title={row.task.text}>
                {row.task.text}
              </a>
              <PlanMark task={row.task} />
              {acts.past ? null : <RowEditing taskId={row.id} />}
            </span>
          );
        if (key === "ordinal" && !acts.past)
          return (
            <span className="grid-ordinal">
              <PickBox taskId={row.id} number={row.task.number ?? String(row.task.ordinal)} />
              <CellContent row={row} column={key} cellWords={cellWords} />
            </span>
          );
        return <CellContent row={row} column={key} cellWords={cellWords} />;
      },
      renderSummaryCell: ({ row, tabIndex }) => <FilterCell column={key} row={row} tabIndex={tabIndex} />,
      ...(field
        ? {
            editable: (row: Row) => mayWrite(row, key, acts.past),
            renderEditCell: (props) => (
              <CellEditor
                {...props}
                field={field}
                cellWords={cellWords}
                replaces={acts.replaces()}
                onEditing={acts.onEditing}
              />
            ),
            editorOptions: { closeOnExternalRowChange: false },
          }
        : {}),
    } satisfies Column<Row, FilterRow>;
  });
}

function cellClass(row: Row, key: ColumnKey, past: boolean): string | undefined {
  if (row.kind === "group") return "is-group";
  const edit = editOf(row, key);
  const classes = [
    columnShapes[key].right ? "is-right" : "",
    columnShapes[key].field ? (mayWrite(row, key, past) ? "may-write" : "") : "",
    edit ? `has-edit is-${edit.state}` : "",
  ];
  return classes.filter(Boolean).join(" ") || undefined;
}

function GroupCell({
  row,
  tabIndex,
  cellWords,
  onFold,
}: {
  row: GroupRow;
  tabIndex: number;
  cellWords: CellWords;
  onFold: (groupId: string) => void;
}) {
  const { say } = cellWords.messages;
  return (
    <button
      type="button"
      className="group-fold"
      tabIndex={tabIndex}
      aria-expanded={row.open}
      aria-label={`${say(row.open ? words.groupFold : words.groupUnfold, { group: row.label })} ${row.count}`}
      title={row.label}
      onClick={() => onFold(row.id)}
    >
      <i aria-hidden="true" />
      <span>{row.label}</span>
      <span className="muted">{row.count}</span>
    </button>
  );
}

function GroupLights({ row }: { row: GroupRow }) {
  return (
    <span className="group-lights">
      {codesOf(lights)
        .filter((light) => row.lights[light])
        .map((light) => (
          <span key={light} className="ledger-count">
            <Light light={light} compact />
            {row.lights[light]}
          </span>
        ))}
    </span>
  );
}
