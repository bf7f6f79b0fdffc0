// Words for codes: whatever a module exports with Chinese also has English, with the same blanks to fill.
const tooDeep = 8;

interface Labelled {
  zh: unknown;
  en: unknown;
}

/** Faults of all values that a loaded file exports; `where` names the file. */
export function unlabelled(where: string, exported: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  walk(exported, [], new Set(), (label, path) => {
    const name = `${where} ${path.join(".")}`;
    for (const language of ["zh", "en"] as const)
      if (!isSaid(label[language]))
        faults.push(`${name} has no ${language} — give every code its word in both languages`);
    if (typeof label.zh === "string" && typeof label.en === "string" && blanks(label.zh) !== blanks(label.en))
      faults.push(
        `${name} fills ${blanks(label.zh) || "nothing"} in zh but ${blanks(label.en) || "nothing"} in en — use the same facts in both`,
      );
  });
  return faults;
}

/** Every code that has words: keys of tables whose entries have zh and en. */
export function labelledCodes(exported: Readonly<Record<string, unknown>>): string[] {
  const codes: string[] = [];
  walk(exported, [], new Set(), (_, path) => codes.push(path.at(-1) ?? ""));
  return codes;
}

const isSaid = (word: unknown) => typeof word === "function" || (typeof word === "string" && word.trim() !== "");

const blanks = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join(" ");

function walk(
  value: unknown,
  path: string[],
  seen: Set<unknown>,
  found: (label: Labelled, path: string[]) => void,
): void {
  if (path.length > tooDeep || value === null || (typeof value !== "object" && typeof value !== "function")) return;
  if (seen.has(value) || "_zod" in value || value instanceof Map) return;
  seen.add(value);
  if (Object.hasOwn(value, "zh") || Object.hasOwn(value, "en")) found(value as Labelled, path);
  for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], seen, found);
}

/** Differences between two tables of sentences, key by key. */
export function differences(zh: unknown, en: unknown, path: string[] = []): string[] {
  const name = path.join(".") || "messages";
  if (isTable(zh) && isTable(en)) {
    const keys = new Set([...Object.keys(zh), ...Object.keys(en)]);
    return [...keys].flatMap((key) => differences(zh[key], en[key], [...path, key]));
  }
  if (zh === undefined || isBlank(zh)) return [`${name} is missing in zh.ts — add the Chinese sentence`];
  if (en === undefined || isBlank(en)) return [`${name} is missing in en.ts — add the English sentence`];
  if (typeof zh !== typeof en)
    return [`${name} is a ${typeof zh} in zh.ts and a ${typeof en} in en.ts — make both the same`];
  if (typeof zh === "string" && typeof en === "string" && blanks(zh) !== blanks(en))
    return [
      `${name} fills ${blanks(zh) || "nothing"} in zh.ts but ${blanks(en) || "nothing"} in en.ts — use the same facts`,
    ];
  return [];
}

const isTable = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isBlank = (value: unknown) => typeof value === "string" && value.trim() === "";
