// The check for marks of secrecy on whatever is brought: names, titles, addresses, and the text that could be read.
import type { Label } from "../../kernel/labels.ts";
import { evidenceFault } from "./model-faults.ts";
import { findSecret, type SecretFinding } from "./secret-rules.ts";

const places: Readonly<Record<string, Label>> = {
  name: { zh: "文件名", en: "file name" },
  title: { zh: "标题", en: "title" },
  address: { zh: "链接地址", en: "address" },
  text: { zh: "正文", en: "text" },
};

/** Refuses a finding; @returns the declaration that overrules it. A true mark of classification is never overruled. */
export function refuseFinding(place: string, { found, mark }: SecretFinding, declared: string | undefined): string {
  const { zh, en } = places[place] as Label;
  const facts = { place: { zh, en }, found };
  if (mark) throw evidenceFault("evidence.secret-mark", facts);
  if (!declared) throw evidenceFault("evidence.secret-words", facts);
  return declared;
}

/**
 * Refuses what bears a mark of secrecy, and words that look like one unless they are declared to be none.
 * @returns the declaration where it was needed, else null; it is kept with the edition and in the event
 */
export function refuseSecrets(texts: Readonly<Record<string, string>>, declared: string | undefined): string | null {
  let needed: string | null = null;
  for (const [place, text] of Object.entries(texts)) {
    const finding = findSecret(text);
    if (finding) needed = refuseFinding(place, finding, declared);
  }
  return needed;
}
