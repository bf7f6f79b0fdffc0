// Versions of the light rule: what holds, proposing one from a day on, what it would change, withdrawing one that does not hold yet.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import { isOfficeOf, type OpenProgramme } from "../pilot/rules.ts";
import { openAsOffice, openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { judgeAgain, lightsUnder } from "../tasks/light-again.ts";
import { firstLightRule } from "../tasks/light-rule.ts";
import { ruleOf } from "./light-source.ts";
import { ratingFault } from "./model-faults.ts";
import { type LightRules, type LightRuleVersion, mostRules, type NewLightRule, type Thresholds } from "./model-rule.ts";
import { guard, stale } from "./open-record.ts";
import * as store from "./rule-store.ts";
import { decideRule, latestRuleDay, nameOfRule, reversedThresholds, ruleActs, sameThresholds } from "./rules.ts";

/** How many tasks a preview names. */
const named = 100;

export async function listRules(db: Db, call: Call, query: { programmeId: string }): Promise<LightRules> {
  return present(db, call, await openProgramme(db, call, query.programmeId));
}

async function present(db: Db, call: Call, programme: OpenProgramme): Promise<LightRules> {
  const rows = await store.findRules(db, programme.id);
  const holding = await store.ruleOn(db, programme.id, call.today);
  const items = rows.map(
    ({ ordinal: _ordinal, ...row }): LightRuleVersion => ({
      ...row,
      holdsNow: row.id === holding?.id,
      abilities: decideRule(call.actor, programme, row, call.today) as LightRuleVersion["abilities"],
    }),
  );
  const { version: name, ...thresholds } = firstLightRule;
  const first: LightRuleVersion = {
    ...thresholds,
    id: null,
    name,
    fromDay: null,
    reason: null,
    state: "set",
    madeBy: null,
    madeAt: null,
    holdsNow: holding === undefined,
    version: 1,
    abilities: {},
  };
  return { items: [...items, first], abilities: { propose: { allowed: isOfficeOf(call.actor, programme) } } };
}

/** What lights would be today under these thresholds; nothing is written. */
export async function previewRule(db: Db, call: Call, input: Thresholds & { programmeId: string }) {
  const programme = await openAsOffice(db, call, input.programmeId);
  refuseReversed(input);
  const ordinal = (await store.findRules(db, programme.id)).length + 2;
  const name = nameOfRule({ fromDay: call.today }, ordinal);
  const { total, turned } = await lightsUnder(db, call, programme.id, ruleOf({ ...input, name }));
  const turns = [...Map.groupBy(turned, ({ from, to }) => `${from} ${to}`).values()].map((same) => {
    const { from, to } = same[0] as (typeof turned)[number];
    return { from, to, count: same.length };
  });
  const tasks = turned.slice(0, named).map(({ id, ...task }) => ({ taskId: id, ...task }));
  return { total, turns: turns.toSorted((a, b) => b.count - a.count), tasks } as never;
}

/** Sets a version that holds from a day on, today at the earliest; where it is today, lights are judged by it at once. */
export async function proposeRule(tx: Db, call: Call, input: NewLightRule & { programmeId: string }) {
  const programme = await openAsOffice(tx, call, input.programmeId);
  refuseReversed(input);
  const latest = latestRuleDay(call.today);
  if (input.fromDay < call.today || input.fromDay > latest)
    throw ratingFault("rating.rule-past", { day: input.fromDay, latest });
  await store.lockRules(tx, programme.id);
  const before = (await store.ruleOn(tx, programme.id, input.fromDay)) ?? firstLightRule;
  if (sameThresholds(before, input)) throw ratingFault("rating.rule-same", { day: input.fromDay });
  const rows = await store.findRules(tx, programme.id);
  if (rows.length >= mostRules) throw ratingFault("rating.too-many-rules", { limit: mostRules });
  // The thresholds that the program comes with are the first version.
  const ordinal = rows.length + 2;
  const id = newId(call.at);
  const name = nameOfRule(input, ordinal);
  await store.insertRule(tx, {
    programme_id: programme.id,
    id,
    ordinal,
    name,
    from_day: input.fromDay,
    yellow_gap: input.yellowGap,
    red_gap: input.redGap,
    red_overdue_days: input.redOverdueDays,
    yellow_missed: input.yellowMissed,
    red_missed: input.redMissed,
    holds: input.holds,
    reason: input.reason,
    state: "set",
    made_by: call.actor.personId,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  await recordEvent(tx, call, {
    kind: "rating.proposeRule",
    programmeId: programme.id,
    subject: { kind: "lightRule", id, version: 1 },
    note: input.reason,
    before: { ...thresholdsOf(before) },
    after: { ...thresholdsOf(input), name, fromDay: input.fromDay },
  });
  if (input.fromDay === call.today) await judgeAgain(tx, call, programme.id, null);
  return present(tx, call, programme);
}

export async function withdrawRule(
  tx: Db,
  call: Call,
  input: { programmeId: string; ruleId: string; version: number },
) {
  const programme = await openProgramme(tx, call, input.programmeId);
  await store.lockRules(tx, programme.id);
  const rule = (await store.findRules(tx, programme.id)).find((one) => one.id === input.ruleId);
  if (!rule) throw ratingFault("rating.absent");
  guard(rule, input, ruleActs.withdraw, decideRule(call.actor, programme, rule, call.today).withdraw);
  const at = { programmeId: programme.id, id: rule.id, version: rule.version };
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  if (!(await store.saveRule(tx, at, { state: "withdrawn", ...by }))) throw stale(rule.version);
  await recordEvent(tx, call, {
    kind: "rating.withdrawRule",
    programmeId: programme.id,
    subject: { kind: "lightRule", id: rule.id, version: rule.version + 1 },
    before: { state: rule.state },
    after: { state: "withdrawn", name: rule.name },
  });
  return present(tx, call, programme);
}

function refuseReversed(rule: Thresholds): void {
  const reversed = reversedThresholds(rule);
  if (reversed.length === 0) return;
  const said = {
    redGap: { zh: "相差百分点", en: "points apart" },
    redMissed: { zh: "未报送期数", en: "cycles without a report" },
  };
  const words = (language: "zh" | "en") =>
    reversed.map((name) => said[name as keyof typeof said][language]).join(language === "zh" ? "、" : ", ");
  throw ratingFault("rating.rule-order", { fields: { zh: words("zh"), en: words("en") } });
}

const thresholdsOf = ({ yellowGap, redGap, redOverdueDays, yellowMissed, redMissed, holds }: Thresholds) => ({
  yellowGap,
  redGap,
  redOverdueDays,
  yellowMissed,
  redMissed,
  holds,
});
