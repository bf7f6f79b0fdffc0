// From what the words say to who leads, supports and guides, by the rules the document has stated so far.
import type { Duties, Mention } from "./duties.ts";
import { plain } from "./fold.ts";
import type { LeadRule } from "./standing-rules.ts";

export interface Assignment {
  lead: Mention[];
  support: Mention[];
  guide: Mention[];
}

/**
 * Sort the units of one statement into lead, support and guide.
 *
 * A lead that is named makes 负责 and 责任单位 of the others support; without one, the document's rule decides
 * (first unit, before the first comma, starred); without a rule all responsible units lead jointly.
 */
export function assign(duties: Duties, rule: LeadRule | null): Assignment {
  const result: Assignment = { lead: [], support: [], guide: [] };
  const starred = duties.mentions.some((mention) => mention.starred);
  const named = duties.mentions.some((mention) => mention.role === "lead");
  const responsible = duties.mentions.filter((mention) => mention.role === "responsible" || mention.role === "shared");
  const first = responsible[0];
  for (const mention of duties.mentions) {
    if (mention.role === "guide") result.guide.push(mention);
    else if (mention.role === "support" && !mention.starred) result.support.push(mention);
    else if (mention.role === "lead" || mention.starred) result.lead.push(mention);
    else if (named || starred) result.support.push(mention);
    else if (rule === "first" && mention !== first) result.support.push(mention);
    else if (rule === "beforeComma" && mention.group !== first?.group) result.support.push(mention);
    else result.lead.push(mention);
  }
  return withoutRepeats(result);
}

/** Several statements of one task together: a unit that leads anywhere is a lead, guidance stays beside. */
export function unite(assignments: Assignment[]): Assignment {
  return withoutRepeats({
    lead: assignments.flatMap((one) => one.lead),
    support: assignments.flatMap((one) => one.support),
    guide: assignments.flatMap((one) => one.guide),
  });
}

function withoutRepeats(all: Assignment): Assignment {
  const leads = new Set<string>();
  const lead = all.lead.filter((mention) => isNew(mention, leads));
  const supports = new Set(leads);
  const guides = new Set<string>();
  return {
    lead,
    support: all.support.filter((mention) => isNew(mention, supports)),
    guide: all.guide.filter((mention) => isNew(mention, guides)),
  };
}

function isNew(mention: Mention, seen: Set<string>): boolean {
  const name = plain(mention.name);
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}
