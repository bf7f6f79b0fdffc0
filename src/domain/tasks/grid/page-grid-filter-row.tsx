// The filters under the heads of the grid: text, choices with their counts, days. They stand in the address.
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { Button } from "../../../app/web/ui/button.tsx";
import { TextFilter } from "../ledger/page-ledger-filters.tsx";
import { askedOf } from "../ledger/page-ledger-view.tsx";
import { words } from "../ledger/page-ledger-words.ts";
import { maturitySteps, type TaskGrouping } from "../model.ts";
import { type ColumnKey, columnShapes, gridColumns } from "./grid-columns.ts";
import { textFilterName } from "./grid-rows.ts";

export interface FilterRow {
  programmeId: string;
  search: Search;
  onChange: (change: Search) => void;
}

/** The name of a column's filter in the address and in the list operation. */
const choiceNames: Partial<Record<ColumnKey, string>> = {
  state: "status",
  light: "light",
  lead: "lead",
  support: "support",
  group: "group",
  maturity: "maturity",
};

export function FilterCell({ column, row, tabIndex }: { column: ColumnKey; row: FilterRow; tabIndex: number }) {
  const { filter } = columnShapes[column];
  if (filter === "q")
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it keeps the keys of the box inside from the grid
      <span className="grid-find" onKeyDown={keepKeys}>
        <TextFilter
          value={row.search.q ?? ""}
          tabIndex={tabIndex}
          onChange={(q) => row.onChange({ q: q || undefined })}
        />
      </span>
    );
  if (filter === "text") return <TextCell column={column} row={row} tabIndex={tabIndex} />;
  if (filter === "choice") return <ChoiceCell column={column} row={row} tabIndex={tabIndex} />;
  if (filter === "days") return <DaysCell row={row} tabIndex={tabIndex} />;
  return null;
}

/** Keys that mean something inside a text box stay there; up, down and Tab walk on through the grid. */
function keepKeys(event: KeyboardEvent): void {
  const walks = ["ArrowUp", "ArrowDown", "Tab"].includes(event.key) && !event.nativeEvent.isComposing;
  if (!walks) event.stopPropagation();
}

function TextCell({ column, row, tabIndex }: { column: ColumnKey; row: FilterRow; tabIndex: number }) {
  const { say, word } = useMessages();
  const name = textFilterName(column);
  const value = row.search[name] ?? "";
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  const later = (next: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => row.onChange({ [name]: next.trim() || undefined }), 250);
  };
  return (
    <input
      className={value ? "grid-filter is-set" : "grid-filter"}
      tabIndex={tabIndex}
      aria-label={say(words.filterIn, { column: word(gridColumns[column]) })}
      title={say(words.filterLocal)}
      maxLength={100}
      value={text}
      onKeyDown={keepKeys}
      onChange={(event) => {
        setText(event.target.value);
        if (!(event.nativeEvent as InputEvent).isComposing) later(event.target.value);
      }}
      onCompositionEnd={(event) => later(event.currentTarget.value)}
    />
  );
}

function ChoiceCell({ column, row, tabIndex }: { column: ColumnKey; row: FilterRow; tabIndex: number }) {
  const { say, word } = useMessages();
  const name = choiceNames[column] as string;
  const chosen = row.search[name]?.split(",") ?? [];
  const label = say(words.filterIn, { column: word(gridColumns[column]) });
  return (
    <Popup
      label={label}
      tabIndex={tabIndex}
      shown={chosen.length > 0 ? say(words.filterChosen, { count: chosen.length }) : ""}
    >
      {() => <Choices column={column} name={name} chosen={chosen} row={row} />}
    </Popup>
  );
}

function useChoices(column: ColumnKey, name: string, { programmeId, search }: FilterRow) {
  const { word } = useMessages();
  const { [name]: _own, ...others } = askedOf(search);
  const isLadder = column === "maturity";
  const groups = useQuery({
    queryKey: ["tasks", programmeId, "groups", column, others],
    queryFn: ({ signal }) => api.tasks.groupTasks({ programmeId, by: column as TaskGrouping, ...others }, { signal }),
    enabled: !isLadder,
  });
  if (isLadder)
    return Object.entries(maturitySteps).map(([code, label], step) => ({
      key: String(step),
      label: `${code} ${word(label)}`,
      count: null,
    }));
  return groups.data?.items.map(({ key, label, count }) => ({ key, label: word(label), count }));
}

/** So many choices need a box to find one. */
const many = 10;

function Choices({
  column,
  name,
  chosen,
  row,
}: {
  column: ColumnKey;
  name: string;
  chosen: readonly string[];
  row: FilterRow;
}) {
  const { say } = useMessages();
  const choices = useChoices(column, name, row);
  const [find, setFind] = useState("");
  const set = (keys: readonly string[]) => row.onChange({ [name]: keys.join(",") || undefined });
  if (!choices) return <p className="muted">{say("loading")}</p>;
  if (choices.length === 0) return <p className="muted">{say(words.filterNone)}</p>;
  return (
    <>
      {choices.length > many ? (
        <input
          className="input"
          aria-label={say(words.filterFind)}
          placeholder={say(words.filterFind)}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      ) : null}
      <ul>
        {choices
          .filter(({ label }) => label.includes(find.trim()))
          .map(({ key, label, count }) => (
            <li key={key}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(key)}
                  onChange={(event) =>
                    set(event.target.checked ? [...chosen, key] : chosen.filter((other) => other !== key))
                  }
                />
                <span>{label}</span>
                {count === null ? null : <span className="muted">{count}</span>}
              </label>
            </li>
          ))}
      </ul>
      {chosen.length > 0 ? (
        <Button kind="quiet" onClick={() => set([])}>
          {say(words.filterClear)}
        </Button>
      ) : null}
    </>
  );
}

function DaysCell({ row, tabIndex }: { row: FilterRow; tabIndex: number }) {
  const { say, word } = useMessages();
  const { dueFrom, dueTo, late } = row.search;
  const short = (day: string | undefined) => day?.slice(2).replaceAll("-", "/") ?? "";
  const shown = late ? say(words.late) : dueFrom || dueTo ? `${short(dueFrom)}–${short(dueTo)}` : "";
  const field = (name: "dueFrom" | "dueTo", value: string | undefined) => (
    <label className="grid-filter-day">
      <span>{say(words[name])}</span>
      <input
        type="date"
        className="input"
        value={value ?? ""}
        onChange={(event) => {
          if (event.target.validity.valid) row.onChange({ [name]: event.target.value || undefined });
        }}
      />
    </label>
  );
  return (
    <Popup label={say(words.filterIn, { column: word(gridColumns.due) })} tabIndex={tabIndex} shown={shown}>
      {() => (
        <>
          {field("dueFrom", dueFrom)}
          {field("dueTo", dueTo)}
          <label>
            <input
              type="checkbox"
              checked={late === "true"}
              onChange={(event) => row.onChange({ late: event.target.checked ? "true" : undefined })}
            />
            <span>{say(words.dueLate)}</span>
          </label>
          {shown ? (
            <Button
              kind="quiet"
              onClick={() => row.onChange({ dueFrom: undefined, dueTo: undefined, late: undefined })}
            >
              {say(words.filterClear)}
            </Button>
          ) : null}
        </>
      )}
    </Popup>
  );
}

/** A button that says what is chosen and opens the choice over the grid. */
function Popup({
  label,
  shown,
  tabIndex,
  children,
}: {
  label: string;
  shown: string;
  tabIndex: number;
  children: () => ReactNode;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const place = () => {
    const edge = button.current?.getBoundingClientRect();
    return edge ? { left: Math.max(8, Math.min(edge.left, innerWidth - 288)), top: edge.bottom + 4 } : {};
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={shown ? "grid-filter is-set" : "grid-filter"}
        tabIndex={tabIndex}
        aria-label={shown ? `${label}: ${shown}` : label}
        aria-haspopup="dialog"
        aria-expanded={open}
        popoverTarget={id}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === " ") event.stopPropagation();
        }}
      >
        <span>{shown}</span>
        <i aria-hidden="true" />
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className="grid-popup"
        style={open ? place() : undefined}
        onToggle={(event) => {
          const opens = event.newState === "open";
          setOpen(opens);
          if (opens)
            requestAnimationFrame(() => document.getElementById(id)?.querySelector<HTMLElement>("input")?.focus());
          else if (event.currentTarget.contains(document.activeElement)) button.current?.focus();
        }}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {open ? children() : null}
      </div>
    </>
  );
}
