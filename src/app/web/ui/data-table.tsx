// The table of every list: sticky head, frozen first columns, sections, one row in focus, cards on a phone.
// Arrow keys move, Space shows the row beside the list, Enter opens it; a click shows, a second click opens.
import { Fragment, type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from "react";
import { useMessages } from "../messages.tsx";
import { useNarrow } from "./narrow.tsx";
import "./data-table.css";

export interface Column<Row> {
  key: string;
  label: string;
  /** Width in rem; the one column without a width takes what is left. */
  width?: number;
  align?: "right";
  /** Stays when the table scrolls sideways; only the first columns, each with a width or the last of them without. */
  frozen?: true;
  /** The name the server sorts by. */
  sort?: string;
  /** Does this cell hold the row's link? Exactly one column does. */
  link?: true;
  cell: (row: Row) => ReactNode;
}

export interface TableSort {
  by: string;
  down: boolean;
}

export interface DataTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  hrefOf: (row: Row) => string;
  /** Heading of the section a row belongs to; rows of one section stand together. */
  sectionOf?: ((row: Row) => string) | undefined;
  sort?: TableSort | null;
  onSort?: (by: string) => void;
  chosen?: string | null;
  onShow?: (row: Row) => void;
  onOpen: (row: Row) => void;
  /** How a row looks on a phone; without it the table scrolls sideways. */
  card?: (row: Row) => ReactNode;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const narrow = useNarrow();
  const body = useRef<HTMLDivElement>(null);
  const act = rowActs(props, body);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the links inside, and is nothing itself
    <div className="table-scroll" ref={body} onKeyDown={act.onKeyDown}>
      {narrow && props.card ? <Cards {...props} act={act} /> : <Grid {...props} act={act} />}
    </div>
  );
}

type Act = ReturnType<typeof rowActs>;

function rowActs<Row>(props: DataTableProps<Row>, body: { current: HTMLElement | null }) {
  const rowAt = (target: EventTarget | null) => {
    const key = target instanceof Element ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
    return props.rows.find((row) => props.keyOf(row) === key);
  };
  const onClick = (event: MouseEvent) => {
    const row = rowAt(event.target);
    if (!row || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    // Text drawn over with the mouse is being copied; the word that a double click marks is not.
    if (event.detail === 1 && getSelection()?.toString()) return;
    event.preventDefault();
    const opens = event.detail === 0 || !props.onShow || props.chosen === props.keyOf(row);
    if (opens) props.onOpen(row);
    else props.onShow?.(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
    } else if (event.key === " ") {
      event.preventDefault();
      const row = rowAt(event.target);
      if (row) (props.onShow ?? props.onOpen)(row);
    }
  };
  return { onClick, onKeyDown };
}

function Grid<Row>(props: DataTableProps<Row> & { act: Act }) {
  const { columns, rows, act } = props;
  const offsets = frozenOffsets(columns);
  const width = columns.reduce((sum, column) => sum + (column.width ?? 18), 0);
  return (
    <table className="table" style={{ minWidth: `${width}rem` }}>
      <caption className="sr">{props.caption}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} style={column.width ? { width: `${column.width}rem` } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} left={offsets[column.key]} {...props} />
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the box around it */}
      <tbody onClick={act.onClick}>
        {rows.map((row, index) => {
          const key = props.keyOf(row);
          const section = props.sectionOf?.(row);
          const before = index > 0 ? rows[index - 1] : undefined;
          const begins = section !== undefined && (!before || props.sectionOf?.(before) !== section);
          return (
            <Fragment key={key}>
              {begins ? (
                <tr className="table-section">
                  <th colSpan={columns.length} scope="rowgroup">
                    <span>{section}</span>
                  </th>
                </tr>
              ) : null}
              <tr data-row={key} className={props.chosen === key ? "is-chosen" : undefined}>
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={cellClass(column)}
                    style={column.frozen ? { left: `${offsets[column.key]}rem` } : undefined}
                  >
                    {column.link ? (
                      <a href={props.hrefOf(row)} data-row-link tabIndex={isEntry(props, row, index) ? 0 : -1}>
                        {column.cell(row)}
                      </a>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** One row is the way in by Tab: the chosen one, else the first. */
function isEntry<Row>(props: DataTableProps<Row>, row: Row, index: number): boolean {
  const chosenHere = props.chosen && props.rows.some((other) => props.keyOf(other) === props.chosen);
  return chosenHere ? props.chosen === props.keyOf(row) : index === 0;
}

function HeadCell<Row>({
  column,
  left,
  sort,
  onSort,
}: { column: Column<Row>; left: number | undefined } & Pick<DataTableProps<Row>, "sort" | "onSort">) {
  const { say } = useMessages();
  const sorted =
    column.sort !== undefined && sort?.by === column.sort ? (sort.down ? "descending" : "ascending") : null;
  const text = sorted
    ? say(sorted === "ascending" ? "sortedUp" : "sortedDown", { column: column.label })
    : say("sortBy", { column: column.label });
  return (
    <th
      scope="col"
      className={cellClass(column)}
      style={column.frozen ? { left: `${left}rem` } : undefined}
      aria-sort={column.sort ? (sorted ?? "none") : undefined}
    >
      {column.sort && onSort ? (
        <button type="button" title={text} onClick={() => onSort(column.sort as string)}>
          {column.label}
          <i aria-hidden="true" className={sorted ? `is-${sorted}` : undefined} />
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}

function Cards<Row>(props: DataTableProps<Row> & { act: Act }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the box around it
    <ul className="table-cards" aria-label={props.caption} onClick={props.act.onClick}>
      {props.rows.map((row, index) => {
        const key = props.keyOf(row);
        const section = props.sectionOf?.(row);
        const before = index > 0 ? props.rows[index - 1] : undefined;
        const begins = section !== undefined && (!before || props.sectionOf?.(before) !== section);
        return (
          <li key={key} data-row={key} className={props.chosen === key ? "is-chosen" : undefined}>
            {begins ? <h2 className="table-cards-section">{section}</h2> : null}
            <a href={props.hrefOf(row)} data-row-link tabIndex={isEntry(props, row, index) ? 0 : -1}>
              {props.card?.(row)}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const cellClass = <Row,>(column: Column<Row>) =>
  [column.align === "right" ? "is-right" : "", column.frozen ? "is-frozen" : ""].filter(Boolean).join(" ") || undefined;

/** Distance of each frozen column from the left, rem. */
function frozenOffsets<Row>(columns: readonly Column<Row>[]): Record<string, number> {
  const offsets: Record<string, number> = {};
  let left = 0;
  for (const column of columns) {
    if (!column.frozen) break;
    offsets[column.key] = left;
    left += column.width ?? 0;
  }
  return offsets;
}
