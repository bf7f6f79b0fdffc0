// The sheet itself: rows and columns on the grid library, with selection, clipboard, editing and undo around it.
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { type ColumnWidths, DataGrid, type DataGridHandle } from "react-data-grid";
import "react-data-grid/lib/styles.css";
import { api } from "../../../app/web/api.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import { usePreferences } from "../../../app/web/preferences.tsx";
import { useAnnounce } from "../../../app/web/ui/announcer.tsx";
import { Notice } from "../../../app/web/ui/notice.tsx";
import { BulkBar } from "../bulk/page-bulk-bar.tsx";
import { PickProvider, usePicks } from "../bulk/page-bulk-pick.tsx";
import { groupingOf } from "../ledger/page-ledger-bar.tsx";
import { askedOf, clearedFilters, type LedgerViewProps } from "../ledger/page-ledger-view.tsx";
import { words } from "../ledger/page-ledger-words.ts";
import { groupsWithout, lights, sectionMark, type TaskSummary, taskStates } from "../model.ts";
import { words as pageWords } from "../page-words.ts";
import type { CellField } from "./grid-cells.ts";
import { type ColumnKey, columnShapes, gridColumns, readColumns, writeColumns } from "./grid-columns.ts";
import { arrangeRows, textFilter } from "./grid-rows.ts";
import { LedgerCards } from "./page-grid-cards.tsx";
import { type CellWords, cellText, orderBy, type Row, rowOf, type TaskRow } from "./page-grid-cells.tsx";
import { useClipboard } from "./page-grid-clipboard.tsx";
import { gridColumnsOf } from "./page-grid-columns.tsx";
import { useEdits } from "./page-grid-edits.tsx";
import type { FilterRow } from "./page-grid-filter-row.tsx";
import { GridFoot, KeyHelp } from "./page-grid-foot.tsx";
import { heedKey } from "./page-grid-keys.tsx";
import { mostLoaded, serverSort, type useLedgerRows } from "./page-grid-load.tsx";
import { Nothing } from "./page-grid-nothing.tsx";
import { moved, sortColumnsOf, sortOf } from "./page-grid-order.tsx";
import { useFreshTasks } from "./page-grid-others.tsx";
import { PasteDialog } from "./page-grid-paste.tsx";
import { RangeTint, useRange } from "./page-grid-range.tsx";
import { columnOf, Troubles } from "./page-grid-troubles.tsx";
import "./page-grid.css";

const BulkJob = lazy(async () => ({ default: (await import("../bulk/page-bulk-result.tsx")).BulkJob }));

interface SheetProps extends LedgerViewProps {
  ledger: ReturnType<typeof useLedgerRows>;
}

export function LedgerSheet({ programmeId, search, onChange, onShow, onOpen, chosen, ledger }: SheetProps) {
  const messages = useMessages();
  const { say } = messages;
  const announce = useAnnounce();
  const grid = useRef<DataGridHandle>(null);
  const replaces = useRef(false);
  const [help, setHelp] = useState(false);
  const printing = usePrinting();
  const past = search.asOf !== undefined;
  const scale = usePreferences().typeSize === "large" ? 1.25 : 1;
  const cellWords = useCellWords();
  const edits = useEdits(programmeId, ledger.tasks, past);
  const { queue, tasks } = edits;
  const chosenColumns = useMemo(() => readColumns(search.cols), [search.cols]);
  const { rows: freshRows, shown, onFold } = useRows(tasks, search, edits.now.rows, cellWords);
  const { rows, onEditing } = useHeldRows(freshRows);
  const range = useRange(rows, chosenColumns.length, grid);
  const clipboard = useClipboard({ rows, columns: chosenColumns, box: range.box, past, cellWords, queue });
  const asked = askedOf(search);
  const picks = usePicks(rows, tasks, JSON.stringify(asked));
  // What the grid filters by itself the server cannot be asked for.
  const wholeFilter = Object.keys(search).some((name) => /^has[A-Z]/.test(name) && search[name]) ? null : asked;
  const fresh = useFreshTasks(tasks);
  const hrefOf = useHref(programmeId, search.asOf);
  const columns = useMemo(
    () =>
      gridColumnsOf(chosenColumns, cellWords, {
        past,
        scale,
        hrefOf,
        onFold,
        onEditing,
        replaces: () => replaces.current,
      }),
    [chosenColumns, cellWords, past, scale, hrefOf, onFold, onEditing],
  );
  const filterRows = useMemo<FilterRow[]>(() => [{ programmeId, search, onChange }], [programmeId, search, onChange]);
  const turn = (back: boolean) => {
    if (back ? queue.undo() : queue.redo()) announce(say(back ? words.undone : words.redone));
  };
  const { box } = range;
  const selected = range.many && box ? rows.slice(box.top, box.bottom + 1).filter(isTask) : null;
  const widths: ColumnWidths = new Map(
    chosenColumns.map(({ key, width }) => [key, { type: "resized", width: Math.round(width * scale) }]),
  );
  const goTo = (taskId: string, field: CellField) => {
    const rowIdx = rows.findIndex((row) => row.id === taskId);
    const idx = chosenColumns.findIndex((column) => column.key === columnOf(field));
    if (rowIdx >= 0 && idx >= 0) grid.current?.setActivePosition({ rowIdx, idx }, { shouldFocus: true });
  };
  return (
    <>
      <Troubles edits={edits} tasks={tasks} cellWords={cellWords} onGo={goTo} />
      {ledger.total > mostLoaded ? (
        <Notice>{say(words.tooMany, { total: ledger.total, limit: mostLoaded })}</Notice>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears focus and clipboard for the grid inside, and is nothing itself */}
      <div
        className="grid no-print"
        onFocus={(event) => range.onFocus(event.target)}
        style={{ "--grid-row": `${32 * scale}px` } as React.CSSProperties}
        aria-busy={ledger.old}
        onCopy={clipboard.onCopy}
        onCut={clipboard.onCopy}
        onPaste={clipboard.onPaste}
      >
        {box ? <RangeTint box={box} /> : null}
        <PickProvider value={past ? null : picks}>
          <DataGrid<Row, FilterRow, string>
            ref={grid}
            aria-label={say(words.grid)}
            aria-description={say(words.gridHelp)}
            className="grid-sheet"
            columns={columns}
            rows={rows}
            topSummaryRows={filterRows}
            rowKeyGetter={(row) => row.id}
            rowHeight={32 * scale}
            headerRowHeight={34 * scale}
            summaryRowHeight={32 * scale}
            rowClass={(row, place) => rowClass(row, place, range.many ? box : null, chosen, fresh, picks.ids)}
            columnWidths={widths}
            onColumnWidthsChange={(next) => {
              const width = (key: ColumnKey, now: number) => {
                const found = next.get(key)?.width;
                return found ? Math.round(found / scale) : now;
              };
              onChange({
                cols: writeColumns(chosenColumns.map(({ key, width: now }) => ({ key, width: width(key, now) }))),
              });
            }}
            onColumnsReorder={(from, to) => onChange({ cols: writeColumns(moved(chosenColumns, from, to)) })}
            sortColumns={sortColumnsOf(search.sort)}
            onSortColumnsChange={(next) => onChange({ sort: sortOf(next.at(-1)) })}
            onRowsChange={(next, { indexes }) => {
              for (const index of indexes) {
                const row = next[index];
                if (row?.kind === "task" && row.typed) clipboard.write(row, row.typed.field, row.typed.text);
              }
            }}
            // The library opens the editor on Ctrl V unless somebody else heeds it.
            onCellPaste={({ row }) => row}
            onActivePositionChange={range.onActive}
            onCellMouseDown={(args, event) => {
              if (range.onMouseDown(args, event)) event.preventGridDefault();
            }}
            onCellClick={({ row, column }, event) => {
              if (row.kind !== "task" || event.ctrlKey || event.metaKey || event.shiftKey) return;
              if (column.key !== "task" && column.key !== "ordinal") return;
              event.preventDefault();
              if (range.many) return;
              if (chosen === row.id) onOpen(row.id);
              else onShow(row.id);
            }}
            onCellDoubleClick={() => {
              replaces.current = false;
            }}
            onCellKeyDown={(args, event) =>
              heedKey(args, event, {
                past,
                sheetOpen: chosen !== null,
                range,
                picks,
                onPick: (rowIdx) => {
                  if (past) return;
                  if (range.many && box) picks.toggleRows(box.top, box.bottom);
                  else picks.toggleRows(rowIdx, rowIdx);
                },
                onPickAll: () => {
                  if (!past) picks.pickAll(wholeFilter !== null);
                },
                rowCount: rows.length,
                columnCount: chosenColumns.length,
                onShow,
                onOpen,
                onFold,
                onEmpty: clipboard.empty,
                onUndo: () => turn(true),
                onRedo: () => turn(false),
                onHelp: () => setHelp(true),
                onLeave: () => document.querySelector<HTMLElement>(".grid-keys")?.focus(),
                onFind: () => document.querySelector<HTMLElement>(".grid input[type=search]")?.focus(),
                onBelow: (from, idx) => {
                  const rowIdx = rows.findIndex((row, place) => place > from && row.kind === "task");
                  if (rowIdx >= 0) grid.current?.setActivePosition({ rowIdx, idx }, { shouldFocus: true });
                },
                onEditor: (typing) => {
                  replaces.current = typing;
                },
              })
            }
            renderers={{
              noRowsFallback: (
                <div className="grid-nothing">
                  <Nothing filtered past={past} onClear={() => onChange(clearedFilters(search))} />
                </div>
              ),
            }}
          />
        </PickProvider>
      </div>
      {printing ? (
        <LedgerCards
          {...{ programmeId, search, onChange, onShow, onOpen, chosen }}
          ledger={{ ...ledger, tasks: rows.filter(isTask).map((row) => row.task) }}
        />
      ) : null}
      {past ? null : (
        <BulkBar
          programmeId={programmeId}
          picks={picks}
          filter={wholeFilter}
          total={ledger.total}
          groups={cellWords.groups}
          onJob={(bulk) => onChange({ bulk })}
        />
      )}
      {search.bulk ? (
        <Suspense fallback={null}>
          <BulkJob
            programmeId={programmeId}
            jobId={search.bulk}
            onPick={picks.only}
            onClose={() => onChange({ bulk: undefined })}
          />
        </Suspense>
      ) : null}
      <GridFoot
        tasks={tasks}
        shown={shown}
        total={ledger.total}
        loading={ledger.loading}
        selected={
          selected
            ? { tasks: selected.map((row) => row.task), columns: (box?.right ?? 0) - (box?.left ?? 0) + 1 }
            : null
        }
        edits={edits}
        onUndo={() => turn(true)}
        onRedo={() => turn(false)}
      />
      {clipboard.asked ? (
        <PasteDialog asked={clipboard.asked} onWrite={clipboard.writeAsked} onClose={clipboard.forget} />
      ) : null}
      {help ? <KeyHelp onClose={() => setHelp(false)} /> : null}
    </>
  );
}

const paper = matchMedia("print");

function followPaper(tell: () => void): () => void {
  paper.addEventListener("change", tell);
  return () => paper.removeEventListener("change", tell);
}

/** On paper all tasks stand in a plain table, not only those that fit the screen. */
const usePrinting = () => useSyncExternalStore(followPaper, () => paper.matches);

const isTask = (row: Row): row is TaskRow => row.kind === "task";

function rowClass(
  row: Row,
  place: number,
  box: { top: number; bottom: number } | null,
  chosen: string | null,
  fresh: ReadonlySet<string>,
  picked: ReadonlySet<string>,
) {
  const inside = box && row.kind === "task" && place >= box.top && place <= box.bottom;
  const classes = [
    row.kind === "group" ? "is-group" : "",
    inside ? "in-range" : "",
    chosen === row.id ? "is-chosen" : "",
    fresh.has(row.id) ? "is-fresh" : "",
    picked.has(row.id) ? "is-picked" : "",
  ];
  return classes.filter(Boolean).join(" ");
}

function useCellWords(): CellWords {
  const messages = useMessages();
  const groups = useQuery({
    queryKey: ["units", "groups"],
    queryFn: () => api.organisations.listUnits({ kind: "group", limit: 200, sort: "tree" }),
    staleTime: 300_000,
  }).data;
  return useMemo(
    () => ({
      messages,
      groups: (groups?.items ?? []).map(({ id, name, shortName }) => ({ id: id as string, name, shortName })),
    }),
    [messages, groups],
  );
}

/** Addresses of tasks; the router builds one, because every row that scrolls by needs its own. */
function useHref(programmeId: string, asOf: string | undefined) {
  const router = useRouter();
  return useMemo(() => {
    const mark = "THIS-TASK";
    const { href } = router.buildLocation({
      to: "/p/$programmeId/tasks/$taskId",
      params: { programmeId, taskId: mark },
      search: asOf ? { asOf } : {},
    });
    const [before = "", after = ""] = href.split(mark);
    return (taskId: string) => `${before}${taskId}${after}`;
  }, [router, programmeId, asOf]);
}

/** The rows of the address: filtered, sorted, grouped; groups are folded on this screen only. */
function useRows(
  tasks: readonly TaskSummary[],
  search: SheetProps["search"],
  edited: ReturnType<typeof useEdits>["now"]["rows"],
  cellWords: CellWords,
) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const grouping = groupingOf(search);
  const sort = search.sort && !serverSort(search.sort) ? search.sort : null;
  const filters = JSON.stringify(Object.entries(search).filter(([name]) => /^has[A-Z]/.test(name)));
  const arranged = useMemo(() => {
    const { messages } = cellWords;
    const { say, word } = messages;
    const row = (task: TaskSummary) => rowOf(task, edited.get(task.id));
    const textOf = (task: TaskSummary, column: ColumnKey) => cellText(row(task), column, cellWords);
    const filtered = Object.fromEntries(JSON.parse(filters) as [string, string][]);
    const by = sort?.replace(/^-/, "") as ColumnKey | undefined;
    const order = by && by in columnShapes ? orderBy(by, sort?.startsWith("-") ?? false, cellWords) : null;
    const unit = (task: TaskSummary, part: "lead" | "support") => {
      const found = task.units.find((one) => one.part === part);
      return found ? { key: found.unitId as string, label: found.shortName } : none(part);
    };
    const none = (what: keyof typeof groupsWithout) => ({ key: "none", label: word(groupsWithout[what]) });
    const groupOf = {
      none: null,
      section: (task: TaskSummary) =>
        task.path.length > 0
          ? { key: task.path.join(sectionMark), label: task.path.join(sectionMark) }
          : { key: "none", label: say(pageWords.groupWithout) },
      group: (task: TaskSummary) =>
        task.groupId ? { key: task.groupId as string, label: task.groupName ?? "" } : none("group"),
      lead: (task: TaskSummary) => unit(task, "lead"),
      support: (task: TaskSummary) => unit(task, "support"),
      state: (task: TaskSummary) => ({ key: task.state, label: word(taskStates[task.state]) }),
      light: (task: TaskSummary) => ({ key: task.light, label: word(lights[task.light]) }),
    }[grouping];
    return arrangeRows(
      tasks,
      {
        keeps: textFilter(filtered, Object.keys(gridColumns) as ColumnKey[], textOf),
        order: order ? (one, other) => order(row(one), row(other)) : null,
        groupOf,
        closed,
      },
      row,
    );
  }, [tasks, filters, sort, grouping, edited, cellWords, closed]);
  const onFold = useCallback((groupId: string) => {
    const key = groupId.slice("group:".length);
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  return { ...arranged, onFold };
}

/** While an editor is open the rows stay where they are, whatever others do. */
function useHeldRows(fresh: readonly Row[]) {
  const [editing, setEditing] = useState(false);
  const held = useRef(fresh);
  if (!editing) held.current = fresh;
  const onEditing = useCallback((open: boolean) => setEditing(open), []);
  return { rows: held.current, onEditing };
}
