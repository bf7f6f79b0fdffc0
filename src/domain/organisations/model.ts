// Words of units and people 单位与人员. Kinds and the 1+9+N cut: the pilot plan, part 三(一); duties: domain reference 10.1 (三员).
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";

export const terms = defineLabels({
  unit: { zh: "单位", en: "Unit", means: "承担或参与试点任务的机构，成树状" },
  person: { zh: "人员", en: "Person" },
  duty: { zh: "职责", en: "Duty", means: "某人在某单位担任的工作，决定能做什么" },
  succession: { zh: "单位变更", en: "Succession", means: "合并、更名、拆分；原单位的历史保留" },
  liaison: { zh: "联络员", en: "Liaison officer" },
  alias: { zh: "别名", en: "Alias" },
  delegation: { zh: "请假委托", en: "Delegation", means: "本人离岗期间，把某项职责交由同事代办若干天，到期自行失效" },
  delegate: { zh: "代办人", en: "Delegate" },
  handover: {
    zh: "工作交接",
    en: "Hand-over",
    means: "一次办理，把某人或某单位正在承担的事项整体交给接任者；已办结的留在原处",
  },
  ownUnit: { zh: "我的单位", en: "My unit" },
  unitCard: {
    zh: "单位页",
    en: "Unit page",
    means: "一个单位在一个试点中的任务、待办、人员和走势；区县、部门、平台、推进组各看各的",
  },
});

export const unitKinds = defineLabels({
  government: { zh: "人民政府", en: "Government" },
  specialGroup: { zh: "专项工作组", en: "Special group" },
  office: { zh: "专项工作组办公室", en: "Pilot office" },
  group: { zh: "推进组", en: "Working group" },
  department: { zh: "市级部门", en: "Department" },
  district: { zh: "区县", en: "District" },
  platform: { zh: "开放平台", en: "Open platform" },
  enterprise: { zh: "企业", en: "Enterprise" },
  collective: { zh: "集合单位", en: "Collective unit", means: "有关区县、各区县等统称，不是一个机构" },
  outside: { zh: "其他单位", en: "Outside body" },
});
export type UnitKind = keyof typeof unitKinds;

export const duties = defineLabels({
  office: { zh: "办公室", en: "Pilot office" },
  group: { zh: "推进组", en: "Working group" },
  liaison: { zh: "单位联络员", en: "Unit liaison" },
  enterprise: { zh: "企业", en: "Enterprise" },
  judge: { zh: "评审专家", en: "Judge" },
  system: { zh: "系统管理员", en: "System administrator" },
  security: { zh: "安全管理员", en: "Security administrator" },
  audit: { zh: "审计管理员", en: "Audit administrator" },
});
export type Duty = keyof typeof duties;

/** Duties that work on the pilot's own matters; the three administrators never do (三员分立). */
export const businessDuties = ["office", "group", "liaison"] as const satisfies readonly Duty[];

/** The three administrators (三员): none is ever combined with another duty. */
export const administratorDuties = ["system", "security", "audit"] as const satisfies readonly Duty[];

export const nameKinds = defineLabels({
  full: { zh: "全称", en: "Full name" },
  short: { zh: "简称", en: "Short name" },
  alias: { zh: "别名", en: "Alias" },
  former: { zh: "曾用名", en: "Former name" },
});

export const successionKinds = defineLabels({
  merged: { zh: "合并", en: "Merged" },
  renamed: { zh: "更名", en: "Renamed" },
  split: { zh: "拆分", en: "Split" },
});

export const UnitId = z.uuid().brand("UnitId");
export type UnitId = z.infer<typeof UnitId>;
export const PersonId = z.uuid().brand("PersonId");
export type PersonId = z.infer<typeof PersonId>;

/** Text without control characters; the database takes no NUL. */
export const plain = z.string().regex(/^[^\u0000-\u001f\u007f]*$/);
const Name = plain.trim().min(2).max(120);

export const UnitSummary = z.object({
  id: UnitId,
  parentId: UnitId.nullable(),
  kind: z.enum(codesOf(unitKinds)),
  name: z.string(),
  shortName: z.string(),
  code: z.string().nullable(),
  endedOn: z.string().nullable(),
  successorId: UnitId.nullable(),
  known: z.boolean(),
  demo: z.boolean(),
  version: z.number().int(),
});
export type UnitSummary = z.infer<typeof UnitSummary>;

export const Unit = UnitSummary.extend({
  startedOn: z.string().nullable(),
  names: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(codesOf(nameKinds)),
      fromOn: z.string().nullable(),
      untilOn: z.string().nullable(),
    }),
  ),
  people: z.array(z.object({ id: PersonId, name: z.string(), duties: z.array(z.enum(codesOf(duties))) })),
  successions: z.array(
    z.object({
      fromUnitId: UnitId,
      fromName: z.string(),
      toUnitId: UnitId,
      toName: z.string(),
      kind: z.enum(codesOf(successionKinds)),
      onDay: z.string(),
      note: z.string().nullable(),
    }),
  ),
  /** What the reader may do with this unit. */
  abilities: z.object({ edit: z.boolean(), succeed: z.boolean(), moveStaff: z.boolean() }),
});
export type Unit = z.infer<typeof Unit>;

export const NewUnit = z.object({
  parentId: UnitId.nullable().default(null),
  kind: z.enum(codesOf(unitKinds)),
  name: Name,
  shortName: Name.optional(),
  code: plain.max(20).nullable().default(null),
  aliases: z.array(Name).max(20).default([]),
});
export type NewUnit = z.infer<typeof NewUnit>;

export const UnitChange = z
  .object({
    name: Name,
    shortName: Name,
    parentId: UnitId.nullable(),
    aliases: z.array(Name).max(20),
    known: z.literal(true),
  })
  .partial();
export type UnitChange = z.infer<typeof UnitChange>;

export const Person = z.object({
  id: PersonId,
  name: z.string(),
  unitId: UnitId,
  active: z.boolean(),
  demo: z.boolean(),
  version: z.number().int(),
  duties: z.array(
    z.object({
      unitId: UnitId,
      unitName: z.string(),
      duty: z.enum(codesOf(duties)),
      sinceAt: z.string(),
      /** `null` while it is held. */
      untilAt: z.string().nullable(),
    }),
  ),
});
export type Person = z.infer<typeof Person>;

export const NewPerson = z.object({ unitId: UnitId, name: plain.trim().min(1).max(60) });
export type NewPerson = z.infer<typeof NewPerson>;

export const DutyAt = z.object({ unitId: UnitId, duty: z.enum(codesOf(duties)) });
export type DutyAt = z.infer<typeof DutyAt>;

export const UnitSuccession = z.object({
  toUnitId: UnitId,
  kind: z.enum(codesOf(successionKinds)),
  onDay: day,
  note: plain.max(500).optional(),
  /** Of a unit that is split: which records go to this successor. */
  chosen: z.array(z.uuid()).max(1000).optional(),
});

export const unitFault = defineFaults({
  "unit.absent": {
    category: "notFound",
    zh: "没有找到该单位。请从单位列表中选择。",
    en: "No such unit. Choose one from the list of units.",
  },
  "unit.name-taken": {
    category: "conflict",
    zh: "名称“{name}”已属于{owner}。请改用不同名称，或把它登记为该单位的别名。",
    en: "The name “{name}” already belongs to {owner}. Use another name, or add it there as an alias.",
  },
  "unit.cycle": {
    category: "unprocessable",
    zh: "不能把单位放到自己的下级之下。请另选上级单位。",
    en: "A unit cannot stand below itself. Choose another parent.",
  },
  "unit.succeeds-itself": {
    category: "unprocessable",
    zh: "承接单位不能是原单位本身，也不能形成循环。请另选承接单位。",
    en: "A unit cannot succeed itself, nor in a circle. Choose another successor.",
  },
  "unit.succession-ahead": {
    category: "unprocessable",
    zh: "变更日期不能晚于今天（{today}）。请在变更生效后登记。",
    en: "The day cannot be after today ({today}). Record the change once it has taken effect.",
  },
  "unit.succession-before-start": {
    category: "unprocessable",
    zh: "变更日期早于该单位成立日期 {start}。请更正日期。",
    en: "The day is before the unit began on {start}. Correct the day.",
  },
  "unit.not-yours": {
    category: "forbidden",
    zh: "{name}属于其他试点，应由该试点的办公室办理。",
    en: "{name} belongs to another pilot. Ask that pilot's office.",
  },
  "unit.too-deep": {
    category: "unprocessable",
    zh: "单位层级超过 {limit} 级。请放到更高一级的单位之下。",
    en: "Units go at most {limit} levels deep. Choose a parent further up.",
  },
  "unit.code-taken": {
    category: "conflict",
    zh: "编码 {code} 已属于{owner}。请核对编码。",
    en: "The code {code} already belongs to {owner}. Check the code.",
  },
  "unit.already-ended": {
    category: "conflict",
    zh: "{name}已由其他单位承接。请在承接单位上办理。",
    en: "{name} has already been succeeded. Act on its successor.",
  },
});

export const personFault = defineFaults({
  "person.absent": {
    category: "notFound",
    zh: "没有找到该人员。请从单位的人员名单中选择。",
    en: "No such person. Choose one from the unit's people.",
  },
  "person.inactive": {
    category: "conflict",
    zh: "{name}已停用，不能再任职责。请先恢复该人员。",
    en: "{name} is no longer active and cannot hold duties. Reactivate the person first.",
  },
  "duty.excluded": {
    category: "conflict",
    zh: "{duties}不能由同一人担任（三员分立）。请先解除原职责，或另选他人。",
    en: "One person cannot hold {duties} together (separated administrators). End the other duty first, or choose somebody else.",
  },
  "duty.wrong-unit": {
    category: "unprocessable",
    zh: "该职责只能在{kinds}担任。请另选单位。",
    en: "This duty is held only in: {kinds}. Choose another unit.",
  },
  "duty.own": {
    category: "forbidden",
    zh: "不能给自己授予或解除职责。请由另一位安全管理员办理。",
    en: "Nobody grants or ends duties of their own. Ask another security administrator.",
  },
  "duty.not-yours": {
    category: "forbidden",
    zh: "职责由安全管理员授予；系统管理员只能设立首位安全管理员和审计管理员。",
    en: "Security administrators grant duties; a system administrator only names the first security and audit administrators.",
  },
  "duty.not-held": {
    category: "notFound",
    zh: "此人没有担任该职责。请刷新人员名单后重试。",
    en: "The person does not hold this duty. Reload the list of people.",
  },
  "duty.last-administrator": {
    category: "conflict",
    zh: "这是最后一位{duty}。请先指定接任者。",
    en: "This is the last {duty}. Name a successor first.",
  },
});
