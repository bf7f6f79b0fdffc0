// What somebody types or pastes into a cell of the ledger becomes a value, or a reason why it cannot be taken.
import { fill } from "../../../kernel/errors.ts";
import { defineLabels, type Label } from "../../../kernel/labels.ts";
import type { TaskChange } from "../model.ts";

export type CellField = keyof TaskChange;
export type CellValue = string | boolean | null;

interface FieldShape {
  kind: "line" | "text" | "day" | "yesNo" | "group";
  /** The most characters, as in `TaskChange`. */
  limit?: number;
  required?: true;
}

/** Every field of a task that people fill in. */
export const fieldShapes: Record<CellField, FieldShape> = {
  shortTitle: { kind: "line", limit: 60, required: true },
  annualGoal: { kind: "text", limit: 2000 },
  expectedOutcome: { kind: "text", limit: 2000 },
  leader: { kind: "line", limit: 60 },
  contact: { kind: "line", limit: 120 },
  startsOn: { kind: "day" },
  groupId: { kind: "group" },
  needsNational: { kind: "yesNo" },
  isPublic: { kind: "yesNo" },
};

export const cellFaults = defineLabels({
  required: { zh: "不能为空。", en: "This may not be empty." },
  long: { zh: "有 {length} 字，最多 {limit} 字。", en: "{length} characters; at most {limit}." },
  day: { zh: "不是日期，请写作 2026-03-01。", en: "Not a date; write 2026-03-01." },
  yesNo: { zh: "请填“是”或“否”。", en: "Fill in yes or no." },
  group: { zh: "没有名为“{text}”的推进组。", en: "There is no working group “{text}”." },
});

export type Words = Pick<Label, "zh" | "en">;
export type Parsed = { value: CellValue } | { why: Words };

export interface GroupChoice {
  id: string;
  name: string;
  shortName: string;
}

const said = (fault: keyof typeof cellFaults, facts: Record<string, string | number> = {}): Parsed => ({
  why: { zh: fill(cellFaults[fault].zh, facts, "zh"), en: fill(cellFaults[fault].en, facts, "en") },
});

/** Reads what was typed for a field; `groups` are the working groups that can be named. */
export function parseCell(field: CellField, typed: string, groups: readonly GroupChoice[]): Parsed {
  const { kind, limit, required } = fieldShapes[field];
  const text = typed.trim();
  if (kind === "yesNo") return parseYesNo(text);
  if (text === "" || text === "—") return required ? said("required") : { value: null };
  if (kind === "day") return parseDay(text);
  if (kind === "group") {
    const name = text.normalize("NFKC");
    const found = groups.find((group) => [group.id, group.name, group.shortName].includes(name));
    return found ? { value: found.id } : said("group", { text });
  }
  const whole = kind === "line" ? text.replace(/\s*[\r\n]+\s*/g, " ") : text.replace(/\r\n?/g, "\n");
  return limit && whole.length > limit ? said("long", { length: whole.length, limit }) : { value: whole };
}

const yes = /^(是|有|√|✓|✔|y|yes|true|1)$/i;
const no = /^(否|无|×|✗|n|no|false|0|—|)$/i;

function parseYesNo(text: string): Parsed {
  const word = text.normalize("NFKC");
  if (yes.test(word)) return { value: true };
  return no.test(word) ? { value: false } : said("yesNo");
}

const dayForms = [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, /^(\d{4})(\d{2})(\d{2})$/];

function parseDay(text: string): Parsed {
  const plain = text
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/T?00:00(:00)?$/, "");
  const parts = dayForms.map((form) => form.exec(plain)).find(Boolean);
  if (!parts) return said("day");
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  const day = new Date(Date.UTC(year, month - 1, date));
  const real = day.getUTCMonth() === month - 1 && day.getUTCDate() === date && year >= 1900 && year < 2200;
  return real ? { value: day.toISOString().slice(0, 10) } : said("day");
}
