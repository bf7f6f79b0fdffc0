// Which characters the bytes of a text file mean. Decided by strict decoding: a wrong guess fails instead of garbling.
import { FileFault } from "./file-fault.ts";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

const strictly = (encoding: Encoding, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** The encoding that a byte order mark declares. */
function markOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without a mark shows as zero bytes in every second place, because line ends and digits are ASCII. */
function unmarkedUtf16(bytes: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  const end = Math.min(bytes.length, 4096);
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > 0 && even === 0) return "utf-16le";
  if (even > 0 && odd === 0) return "utf-16be";
  return null;
}

/** Control characters that no text file holds; tab, line feed, form feed, return and Ctrl-Z (old DOS files) are fine. */
const binary = /[\u0000-\u0008\u000e-\u0019\u001b-\u001f]/;

/**
 * UTF-8 with a few broken bytes: read as GB18030 it would turn into other Chinese characters without any error.
 * In true GB18030 text hardly any sequence is good UTF-8.
 */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[^\u0000-\u007f]/g)?.length ?? 0;
  return broken > 0 && broken < foreign / 10;
}

/**
 * The text that the bytes mean: by byte order mark, else UTF-8, UTF-16 or GB18030, the first that fits strictly.
 * @throws FileFault `unknown` where none fits or the text holds control characters, `damaged`
 * where a file in UTF-8 was cut or patched
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const mark = markOf(bytes);
  const wide = mark ? null : unmarkedUtf16(bytes);
  const candidates: Encoding[] = mark ? [mark] : wide ? [wide] : ["utf-8", "gb18030"];
  for (const encoding of candidates) {
    if (encoding === "gb18030" && isDamagedUtf8(bytes)) throw new FileFault("damaged");
    const text = strictly(encoding, bytes);
    if (text !== null && !binary.test(text)) return { text, encoding };
  }
  throw new FileFault("unknown");
}
