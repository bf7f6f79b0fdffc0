// How a stretch of plan text is set: words looked for, a goal's number, and room for half-width signs between Chinese characters.

export interface TextRun {
  start: number;
  text: string;
  found: boolean;
  strong: boolean;
  /** A half-width sign in Chinese text: `open` needs room before it, `close` behind it. */
  sign: "open" | "close" | null;
}

const between = "[\\p{Script=Han}\\u3001-\\u301f\\u2018-\\u201f\\d%)(]";
const signs = new RegExp(`(?<=^|${between})[,;:!?)](?!\\d)|[(](?=\\p{Script=Han})`, "gu");

/**
 * Cuts text into runs that are set alike.
 * @param query words looked for, without regard to case; empty for none
 * @param strong the stretch to set firmly, once
 */
export function textRuns(text: string, query: string, strong: string | null): TextRun[] {
  const found = rangesOf(text.toLowerCase(), query.toLowerCase(), Number.POSITIVE_INFINITY);
  const firm = rangesOf(text, strong ?? "", 1);
  const signAt = new Map([...text.matchAll(signs)].map((match) => [match.index, match[0] === "(" ? "open" : "close"]));
  const cuts = new Set([0, text.length]);
  for (const [start, end] of [...found, ...firm]) cuts.add(start).add(end);
  for (const start of signAt.keys()) cuts.add(start).add(start + 1);
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(1).map((end, index) => {
    const start = at[index] as number;
    return {
      start,
      text: text.slice(start, end),
      found: found.some((range) => range[0] <= start && end <= range[1]),
      strong: firm.some((range) => range[0] <= start && end <= range[1]),
      sign: (signAt.get(start) as TextRun["sign"]) ?? null,
    };
  });
}

function rangesOf(text: string, wanted: string, most: number): [number, number][] {
  const ranges: [number, number][] = [];
  if (wanted === "") return ranges;
  for (let at = text.indexOf(wanted); at >= 0 && ranges.length < most; at = text.indexOf(wanted, at + wanted.length))
    ranges.push([at, at + wanted.length]);
  return ranges;
}
