// Words of handing duties over 工作交接: of a person to a colleague, of a unit to the one that takes over.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { type Duty, duties, PersonId, plain, UnitId } from "./model.ts";

export const handoverStates = defineLabels({
  proposed: { zh: "待安全管理员办理", en: "Awaiting the security administrator" },
  done: { zh: "已交接", en: "Handed over" },
  refused: { zh: "未同意", en: "Refused" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
});
export type HandoverState = keyof typeof handoverStates;

export const handoverParties = defineLabels({
  proposer: { zh: "提出人", en: "Who proposed it" },
  security: { zh: "安全管理员", en: "Security administrator" },
});
export type HandoverParty = keyof typeof handoverParties;

/** Duties that a colleague can take over; administrators' and judges' belong to the person. */
export const handedDuties = ["office", "group", "liaison", "enterprise"] as const satisfies readonly Duty[];

/** The most records that can be named to go at once. */
export const mostChosen = 1000;

const Words = z.object({ zh: z.string(), en: z.string() });

/** What one module has to hand over. */
export const HandoverPart = z.object({
  kind: z.string(),
  title: Words,
  /** How many go over, and how many stay in the name of the old one. */
  moves: z.number().int(),
  stays: z.number().int(),
  /** What stays or changes, in a sentence. */
  words: Words.nullable(),
  /** What must be settled first. */
  hindrance: Words.nullable(),
  /** What can be chosen one by one where a unit is split; the first thousand. */
  items: z.array(z.object({ id: z.uuid(), programmeId: z.uuid(), title: z.string(), detail: Words.nullable() })),
});
export type HandoverPart = z.infer<typeof HandoverPart>;

export const HandoverPreview = z.object({
  from: z.object({ id: z.uuid(), name: z.string() }),
  to: z.object({ id: z.uuid(), name: z.string() }),
  parts: z.array(HandoverPart),
});
export type HandoverPreview = z.infer<typeof HandoverPreview>;

export const Chosen = z.array(z.uuid()).max(mostChosen);

export const UnitHandover = z.object({
  toUnitId: UnitId,
  note: plain.trim().min(1).max(500),
  /** Which records go; all that can where left out. */
  chosen: Chosen.optional(),
});

export const HandoverId = z.uuid().brand("HandoverId");

export const PersonHandover = z.object({
  id: HandoverId,
  from: z.object({ id: PersonId, name: z.string() }),
  to: z.object({ id: PersonId, name: z.string() }),
  duties: z.array(z.object({ unitId: UnitId, unitName: z.string(), duty: z.enum(codesOf(duties)) })),
  state: z.enum(codesOf(handoverStates)),
  note: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionNote: z.string().nullable(),
  version: z.number().int(),
  abilities: z.object({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean() }),
});
export type PersonHandover = z.infer<typeof PersonHandover>;

export const PersonHandoverList = z.object({ items: z.array(PersonHandover) });

export const NewPersonHandover = z.object({ toPersonId: PersonId, note: plain.trim().min(1).max(500) });

export const DecisionNote = z.object({ note: plain.trim().max(500).optional() });

export const handoverFault = defineFaults({
  "handover.absent": {
    category: "notFound",
    zh: "没有找到该交接。请刷新后重试。",
    en: "No such hand-over. Reload the page.",
  },
  "handover.administrator": {
    category: "forbidden",
    zh: "{name}任有{duty}的职责，不能整体交接。请由安全管理员先单独解除和授予。",
    en: "{name} holds the duty of {duty}, which is not handed over with the rest. A security administrator ends and grants it by itself.",
  },
  "handover.nothing": {
    category: "conflict",
    zh: "{name}现在没有可交接的职责。请核对人员。",
    en: "{name} holds no duty that could be handed over. Check the person.",
  },
  "handover.stranger": {
    category: "unprocessable",
    zh: "接收人须是同单位同事。请从名单中选择，或由系统管理员先登记人员。",
    en: "The successor must be a colleague of the same unit. Choose from the list, or have the person registered first.",
  },
  "handover.not-yours": {
    category: "forbidden",
    zh: "只能提出本单位人员的交接；其他单位的由该单位、办公室或安全管理员办理。",
    en: "You propose hand-overs of your own unit's people; for others their unit, the office or a security administrator does.",
  },
  "handover.waiting": {
    category: "conflict",
    zh: "{name}已有一项待办理的交接。请先办理或撤回。",
    en: "A hand-over of {name} is waiting already. Decide or withdraw it first.",
  },
  "handover.own": {
    category: "forbidden",
    zh: "不能办理涉及本人的或本人提出的交接。请由另一位安全管理员办理。",
    en: "Nobody decides a hand-over of their own or one they proposed. Ask another security administrator.",
  },
  "handover.decided": {
    category: "conflict",
    zh: "该交接已办理或已撤回。请刷新查看结果。",
    en: "This hand-over has been decided or withdrawn. Reload to see the result.",
  },
  "handover.note-required": {
    category: "unprocessable",
    zh: "请写明不同意的理由。",
    en: "Say why it is refused.",
  },
  "handover.hindered": {
    category: "conflict",
    zh: "暂不能交接：{reasons}",
    en: "It cannot be handed over yet: {reasons}",
  },
  "handover.chosen-absent": {
    category: "unprocessable",
    zh: "所选事项中有 {count} 项不在可交接之列。请刷新预览后重选。",
    en: "{count} of the chosen records cannot be handed over. Reload the preview and choose again.",
  },
  "handover.needs-choice": {
    category: "unprocessable",
    zh: "拆分须选定哪些事项归{name}；不归它的可以不选。",
    en: "When a unit is split, choose what goes to {name}; choose nothing if nothing does.",
  },
  "handover.same-unit": {
    category: "unprocessable",
    zh: "接收单位须是另一个未撤销的单位。请另选。",
    en: "The receiving unit must be another one that still exists. Choose another.",
  },
  "handover.not-successor": {
    category: "conflict",
    zh: "{from}并非由{to}承接。请先由办公室登记单位变更。",
    en: "{from} has not been succeeded by {to}. The office records the succession first.",
  },
});
