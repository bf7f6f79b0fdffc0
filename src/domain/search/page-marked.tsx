// A text with the places that were found marked in it.
import type { ReactNode } from "react";
import type { SearchHit } from "./model.ts";

export function Marked({ text, places }: { text: string; places: SearchHit["titleHits"] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of places) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

/** Does the second text say more than the title does? */
export const addsToTitle = (hit: SearchHit) =>
  hit.snippetHits.length > 0 && !(hit.titleHits.length > 0 && hit.title.includes(hit.snippet.slice(0, 20)));
