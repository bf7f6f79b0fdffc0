// What the person opened from the search lately: kept for this tab alone, since others may use the same machine.
import type { SearchHit } from "./model.ts";

export type Recent = Pick<SearchHit, "kind" | "id" | "title" | "hint" | "href">;

const most = 6;
const keyOf = (personId: string) => `shidian.recent.${personId}`;

export function recentOf(personId: string): Recent[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(personId)) ?? "[]") as Recent[];
  } catch {
    return [];
  }
}

export function keepRecent(personId: string, { kind, id, title, hint, href }: Recent): void {
  const others = recentOf(personId).filter((one) => one.id !== id);
  try {
    sessionStorage.setItem(
      keyOf(personId),
      JSON.stringify([{ kind, id, title, hint, href }, ...others].slice(0, most)),
    );
  } catch {
    // A browser that keeps nothing simply shows nothing here.
  }
}
