// Walks the XML parts of office files (ECMA-376) as a stream: no tree is built, no entity is expanded, depth is bounded.
import { Parser } from "htmlparser2";
import { atMost, FileFault } from "./file-fault.ts";
import type { OfficeLimits } from "./limits.ts";

export type Attributes = Readonly<Record<string, string>>;

export interface XmlVisitor {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Texts of more than 64 KB are given memory of their own, which costs more than the decoding. */
const chunkBytes = 64 * 1024;
const megabyte = 16 * chunkBytes;

/**
 * Walks one part from its first to its last element; names come as written, prefix included.
 * @param onChunk called after every megabyte
 * @throws FileFault on a document type declaration (office files have none), too deep nesting, too many elements
 */
export function walkXml(
  part: Uint8Array,
  limits: OfficeLimits,
  visitor: XmlVisitor,
  onChunk: () => void = () => {},
): void {
  let depth = 0;
  let elements = 0;
  const parser = new Parser(
    {
      onprocessinginstruction(name) {
        if (name.toLowerCase().startsWith("!doctype")) {
          throw new FileFault("unsafe", { what: "XML 实体声明 XML entities" });
        }
      },
      onopentag(name, attributes) {
        depth += 1;
        elements += 1;
        if (depth > limits.depth) throw new FileFault("unsafe", { what: "嵌套过深 nesting too deep" });
        atMost(limits.elements, elements, "XML 元素 XML elements");
        visitor.open?.(name, attributes);
      },
      ontext: (text) => visitor.text?.(text),
      onclosetag(name) {
        depth -= 1;
        visitor.close?.(name);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder(part[0] === 0xff && part[1] === 0xfe ? "utf-16le" : "utf-8");
  for (let at = 0; at < part.length; at += chunkBytes) {
    parser.write(decoder.decode(part.subarray(at, at + chunkBytes), { stream: true }));
    if (at % megabyte === 0) onChunk();
  }
  parser.end(decoder.decode());
  if (elements === 0) throw new FileFault("damaged");
}

/** The name without its prefix: `x:row` and `row` are the same to us. */
export const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
