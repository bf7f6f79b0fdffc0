// Words of the pilot 试点: programmes, plan versions and what a plan is made of.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";

export const terms = defineLabels({
  programme: { zh: "试点", en: "Programme", means: "按一份方案推进的一项改革试点" },
  plan: { zh: "方案", en: "Plan" },
  planVersion: { zh: "方案版本", en: "Plan version" },
  documentNumber: { zh: "文号", en: "Document number" },
  basis: { zh: "依据", en: "Basis", means: "方案所依据的文件" },
  sentence: { zh: "句子", en: "Sentence", means: "方案中可以被落实、被追问的最小一段" },
  blank: { zh: "空白句", en: "Blank sentence", means: "背后还没有任何任务或记录的句子" },
  goal: { zh: "目标", en: "Goal" },
  body: { zh: "机构", en: "Body" },
  mechanism: { zh: "机制", en: "Mechanism" },
  keyField: { zh: "重点领域", en: "Key field" },
});

export const elementKinds = defineLabels({
  heading: { zh: "标题", en: "Heading" },
  sentence: { zh: "句子", en: "Sentence" },
  row: { zh: "表格行", en: "Table row" },
  goal: { zh: "目标", en: "Goal" },
  body: { zh: "机构", en: "Body" },
  mechanism: { zh: "机制", en: "Mechanism" },
  keyField: { zh: "重点领域", en: "Key field" },
});
export type ElementKind = keyof typeof elementKinds;

export const ProgrammeId = z.uuid().brand("ProgrammeId");
export type ProgrammeId = z.infer<typeof ProgrammeId>;
export const PlanVersionId = z.uuid().brand("PlanVersionId");
export type PlanVersionId = z.infer<typeof PlanVersionId>;
export const ElementId = z.uuid().brand("ElementId");

export const ProgrammeSummary = z.object({
  id: ProgrammeId,
  title: z.string(),
  shortTitle: z.string(),
  issuer: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  demo: z.boolean(),
  taskCount: z.number().int(),
});
export type ProgrammeSummary = z.infer<typeof ProgrammeSummary>;

export const PlanVersion = z.object({
  id: PlanVersionId,
  ordinal: z.number().int(),
  title: z.string(),
  issuer: z.string().nullable(),
  documentNumber: z.string().nullable(),
  issuedOn: z.string().nullable(),
  basis: z.array(z.object({ title: z.string().nullable(), number: z.string() })),
  confirmedAt: z.string(),
});
export type PlanVersion = z.infer<typeof PlanVersion>;

/** One piece of the plan with its place: `start` inclusive, `end` exclusive, UTF-16 units of `Plan.text`. */
export const PlanElement = z.object({
  id: ElementId,
  kind: z.enum(codesOf(elementKinds)),
  level: z.number().int(),
  number: z.string().nullable(),
  path: z.array(z.string()),
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  contentKey: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
export type PlanElement = z.infer<typeof PlanElement>;

/** What the plan says against what was found, and what a person decided about it. */
export const PlanFinding = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  zh: z.string(),
  en: z.string(),
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  /** What a person decided about it when the plan was confirmed. */
  decision: z.string().nullable().default(null),
});
export type PlanFinding = z.infer<typeof PlanFinding>;

/** Something that stands behind a sentence: a task now, policies, projects, cases and risks as modules arrive. */
export const Behind = z.object({
  contentKey: z.string(),
  kind: z.string(),
  id: z.uuid(),
  title: z.string(),
  /** A second line: who, how far. */
  hint: z.object({ zh: z.string(), en: z.string() }),
  light: z.enum(["green", "yellow", "red", "grey"]).nullable(),
  linked: z.boolean(),
});
export type Behind = z.infer<typeof Behind>;

/** The live number that a goal of the plan shows. */
export const GoalReading = z.object({
  elementId: ElementId,
  value: z.number().nullable(),
  target: z.number().nullable(),
  zh: z.string(),
  en: z.string(),
  light: z.enum(["green", "yellow", "red", "grey"]),
});
export type GoalReading = z.infer<typeof GoalReading>;

export const Plan = z.object({
  programme: ProgrammeSummary,
  version: z.number().int(),
  planVersion: PlanVersion,
  versions: z.array(PlanVersion),
  text: z.string(),
  elements: z.array(PlanElement),
  findings: z.array(PlanFinding),
  behind: z.array(Behind),
  goals: z.array(GoalReading),
  abilities: z.object({ link: z.boolean(), import: z.boolean() }),
});
export type Plan = z.infer<typeof Plan>;

export const Industry = z.object({ code: z.string(), section: z.string(), zh: z.string(), en: z.string() });
export type Industry = z.infer<typeof Industry>;

export const PlaceCode = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  kind: z.enum(["district", "county", "autonomousCounty"]),
});
export type PlaceCode = z.infer<typeof PlaceCode>;

/** `known` is false where the holiday calendar of a year has not been published: weekends alone decided. */
export const WorkingDays = z.object({ day: z.string(), known: z.boolean() });

export const SentenceLink = z.object({
  contentKey: z.string().min(1).max(200),
  targetKind: z.string().min(1).max(40),
  targetId: z.uuid(),
  note: z.string().max(500).optional(),
});

export const pilotFault = defineFaults({
  "programme.absent": {
    category: "notFound",
    zh: "没有找到该试点，或您无权查看。请从试点列表进入。",
    en: "No such programme, or not yours to see. Choose one from the list.",
  },
  "plan.absent": {
    category: "notFound",
    zh: "该试点还没有导入方案。请先导入方案文件。",
    en: "This programme has no plan yet. Import the plan document first.",
  },
  "programme.not-yours": {
    category: "forbidden",
    zh: "只有该试点的办公室可以办理。请联系办公室。",
    en: "Only this programme's office may do that. Ask the office.",
  },
  "plan.no-such-version": {
    category: "notFound",
    zh: "该试点没有这个方案版本，或没有更早的版本可以对照。请从版本列表中选择。",
    en: "This programme has no such plan version, or none before it to compare with. Choose from the list of versions.",
  },
  "plan.no-such-target": {
    category: "unprocessable",
    zh: "要关联的内容不在本试点中。请重新选择。",
    en: "What should be linked is not part of this programme. Choose again.",
  },
  "plan.no-such-sentence": {
    category: "unprocessable",
    zh: "方案当前版本没有这一句。请刷新方案后重新选择。",
    en: "The current plan has no such sentence. Reload the plan and choose again.",
  },
});
