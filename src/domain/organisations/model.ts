// Words of units and people 单位与人员. Kinds and the 1+9+N cut: the pilot plan, part 三(一); duties: domain reference 10.1 (三员).
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";

export const terms = defineLabels({
  unit: { zh: "单位", en: "Unit", means: "承担或参与试点任务的机构,成树状" },
  person: { zh: "人员", en: "Person" },
  duty: { zh: "职责", en: "Duty", means: "某人在某单位担任的工作,决定能做什么" },
  succession: { zh: "单位变更", en: "Succession", means: "合并、更名、拆分;原单位的历史保留" },
  liaison: { zh: "联络员", en: "Liaison officer" },
  alias: { zh: "别名", en: "Alias" },
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
  collective: { zh: "集合单位", en: "Collective unit", means: "有关区县、各区县等统称,不是一个机构" },
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

const Name = z.string().trim().min(2).max(120);

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
  abilities: z.object({ edit: z.boolean(), succeed: z.boolean() }),
});
export type Unit = z.infer<typeof Unit>;

export const NewUnit = z.object({
  parentId: UnitId.nullable().default(null),
  kind: z.enum(codesOf(unitKinds)),
  name: Name,
  shortName: Name.optional(),
  code: z.string().max(20).nullable().default(null),
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

export const UnitSuccession = z.object({
  toUnitId: UnitId,
  kind: z.enum(codesOf(successionKinds)),
  onDay: day,
  note: z.string().max(500).optional(),
});

export const unitFault = defineFaults({
  "unit.absent": {
    category: "notFound",
    zh: "没有找到该单位。请从单位列表中选择。",
    en: "No such unit. Choose one from the list of units.",
  },
  "unit.name-taken": {
    category: "conflict",
    zh: "名称“{name}”已属于{owner}。请改用不同名称,或把它登记为该单位的别名。",
    en: "The name “{name}” already belongs to {owner}. Use another name, or add it there as an alias.",
  },
  "unit.cycle": {
    category: "unprocessable",
    zh: "不能把单位放到自己的下级之下。请另选上级单位。",
    en: "A unit cannot stand below itself. Choose another parent.",
  },
  "unit.succeeds-itself": {
    category: "unprocessable",
    zh: "承接单位不能是原单位本身,也不能形成循环。请另选承接单位。",
    en: "A unit cannot succeed itself, nor in a circle. Choose another successor.",
  },
  "unit.already-ended": {
    category: "conflict",
    zh: "{name}已由其他单位承接。请在承接单位上办理。",
    en: "{name} has already been succeeded. Act on its successor.",
  },
});
