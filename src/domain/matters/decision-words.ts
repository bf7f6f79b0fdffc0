// A decision of a table of acts in words, with the labels of the table it comes from; shared by the modules that hang on matters.
import type { Decision } from "../../kernel/access.ts";
import { fill } from "../../kernel/errors.ts";
import type { Label } from "../../kernel/labels.ts";
import { decisionWords } from "./model-faults.ts";

/** The words that may stand in a refusal: of states, parties, needs and acts. */
export type WordsOfActs = readonly Readonly<Record<string, Pick<Label, "zh" | "en">>>[];

/** Why an act may not be done now; empty when it may. Example: `应由提出单位办理`. */
export function explainDecision(tables: WordsOfActs, decision: Decision, language: "zh" | "en"): string {
  if (decision.allowed) return "";
  const words = decisionWords[decision.code as keyof typeof decisionWords];
  const label = (code: string) => tables.find((table) => code in table)?.[code]?.[language] ?? code;
  const facts: Record<string, string> = {};
  for (const [name, fact] of Object.entries(decision.facts))
    facts[name] = (Array.isArray(fact) ? fact : [String(fact)]).map(label).join(language === "zh" ? "、" : ", ");
  return words ? fill(words[language], facts, language) : decision.code;
}

/** The same in both languages, as a fact of a refusal. */
export const bothWords = (tables: WordsOfActs, decision: Decision): { zh: string; en: string } => ({
  zh: explainDecision(tables, decision, "zh"),
  en: explainDecision(tables, decision, "en"),
});
