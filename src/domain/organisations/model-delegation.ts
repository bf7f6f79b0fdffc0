// Words of standing in for somebody on leave 请假委托: a duty at a unit, lent for some days.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { duties, PersonId, plain, UnitId } from "./model.ts";

export const delegationStates = defineLabels({
  planned: { zh: "未到起始日", en: "To come" },
  inForce: { zh: "代办中", en: "In force" },
  over: { zh: "已到期", en: "Over" },
  revoked: { zh: "已收回", en: "Revoked" },
});
export type DelegationState = keyof typeof delegationStates;

export const delegationParties = defineLabels({
  absent: { zh: "委托人", en: "The absent" },
  delegate: { zh: "代办人", en: "Delegate" },
  security: { zh: "安全管理员", en: "Security administrator" },
});
export type DelegationParty = keyof typeof delegationParties;

/** The most days for which a duty can be lent at once; a longer absence is a hand-over. */
export const longestDelegation = 60;

export const DelegationId = z.uuid().brand("DelegationId");

const Who = z.object({ id: PersonId, name: z.string() });

export const Delegation = z.object({
  id: DelegationId,
  from: Who,
  to: Who,
  unitId: UnitId,
  unitName: z.string(),
  duty: z.enum(codesOf(duties)),
  fromOn: z.string(),
  untilOn: z.string(),
  reason: z.string().nullable(),
  state: z.enum(codesOf(delegationStates)),
  revokedAt: z.string().nullable(),
  version: z.number().int(),
  /** What the reader may do with it. */
  abilities: z.object({ revoke: z.boolean() }),
});
export type Delegation = z.infer<typeof Delegation>;

export const DelegationList = z.object({
  items: z.array(Delegation),
  /** What the reader holds and could lend; only with one's own. */
  held: z.array(z.object({ unitId: UnitId, unitName: z.string(), duty: z.enum(codesOf(duties)) })),
});
export type DelegationList = z.infer<typeof DelegationList>;

export const NewDelegation = z.object({
  toPersonId: PersonId,
  unitId: UnitId,
  duty: z.enum(codesOf(duties)),
  fromOn: day,
  untilOn: day,
  reason: plain.trim().max(200).optional(),
});
export type NewDelegation = z.infer<typeof NewDelegation>;

/** Colleagues who may be asked to stand in or to take over. */
export const Colleagues = z.object({ items: z.array(Who.extend({ unitName: z.string() })) });
export type Colleagues = z.infer<typeof Colleagues>;

export const delegationFault = defineFaults({
  "delegation.absent": {
    category: "notFound",
    zh: "没有找到该委托。请刷新后重试。",
    en: "No such delegation. Reload the page.",
  },
  "delegation.administrator": {
    category: "forbidden",
    zh: "{duty}的职责不能委托。请由另一位同职管理员办理，或由安全管理员授予职责。",
    en: "The duty of {duty} cannot be delegated. Let another administrator act, or have the duty granted.",
  },
  "delegation.not-held": {
    category: "forbidden",
    zh: "只能委托本人在该单位现任的职责；代办来的职责不能再转托。",
    en: "Only a duty that you hold yourself at this unit can be delegated; one that is lent to you cannot be passed on.",
  },
  "delegation.days": {
    category: "unprocessable",
    zh: "委托须从今天（{today}）或以后起，最长 {limit} 天。更长的离岗请办理工作交接。",
    en: "A delegation begins today ({today}) or later and lasts at most {limit} days. For longer absences hand the duties over.",
  },
  "delegation.stranger": {
    category: "unprocessable",
    zh: "代办人须是本单位同事。请从名单中选择。",
    en: "The delegate must be a colleague of the unit. Choose from the list.",
  },
  "delegation.needless": {
    category: "conflict",
    zh: "{name}本来就任此职责，无需委托。",
    en: "{name} holds this duty already; no delegation is needed.",
  },
  "delegation.away": {
    category: "conflict",
    zh: "{name}在这些天里自己也委托了他人代办。请另选同事，或改日期。",
    en: "{name} has lent out duties on these days. Choose another colleague or other days.",
  },
  "delegation.taken": {
    category: "conflict",
    zh: "这项职责在这些天里已委托给{name}。请先收回，再另行委托。",
    en: "This duty is lent to {name} on these days already. Revoke that first.",
  },
  "delegation.chain": {
    category: "conflict",
    zh: "您在这些天里正代{name}办理，不能同时委托他人。请先收回那项委托，由{name}另行安排。",
    en: "You stand in for {name} on these days and cannot be away too. Revoke that delegation first, so that {name} arranges otherwise.",
  },
  "delegation.ended": {
    category: "conflict",
    zh: "该委托已到期或已收回，无需再收回。",
    en: "This delegation is over or revoked already.",
  },
});
