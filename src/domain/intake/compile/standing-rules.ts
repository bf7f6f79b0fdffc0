// Rules that a plan states once for what follows: who leads where no lead is named, and units that every later task gets.
import type { Range } from "./blocks.ts";
import type { StatedRole } from "./duty-words.ts";

/** How the lead is found among units of equal standing. */
export type LeadRule = "first" | "beforeComma" | "star";

export interface AddedUnits {
  /** Where the list of added units stands. */
  list: Range;
  role: StatedRole | null;
  /** The rule as written. */
  source: Range;
}

const first = new RegExp(
  "(?:第一|首|排名?在?前|列在?前|最前)(?!批|阶段|季度|步|年|书记|个逗号)(?:位|个|名|家|列|项|者)?(?:的)?(?:责任)?(?:单位|部门)?" +
    "[^,;。]{0,10}(?:为|是|系|作为|即)[^,;。]{0,4}牵头",
);
const beforeComma = /(?:第一个|首个)?(?:逗号|分号)(?:之|以)?前[^;。]{0,14}牵头/;
const star = /[*★☆][^,;。]{0,12}(?:为|是|表示|系)[^,;。]{0,6}牵头|(?:加|带|标|注)(?:有|注)?["“]?[*★☆]/;
const shareTail = /(?:负责|配合|参与|共同|牵头|具体|抓好|组织|承担){0,2}(?:落实|实施|配合|参与|负责|承担|推进)$/;

/** Does the phrase (folded) talk about the order of units rather than name any? */
export function leadRuleOf(phrase: string): LeadRule | null {
  if (/顿号(?:之|以)?前[^;。]{0,14}牵头/.test(phrase)) return "first";
  if (beforeComma.test(phrase)) return "beforeComma";
  if (first.test(phrase)) return "first";
  return star.test(phrase) && /牵头/.test(phrase) ? "star" : null;
}

/**
 * Units that a statement (folded, without 。 and ;) adds to everything after it: 以下均需各区政府落实,不再列出.
 *
 * `offset` is where the statement starts in the text; the role is null where the words leave it to the bracket they stand in.
 */
export function addedUnitsOf(statement: string, offset: number): AddedUnits | null {
  if (statement.length > 200 || !/均|都/.test(statement)) return null;
  const stated = /以下|下同|后续|其余|各项|不再|下列/.test(statement);
  if (!stated) return null;
  const source = { start: offset, end: offset + statement.length };
  const main = statement.replace(
    /,?(?:以下|后文|下文)?(?:均)?(?:不再|不)[^,]{0,4}(?:列出|列明|列示|重复|单列|赘述|注明|标注)$|,下同$/,
    "",
  );
  const named = /^(.{2,80}?)均(?:为|是|列为)(牵头|责任|配合|参与)(?:单位|部门)/.exec(main);
  if (named?.[1]) {
    const skipped = /^(?:以下|下列|各项|其余)?(?:各项)?(?:任务|工作|措施|事项)?[,中]?/.exec(named[1])?.[0].length ?? 0;
    return {
      list: { start: offset + skipped, end: offset + named[1].length },
      role: named[2] === "牵头" ? "lead" : named[2] === "责任" ? null : "support",
      source,
    };
  }
  const shared = /(?:均|都)(?:需要|需|须|由|应|要|涉及|包括|包含|涵盖|含)(?:由)?/.exec(main);
  if (!shared) return null;
  const from = shared.index + shared[0].length;
  const rest = main.slice(from);
  const words = shareTail.exec(rest.slice(-12))?.[0] ?? "";
  if (words === "" && !/[及括含盖]$/.test(shared[0])) return null;
  return {
    list: { start: offset + from, end: offset + from + rest.length - words.length },
    role: /牵头/.test(words) ? "lead" : /配合|参与/.test(words) ? "support" : null,
    source,
  };
}
