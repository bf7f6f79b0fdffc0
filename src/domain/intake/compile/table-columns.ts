// What the columns of a task table hold, by the words of their heads (annexes of plans: 序号 | 试点任务 | 牵头单位 | 配合单位).
import type { StatedRole } from "./duty-words.ts";
import { plain } from "./fold.ts";

export type Column =
  | { kind: "number" | "text" | "section" | "due" | "other" | "measure" }
  | { kind: "units"; role: StatedRole };

const units = "(?:单位|部门|处室|科室|主体|机构|区县|地区)";
const office = (words: string) => new RegExp(`^.{0,6}(?:${words})(?:责任|负责)?${units}.{0,10}$|^(?:${words})$`);
const heads: { column: Column; head: RegExp }[] = [
  { column: { kind: "number" }, head: /^(?:序号|编号|序|项次|任务序号|任务编号|№|no\.?|号)$/i },
  { column: { kind: "units", role: "guide" }, head: office("指导|督导") },
  { column: { kind: "units", role: "support" }, head: office("配合|协办|参与|协同|参加|协助|支持") },
  { column: { kind: "units", role: "lead" }, head: office("牵头|主办|主责|首责") },
  {
    column: { kind: "units", role: "responsible" },
    head: new RegExp(`^.{0,6}(?:责任|负责|承办|实施|落实|承担|执行|主管)${units}.{0,10}$|^任务分工$|^职责分工$|^分工$`),
  },
  {
    column: { kind: "other" },
    head: /领导|责任人|负责人|联系人|电话|备注|说明|依据|来源|科长|完成情况|进展|状态|签字|分值|得分/,
  },
  {
    column: { kind: "due" },
    head: /时限|期限|完成时间|时间节点|时间要求|时间安排|时间进度|完成日期|^时间$|进度安排|进度要求/,
  },
  { column: { kind: "measure" }, head: /指标|目标值|基期|现状值|基准值|属性|计量单位|^单位$|^20\d\d年.{0,6}$|数值/ },
  {
    column: { kind: "section" },
    head: /^(?:类别|类型|领域|重点领域|分类|板块|方面|维度|大类|所属.{1,6}|任务类别|一级.{0,6}|任务领域|部分|环节)$/,
  },
  {
    column: { kind: "text" },
    head: /任务|事项|举措|措施|内容|工作|项目|要点|试点|改革|具体|政策|做法|名称|要求|目标|行动|服务|标题|成果/,
  },
];
/** Heads of lists of people and groups, which name units in charge but no tasks. */
const peopleHead = /成员单位|组成单位|组长|姓名|职务|专班名称|小组名称|工作组名称|组别/;

/** What the head of one column announces, or null for words that are no column head. */
export function columnOf(head: string): Column | null {
  const words = plain(head);
  if (words === "" || words.length > 20) return null;
  return heads.find((one) => one.head.test(words))?.column ?? null;
}

/**
 * The columns of a task table from the cells of its head row, or null where this is no task table.
 *
 * A task table has a column of units and a column of text; indicator tables (指标, 目标值, 基期) and name lists are none.
 */
export function taskColumns(cells: string[]): Column[] | null {
  const columns = cells.map((cell) => columnOf(cell) ?? ({ kind: "other" } as const));
  const known = cells.filter((cell) => columnOf(cell) !== null).length;
  const words = cells.filter((cell) => plain(cell) !== "").length;
  if (words < 2 || known * 2 < words) return null;
  const hasUnits = columns.some((column) => column.kind === "units");
  const hasText = columns.some((column) => column.kind === "text");
  return hasUnits && hasText && !cells.some((cell) => peopleHead.test(plain(cell))) && !isIndicatorTable(columns)
    ? columns
    : null;
}

/** Are these columns of figures with somebody in charge rather than tasks? */
function isIndicatorTable(columns: Column[]): boolean {
  const firstWords = columns.find((column) => column.kind === "text" || column.kind === "measure");
  return columns.filter((column) => column.kind === "measure").length >= 2 || firstWords?.kind === "measure";
}
