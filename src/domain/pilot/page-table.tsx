// A table of the plan: the columns the document has, and one more that lives, with the state and light of each task.
import { useMessages } from "../../app/web/messages.tsx";
import { lightWords, stateWords } from "../../app/web/ui/ledger-words.ts";
import { Light } from "../../app/web/ui/light.tsx";
import { MaturityLadder } from "../../app/web/ui/maturity-ladder.tsx";
import type { Row, Table } from "./layout.ts";
import { GutterMark, NewMark, Pieces, usePaper } from "./page-sentence.tsx";
import { stopId } from "./page-walk.tsx";
import { words } from "./page-words.ts";
import "./page-table.css";

/** Share of the width that the living column takes. */
const living = 0.17;

export function TableBlock({
  block,
  selected,
  reachable,
}: {
  block: Table;
  selected: number | null;
  reachable: number | null;
}) {
  const { say } = useMessages();
  const { overview, onlyBlank } = usePaper();
  const rows = onlyBlank
    ? block.rows.filter((row) => row.kind !== "row" || (row.stop && overview.standings[row.stop.index]?.blank))
    : block.rows;
  const columns = block.widths.length;
  const [head] = rows;
  const labels = head?.kind === "head" ? head.cells.map(plainCell) : [];
  return (
    <table className="plan-table">
      <colgroup>
        {block.widths.map((width, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns of a printed table never move
          <col key={column} style={{ width: `${width * (1 - living) * 100}%` }} />
        ))}
        <col className="no-print" style={{ width: `${living * 100}%` }} />
      </colgroup>
      {head?.kind === "head" ? (
        <thead>
          <tr>
            {head.cells.map((cell) => (
              <th key={cell[0]?.start ?? head.start} scope="col">
                {plainCell(cell)}
              </th>
            ))}
            <th scope="col" className="no-print">
              {say(words.planStanding)}
            </th>
          </tr>
        </thead>
      ) : null}
      <tbody>
        {rows
          .slice(head?.kind === "head" ? 1 : 0)
          .map((row) =>
            row.kind === "group" ? (
              <GroupRow key={row.start} row={row} columns={columns + 1} selected={selected} reachable={reachable} />
            ) : (
              <TaskRow
                key={row.start}
                row={row}
                columns={columns}
                labels={labels}
                selected={selected}
                reachable={reachable}
              />
            ),
          )}
      </tbody>
    </table>
  );
}

const plainCell = (cell: Row["cells"][number]) => cell.map((piece) => piece.text.replace(/\s/g, "")).join("");

interface RowProps {
  row: Row;
  columns: number;
  selected: number | null;
  reachable: number | null;
}

/** What makes a stop of the words in a cell; the row is marked by it as a whole. */
function stopAttributes({ row, selected, reachable }: Omit<RowProps, "columns">) {
  const index = row.stop?.index;
  if (index === undefined) return {};
  return {
    id: stopId(index),
    role: "button",
    tabIndex: index === reachable ? 0 : -1,
    "aria-pressed": index === selected,
  };
}

function GroupRow({ row, columns, selected, reachable }: RowProps) {
  const { sectionAt } = usePaper();
  return (
    <tr id={sectionAt.get(row.start)} className="plan-group" data-stop={row.stop?.index}>
      <th scope="colgroup" colSpan={columns} className={`level-${row.level}`}>
        <span {...stopAttributes({ row, selected, reachable })}>
          <Pieces pieces={row.cells.flat()} />
        </span>
      </th>
    </tr>
  );
}

function TaskRow({ row, columns, labels, selected, reachable }: RowProps & { labels: readonly string[] }) {
  const { overview } = usePaper();
  const standing = row.stop ? overview.standings[row.stop.index] : undefined;
  // The longest cell says what the row is about: it carries the focus.
  const lengths = row.cells.map((cell) => cell.reduce((sum, piece) => sum + piece.text.length, 0));
  const main = lengths.indexOf(Math.max(...lengths));
  return (
    <tr className={row.stop?.index === selected ? "is-selected" : undefined} data-stop={row.stop?.index}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns of a printed table never move
        <td key={column} data-label={column === 0 || column === main ? undefined : labels[column]}>
          {column === 0 ? <GutterMark standing={standing} /> : null}
          {column === main ? (
            <span className="row-text" {...stopAttributes({ row, selected, reachable })}>
              <Pieces pieces={row.cells[column] ?? []} />
              <NewMark change={row.stop?.change ?? null} />
            </span>
          ) : (
            <Pieces pieces={row.cells[column] ?? []} />
          )}
        </td>
      ))}
      <td className="no-print plan-live">
        <LiveCell row={row} />
      </td>
    </tr>
  );
}

function LiveCell({ row }: { row: Row }) {
  const { say, word } = useMessages();
  const { overview, tasks } = usePaper();
  const standing = row.stop ? overview.standings[row.stop.index] : undefined;
  if (!standing?.light) return standing?.blank ? <span className="muted">{say(words.planBlankShort)}</span> : null;
  const task = tasks.get(standing.behind.find((one) => one.kind === "task")?.id ?? "");
  return (
    <>
      <Light light={standing.light} label={word(lightWords[standing.light])} />
      {task ? (
        <span className="plan-state">
          {word(stateWords[task.state])}
          <MaturityLadder step={task.maturity} />
        </span>
      ) : null}
    </>
  );
}
