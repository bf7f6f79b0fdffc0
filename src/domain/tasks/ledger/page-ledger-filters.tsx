// The filters above every view of the ledger: text, state, lead unit, and lights with their counts.
import { useQuery } from "@tanstack/react-query";
import { type ChangeEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { Button } from "../../../app/web/ui/button.tsx";
import { Chip } from "../../../app/web/ui/chip.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { Select } from "../../../app/web/ui/select.tsx";
import { type Light as LightCode, lights, type TaskState, taskStates } from "../model.ts";
import { partFilters } from "../model-parts.ts";
import { type PlanState, planStates } from "../model-plan.ts";
import { words } from "../page-words.ts";
import { clearedFilters, isFiltered } from "./page-ledger-view.tsx";
import { words as gridWords } from "./page-ledger-words.ts";

/** The search in many units brings the widget library with it: fetched when somebody asks for it. */
const UnitSelect = lazy(async () => ({ default: (await import("../../../app/web/ui/unit-select.tsx")).UnitSelect }));

interface FilterProps {
  programmeId: string;
  search: Search;
  onChange: (change: Search) => void;
}

export function LedgerFilters({ programmeId, search, onChange }: FilterProps) {
  const { say, word } = useMessages();
  const [open, setOpen] = useState(false);
  const counts = useCounts(programmeId, search.asOf);
  const states = (Object.keys(taskStates) as TaskState[])
    .filter((state) => counts?.states[state] || search.status === state)
    .map((state) => ({ value: state, label: `${word(taskStates[state])} ${counts?.states[state] ?? 0}` }));
  if (search.status?.includes(","))
    states.unshift({ value: search.status as TaskState, label: stateList(search.status, word) });
  return (
    <search
      className={open ? "bar ledger-filters no-print is-open" : "bar ledger-filters no-print"}
      aria-label={say(words.filters)}
    >
      <TextFilter value={search.q ?? ""} onChange={(q) => onChange({ q: q || undefined })} />
      <Button className="ledger-more" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(words.filterMore)}
      </Button>
      <Select
        aria-label={say(words.filterState)}
        empty={`${say(words.filterState)} · ${say("all")}`}
        value={search.status ?? ""}
        choices={states}
        onChoose={(status) => onChange({ status: status || undefined })}
      />
      <LeadFilter lead={search.lead} onChange={(lead) => onChange({ lead })} />
      <LightFilters programmeId={programmeId} search={search} onChange={onChange} />
    </search>
  );
}

const useCounts = (programmeId: string, asOf: string | undefined) =>
  useQuery({
    queryKey: ["tasks", programmeId, "counts", asOf ?? ""],
    queryFn: () => api.tasks.countTasks({ programmeId, ...(asOf ? { asOf } : {}) }),
  }).data;

/** Lights with their counts, what is overdue, and the way back to everything. */
export function LightFilters({ programmeId, search, onChange }: FilterProps) {
  const { say, word, day } = useMessages();
  const counts = useCounts(programmeId, search.asOf);
  const chosen = search.light?.split(",") ?? [];
  const toggle = (light: LightCode) => {
    const next = chosen.includes(light) ? chosen.filter((other) => other !== light) : [...chosen, light];
    onChange({ light: next.join(",") || undefined });
  };
  return (
    <>
      <span className="ledger-lights">
        {(Object.keys(lights) as LightCode[]).map((light) => (
          <Chip key={light} pressed={chosen.includes(light)} onPress={() => toggle(light)}>
            <Light light={light} />
            {counts ? <span className="muted">{counts.lights[light] ?? 0}</span> : null}
          </Chip>
        ))}
        <Chip pressed={search.late === "true"} onPress={() => onChange({ late: search.late ? undefined : "true" })}>
          {say(gridWords.late)}
        </Chip>
      </span>
      {counts?.parts || search.parts ? (
        <Chip pressed={search.parts === "with"} onPress={() => onChange({ parts: search.parts ? undefined : "with" })}>
          {say(gridWords.withParts)}
        </Chip>
      ) : null}
      {(search.plan?.split(",") ?? [])
        .filter((state): state is PlanState => state in planStates)
        .map((state) => (
          <Chip key={state} pressed onPress={() => onChange({ plan: undefined })}>
            {word(planStates[state])}
          </Chip>
        ))}
      {search.implemented ? (
        <Chip pressed onPress={() => onChange({ implemented: undefined })}>
          {say(gridWords.implemented)}
        </Chip>
      ) : null}
      {search.reviewDue ? (
        <Chip pressed onPress={() => onChange({ reviewDue: undefined })}>
          {say(gridWords.reviewDue)}
        </Chip>
      ) : null}
      {search.rescheduledFrom ? (
        <Chip pressed onPress={() => onChange({ rescheduledFrom: undefined })}>
          {say(gridWords.rescheduledFrom, { day: day(search.rescheduledFrom) })}
        </Chip>
      ) : null}
      {search.parts === "only" || search.parts === "places" ? (
        <Chip pressed onPress={() => onChange({ parts: undefined })}>
          {word(partFilters[search.parts])}
        </Chip>
      ) : null}
      {isFiltered(search) ? (
        <Button kind="quiet" onClick={() => onChange(clearedFilters(search))}>
          {say(words.clearFilters)}
        </Button>
      ) : null}
    </>
  );
}

const stateList = (status: string, word: (label: { zh: string; en: string } | undefined) => string) =>
  status
    .split(",")
    .map((state) => word(taskStates[state as TaskState]))
    .join(" + ");

/** Waits until a word is finished: while a Chinese input method is composing, letters are not yet a question. */
export function TextFilter({
  value,
  tabIndex,
  onChange,
}: {
  value: string;
  tabIndex?: number;
  onChange: (text: string) => void;
}) {
  const { say } = useMessages();
  const [text, setText] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const jump = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog");
      if (event.key !== "/" || typing || event.isComposing) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener("keydown", jump);
    return () => removeEventListener("keydown", jump);
  }, []);
  const later = (next: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim()), 250);
  };
  return (
    <input
      ref={box}
      type="search"
      className="input ledger-text"
      aria-label={say(words.filterText)}
      placeholder={`${say(words.filterText)}  /`}
      maxLength={100}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      value={text}
      onChange={(event: ChangeEvent<HTMLInputElement>) => {
        setText(event.target.value);
        if (!(event.nativeEvent as InputEvent).isComposing) later(event.target.value);
      }}
      onCompositionEnd={(event) => later(event.currentTarget.value)}
    />
  );
}

function LeadFilter({ lead, onChange }: { lead: string | undefined; onChange: (lead: string | undefined) => void }) {
  const { say } = useMessages();
  const [asking, setAsking] = useState(false);
  const unit = useQuery({
    queryKey: ["units", "one", lead],
    queryFn: () => api.organisations.getUnit({ unitId: lead ?? "" }),
    enabled: lead !== undefined && !lead.includes(","),
  }).data;
  const placeholder: ReactNode = (
    <button type="button" className="input ledger-lead" onClick={() => setAsking(true)}>
      {lead ? (unit?.shortName ?? say("loading")) : `${say(words.filterLead)} · ${say("all")}`}
    </button>
  );
  if (!asking) return placeholder;
  return (
    <Suspense fallback={placeholder}>
      <span className="ledger-lead-box">
        <UnitSelect
          label={say(words.filterLead)}
          open
          chosen={lead ? { id: lead, name: unit?.shortName ?? "" } : null}
          onLeave={() => setAsking(false)}
          onChoose={(next) => {
            onChange(next?.id);
            setAsking(false);
          }}
        />
      </span>
    </Suspense>
  );
}
