// What a Word paragraph style says about its paragraphs: heading level, automatic numbering, table of contents.

import { walkXml } from "../../../workbook/xml.ts";
import type { ReadLimits } from "./limits.ts";

export interface ParagraphStyle {
  /** From 1; absent for body text. */
  heading?: number;
  list?: string;
  level?: number;
  isContents?: boolean;
}

interface WrittenStyle extends ParagraphStyle {
  basedOn?: string;
}

const longestChain = 20;

/** Reads the styles part; the answer gives a style with what it inherits. */
export function readStyles(part: Uint8Array | null, limits: ReadLimits): (id: string) => ParagraphStyle {
  const styles = new Map<string, WrittenStyle>();
  let style: WrittenStyle | null = null;
  if (part) {
    walkXml(part, limits, {
      open(name, attributes) {
        const value = attributes["w:val"] ?? "";
        if (name === "w:style") {
          style = {};
          styles.set(attributes["w:styleId"] ?? "", style);
        }
        if (!style) return;
        if (name === "w:name") Object.assign(style, meaningOfName(value));
        if (name === "w:basedOn") style.basedOn = value;
        if (name === "w:outlineLvl" && Number(value) < 9) style.heading = Number(value) + 1;
        if (name === "w:numId") style.list = value;
        if (name === "w:ilvl") style.level = Number(value);
      },
      close(name) {
        if (name === "w:style") style = null;
      },
    });
  }
  return (id) => inherited(styles, id);
}

/** Word keeps the English name of its own styles in every language; WPS writes the same names. */
function meaningOfName(name: string): ParagraphStyle {
  const heading = /^heading ([1-9])$/i.exec(name) ?? /^标题 ?([1-9])$/.exec(name);
  if (heading) return { heading: Number(heading[1]) };
  return /^(?:toc [1-9]|toc heading|目录.*)$/i.test(name) ? { isContents: true } : {};
}

function inherited(styles: Map<string, WrittenStyle>, id: string): ParagraphStyle {
  const chain: WrittenStyle[] = [];
  for (let next = styles.get(id); next && chain.length < longestChain; next = styles.get(next.basedOn ?? "")) {
    chain.unshift(next);
  }
  return Object.assign({}, ...chain);
}
