// Every unit a plan names, once: its places, its other names, and which registered unit it is.
import { withoutBrackets } from "./brackets.ts";
import type { KnownUnit, KnownUnits, Unit } from "./draft.ts";
import type { Mention } from "./duties.ts";
import { type Finding, finding } from "./findings.ts";
import { plain } from "./fold.ts";
import { limits } from "./limits.ts";
import { isCollective, levelPrefix, looksLikeUnit } from "./unit-names.ts";

/** Bodies that answer to the centre or carry their place in the name: they never take the prefix of the unit before them. */
const centralBody =
  /^(?:国家|中央|中国|各|有)|银保监|金融监管|证监|海关|税务|人行|人民银行|外汇|海事|边检|铁路|民航|邮政|通信|电力/;

export interface NamedMention {
  mention: Mention;
  name: string;
}

/**
 * Units in order of first mention, with findings for those not registered (only where `known` is given).
 *
 * `lists` holds the mentions of each task in reading order, so that a prefix written once (省工业和信息化厅、财政厅) can be given as an alias.
 */
export function registerUnits(
  lists: NamedMention[][],
  known: KnownUnits | undefined,
): { units: Unit[]; findings: Finding[] } {
  const units = new Map<string, Unit>();
  for (const list of lists) {
    const ordered = [...list].sort((a, b) => a.mention.start - b.mention.start);
    let prefix: { text: string; group: number } | null = null;
    for (const { mention, name } of ordered) {
      const key = plain(name);
      const own = levelPrefix(key);
      if (own !== null) prefix = { text: own, group: mention.group };
      const unit = units.get(key) ?? addUnit(units, key, name);
      unit.occurrences.push({ start: mention.start, end: mention.end });
      const shared =
        own === null &&
        prefix !== null &&
        prefix.group === mention.group &&
        !unit.collective &&
        /(?:厅|局|委)$/.test(key);
      if (shared && prefix && /^[\u4e00-\u9fff]{2,20}$/.test(key) && !centralBody.test(key))
        addAlias(unit, prefix.text + name);
    }
  }
  const all = [...units.values()];
  return { units: all, findings: known ? matchKnown(all, known) : [] };
}

function addUnit(units: Map<string, Unit>, key: string, name: string): Unit {
  const unit: Unit = { name, aliases: [], collective: isCollective(key), knownId: null, occurrences: [] };
  const inner = /^(.{2,30})[([]([^()[\]]{2,30})[)\]]$/.exec(key);
  if (inner?.[1] && inner[2] && looksLikeUnit(inner[2])) {
    addAlias(unit, withoutBrackets(key));
    if (/^[市省区县国]|局$|委$/.test(inner[2])) addAlias(unit, inner[2]);
  }
  units.set(key, unit);
  return unit;
}

function addAlias(unit: Unit, alias: string): void {
  if (alias !== unit.name && !unit.aliases.includes(alias)) unit.aliases.push(alias);
}

function matchKnown(units: Unit[], known: KnownUnits): Finding[] {
  const index = new Map<string, KnownUnit>();
  const registered = known.slice(0, limits.knownUnits);
  for (const one of registered) for (const name of [one.name, ...one.aliases]) index.set(plain(name), one);
  const findings: Finding[] = [];
  let searched = 0;
  for (const unit of units) {
    const match = [unit.name, ...unit.aliases].map((name) => index.get(plain(name))).find((one) => one !== undefined);
    unit.knownId = match?.id ?? null;
    if (match || unit.collective) continue;
    searched += 1;
    const near = searched <= limits.nearestNames ? nearestName(plain(unit.name), index) : null;
    const source = unit.occurrences[0] ?? null;
    findings.push(
      near
        ? finding("unit.unknown-near", { name: unit.name, nearest: near }, source)
        : finding("unit.unknown", { name: unit.name }, source),
    );
  }
  return findings;
}

/** The registered name that shares most character pairs, if it shares at least half of them. */
function nearestName(name: string, index: Map<string, KnownUnit>): string | null {
  const own = pairsOf(name);
  let best: { name: string; likeness: number } | null = null;
  for (const [candidate, unit] of index) {
    if (candidate.length > limits.unitName) continue;
    const other = pairsOf(candidate);
    let shared = 0;
    for (const pair of own) if (other.has(pair)) shared += 1;
    const likeness = (2 * shared) / (own.size + other.size || 1);
    if (likeness >= 0.5 && (best === null || likeness > best.likeness)) best = { name: unit.name, likeness };
  }
  return best?.name ?? null;
}

function pairsOf(name: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < name.length; i += 1) pairs.add(name.slice(i, i + 2));
  return pairs;
}
