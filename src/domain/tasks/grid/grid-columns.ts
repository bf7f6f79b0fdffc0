// Which columns the grid of the ledger can show, and how a choice of them stands in the address: `cols=lead,state.80,due`.
import { codesOf, defineLabels } from "../../../kernel/labels.ts";
import type { CellField } from "./grid-cells.ts";

export const gridColumns = defineLabels({
  ordinal: { zh: "序号", en: "No." },
  task: { zh: "任务", en: "Task" },
  lead: { zh: "牵头单位", en: "Lead unit" },
  support: { zh: "配合单位", en: "Cooperating units" },
  state: { zh: "状态", en: "State" },
  light: { zh: "进度灯", en: "Light" },
  maturity: { zh: "成熟度", en: "Maturity" },
  progress: { zh: "计划 / 实际", en: "Planned / actual" },
  due: { zh: "时间节点", en: "Due" },
  group: { zh: "推进组", en: "Working group" },
  leader: { zh: "责任领导", en: "Responsible leader" },
  contact: { zh: "联系人", en: "Contact" },
  startsOn: { zh: "开始日期", en: "Starts on" },
  annualGoal: { zh: "年度目标", en: "Goal of the year" },
  expectedOutcome: { zh: "预期成果", en: "Expected outcome" },
  shortTitle: { zh: "简称", en: "Short title" },
  needsNational: { zh: "需国家授权", en: "Needs national mandate" },
  isPublic: { zh: "对外公开", en: "Public" },
  section: { zh: "方案章节", en: "Section" },
  dueText: { zh: "方案所写时限", en: "Deadline as written" },
  firstDueOn: { zh: "最初完成日期", en: "First due on" },
  changedAt: { zh: "最近变动", en: "Last change" },
});
export type ColumnKey = keyof typeof gridColumns;

interface ColumnShape {
  /** Pixels at normal type. */
  width: number;
  /** What is written when the cell is edited. */
  field?: CellField;
  /** How it is filtered under its head; the names are those of the list operation, `text` is done on the loaded rows. */
  filter?: "text" | "q" | "choice" | "days";
  /** The server's sort; without it the loaded rows are sorted. */
  sort?: string;
  right?: true;
}

export const columnShapes: Record<ColumnKey, ColumnShape> = {
  ordinal: { width: 68, sort: "ordinal", right: true },
  task: { width: 336, filter: "q" },
  lead: { width: 150, filter: "choice" },
  support: { width: 176, filter: "choice" },
  state: { width: 96, filter: "choice", sort: "state" },
  light: { width: 104, filter: "choice", sort: "light" },
  maturity: { width: 104, filter: "choice", sort: "maturity" },
  progress: { width: 112, sort: "progress", right: true },
  due: { width: 120, filter: "days", sort: "dueOn" },
  group: { width: 136, field: "groupId", filter: "choice", sort: "group" },
  leader: { width: 104, field: "leader", filter: "text" },
  contact: { width: 136, field: "contact", filter: "text" },
  startsOn: { width: 112, field: "startsOn" },
  annualGoal: { width: 240, field: "annualGoal", filter: "text" },
  expectedOutcome: { width: 240, field: "expectedOutcome", filter: "text" },
  shortTitle: { width: 200, field: "shortTitle", filter: "text" },
  needsNational: { width: 104, field: "needsNational" },
  isPublic: { width: 88, field: "isPublic" },
  section: { width: 200, filter: "text" },
  dueText: { width: 136, filter: "text" },
  firstDueOn: { width: 120 },
  changedAt: { width: 152, sort: "changedAt" },
};

/** They stand first and stay when the grid scrolls sideways. */
export const frozenColumns = ["ordinal", "task"] as const satisfies readonly ColumnKey[];

const usual: readonly ColumnKey[] = [
  "lead",
  "support",
  "state",
  "light",
  "maturity",
  "progress",
  "due",
  "group",
  "leader",
  "contact",
  "annualGoal",
];

export interface ChosenColumn {
  key: ColumnKey;
  /** Pixels at normal type. */
  width: number;
}

export const usualColumns: readonly ChosenColumn[] = [...frozenColumns, ...usual].map((key) => ({
  key,
  width: columnShapes[key].width,
}));

const clamp = (width: number) => Math.round(Math.min(800, Math.max(44, width)));

/** Reads `cols`; unknown names and repetitions are passed over, the frozen two always come first. */
export function readColumns(text: string | undefined): readonly ChosenColumn[] {
  if (!text) return usualColumns;
  const known = codesOf(gridColumns);
  const chosen = new Map<ColumnKey, number>(frozenColumns.map((key) => [key, columnShapes[key].width]));
  for (const part of text.split(",")) {
    const [name, width] = part.split(".");
    const key = known.find((code) => code === name);
    if (key && (!chosen.has(key) || (frozenColumns as readonly string[]).includes(key)))
      chosen.set(key, Number(width) > 0 ? clamp(Number(width)) : columnShapes[key].width);
  }
  return [...chosen].map(([key, width]) => ({ key, width }));
}

/** The address of a choice of columns; nothing when it is the usual one. */
export function writeColumns(columns: readonly ChosenColumn[]): string | undefined {
  const part = ({ key, width }: ChosenColumn) => (width === columnShapes[key].width ? key : `${key}.${clamp(width)}`);
  const text = columns.map(part).join(",");
  return text === usualColumns.map(part).join(",") ? undefined : text;
}
