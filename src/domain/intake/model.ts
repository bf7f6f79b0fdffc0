// Words of the way in 方案导入: a file becomes a draft, people settle what is unclear, then it is applied at once.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { PlanElement, PlanFinding, ProgrammeId } from "../pilot/model.ts";
import { taskParts } from "../tasks/model.ts";
import { Decisions, NextConfirmation, SomeDecisions } from "./model-next.ts";

export const terms = defineLabels({
  import: { zh: "方案导入", en: "Plan import" },
  draft: { zh: "草稿", en: "Draft", means: "解析结果与人工修改；确认之前不影响台账" },
  finding: { zh: "待核事项", en: "Finding", means: "解析时发现的疑点，由人核定" },
});

export const importStates = defineLabels({
  draft: { zh: "待核定", en: "To be settled" },
  confirmed: { zh: "已确认", en: "Confirmed" },
  discarded: { zh: "已放弃", en: "Discarded" },
});

/** Largest plan file, bytes. A long plan with pictures has some 5 MB. */
export const maxPlanFile = 20 * 1024 * 1024;

export const ImportId = z.uuid().brand("ImportId");
export type ImportId = z.infer<typeof ImportId>;

/** A unit as somebody writes it. */
const UnitName = z.string().trim().min(1).max(200);

/** A unit as the plan writes it, and the known unit it stands for (`null`: will be added on confirmation). */
export const DraftUnit = z.object({
  name: z.string().min(1).max(200),
  unitId: UnitId.nullable(),
  unitName: z.string().nullable(),
  /** Nearest known name where none is the same. */
  suggestion: z.object({ unitId: UnitId, name: z.string() }).nullable(),
  kind: z.string(),
  count: z.number().int(),
});
export type DraftUnit = z.infer<typeof DraftUnit>;

export const DraftTask = z.object({
  key: z.string(),
  number: z.string().nullable(),
  text: z.string().min(1).max(20_000),
  path: z.array(z.string()),
  lead: z.array(UnitName).max(60),
  support: z.array(UnitName).max(200),
  guide: z.array(UnitName).max(60),
  implied: z.array(z.object({ unit: UnitName, part: z.enum(codesOf(taskParts)) })),
  dueText: z.string().nullable(),
  dueOn: day.nullable(),
  start: z.number().int(),
  end: z.number().int(),
  contentKey: z.string(),
  dropped: z.boolean(),
});
export type DraftTask = z.infer<typeof DraftTask>;

export const DraftFinding = PlanFinding.extend({
  key: z.string(),
  settled: z.boolean(),
  decision: z.string().nullable(),
});
export type DraftFinding = z.infer<typeof DraftFinding>;

export const DraftHead = z.object({
  title: z.string().trim().min(2).max(200),
  issuer: z.string().max(120).nullable(),
  documentNumber: z.string().max(60).nullable(),
  issuedOn: day.nullable(),
  years: z.number().int().min(1).max(30).nullable(),
  basis: z.array(z.object({ title: z.string().nullable(), number: z.string() })),
});
export type DraftHead = z.infer<typeof DraftHead>;

export const ImportSummary = z.object({
  id: ImportId,
  programmeId: ProgrammeId.nullable(),
  fileName: z.string(),
  fileKind: z.string(),
  state: z.enum(codesOf(importStates)),
  title: z.string(),
  taskCount: z.number().int(),
  openFindings: z.number().int(),
  madeAt: z.string(),
  version: z.number().int(),
});

export type ImportSummary = z.infer<typeof ImportSummary>;

export const Import = ImportSummary.extend({
  text: z.string(),
  head: DraftHead,
  elements: z.array(PlanElement.omit({ id: true })),
  tasks: z.array(DraftTask),
  units: z.array(DraftUnit),
  findings: z.array(DraftFinding),
  warnings: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  /** What people decided about the tasks and links of the version that holds now. */
  decisions: Decisions,
  /** The programme whose plan this seems to be a new version of; asked only while none is chosen. */
  likely: z.object({ programmeId: ProgrammeId, title: z.string() }).nullable(),
  abilities: z.object({ edit: z.boolean(), confirm: z.boolean() }),
});
export type Import = z.infer<typeof Import>;

/** A task that the compiler did not find. It stands where its text does; without a place it belongs to no sentence. */
export const AddedTask = DraftTask.pick({
  key: true,
  number: true,
  text: true,
  path: true,
  lead: true,
  support: true,
  start: true,
  end: true,
}).extend({ key: z.string().regex(/^H[1-9]\d{0,11}$/) });
export type AddedTask = z.infer<typeof AddedTask>;

/** Edits of a draft; each list holds only what changes. */
export const ImportChange = z
  .object({
    /** Becomes the next version of this programme's plan; null begins a programme. Another choice forgets the decisions. */
    programmeId: ProgrammeId.nullable(),
    decisions: SomeDecisions,
    /** Tasks added by hand. */
    added: z.array(AddedTask).max(200),
    head: DraftHead.partial(),
    tasks: z
      .array(
        DraftTask.pick({ key: true }).extend(
          DraftTask.omit({ key: true, start: true, end: true, contentKey: true }).partial().shape,
        ),
      )
      .max(2000),
    units: z.array(z.object({ name: z.string(), unitId: UnitId.nullable() })).max(2000),
    findings: z
      .array(
        z.object({ key: z.string(), settled: z.boolean(), decision: z.string().max(500).nullable().default(null) }),
      )
      .max(5000),
  })
  .partial();
export type ImportChange = z.infer<typeof ImportChange>;

export const Confirmation = z.object({
  /** Apply as a new version of this programme; without it a new programme begins. */
  programmeId: ProgrammeId.nullable().default(null),
  startsOn: day.nullable().default(null),
  ...NextConfirmation.shape,
});

/** What a confirmation made: tasks in the plan, of these new, kept and reworded; and those the plan no longer has. */
export const Confirmed = z.object({
  programmeId: ProgrammeId,
  taskCount: z.number().int(),
  added: z.number().int(),
  kept: z.number().int(),
  reworded: z.number().int(),
  dropped: z.number().int(),
});

export const importFault = defineFaults({
  "import.absent": {
    category: "notFound",
    zh: "没有找到该导入，或您无权查看。请从导入列表进入。",
    en: "No such import, or not yours to see. Choose one from the list.",
  },
  "import.unreadable": {
    category: "unprocessable",
    zh: "{why}",
    en: "{why}",
  },
  "import.ended": {
    category: "conflict",
    zh: "该导入已{state}，不能再修改。请重新导入文件。",
    en: "This import is already {state} and cannot be changed. Import the file again.",
  },
  "import.no-such-item": {
    category: "unprocessable",
    zh: "草稿中没有 {key}。请刷新后重试。",
    en: "The draft has no {key}. Reload and try again.",
  },
  "import.unsettled": {
    category: "conflict",
    zh: "还有 {count} 个待核事项。请逐条核定后再确认。",
    en: "{count} findings are still open. Settle each of them, then confirm.",
  },
  "import.needs-lead": {
    category: "unprocessable",
    zh: "任务 {tasks} 没有牵头单位。请补充，或把该任务标为不导入。",
    en: "Tasks {tasks} have no lead unit. Name one, or leave the task out.",
  },
  "import.no-programme": {
    category: "conflict",
    zh: "该草稿还没有选定试点，没有可以对照的方案。请先选择它是哪个试点的新版本。",
    en: "No programme is chosen for this draft, so there is no plan to compare with. Choose whose new version it is.",
  },
  "import.carried-twice": {
    category: "unprocessable",
    zh: "任务 {tasks} 都接到了新版的同一项“{sentence}”。请只留一项，其余标为新版已无此句或改接别处。",
    en: "Tasks {tasks} all go on as “{sentence}”. Keep one of them; leave the others behind or let them go on elsewhere.",
  },
  "import.plan-moved": {
    category: "conflict",
    zh: "核对期间，该试点的方案已更新到第 {ordinal} 版。您的决定都已保存；请重新查看对照，再确认。",
    en: "Meanwhile version {ordinal} of this plan was confirmed. Your decisions are kept; look at the comparison again, then confirm.",
  },
  "import.no-tasks": {
    category: "unprocessable",
    zh: "草稿中没有任务。请确认文件含任务分工，或补充任务。",
    en: "The draft holds no tasks. Check that the file has the list of tasks.",
  },
});
