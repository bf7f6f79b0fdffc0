// A task as cells of the workbook: what each column shows of it, for writing and for telling what was changed.
import type { CellToWrite } from "../../workbook/sheet-to-write.ts";
import { lights, maturitySteps, sectionMark, type TaskSummary, taskStates } from "../tasks/model.ts";
import { workbookColumns } from "./columns.ts";
import { type WorkbookField, workbookWords } from "./model.ts";

export type Language = "zh" | "en";

/** What the workbook needs of a task; `units` with their part, in order. */
export type LedgerTask = Pick<
  TaskSummary,
  | "id"
  | "ordinal"
  | "number"
  | "path"
  | "text"
  | "shortTitle"
  | "state"
  | "light"
  | "maturity"
  | "plannedPercent"
  | "progressPercent"
  | "dueText"
  | "dueOn"
  | "groupId"
  | "groupName"
  | "annualGoal"
  | "expectedOutcome"
  | "leader"
  | "contact"
  | "startsOn"
  | "needsNational"
  | "isPublic"
  | "units"
  | "version"
  | "changedAt"
  | "mayEdit"
>;

const namesOf = (task: LedgerTask, part: "lead" | "support") =>
  task.units
    .filter((unit) => unit.part === part)
    .map((unit) => unit.shortName)
    .join("、");

const yesNo = (value: boolean, language: Language) => workbookWords[value ? "yes" : "no"][language];

const texts: Record<WorkbookField, (task: LedgerTask, language: Language) => string | number | null> = {
  number: (task) => task.number,
  text: (task) => task.text,
  section: (task) => task.path.join(sectionMark),
  shortTitle: (task) => task.shortTitle,
  lead: (task) => namesOf(task, "lead"),
  support: (task) => namesOf(task, "support"),
  group: (task) => task.groupName,
  state: (task, language) => taskStates[task.state][language],
  light: (task, language) => lights[task.light][language],
  maturity: (task, language) => {
    const step = `L${task.maturity}` as keyof typeof maturitySteps;
    return `${step} ${maturitySteps[step]?.[language] ?? ""}`.trim();
  },
  planned: (task) => task.plannedPercent,
  progress: (task) => task.progressPercent,
  startsOn: (task) => task.startsOn,
  dueOn: (task) => task.dueOn,
  dueText: (task) => task.dueText,
  annualGoal: (task) => task.annualGoal,
  expectedOutcome: (task) => task.expectedOutcome,
  leader: (task) => task.leader,
  contact: (task) => task.contact,
  needsNational: (task, language) => yesNo(task.needsNational, language),
  isPublic: (task, language) => yesNo(task.isPublic, language),
  changedAt: (task) => task.changedAt.slice(0, 10),
};

/** The most characters a cell may hold, by ECMA-376 and in every spreadsheet. */
const longestCell = 32_767;

/** What a column shows of a task, as text; "" for nothing. */
export const shownText = (task: LedgerTask, field: WorkbookField, language: Language = "zh"): string =>
  String(texts[field](task, language) ?? "").slice(0, longestCell);

/** The cell to write. */
export function cellOf(task: LedgerTask, field: WorkbookField, language: Language): CellToWrite {
  const value = texts[field](task, language);
  if (value === null || value === "") return null;
  if (workbookColumns[field].kind === "day") return { day: String(value) };
  return typeof value === "string" ? value.slice(0, longestCell) : value;
}
