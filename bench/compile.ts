// The compiler's cost: a plan of 20 pages and a text of 1 MB, in this process, each the best of several runs.
import { readFileSync } from "node:fs";
import { compile } from "../src/domain/intake/compile/compile.ts";
import { blocksOfText } from "../src/domain/intake/compile/text.ts";

const sample = readFileSync(new URL("../samples/chongqing-2021-services-opening.txt", import.meta.url), "utf8");
/** Characters of a dense official page. */
const page = 28 * 22;

const grown = (characters: number) => {
  const lines: string[] = [];
  for (let length = 0; length < characters; length += sample.length) lines.push(sample);
  return lines.join("\n").slice(0, characters);
};

function best(text: string, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    compile(blocksOfText(text));
    least = Math.min(least, performance.now() - started);
  }
  return Math.round(least * 10) / 10;
}

export const compileCosts = () => [
  { name: "compile-20-pages", engine: "none", value: best(grown(20 * page), 10), unit: "ms", target: 50 },
  { name: "compile-1-mb", engine: "none", value: best(grown(1_000_000), 3), unit: "ms", target: 1000 },
];
