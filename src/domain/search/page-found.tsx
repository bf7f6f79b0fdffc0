// Asking while somebody types: a moment after the last key, not while an input method composes, old answers until new ones come.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { SearchPage } from "./model.ts";
import { words } from "./page-words.ts";

/** How long nobody types before the server is asked, milliseconds. */
const pause = 120;

/** Shown of each kind in the palette. */
const ofEach = 5;

export interface Found {
  /** What the answer is to. */
  asked: string;
  page: SearchPage | undefined;
  /** The programme that was searched, for the address of the whole list. */
  within: Record<string, string>;
  none: boolean;
  /** Is a newer answer on its way? */
  stale: boolean;
  error: Error | null;
}

export function useFound({
  typed,
  hold,
  programme,
}: {
  typed: string;
  hold: boolean;
  programme: string | undefined;
}): Found {
  const [asked, setAsked] = useState("");
  const wanted = typed.trim();
  useEffect(() => {
    if (hold) return;
    const timer = setTimeout(() => setAsked(wanted), wanted ? pause : 0);
    return () => clearTimeout(timer);
  }, [wanted, hold]);
  const within = programme ? { programme } : {};
  const answer = useQuery({
    queryKey: ["search", "overview", asked, programme ?? ""],
    queryFn: ({ signal }) => api.search.search({ q: asked, each: ofEach, limit: 60, ...within }, { signal }),
    enabled: asked !== "",
    placeholderData: (before) => before,
  });
  const page = asked && wanted ? answer.data : undefined;
  return {
    asked,
    page,
    within,
    none: page !== undefined && page.items.length === 0 && !answer.isPlaceholderData,
    stale: asked !== wanted || answer.isPlaceholderData,
    error: asked ? answer.error : null,
  };
}

/** What was found, said aloud once it stands. */
export function useSpoken({ page, none, stale, asked }: Found): string {
  const { say, word, list } = useMessages();
  if (!page || stale) return "";
  if (none) return say(words.noneTitle, { q: asked });
  const kinds = page.counts.filter((kind) => kind.count > 0);
  return say(words.spokenFound, {
    found: list(
      kinds.map((kind) =>
        say(words.spokenKind, {
          kind: word(kind),
          count: kind.more ? say(words.countMore, { count: kind.count }) : kind.count,
        }),
      ),
    ),
  });
}
