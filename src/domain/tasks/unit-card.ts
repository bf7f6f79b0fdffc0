// A unit's tasks on its own page: by part with lights, what waits for it now, month by month; and as sheets for its own use.
import type { Call, Language } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import { codesOf, type Label } from "../../kernel/labels.ts";
import type { CellToWrite, TableToWrite } from "../../workbook/sheet-to-write.ts";
import type { CardLine, CardMonth, CardRow, UnitCard } from "../organisations/model-unit-page.ts";
import type { UnitCardSource, UnitInProgramme } from "../organisations/unit-cards.ts";
import type { Db } from "../tables.ts";
import * as figures from "./figures-store.ts";
import type { Reading } from "./ledger-store.ts";
import {
  type Light,
  lights,
  mostTasks,
  type TaskQuery,
  type TaskState,
  type TaskSummary,
  taskParts,
  taskStates,
} from "./model.ts";
import { taskActs } from "./rules.ts";
import { listTasks, readingOf } from "./service.ts";
import { type ShareRow, sharesOf } from "./unit-card-store.ts";
import { shareLabels, cardWords as words } from "./unit-card-words.ts";

export const tasksCard: UnitCardSource = { kind: "tasks", card, sheets };

/** Most things that wait told on the card; the rest is one press away. */
const owedShown = 12;
/** Months of the trend, the present one among them. */
const monthsShown = 12;

type Filter = Record<string, string>;

async function card(db: Db, call: Call, at: UnitInProgramme): Promise<UnitCard> {
  const reading = await readingOfUnit(db, call, at);
  const shares = await sharesOf(db, reading, at.unit.id);
  const owed = await owedBy(db, call, at);
  return {
    kind: "tasks",
    title: words.title,
    lines: linesOf(at, shares),
    owed: owed.items,
    owedTotal: owed.total,
    months: await monthsOf(db, call, at, reading),
    none: words.none,
  };
}

/** The ledger as far as it is this unit's; never more than the reader's own part. */
async function readingOfUnit(db: Db, call: Call, { programmeId, unit, asOf }: UnitInProgramme): Promise<Reading> {
  const { reading } = await readingOf(db, call, { programmeId, asOf });
  const group = unit.kind === "group";
  return { ...reading, scope: { all: false, groupIds: group ? [unit.id] : [], unitIds: group ? [] : [unit.id] } };
}

const address = ({ programmeId, asOf }: Pick<UnitInProgramme, "programmeId" | "asOf">, filter: Filter): string =>
  `/p/${programmeId}/ledger?${new URLSearchParams({ ...filter, ...(asOf ? { asOf } : {}) })}`;

/** The filter of the ledger that shows just these; a guiding part has none of its own. */
const filterOf = (part: ShareRow["part"], unitId: string): Filter | null =>
  part === "guide" ? null : part === "group" ? { [part]: unitId } : { [part]: unitId, parts: "with" };

/** For each part that the unit has: how many, by light and late; and its own tasks by state. */
function linesOf(at: UnitInProgramme, shares: readonly ShareRow[]): CardLine[] {
  const lines: CardLine[] = [];
  const sum = (rows: readonly ShareRow[], of: (row: ShareRow) => number = (row) => row.count) =>
    rows.reduce((total, row) => total + of(row), 0);
  for (const part of ["group", "lead", "support", "guide"] as const) {
    const rows = shares.filter((row) => row.part === part);
    if (rows.length === 0) continue;
    const own = filterOf(part, at.unit.id);
    const href = (more: Filter) => (own ? address(at, { ...own, ...more }) : null);
    const figure = (key: string, label: Label, value: number, tone: Light | null, more: Filter) => ({
      key,
      label: { zh: label.zh, en: label.en },
      value,
      tone,
      href: href(more),
    });
    lines.push({
      key: part,
      label: shareLabels[part],
      figures: [
        figure("total", words.total, sum(rows), null, {}),
        ...codesOf(lights).map((light) =>
          figure(light, lights[light], sum(rows.filter((row) => row.light === light)), light, { light }),
        ),
        figure(
          "late",
          words.late,
          sum(rows, (row) => row.late),
          null,
          { late: "true" },
        ),
      ],
    });
    if (part === "support" || part === "guide") continue;
    lines.push({
      key: `${part}-states`,
      label: words.states,
      figures: codesOf(taskStates).flatMap((state) => {
        const count = sum(rows.filter((row) => row.state === state));
        return count > 0 ? [figure(state, taskStates[state], count, null, { status: state })] : [];
      }),
    });
  }
  return lines;
}

/** States in which the lead unit has the next step, and which step that is. */
const ownSteps = { issued: taskActs.sign, signed: taskActs.begin } as const;

/** Tasks that wait for the unit's next step, then those whose day has passed. */
async function owedBy(db: Db, call: Call, at: UnitInProgramme): Promise<{ items: CardRow[]; total: number }> {
  if (at.unit.kind === "group") {
    const late = await tasksOf(db, call, at, { group: [at.unit.id], late: "true" });
    return { items: late.items.map((task) => rowOf(at, task, words.urge)), total: late.total };
  }
  const steps = await tasksOf(db, call, at, { lead: [at.unit.id], status: codesOf(ownSteps) });
  const late = await tasksOf(db, call, at, { lead: [at.unit.id], late: "true" });
  const waiting = new Set(steps.items.map((task) => task.id));
  const items = [
    ...steps.items.map((task) => rowOf(at, task, ownSteps[task.state as keyof typeof ownSteps])),
    ...late.items.filter((task) => !waiting.has(task.id)).map((task) => rowOf(at, task, words.overdue)),
  ];
  const both = steps.items.filter((task) => late.items.some((one) => one.id === task.id)).length;
  return { items: items.slice(0, owedShown), total: steps.total + late.total - both };
}

const tasksOf = (db: Db, call: Call, at: UnitInProgramme, filter: Partial<TaskQuery>) =>
  listTasks(db, call, {
    programmeId: at.programmeId,
    asOf: at.asOf,
    sort: [{ by: "dueOn", down: false }],
    limit: owedShown,
    with: undefined,
    // What a unit carries of divided tasks is its work as any other.
    ...(filter.lead || filter.support ? { parts: "with" } : {}),
    ...filter,
  });

function rowOf({ programmeId, asOf }: UnitInProgramme, task: TaskSummary, act: Label): CardRow {
  return {
    id: task.id,
    title: task.number ? `${task.number} ${task.shortTitle}` : task.shortTitle,
    act: { zh: act.zh, en: act.en },
    tone: task.light,
    dueOn: task.dueOn,
    isLate: act === words.overdue || act === words.urge,
    href: `/p/${programmeId}/tasks/${task.id}${asOf ? `?asOf=${asOf}` : ""}`,
  };
}

/** The tasks that are the unit's now, as they stood at the end of each month. */
async function monthsOf(db: Db, call: Call, at: UnitInProgramme, reading: Reading): Promise<CardMonth[]> {
  const days = monthEnds(reading.today, monthsShown);
  const instants = days.map((day) => endOfDay(day, call.zone));
  if (!at.asOf) instants[instants.length - 1] = "infinity";
  const held = await figures.heldAt(db, { ...reading, asOf: null }, instants, days);
  const filter: Filter = at.unit.kind === "group" ? { group: at.unit.id } : { unit: at.unit.id };
  return days
    .map((day, index): CardMonth => {
      const then = held.filter((row) => row.from <= index && index < row.to);
      const tones: Record<string, number> = {};
      for (const row of then) tones[row.light] = (tones[row.light] ?? 0) + row.count;
      const total = then.reduce((sum, row) => sum + row.count, 0);
      const last = index === days.length - 1 && !at.asOf;
      return { day, total, tones, href: address({ ...at, asOf: last ? undefined : day }, filter) };
    })
    .filter((month) => month.total > 0);
}

/** Last days of the months before a day, and that day itself. */
export function monthEnds(today: string, count: number): string[] {
  const [year, month] = today.split("-").map(Number) as [number, number];
  const ends = Array.from({ length: count - 1 }, (_, index) =>
    new Date(Date.UTC(year, month - 1 - index, 0)).toISOString().slice(0, 10),
  );
  return [...ends.reverse(), today];
}

/** All tasks of the unit with its own duty, and its months. */
async function sheets(
  db: Db,
  call: Call,
  at: UnitInProgramme,
  { language, footer }: { language: Language; footer: string },
): Promise<TableToWrite[]> {
  const filter: Partial<TaskQuery> = at.unit.kind === "group" ? { group: [at.unit.id] } : { unit: [at.unit.id] };
  const query = { ...filter, sort: [], limit: mostTasks };
  const first = await tasksOf(db, call, at, query);
  const rows = (async function* () {
    for (let page = first; ; ) {
      yield page.items.map((task) => taskCells(task, at.unit.id, language));
      if (!page.next) return;
      page = await tasksOf(db, call, at, { ...query, after: page.next });
    }
  })();
  const months = await monthsOf(db, call, at, await readingOfUnit(db, call, at));
  const heading = (label: Label, width: number, kind: "text" | "number" | "day" = "text") => ({
    heading: label[language],
    width,
    kind,
    isFixed: true,
  });
  const shared = { frozenColumns: 2, spareRows: 0, footer } as const;
  return [
    {
      ...shared,
      name: words.title[language],
      paper: "A3",
      columns: [
        heading(words.number, 7),
        heading(words.task, 60),
        heading(words.part, 9),
        heading(words.ownDuty, 36),
        heading(words.state, 11),
        heading(words.light, 7),
        heading(words.progress, 9, "number"),
        heading(words.due, 12, "day"),
        heading(words.leads, 24),
      ],
      rows,
    },
    {
      ...shared,
      name: words.months[language],
      paper: "A4",
      columns: [
        heading(words.day, 12, "day"),
        heading(words.total, 9, "number"),
        ...codesOf(lights).map((light) => heading(lights[light], 9, "number")),
      ],
      rows: [
        months.map(({ day, total, tones }) => [{ day }, total, ...codesOf(lights).map((light) => tones[light] ?? 0)]),
      ],
    },
  ];
}

function taskCells(task: TaskSummary, unitId: string, language: Language): CellToWrite[] {
  const own = task.units.filter((unit) => unit.unitId === unitId);
  const join = (texts: readonly (string | null)[]) =>
    texts.filter(Boolean).join(language === "zh" ? "、" : ", ") || null;
  return [
    task.number,
    task.text,
    own.length > 0 ? join(own.map((unit) => taskParts[unit.part][language])) : shareLabels.group[language],
    join(own.map((unit) => unit.ownDuty)),
    taskStates[task.state as TaskState][language],
    lights[task.light][language],
    task.progressPercent,
    task.dueOn ? { day: task.dueOn } : null,
    join(task.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName)),
  ];
}
