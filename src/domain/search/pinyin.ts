// How Chinese names are read, from pinyin-pro with its dictionary of words, so that 重庆 is chong qing and 银行 yin hang.
import { createRequire } from "node:module";
import type { pinyin } from "pinyin-pro";
import type { Readings } from "./words.ts";

let loaded: typeof pinyin | undefined;

/** The dictionary takes 6 MB and comes with the first text that is read. */
function library(): typeof pinyin {
  loaded ??= (createRequire(import.meta.url)("pinyin-pro") as { pinyin: typeof pinyin }).pinyin;
  return loaded;
}

/** ü is typed v. */
export const readings: Readings = (folded) => {
  const pinyin = library();
  const read = pinyin(folded, { toneType: "none", type: "array", v: true });
  const letters = [...folded];
  // Should the library ever run letters together, each is read alone.
  if (read.length === letters.length) return read;
  return letters.map((letter) => pinyin(letter, { toneType: "none", v: true }));
};
