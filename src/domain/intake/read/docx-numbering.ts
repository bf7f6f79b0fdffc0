// The text of automatic Word numbering ("一、", "（1）", "第3条"), which a .docx holds only as a rule (ECMA-376-1, 17.9).

import { walkXml } from "../../../workbook/xml.ts";
import type { ReadLimits } from "./limits.ts";
import { numberFormats } from "./number-formats.ts";

interface Level {
  start: number;
  format: string;
  /** The pattern, `%1` standing for the number of the first level. */
  text: string;
  decimalsOnly: boolean;
  /** The paragraph style that carries this level. */
  style: string | null;
}

interface List {
  abstract: string;
  /** Levels that begin anew when this list is first used. */
  restarts: Map<number, number>;
}

const deepest = 9;

/** Counts list paragraphs in document order and gives the text Word would show before each. */
export class Numbering {
  /** Paragraphs whose number style is none of those above. */
  unknown = 0;
  readonly #abstracts = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, List>();
  readonly #counters = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  constructor(part: Uint8Array | null, limits: ReadLimits) {
    if (part) this.#readPart(part, limits);
  }

  /** The level of a list that a paragraph style carries, 0 where the list does not say. */
  levelOfStyle(list: string, style: string): number {
    const levels = this.#abstracts.get(this.#lists.get(list)?.abstract ?? "");
    for (const [depth, level] of levels ?? []) if (level.style === style) return depth;
    return 0;
  }

  /** The number of the next paragraph of a list at a level (from 0), with a space where Word leaves a gap. */
  next(listId: string, depth: number): string {
    const list = this.#lists.get(listId);
    const levels = this.#abstracts.get(list?.abstract ?? "");
    const level = levels?.get(depth);
    if (!list || !levels || !level) return "";
    const counters = this.#count(listId, list, levels, depth);
    if (level.format === "bullet") return "";
    if (!numberFormats[level.format]) this.unknown += 1;
    const label = level.text.replace(/%([1-9])/g, (_, digit) => {
      const at = Number(digit) - 1;
      const format = level.decimalsOnly ? "decimal" : (levels.get(at)?.format ?? "decimal");
      return (numberFormats[format] ?? String)(counters[at] ?? levels.get(at)?.start ?? 1);
    });
    return /[\p{L}\p{N}]$/u.test(label) ? `${label} ` : label;
  }

  #count(listId: string, list: List, levels: Map<number, Level>, depth: number): number[] {
    const counters = this.#counters.get(list.abstract) ?? [];
    this.#counters.set(list.abstract, counters);
    if (!this.#begun.has(listId)) {
      this.#begun.add(listId);
      for (const [at, start] of list.restarts) counters[at] = start - 1;
    }
    counters[depth] = (counters[depth] ?? (levels.get(depth)?.start ?? 1) - 1) + 1;
    counters.length = depth + 1;
    return counters;
  }

  #readPart(part: Uint8Array, limits: ReadLimits): void {
    let levels: Map<number, Level> | null = null;
    let level: Level | null = null;
    let list: List | null = null;
    let overridden = 0;
    walkXml(part, limits, {
      open: (name, attributes) => {
        const value = attributes["w:val"] ?? "";
        if (name === "w:abstractNum") {
          levels = new Map();
          this.#abstracts.set(attributes["w:abstractNumId"] ?? "", levels);
        }
        if (name === "w:num") {
          levels = null;
          list = { abstract: "", restarts: new Map() };
          this.#lists.set(attributes["w:numId"] ?? "", list);
        }
        if (name === "w:abstractNumId" && list) list.abstract = value;
        if (name === "w:lvlOverride") overridden = Number(attributes["w:ilvl"] ?? 0);
        if (name === "w:startOverride" && overridden < deepest) list?.restarts.set(overridden, Number(value) || 0);
        if (name === "w:lvl") {
          level = { start: 1, format: "decimal", text: "", decimalsOnly: false, style: null };
          if (Number(attributes["w:ilvl"]) < deepest) levels?.set(Number(attributes["w:ilvl"]), level);
        }
        if (level) setProperty(level, name, value);
      },
    });
  }
}

function setProperty(level: Level, name: string, value: string): void {
  if (name === "w:start") level.start = Number(value) || 0;
  if (name === "w:numFmt") level.format = value;
  if (name === "w:lvlText") level.text = value.slice(0, 100);
  if (name === "w:isLgl") level.decimalsOnly = true;
  if (name === "w:pStyle") level.style = value;
}
